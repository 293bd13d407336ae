package site

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"platmap/generator/markdown"
	"platmap/generator/source"
)

// After an edit the relinked site is equal, in all its fields, to one that is linked
// from the same documents. The edits build on each other.
func TestRelink_EqualsLink(t *testing.T) {
	c := maps.Clone(relations)
	docs, assets := parse(t, c)
	options := CheckOptions{Today: "2026-11-28", CodeOwners: &source.File{Name: "CODEOWNERS", Text: "* @all"}}
	g := Link(docs, nil, assets, options)
	for _, edit := range []struct{ what, file, text string }{
		{"a new text", "domains/compute.yaml", "{name: Compute, summary: x, depends_on: [network], interfaces: [{doc: howto}]}"},
		{"a removed relation", "domains/compute.yaml", "{name: Compute, interfaces: [{doc: howto}]}"},
		{"a new relation", "domains/compute.yaml", "{name: Compute, depends_on: [network], interfaces: [{doc: howto}], features: [{name: Pods, components: [bind]}]}"},
		{"an unknown name", "domains/compute.yaml", "{name: Compute, depends_on: [Netz], interfaces: [{doc: howto}]}"},
		{"a name that makes a better suggestion", "domains/network.yaml", "{name: Netz, features: [{name: DNS}]}"},
		{"a renamed feature that others name", "domains/network.yaml", "{name: Network, features: [{name: Names}]}"},
		{"the feature again", "domains/network.yaml", relations["domains/network.yaml"]},
		{"a metric that a scenario names", "domains/network.yaml", "{name: Network, metrics: [{id: delays}], features: [{name: DNS}]}"},
		{"the metric again", "domains/network.yaml", relations["domains/network.yaml"]},
		{"a feature that serves another responsibility", "domains/network.yaml", "{name: Network, responsibilities: [Answer for names, Change names], features: [{name: DNS, serves: [Change names]}]}"},
		{"a renamed responsibility", "domains/network.yaml", "{name: Network, responsibilities: [Answer, Change names], features: [{name: DNS, serves: [Answer for names]}]}"},
		{"a name that changes the order", "domains/network.yaml", "{name: A Network, features: [{name: DNS}], group: run}"},
		{"another group", "domains/network.yaml", "{name: A Network, features: [{name: DNS}]}"},
		{"the title of a guide that is an interface", "guides/howto.md", "# Another title\n\nSee [[network]]."},
		{"a removed heading", "guides/howto.md", "text only"},
		{"a guide moved to the start of its folder", "guides/intro.md", "---\norder: -1\n---\n# Intro"},
		{"a cycle", "components/coredns.yaml", "{part_of: netctl}"},
		{"no cycle", "components/coredns.yaml", "{domains: [compute], depends_on: [netctl]}"},
		{"a component named in an essential problem", "domains/compute.yaml", "{name: Compute, essential_problem: without Kube-Proxy nothing runs}"},
		{"its name", "components/netctl.yaml", "{name: Kube-Proxy}"},
		{"an owner", "domains/compute.yaml", "{name: Compute, owner: net}"},
		{"a component that inherits it", "components/netctl.yaml", "{domains: [compute]}"},
		{"another owner", "domains/compute.yaml", "{name: Compute, owner: dev, reviewed: 2020-01-01, review_every: 1y}"},
		{"an interaction", "teams/net.yaml", "{name: Net, interactions: [{team: dev, mode: facilitating}, {team: dev, mode: collaboration}]}"},
		{"the needs of a scenario", "scenarios/outage.yaml", "{name: Outage, lead: none, needs: [{domain: network, state: met, feature: DNS}]}"},
		{"a dependency on a domain", "domains/compute.yaml", "{name: Compute, owner: dev, depends_on: [network], interfaces: []}"},
		{"its retirement", "domains/network.yaml", "{name: A Network, status: retired, features: [{name: DNS, status: retired}]}"},
		{"a second owner", "teams/net.yaml", "{name: Net, domains: [{domain: compute, role: owner}]}"},
		{"no second owner", "domains/compute.yaml", "{name: Compute, owner: net, depends_on: [network], interfaces: []}"},
		{"an unknown name on two pages", "domains/network.yaml", "{name: A Network, depends_on: [events], features: [{name: DNS}]}"},
		{"the second one", "domains/compute.yaml", "{name: Compute, related: [events]}"},
		{"a page that was renamed", "domains/network.yaml", "{name: Events, features: [{name: DNS}]}"},
		{"a date in the future", "domains/compute.yaml", "{name: Compute, related: [events], reviewed: 2027-01-01}"},
	} {
		c[edit.file] = edit.text
		doc := parseFile(t, edit.file, edit.text, g.Site.Locales)
		i := slices.IndexFunc(docs, func(d *Document) bool { return d.File.Name == edit.file })
		docs[i] = doc
		if !g.Relink([]*Document{doc}) {
			t.Fatalf("%s: not relinked", edit.what)
		}
		want := Link(docs, nil, assets, options)
		if diff := diffSites(want.Site, g.Site); diff != "" {
			t.Errorf("%s (-linked +relinked):\n%s", edit.what, diff)
		}
		if diff := cmp.Diff(allFindings(want), allFindings(g)); diff != "" {
			t.Errorf("%s: findings (-linked +relinked):\n%s", edit.what, diff)
		}
	}
}

