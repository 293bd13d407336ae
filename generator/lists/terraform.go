package lists

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

var terraformSource = Source{
	Name:    "terraform",
	Summary: "Import components from a state of Terraform or OpenTofu",
	Long: `Each module that the root module calls is a component, and each service of a vendor that
the resources use, such as Amazon S3, with the types of the resources as match. Other
resources are left out. No values are read. The list may also be the lines of
terraform state list.`,
	Make:    "terraform show -json",
	Example: "state.json",
}

func init() { terraformSource.Read = readTerraform }

// stateModule is a module in a Terraform state.
type stateModule struct {
	Address   string `json:"address"`
	Resources []struct {
		Address string `json:"address"`
	} `json:"resources"`
	Modules []stateModule `json:"child_modules"`
}

func readTerraform(in Input) (*List, error) {
	l := &List{}
	for _, f := range in.Files {
		s, err := l.decoded(f)
		if err != nil {
			return nil, err
		}
		addresses, ok := stateAddresses(strings.TrimSpace(s))
		if !ok {
			return nil, notList(f, []byte(strings.TrimSpace(s)), &terraformSource, "a state of Terraform")
		}
		l.addState(f.Name, addresses)
	}
	return l, nil
}

// stateAddresses returns the addresses of the resources in a state.
func stateAddresses(s string) (addresses []string, ok bool) {
	if !strings.HasPrefix(s, "{") {
		for line := range strings.Lines(s) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			} else if !resourceAddress.MatchString(line) {
				return nil, false
			}
			addresses = append(addresses, line)
		}
		return addresses, len(addresses) > 0
	}
	var state struct {
		Format  string `json:"format_version"`
		Version string `json:"terraform_version"`
		Values  struct {
			Root stateModule `json:"root_module"`
		} `json:"values"`
		Planned struct {
			Root stateModule `json:"root_module"`
		} `json:"planned_values"`
	}
	if json.Unmarshal([]byte(s), &state) != nil || state.Format == "" {
		return nil, false // a state file itself has no format_version
	}
	var add func(m stateModule)
	add = func(m stateModule) {
		for _, r := range m.Resources {
			addresses = append(addresses, r.Address)
		}
		for _, child := range m.Modules {
			add(child)
		}
	}
	add(state.Values.Root)
	if len(addresses) == 0 {
		add(state.Planned.Root)
	}
	return addresses, true
}

var (
	// resourceAddress matches module.vpc["a"].aws_subnet.private[0].
	resourceAddress = regexp.MustCompile(`^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?[a-z][a-z0-9]*_?[\w-]*\.[\w-]+(?:\[.*\])?$`)
	modulePart      = regexp.MustCompile(`^module\.([\w-]+)(?:\[(?:"[^"]*"|[^\]]*)\])?\.`)
)

// addState adds the components of a state.
func (l *List) addState(file string, addresses []string) {
	var components groups
	for _, address := range addresses {
		rest := address
		if m := modulePart.FindStringSubmatch(rest); m != nil {
			g := components.add(m[1], "terraform/module."+m[1])
			g.guess("kind", "module")
		}
		for m := modulePart.FindString(rest); m != ""; m = modulePart.FindString(rest) {
			rest = rest[len(m):]
		}
		typ, _, _ := strings.Cut(rest, ".")
		if typ == "data" || typ == "" {
			continue
		}
		service := serviceOf(typ)
		if service == "" {
			l.note(Pos{File: file}, "resources that are not services were left out", typ)
			continue
		}
		match := typ
		if provider, _, _ := strings.Cut(typ, "_"); providers()[provider] == service {
			match = provider
		}
		g := components.add(service, "terraform/"+match)
		g.guess("kind", "managed-service")
		g.guess("source", "vendor")
	}
	components.addTo(l, file, "resources of one module or service are one component", "resources")
	if len(addresses) == 0 {
		l.note(Pos{File: file}, "the state has no resources", "")
	}
}

// serviceOf returns the name of the service that resources of a type belong to, or "".
func serviceOf(typ string) string {
	for prefix := typ; prefix != ""; prefix = prefix[:max(strings.LastIndexByte(prefix, '_'), 0)] {
		if name := services()[prefix]; name != "" {
			return name
		}
	}
	provider, _, _ := strings.Cut(typ, "_")
	return providers()[provider]
}

