package lists

import (
	"encoding/json"
	"slices"
	"strings"
)

var kubectlSource = Source{
	Name:    "kubectl",
	Summary: "Import components from the workloads of Kubernetes",
	Long: `Workloads with the same label app.kubernetes.io/part-of or, without one, the same
app.kubernetes.io/name or app are one component. Its match has the names of the workloads,
its owner is the label team or owner. Programs of Kubernetes itself are left out.`,
	Make:    "kubectl get deploy,sts,ds,cronjob -A -o json",
	Example: "workloads.json",
}

func init() { kubectlSource.Read = readKubectl }

// workload is a Deployment, StatefulSet, DaemonSet or CronJob.
type workload struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name      string            `json:"name"`
		Namespace string            `json:"namespace"`
		Labels    map[string]string `json:"labels"`
	} `json:"metadata"`
	Spec struct {
		Template    podTemplate `json:"template"`
		JobTemplate struct {
			Spec struct {
				Template podTemplate `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
	} `json:"spec"`
}

type podTemplate struct {
	Spec struct {
		Containers []struct {
			Image string `json:"image"`
		} `json:"containers"`
	} `json:"spec"`
}

// ofKubernetes are programs that are part of every cluster.
var ofKubernetes = strings.Fields("aws-node coredns etcd kindnet konnectivity-agent kube-apiserver kube-controller-manager kube-dns kube-dns-autoscaler kube-proxy kube-scheduler " +
	"ebs-csi-controller ebs-csi-node efs-csi-controller efs-csi-node azure-cns cloud-node-manager csi-azuredisk-node csi-azurefile-node fluentbit-gke gke-metadata-server gke-metrics-agent ip-masq-agent pdcsi-node metrics-server-v1 local-path-provisioner storage-provisioner")

func readKubectl(in Input) (*List, error) {
	return readJSON(in, &kubectlSource, "a list of workloads", func(l *List, f File, data []byte) bool {
		var list struct {
			APIVersion string     `json:"apiVersion"`
			Items      []workload `json:"items"`
		}
		if json.Unmarshal(data, &list) != nil || list.APIVersion == "" || list.Items == nil {
			return false
		}
		var apps groups
		owners, sources := map[string]map[string]bool{}, map[string]map[string]bool{}
		for _, w := range list.Items {
			name := w.Metadata.Name
			switch {
			case name == "":
				return false
			case !slices.Contains([]string{"Deployment", "StatefulSet", "DaemonSet", "CronJob"}, w.Kind):
				l.note(Pos{File: f.Name}, "objects that are not workloads were left out", w.Kind)
				continue
			case strings.HasPrefix(w.Metadata.Namespace, "kube-") && slices.Contains(ofKubernetes, name):
				l.note(Pos{File: f.Name}, "programs of Kubernetes itself were left out", name)
				continue
			}
			app := w.app()
			g := apps.add(app, "kubectl/"+name)
			if kind := workloadKind(name); kind == "controller" || w.Kind != "CronJob" {
				g.guess("kind", kind)
			}
			if owners[app] == nil {
				owners[app], sources[app] = map[string]bool{}, map[string]bool{}
			}
			owners[app][w.label("team", "owner", "squad")] = true
			for _, c := range slices.Concat(w.Spec.Template.Spec.Containers, w.Spec.JobTemplate.Spec.Template.Spec.Containers) {
				sources[app][imageSource(c.Image)] = true
			}
		}
		for app, g := range apps.byName {
			g.guess("kind", "tool") // all workloads are scheduled jobs
			g.setIfSame("owner", owners[app])
			if len(sources[app]) == 1 { // only if all images have the same source
				for s := range sources[app] {
					g.guess("source", s)
				}
			}
		}
		apps.addTo(l, f.Name, "workloads of one app are one component", "workloads")
		return true
	})
}

// app returns the name of the component that a workload is part of.
func (w *workload) app() string {
	for _, label := range []string{"app.kubernetes.io/part-of", "app.kubernetes.io/name", "k8s-app", "app"} {
		if name := w.Metadata.Labels[label]; name != "" {
			return name
		}
	}
	return w.Metadata.Name
}

// label returns the value of the first of some labels, with any prefix, as in
// example.com/team.
func (w *workload) label(names ...string) string {
	for _, name := range names {
		found := ""
		for label, value := range w.Metadata.Labels {
			if (label == name || strings.HasSuffix(label, "/"+name)) && (found == "" || value < found) {
				found = value
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}
