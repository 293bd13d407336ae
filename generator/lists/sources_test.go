package lists

import (
	"strings"
	"testing"
)

func sourceNamed(t testing.TB, name string) Source {
	t.Helper()
	for _, s := range append(Sources(), Plain) {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no source %s", name)
	return Source{}
}

func TestSources_Read(t *testing.T) {
	for _, test := range []struct{ name, what, data, want string }{
		{"helm", "releases of one chart", `[{"name":"a","chart":"loki-1.2.3"},{"name":"b","chart":"loki-v2.0.0-rc.1"},{"name":"b","chart":"loki-2.0.0"}]`, "loki kind=service match=helm/a,helm/b\n"},
		{"helm", "a chart with a number in its name", `[{"name":"x","chart":"k8s-gateway-2.4.0"}]`, "k8s-gateway kind=service match=helm/x\n"},
		{"helm", "a chart without a version", `[{"name":"x","chart":"a-operator"}]`, "a-operator kind=controller match=helm/x\n"},
		{"helm", "a general chart", `[{"name":"orders","chart":"common-service-1.0.0"},{"name":"pay","chart":"common-service-1.0.0"}]`, "orders kind=service match=helm/orders\npay kind=service match=helm/pay\n"},
		{"helm", "a chart for all services", `[{"name":"a","chart":"acme-app-1.0.0"},{"name":"b","chart":"acme-app-1.0.0"},{"name":"c","chart":"acme-app-1.0.0"}]`, "a kind=service match=helm/a\nb kind=service match=helm/b\nc kind=service match=helm/c\n"},
		{"helm", "nothing", `[]`, ""},
		{"helm", "the encoding of PowerShell", utf16LE(`[{"name":"a","chart":"a-1.0.0"}]`), "a kind=service match=helm/a\n"},
		{"kubectl", "the parts of an app", `{"apiVersion":"v1","items":[
			{"kind":"Deployment","metadata":{"name":"argocd-server","labels":{"app.kubernetes.io/part-of":"argocd","team":"dx"}},"spec":{"template":{"spec":{"containers":[{"image":"quay.io/a/b:1"}]}}}},
			{"kind":"StatefulSet","metadata":{"name":"argocd-controller","labels":{"app.kubernetes.io/part-of":"argocd","a.example/owner":"dx"}},"spec":{"template":{"spec":{"containers":[{"image":"quay.io/a/c:1"}]}}}}]}`,
			"argocd kind=service owner=dx source=oss match=kubectl/argocd-controller,kubectl/argocd-server\n"},
		{"kubectl", "several owners", `{"apiVersion":"v1","items":[
			{"kind":"Deployment","metadata":{"name":"a","labels":{"app":"x","team":"dx"}}},{"kind":"Deployment","metadata":{"name":"b","labels":{"app":"x","team":"sre"}}}]}`,
			"x kind=service x-owner=[dx sre] match=kubectl/a,kubectl/b\n"},
		{"kubectl", "a job and a part of Kubernetes", `{"apiVersion":"v1","items":[
			{"kind":"CronJob","metadata":{"name":"backup"},"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"image":"1.dkr.ecr.eu-west-1.amazonaws.com/x"}]}}}}}},
			{"kind":"DaemonSet","metadata":{"name":"kube-proxy","namespace":"kube-system"}},{"kind":"Pod","metadata":{"name":"p"}}]}`,
			"backup kind=tool source=private match=kubectl/backup\n"},
		{"terraform", "lines of addresses", "aws_s3_bucket.a\naws_s3_bucket_policy.a\nmodule.net[\"a.b\"].module.x.aws_vpc.this[0]\ndata.aws_region.r\naws_iam_role.r\nmodule.net.data.aws_ami.x\n",
			"Amazon S3 kind=managed-service source=vendor match=terraform/aws_s3_bucket,terraform/aws_s3_bucket_policy\nAmazon VPC kind=managed-service source=vendor match=terraform/aws_vpc\nnet kind=module match=terraform/module.net\n"},
		{"terraform", "JSON", `{"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{"resources":[{"address":"datadog_monitor.a","values":{"secret":"s"}}],"child_modules":[{"address":"module.a","resources":[{"address":"module.a.google_sql_database_instance.x"}],"child_modules":[]}]}}}`,
			"Cloud SQL kind=managed-service source=vendor match=terraform/google_sql_database_instance\nDatadog kind=managed-service source=vendor match=terraform/datadog\na kind=module match=terraform/module.a\n"},
		{"terraform", "a state without resources", `{"format_version":"1.0"}`, ""},
		{"compose", "services", "services:\n  web:\n    build: .\n    depends_on: {db: {condition: x}}\n    labels: {com.example.owner: dx}\n  db: {image: postgres}\n", "web kind=service source=private depends_on=[db] owner=dx match=compose/web\ndb kind=service source=oss match=compose/db\n"},
		{"compose", "anchors", "x: &a\n  k: [1]\nservices:\n  web:\n    <<: *a\n    environment: *a\n    image: &i quay.io/a/b\n", "web kind=service source=oss match=compose/web\n"},
		{"repos", "repositories", `[{"name":"a","description":"A <b>","url":"https://github.com/o/a","visibility":"PUBLIC","repositoryTopics":[{"name":"go"}]},{"name":"terraform-x","visibility":"PRIVATE","isArchived":true},{"nameWithOwner":"o/t","isTemplate":true},{"name":"f","isFork":true}]`,
			"a summary=A <b> source=oss repo=https://github.com/o/a keywords=[go] match=repos/a\nterraform-x kind=module source=private status=retired why=The repository is archived. match=repos/terraform-x\nt kind=template match=repos/t\n"},
		{"plain", "lines", "a\n\n 名前 \r\n", "a\n名前\n"},
	} {
		l, err := sourceNamed(t, test.name).Read(Input{Files: []File{{"f", []byte(test.data)}}})
		if err != nil {
			t.Errorf("%s, %s: %v", test.name, test.what, err)
		} else if got := inShort(l); got != test.want {
			t.Errorf("%s, %s: got\n%swant\n%s", test.name, test.what, got, test.want)
		}
	}
}

// Reading a list of another source gives one message, with the command for the right
// source.
func TestSources_OtherList(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"helm", `{"apiVersion":"v1","items":[]}`, "f is not a list of releases; it looks like the output for platmap import kubectl\nmake it with: helm list -A -o json"},
		{"helm", "NAME NAMESPACE\nx y\n", "f is not a list of releases; it is not JSON\nmake it with: helm list -A -o json"},
		{"helm", `[{"name":"a"}]`, "f is not a list of releases\nmake it with: helm list -A -o json"},
		{"helm", "", "f is empty; expected a list of releases, from: helm list -A -o json"},
		{"kubectl", `[{"name":"a","chart":"b-1.0"}]`, "it looks like the output for platmap import helm"},
		{"kubectl", `{"apiVersion":"v1","kind":"Deployment"}`, "f is not a list of workloads\nmake it with: kubectl get deploy,sts,ds,cronjob -A -o json"},
		{"terraform", `{"version":4,"terraform_version":"1.9.0","resources":[]}`, "f is not a state of Terraform"},
		{"terraform", "no addresses here\n", "f is not a state of Terraform; it is not JSON\nmake it with: terraform show -json"},
		{"compose", "a: b\n", "f is not a file of Docker Compose: it has no services"},
		{"compose", "- a\n", "it has no services"},
		{"repos", `[{"name":"a","chart":"b-1.0"},{}]`, "it looks like the output for platmap import helm"},
	} {
		_, err := sourceNamed(t, test.name).Read(Input{Files: []File{{"f", []byte(test.data)}}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s with %s: got %v, want %s", test.name, test.data, err, test.want)
		}
	}
}

// Any input gives records or an error. Every record has a name or an id, and all names of
// a list are in records or notes.
func FuzzSources(f *testing.F) {
	for _, data := range []string{
		`[{"name":"a","chart":"loki-1.2.3"}]`, `{"apiVersion":"v1","items":[{"kind":"Deployment","metadata":{"name":"a"}}]}`,
		`{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"aws_s3_bucket.a"}]}}}`, "module.a[\"x\"].aws_vpc.b\n",
		"services:\n  a: {image: b, depends_on: [c]}\n", `[{"name":"a","isFork":true}]`, "Name,Team\na,\"b\nc\"\n", "\xff\xfea\x00",
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range append(Sources(), Plain) {
			l, err := s.Read(Input{Files: []File{{"f", data}}})
			if err != nil {
				continue
			}
			for _, r := range l.Records {
				if r.Name == "" && r.ID == "" || r.Kind == "" {
					t.Errorf("%s: a record without a name: %+v", s.Name, r)
				}
			}
		}
	})
}
