package lists

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

func readCatalog(t *testing.T) *List {
	data, err := os.ReadFile("testdata/catalog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, err := readBackstage(Input{Files: []File{{"catalog.yaml", data}}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// shownKeys returns the keys of a record as JSON. Unless names is empty, it returns only
// the named keys.
func shownKeys(l *List, kind source.Kind, id string, names ...string) string {
	i := slices.IndexFunc(l.Records, func(r Record) bool { return r.Kind == kind && r.ID == id })
	if i < 0 {
		return "no such record"
	}
	var list []string
	for _, k := range l.Records[i].Keys {
		if slices.Contains(names, k.Name) {
			v, _ := json.Marshal(k.Value)
			list = append(list, k.Name+": "+string(v))
		}
	}
	return strings.Join(list, "; ")
}

func TestBackstage(t *testing.T) {
	l := readCatalog(t)
	for _, test := range []struct {
		kind       source.Kind
		id         string
		keys, want string
	}{
		{Group, "commerce", "text x-owner x-tags", `text: "商品を選んでから届くまで"; x-owner: "shop"; x-tags: ["core"]`},
		{source.Domain, "support", "summary owner group x-subdomain-of", `summary: "お客様からの連絡に答える"; owner: "cs"; x-subdomain-of: "company"`},
		{source.Domain, "checkout", "summary owner group keywords x-type", `summary: "カートの中身を買えるようにする。"; owner: "shop"; keywords: ["payment","cart"]; group: "commerce"; x-type: "product"`},
		{source.Domain, "delivery", "owner group x-namespace", `owner: "carriers"; group: "unknown-domain"; x-namespace: "logistics"`},
		{source.Team, "platform-team", "contact x-type x-parent", `x-type: "team"; contact: [{"Name":"github","Value":"example/platform","X":"","Guess":false},{"Name":"x-email","Value":"platform@example.com","X":"","Guess":false}]; x-parent: "engineering"`},
		{source.Team, "shop", "focus x-children", `focus: "店を作る"; x-children: ["search-team"]`},
		{source.Component, "checkout-api", "kind status domains owner repo depends_on x-depends-on x-consumes-apis",
			`owner: "shop"; repo: "https://github.com/example/checkout-api"; kind: "service"; status: "production"; domains: ["checkout"]; depends_on: ["orders-db-resource","payment-gateway","not-here"]; x-depends-on: ["system:catalog"]; x-consumes-apis: ["api:default/elsewhere"]`},
		{source.Component, "checkout-web", "kind x-type part_of domains", `kind: "service"; x-type: "website"; domains: ["checkout"]; part_of: "checkout-api"`},
		{source.Component, "payment-gateway", "status x-owner domains depends_on", `x-owner: "user:jane"; status: "sunsetting"; domains: ["checkout"]; depends_on: ["orders-db-resource"]`},
		{source.Component, "product-search", "repo depends_on owner", `owner: "search-team"; repo: "https://github.com/example/monorepo/tree/main/search"; depends_on: ["search-index"]`},
		{source.Component, "orders-db-resource", "kind x-type owner", `owner: "platform-team"; kind: "managed-service"; x-type: "database"`},
		{source.Component, "a-component-whose-name-has-more-characte", "domains", `domains: ["delivery"]`},
		{source.Component, "tracker", "depends_on domains x-namespace", `domains: ["delivery"]; depends_on: ["tracker-events"]; x-namespace: "logistics"`},
		{source.Component, "tracker-component", "owner", `owner: "shop"`},
		{source.Component, "partner-feed", "kind x-kind x-type", `kind: "service"; x-kind: "API"; x-type: "asyncapi"`},
		{source.Component, "new-service", "kind x-type owner", `owner: "platform-team"; kind: "template"; x-type: "service"`},
		{source.Component, "anchored", "kind", "no such record"},
	} {
		if got := shownKeys(l, test.kind, test.id, strings.Fields(test.keys)...); got != test.want {
			t.Errorf("%s %s:\n got %s\nwant %s", test.kind, test.id, got, test.want)
		}
	}
	interfaces := shownKeys(l, source.Domain, "checkout", "interfaces")
	for _, part := range []string{"会計 REST", `"component","Value":"checkout-api"`, "https://api.example.com/checkout", "決済を予約し、確定する", `"component","Value":"payment-gateway"`, "./payment.proto"} {
		if !strings.Contains(interfaces, part) {
			t.Errorf("the interfaces have no %s: %s", part, interfaces)
		}
	}
	var notes strings.Builder
	for _, n := range l.Notes {
		fmt.Fprintf(&notes, "%d %s: %s\n", n.Pos.Line, n.Text, n.Detail)
	}
	for _, part := range []string{"2 in all", "./a.yaml, ./b.yaml", "backstage.io/v2 Component from-the-future", "Robot r2", "component:default/tracker", "values.name", "apps/v1 Deployment x", "api checkout-api", "template new-service", "anchors"} {
		if !strings.Contains(notes.String(), part) {
			t.Errorf("the notes do not have %q:\n%s", part, &notes)
		}
	}
}

// Every text of an entity that becomes a record is in a record or a note, except texts
// that Backstage itself sets, and definitions.
func TestBackstage_NothingIsLost(t *testing.T) {
	l := readCatalog(t)
	all, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/catalog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for document := range strings.SplitSeq(string(data), "\n---\n") {
		var diags source.Diagnostics
		root := tree.Parse(&source.File{Name: "x.yaml", Text: document}, &diags)
		if diags.HaveError() || root.Get("kind").Text == "User" {
			continue
		}
		var visit func(n *tree.Node, key string)
		visit = func(n *tree.Node, key string) {
			if slices.Contains([]string{"definition", "steps", "members", "backstage.io/managed-by-location"}, key) {
				return
			}
			for _, item := range n.Items {
				visit(item, key)
			}
			for _, p := range n.Pairs {
				visit(p.Value, p.Key.Text)
			}
			s := strings.TrimSuffix(strings.TrimPrefix(textOf(n), "url:"), "/")
			s = s[strings.LastIndexAny(s, ":/")+1:] // a reference
			quoted, _ := json.Marshal(s)
			if !strings.Contains(string(all), string(quoted[1:len(quoted)-1])) && !strings.Contains(string(all), text.SuggestID(s)) {
				t.Errorf("%q of %s is lost", n.Text, key)
			}
		}
		visit(root.Get("metadata"), "")
		if spec := root.Get("spec"); spec != nil && root.Get("kind").Text != "Robot" {
			visit(spec, "")
		}
	}
}

func TestBackstage_Forms(t *testing.T) {
	component := "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: x}\n"
	for _, test := range []struct{ name, text, want string }{
		{"the answer of the API", `[{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"x"},"relations":[{"type":"ownedBy","targetRef":"group:default/a"}]},{"apiVersion":"backstage.io/v1alpha1","kind":"Group","metadata":{"name":"a"}}]`,
			"team a; component x owner=a"},
		{"a page of the API", `{"items":[{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{"name":"x"}}],"totalItems":1}`, "component x"},
		{"Windows", strings.ReplaceAll(component+"---\n"+strings.Replace(component, "x}", "y}", 1), "\n", "\r\n"), "component x; component y"},
		{"only comments", "# a\n---\n" + component + "---\n# end\n", "component x"},
		{"a domain with one system of its name", strings.Replace(component, "Component", "Domain", 1) + "---\n" + strings.Replace(component, "Component", "System", 1) + "spec: {domain: x}\n", "domain x"},
		{"another file", "a: 1\n", "error: f is not a catalog of Backstage: it has no document with apiVersion: backstage.io/v1alpha1 and a kind such as Component"},
		{"empty", "", "error: f is not a catalog of Backstage: it has no document with apiVersion: backstage.io/v1alpha1 and a kind such as Component"},
	} {
		l, err := readBackstage(Input{Files: []File{{"f", []byte(test.text)}}})
		got := ""
		if err != nil {
			got = "; error: " + err.Error()
		} else {
			for _, r := range l.Records {
				got += "; " + string(r.Kind) + " " + r.ID
				for _, k := range r.Keys {
					if k.Name == "owner" {
						got += " owner=" + k.Value.(string)
					}
				}
			}
		}
		if strings.TrimPrefix(got, "; ") != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzBackstage(f *testing.F) {
	data, err := os.ReadFile("testdata/catalog.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add("apiVersion: backstage.io/v1\nkind: component\nmetadata: {name: con}\nspec: {subcomponentOf: con, dependsOn: [{name: con}], providesApis: {a: b}}\nrelations: [1, {type: partOf, targetRef: 1}]\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := readBackstage(Input{Files: []File{{"f", []byte(s)}}})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, r := range l.Records {
			if key := string(r.Kind) + " " + r.ID; !text.IsID(r.ID) || len(r.ID) > text.MaxIDLength || seen[key] {
				t.Errorf("id %q", key)
			} else {
				seen[key] = true
			}
		}
	})
}