// A warning changes with a cycle that begins and ends on other pages.
func TestRelink_Cycles(t *testing.T) {
	docs, assets := parse(t, content{
		"site.yaml":      "title: Map",
		"domains/a.yaml": "{name: A, status: retired, replaced_by: b}",
		"domains/b.yaml": "{name: B, replaced_by: c}",
		"domains/c.yaml": "{name: C, summary: x}",
		"domains/d.yaml": "{name: D, depends_on: [a], interfaces: []}",
		"domains/e.yaml": "{name: E, summary: x}",
		"domains/f.yaml": "{name: F, features: [{name: X, status: retired, replaced_by: g#Y}]}",
		"domains/g.yaml": "{name: G, features: [{name: Y, status: retired, replaced_by: h#Z}]}",
		"domains/h.yaml": "{name: H, features: [{name: Z, status: retired}]}",
		"domains/i.yaml": "{name: I, features: [{name: U, status: deprecated, replaced_by: h#Z}]}",
	})
	g := Link(docs, nil, assets, CheckOptions{})
	for _, edit := range []struct{ file, text string }{
		{"domains/c.yaml", "{name: C, replaced_by: a}"},
		{"domains/e.yaml", "{name: E, summary: y}"},
		{"domains/c.yaml", "{name: C, summary: x}"},
		{"domains/h.yaml", "{name: H, features: [{name: Z, status: retired, replaced_by: f#X}]}"},
		{"domains/e.yaml", "{name: E, summary: x}"},
		{"domains/g.yaml", "{name: G, features: [{name: Y, status: available}]}"},
	} {
		doc := parseFile(t, edit.file, edit.text, g.Site.Locales)
		docs[slices.IndexFunc(docs, func(d *Document) bool { return d.File.Name == edit.file })] = doc
		if !g.Relink([]*Document{doc}) {
			t.Fatalf("%s: not relinked", edit.file)
		}
		want := Link(docs, nil, assets, CheckOptions{})
		if diff := diffSites(want.Site, g.Site) + cmp.Diff(allFindings(want), allFindings(g)); diff != "" {
			t.Errorf("%s: %s (-linked +relinked):\n%s", edit.file, edit.text, diff)
		}
	}
}

// diffSites compares two sites of the same documents field by field. A pointer to a
// page is compared by id, because sites are full of cycles.
func diffSites(a, b *Site) string {
	isNil := func(p Page) bool { return p == nil || reflect.ValueOf(p).IsNil() }
	options := cmp.Options{
		cmp.Exporter(func(reflect.Type) bool { return true }),
		cmpopts.IgnoreFields(Entity{}, "node"),
		cmpopts.IgnoreFields(names{}, "suggestions"),
		cmpopts.IgnoreTypes(&itemIndex{}), // a cache
		cmp.Comparer(func(a, b *source.File) bool { return a == b }),
		cmp.Comparer(func(a, b *markdown.Document) bool { return a == b }),
		cmp.Comparer(func(a, b Page) bool {
			if isNil(a) || isNil(b) {
				return isNil(a) && isNil(b)
			}
			return a.Base().Kind == b.Base().Kind && a.Base().ID == b.Base().ID
		}),
	}
	diff := cmp.Diff(a, b, options)
	for i := range min(len(a.pages), len(b.pages)) {
		content := func(p Page) any { return reflect.ValueOf(p).Elem().Interface() }
		diff += cmp.Diff(content(a.pages[i]), content(b.pages[i]), options)
	}
	return diff
}

func allFindings(g *Graph) []string {
	var list []string
	for _, d := range g.Diagnostics() {
		list = append(list, d.Code+" "+d.Pos.File.Name+" "+d.Text+" | "+d.Help)
	}
	slices.Sort(list)
	return list
}

// Relink refuses changes that affect the index of names, and leaves the site unchanged.
func TestRelink_Refuses(t *testing.T) {
	for _, test := range []struct{ what, file, text string }{
		{"an alias", "domains/compute.yaml", "{name: Compute, aliases: [runtime]}"},
		{"an unknown key, whose texts may be names", "domains/compute.yaml", "{name: Compute, alias: [runtime]}"},
		{"settings", "site.yaml", "title: Another"},
		{"the ids of a list", "components/coredns.yaml", "[{id: coredns}, {id: another}]"},
		{"a draft", "guides/intro.md", "---\ndraft: true\n---\n# Intro"},
		{"the language of a guide", "guides/intro.md", "---\nlang: ja\n---\n# Intro"},
		{"a new file", "domains/new.yaml", "{name: New}"},
	} {
		t.Run(test.what, func(t *testing.T) {
			docs, assets := parse(t, relations)
			g := Link(docs, nil, assets, CheckOptions{})
			if g.Relink([]*Document{parseFile(t, test.file, test.text, g.Site.Locales)}) {
				t.Fatal("relinked")
			}
			if diff := diffSites(Link(docs, nil, assets, CheckOptions{}).Site, g.Site); diff != "" {
				t.Errorf("the site has changed (-before +after):\n%s", diff)
			}
		})
	}
}