// services maps prefixes of resource types to services of cloud vendors. Types that only
// connect or configure other resources, such as aws_iam_role, are left out.
var services = tableOf(`
aws_acm=AWS Certificate Manager aws_alb=Elastic Load Balancing aws_api_gateway=Amazon API Gateway aws_apigatewayv2=Amazon API Gateway aws_athena=Amazon Athena
aws_backup=AWS Backup aws_batch=AWS Batch aws_cloudfront=Amazon CloudFront aws_cloudtrail=AWS CloudTrail aws_cloudwatch=Amazon CloudWatch aws_codebuild=AWS CodeBuild
aws_codepipeline=AWS CodePipeline aws_cognito=Amazon Cognito aws_config=AWS Config aws_db=Amazon RDS aws_directory_service=AWS Directory Service aws_dms=AWS DMS
aws_docdb=Amazon DocumentDB aws_dx=AWS Direct Connect aws_dynamodb=Amazon DynamoDB aws_ebs=Amazon EBS aws_ec2_client_vpn=AWS Client VPN aws_ec2_transit_gateway=AWS Transit Gateway
aws_ecr=Amazon ECR aws_ecs=Amazon ECS aws_efs=Amazon EFS aws_eks=Amazon EKS aws_elasticache=Amazon ElastiCache aws_elasticsearch=Amazon OpenSearch Service aws_elb=Elastic Load Balancing
aws_emr=Amazon EMR aws_eventbridge=Amazon EventBridge aws_cloudwatch_event=Amazon EventBridge aws_fsx=Amazon FSx aws_glue=AWS Glue aws_grafana=Amazon Managed Grafana aws_guardduty=Amazon GuardDuty
aws_instance=Amazon EC2 aws_autoscaling=Amazon EC2 aws_launch_template=Amazon EC2 aws_kinesis=Amazon Kinesis aws_kms=AWS KMS aws_lambda=AWS Lambda aws_lb=Elastic Load Balancing
aws_memorydb=Amazon MemoryDB aws_mq=Amazon MQ aws_msk=Amazon MSK aws_mwaa=Amazon MWAA aws_neptune=Amazon Neptune aws_networkfirewall=AWS Network Firewall aws_opensearch=Amazon OpenSearch Service
aws_organizations=AWS Organizations aws_prometheus=Amazon Managed Service for Prometheus aws_rds=Amazon RDS aws_redshift=Amazon Redshift aws_route53=Amazon Route 53 aws_s3=Amazon S3
aws_sagemaker=Amazon SageMaker aws_secretsmanager=AWS Secrets Manager aws_securityhub=AWS Security Hub aws_sesv2=Amazon SES aws_ses=Amazon SES aws_sfn=AWS Step Functions aws_sns=Amazon SNS
aws_sqs=Amazon SQS aws_ssm=AWS Systems Manager aws_ssoadmin=AWS IAM Identity Center aws_vpc=Amazon VPC aws_vpn=AWS Site-to-Site VPN aws_waf=AWS WAF aws_wafv2=AWS WAF aws_workspaces=Amazon WorkSpaces aws_xray=AWS X-Ray
google_alloydb=AlloyDB google_artifact_registry=Artifact Registry google_bigquery=BigQuery google_bigtable=Bigtable google_cloud_run=Cloud Run google_cloud_run_v2=Cloud Run
google_cloud_scheduler=Cloud Scheduler google_cloud_tasks=Cloud Tasks google_cloudbuild=Cloud Build google_cloudfunctions=Cloud Run functions google_cloudfunctions2=Cloud Run functions
google_composer=Cloud Composer google_compute_instance=Compute Engine google_compute_network=Google Cloud VPC google_compute_security_policy=Cloud Armor google_compute_url_map=Cloud Load Balancing
google_container_cluster=Google Kubernetes Engine google_container_node_pool=Google Kubernetes Engine google_dataflow=Dataflow google_dataproc=Dataproc google_dns=Cloud DNS google_filestore=Filestore
google_firestore=Firestore google_kms=Cloud KMS google_logging=Cloud Logging google_monitoring=Cloud Monitoring google_pubsub=Pub/Sub google_redis=Memorystore google_secret_manager=Secret Manager
google_spanner=Spanner google_sql=Cloud SQL google_storage=Cloud Storage google_vertex_ai=Vertex AI
azurerm_api_management=Azure API Management azurerm_app_service=Azure App Service azurerm_application_gateway=Azure Application Gateway azurerm_application_insights=Azure Monitor azurerm_cdn=Azure Front Door
azurerm_container_app=Azure Container Apps azurerm_container_registry=Azure Container Registry azurerm_cosmosdb=Azure Cosmos DB azurerm_data_factory=Azure Data Factory azurerm_databricks=Azure Databricks azurerm_dns=Azure DNS
azurerm_eventgrid=Azure Event Grid azurerm_eventhub=Azure Event Hubs azurerm_firewall=Azure Firewall azurerm_frontdoor=Azure Front Door azurerm_function_app=Azure Functions azurerm_key_vault=Azure Key Vault
azurerm_kubernetes_cluster=Azure Kubernetes Service azurerm_lb=Azure Load Balancer azurerm_linux_function_app=Azure Functions azurerm_linux_virtual_machine=Azure Virtual Machines azurerm_linux_web_app=Azure App Service
azurerm_log_analytics=Azure Monitor azurerm_monitor=Azure Monitor azurerm_mssql=Azure SQL Database azurerm_mysql=Azure Database for MySQL azurerm_postgresql=Azure Database for PostgreSQL azurerm_redis=Azure Cache for Redis
azurerm_servicebus=Azure Service Bus azurerm_storage=Azure Storage azurerm_virtual_network=Azure Virtual Network azurerm_windows_virtual_machine=Azure Virtual Machines`)

// providers maps Terraform providers to the service that each is for.
var providers = tableOf(`auth0=Auth0 circleci=CircleCI cloudflare=Cloudflare confluent=Confluent Cloud datadog=Datadog fastly=Fastly github=GitHub gitlab=GitLab grafana=Grafana
launchdarkly=LaunchDarkly mongodbatlas=MongoDB Atlas newrelic=New Relic okta=Okta opsgenie=Opsgenie pagerduty=PagerDuty sentry=Sentry snowflake=Snowflake tfe=HCP Terraform vault=HashiCorp Vault zscaler=Zscaler`)

// tableOf parses a table that is written as key=value key=value. Values may contain
// spaces.
func tableOf(s string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		table := map[string]string{}
		key := ""
		for word := range strings.FieldsSeq(s) {
			if k, v, found := strings.Cut(word, "="); found {
				key = k
				table[key] = v
			} else {
				table[key] += " " + word
			}
		}
		return table
	})
}
