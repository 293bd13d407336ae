package lists

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

var helmSource = Source{
	Name:    "helm",
	Summary: "Import components from the releases of Helm",
	Long: `Each chart is a component, with the names of its releases as match. The releases of a
general chart, such as app or common-service, are components of their own. Namespaces,
versions and states are left out, because they change.`,
	Make:    "helm list -A -o json",
	Example: "helm.json",
}

func init() { helmSource.Read = readHelm }

// chartName divides prometheus-25.8.0 into name and version.
var chartName = regexp.MustCompile(`^(.+?)-v?\d+\.\d+(?:\.\d+)?(?:[-+].*)?$`)

// general are words in the names of general charts, which can run any program.
var general = strings.Fields("app application backend base chart common cronjob default deployment frontend generic job library microservice service stateless webapp webservice worker")

func readHelm(in Input) (*List, error) {
	return readJSON(in, &helmSource, "a list of releases", func(l *List, f File, data []byte) bool {
		var releases []struct {
			Name  string `json:"name"`
			Chart string `json:"chart"`
		}
		if json.Unmarshal(data, &releases) != nil {
			return false
		}
		names := map[string]map[string]bool{} // names of the releases, by chart
		for i := range releases {
			r := &releases[i]
			if r.Name == "" || r.Chart == "" {
				return false
			}
			if m := chartName.FindStringSubmatch(r.Chart); m != nil {
				r.Chart = m[1]
			}
			if names[r.Chart] == nil {
				names[r.Chart] = map[string]bool{}
			}
			names[r.Chart][r.Name] = true
		}
		var charts groups
		for _, r := range releases {
			name := r.Chart
			if isGeneral(r.Chart, len(names[r.Chart])) {
				l.note(Pos{File: f.Name}, "releases of a general chart are components of their own", r.Name+" of "+r.Chart)
				name = r.Name
			}
			charts.add(name, "helm/"+r.Name).guess("kind", workloadKind(name))
		}
		charts.addTo(l, f.Name, "releases of one chart are one component", "releases")
		return true
	})
}

// isGeneral reports whether a chart can run any program. All words of its name are
// general or, if it has several releases, the last one is, as in acme-service.
func isGeneral(chart string, releases int) bool {
	words := strings.FieldsFunc(strings.ToLower(chart), func(r rune) bool { return r == '-' || r == '_' })
	if releases >= 3 {
		words = words[max(len(words)-1, 0):]
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(general, w) })
}
