package lists

import (
	"encoding/json"
	"strings"
	"testing"
)

const landscapeFile = `landscape:
  - category:
    name: Provisioning
    subcategories:
      - subcategory:
        name: Automation & Configuration
        items:
          - item:
            name: Ansible
            description: Runs playbooks
            homepage_url: https://ansible.example.com/
            repo_url: https://github.com/example/ansible
            logo: ansible.svg
            crunchbase: https://crunchbase.example.com/ansible
            extra: {accepted: 2020-01-02, tags: [a, b]}
          - {name: Custodian, project: sandbox, homepage_url: custodian.example.com}
      - name: Security
        items: [{name: custodian}, {name: Old, project: archived}, {description: nothing}]
  - name: Runtime
    subcategories: [{name: Security, items: [{name: X}]}, {name: 保管}, {items: []}]
  - name: Empty
`

func TestLandscape(t *testing.T) {
	for _, file := range []string{landscapeFile, strings.Replace(landscapeFile, "landscape:", "categories:", 1)} {
		l, err := readLandscape(Input{Files: []File{{"data.yml", []byte(file)}}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range l.Records {
			s := string(r.Kind) + " " + r.ID + "|" + r.Name
			for _, k := range r.Keys {
				value, _ := json.Marshal(k.Value)
				s += " " + k.Name + "=" + string(value)
			}
			got = append(got, s)
		}
		want := `group provisioning|Provisioning
domain automation-configuration|Automation & Configuration group="provisioning"
component |Ansible domains=["automation-configuration"] summary="Runs playbooks" repo="https://github.com/example/ansible" source="oss" x-crunchbase="https://crunchbase.example.com/ansible" x-extra=[{"Name":"accepted","Value":"2020-01-02","X":"","Guess":false},{"Name":"tags","Value":["a","b"],"X":"","Guess":false}] links=["https://ansible.example.com/"]
component |Custodian domains=["automation-configuration","security"] status="experimental" x-project="sandbox" x-homepage-url="custodian.example.com"
domain security|Security group="provisioning"
component |Old domains=["security"] status="retired" x-project="archived"
group runtime|Runtime
domain runtime-security|Security group="runtime"
component |X domains=["runtime-security"]
domain |保管 group="runtime"`
		if strings.Join(got, "\n") != want {
			t.Errorf("got:\n%s", strings.Join(got, "\n"))
		}
		if len(l.Notes) != 4 {
			t.Errorf("notes: %v", l.Notes)
		}
	}
	for file, want := range map[string]string{
		"a: 1\n":          "data.yml is not the data file of a landscape: it has no list of categories",
		"":                "data.yml:1: the file is empty",
		"categories: 1\n": "data.yml is not the data file of a landscape: it has no list of categories",
		"a: [\n":          "data.yml:1: ",
	} {
		if _, err := readLandscape(Input{Files: []File{{"data.yml", []byte(file)}}}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}

func FuzzLandscape(f *testing.F) {
	f.Add(landscapeFile)
	f.Add("categories: [1, {name: x, subcategories: {a: b}}, {name: y, subcategories: [2, {name: z, items: 1}]}]\n")
	f.Fuzz(func(_ *testing.T, s string) {
		_, _ = readLandscape(Input{Files: []File{{"f", []byte(s)}}})
	})
}
