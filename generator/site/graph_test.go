package site

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"platmap/generator/source"
)

var relations = content{
	"site.yaml": "{title: Map, locales: [en, ja], groups: [{id: run, name: Run}]}",
	"domains/network.yaml": `
name: Network
group: run
guides: [howto]
responsibilities:
  - Answer for names
  - {name: {en: Change names, ja: 名前を変える}, id: change}
features:
  - {name: DNS, components: [coredns], guide: howto, serves: Answer for names}
  - {name: Old DNS, replaced_by: DNS}
interfaces:
  - {cli: netctl, serves: [名前を変える, change, Answer for names]}
  - {api: Records, component: coredns, guide: intro}
metrics: [{id: delay}]`,
	"metrics/delay.csv": "2026-01,5",
	"domains/compute.yaml": `
name: Compute
depends_on: [network]
related: [network]
interfaces: [{doc: howto}]`,
	"components/coredns.yaml": "{domains: [network, compute], depends_on: [netctl]}",
	"components/netctl.yaml":  "{part_of: coredns}",
	"components/bind.yaml":    "{replaced_by: coredns}",
	"teams/net.yaml":          "{name: Net, contact: {github: net}, domains: [network], interactions: [{team: dev, mode: collaboration}]}",
	"teams/dev.yaml":          "{name: Dev}",
	"scenarios/outage.yaml":   "{name: Outage, lead: network, raised_by: [dev], target: {metric: delay}, needs: [{domain: compute, now: 9, feature: network#DNS}]}",
	"guides/howto.md":         "---\ntitle: How to\ndomains: [compute]\ncomponents: [netctl]\n---\nSee [[network]] and [[network#DNS]].",
	"guides/intro.md":         "# Intro\n\nSee [how to](howto.md) and [DNS](../domains/network.yaml#dns).",
	"guides/more.md":          "# More",
}

// A relation is written on one side. The page on the other side lists it.
func TestLink_ReverseLists(t *testing.T) {
	g := link(t, relations)
	checkErrors(t, g)
	network := page[*Domain](t, g, source.Domain, "network")
	compute := page[*Domain](t, g, source.Domain, "compute")
	coredns := page[*Component](t, g, source.Component, "coredns")
	netctl := page[*Component](t, g, source.Component, "netctl")
	dev := page[*Team](t, g, source.Team, "dev")
	howto := page[*Guide](t, g, source.Guide, "howto")
	intro := page[*Guide](t, g, source.Guide, "intro")
	for _, test := range []struct{ what, got, want string }{
		{"the components of a domain", ids(network.Components), "coredns"},
		{"the components of a second domain", ids(compute.Components), "coredns"},
		{"the guides that a domain names", ids(network.Guides), "howto"},
		{"the guides that name a domain", ids(compute.Guides), "howto"},
		{"the scenarios that a domain leads", ids(network.Scenarios), "outage"},
		{"the scenarios with a need in a domain", ids(compute.Scenarios), "outage"},
		{"the teams in a domain", ids(network.Teams), "net"},
		{"the domains that depend on a domain", ids(network.UsedBy), "compute"},
		{"the domains of a group", ids(network.In.Domains), "network"},
		{"the parts of a component", ids(coredns.Parts), "netctl"},
		{"the components that depend on a component", ids(netctl.UsedBy), "coredns"},
		{"the components that a component replaced", ids(coredns.Replaces), "bind"},
		{"the features of a component", featureNames(coredns.Features), "DNS"},
		{"the interfaces of a component", interfaceNames(coredns.Interfaces), "Records"},
		{"the interface named as a component", interfaceNames(netctl.Interfaces), "netctl"},
		{"the guides about a component", ids(netctl.Guides), "howto"},
		{"the scenarios that a team raised", ids(dev.Raised), "outage"},
		{"the features of a guide", featureNames(howto.Features), "DNS"},
		{"the interfaces that are a guide", interfaceNames(howto.Interfaces), "How to"},
		{"the interfaces with a guide", interfaceNames(intro.Interfaces), "Records"},
		{"what serves a responsibility", targetAnchors(network.Responsibilities[0].ServedBy), "dns netctl"},
		{"what serves a responsibility by its name in another language and by its id", targetAnchors(network.Responsibilities[1].ServedBy), "netctl"},
		{"the pages that name a domain", references(network.ReferencedBy),
			"compute/depends_on compute/related coredns/component net/team outage/scenario howto/mention intro/mention"},
		{"the pages that name a feature", references(network.Features[0].ReferencedBy),
			"network/replaced_by outage/scenario howto/mention intro/mention"},
		{"the pages that name a guide", references(howto.ReferencedBy), "network/related network/feature compute/interface intro/mention"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.what, test.got, test.want)
		}
	}
	if len(dev.With) != 1 || dev.With[0].From.ID != "net" || dev.With[0].Mode != "collaboration" {
		t.Errorf("the interactions with a team: got %+v", dev.With)
	}
}

func featureNames(features []*Feature) string {
	var list []string
	for _, f := range features {
		list = append(list, f.Name.Plain("en"))
	}
	return strings.Join(list, " ")
}

func interfaceNames(interfaces []*Interface) string {
	var list []string
	for _, i := range interfaces {
		list = append(list, i.Name.Plain("en"))
	}
	return strings.Join(list, " ")
}

func targetAnchors(targets []Target) string {
	var list []string
	for _, t := range targets {
		list = append(list, t.Anchor)
	}
	return strings.Join(list, " ")
}

func references(refs []Reference) string {
	var list []string
	for _, r := range refs {
		list = append(list, r.From.Base().ID+"/"+string(r.How))
	}
	return strings.Join(list, " ")
}

func TestLink_Cycles(t *testing.T) {
	for _, test := range []struct {
		name, components string
		want             []string
		removed          string // the component whose reference is removed
	}{
		{"none", "[{id: a, part_of: b}, {id: b, part_of: c}, {id: c}]", nil, ""},
		{"a diamond", "[{id: a, part_of: c}, {id: b, part_of: c}, {id: c, part_of: d}, {id: d}]", nil, ""},
		{"two", "[{id: b, part_of: a}, {id: a, part_of: b}]", []string{"part_of forms a cycle: a → b → a | remove one of these references [ref/cycle]"}, "a"},
		{"itself", "[{id: a, part_of: a}]", []string{"part_of forms a cycle: a → a"}, "a"},
		{"a component before it", "[{id: c, replaced_by: b}, {id: b, replaced_by: a}, {id: a, replaced_by: b}]", []string{"replaced_by forms a cycle: a → b → a"}, "a"},
		{"depends_on may form one", "[{id: a, depends_on: [b]}, {id: b, depends_on: [a]}]", nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := link(t, content{"components/all.yaml": test.components})
			checkErrors(t, g, test.want...)
			if test.removed != "" {
				if c := page[*Component](t, g, source.Component, test.removed); c.PartOf.To != nil || c.ReplacedBy.To != nil {
					t.Errorf("the cycle is not broken at %q", test.removed)
				}
			}
		})
	}
}

func TestLink_Aliases(t *testing.T) {
	g := link(t, content{
		"domains/network.yaml": "{name: Network, aliases: [net]}",
		"domains/compute.yaml": "{name: Compute, depends_on: [net]}",
		"guides/a.md":          "See [[net]] and [[domain:net]].",
	})
	checkErrors(t, g)
	network := page[*Domain](t, g, source.Domain, "network")
	if p := g.Site.Page(source.Domain, "net"); p != Page(network) {
		t.Errorf("the page with the former id is %v", p)
	}
	if got := references(network.ReferencedBy); got != "compute/depends_on a/mention" {
		t.Errorf("references by the former id: got %q", got)
	}
	if r := g.Site.Redirects; len(r) != 1 || r[0] != (Redirect{"net", network}) {
		t.Errorf("redirects: got %v", r)
	}
	for _, test := range []struct{ name, alias, want string }{
		{"an id", "compute", `domains/network.yaml:1: duplicate domain "compute" | remove this alias, or rename the other one [ref/duplicate-id]`},
		{"an id in another letter case", "Compute", `domain "Compute" and "compute" are the same file`},
	} {
		t.Run(test.name, func(t *testing.T) {
			checkErrors(t, link(t, content{
				"domains/network.yaml": "{name: Network, aliases: [" + test.alias + "]}",
				"domains/compute.yaml": "{name: Compute}",
			}), test.want)
		})
	}
}

func TestLink_InheritsOwnerAndReviewInterval(t *testing.T) {
	g := link(t, content{
		"site.yaml":            "{owner: all, review_every: 1y}",
		"teams/all.yaml":       "{name: All}",
		"teams/net.yaml":       "{name: Net, review_every: 6m, domains: [{domain: storage, role: owner}, {domain: queue, role: owner}]}",
		"teams/two.yaml":       "{name: Two, domains: [{domain: queue, role: owner}, {domain: storage, role: user}]}",
		"domains/storage.yaml": "{name: Storage}",
		"domains/queue.yaml":   "{name: Queue}",
		"domains/network.yaml": "{name: Network, owner: net, review_every: 3m}",
		"domains/compute.yaml": "{name: Compute}",
		"components/all.yaml": `
- {id: own, owner: all, domains: [network]}
- {id: first, domains: [network, compute]}
- {id: second, domains: [compute, network]}
- {id: lost}`,
		"scenarios/led.yaml":  "{name: Led, lead: network}",
		"scenarios/none.yaml": "{name: None, lead: none}",
		"guides/about.md":     "---\ndomains: [network]\n---\n",
		"guides/other.md":     "# Other",
	})
	checkErrors(t, g)
	for _, test := range []struct {
		kind      source.Kind
		id        string
		owner     string
		inherited bool
		every     Span
	}{
		{source.Domain, "network", "net", false, "3m"},
		{source.Domain, "compute", "all", true, "1y"},
		{source.Domain, "storage", "net", true, "1y"}, // the only team with the role owner
		{source.Domain, "queue", "all", true, "1y"},   // two teams have that role
		{source.Component, "own", "all", false, "1y"},
		{source.Component, "first", "net", true, "1y"},
		{source.Component, "second", "all", true, "1y"},
		{source.Component, "lost", "all", true, "1y"},
		{source.Scenario, "led", "net", true, "1y"},
		{source.Scenario, "none", "all", true, "1y"},
		{source.Guide, "about", "net", true, "1y"},
		{source.Guide, "other", "all", true, "1y"},
		{source.Team, "net", "net", false, "6m"},
	} {
		e := page[Page](t, g, test.kind, test.id).Base()
		if e.Owner.To == nil || e.Owner.To.ID != test.owner || e.OwnerInherited != test.inherited || e.ReviewEvery != test.every {
			t.Errorf("%s %s: got owner %v, inherited %v, review every %q; want %+v", test.kind, test.id, e.Owner.Located.Text, e.OwnerInherited, e.ReviewEvery, test)
		}
	}
	net := page[*Team](t, g, source.Team, "net")
	if ids(net.Owns) != "network storage" || ids(net.OwnsParts) != "first" {
		t.Errorf("team net owns %q and %q", ids(net.Owns), ids(net.OwnsParts))
	}
}

func TestLink_Order(t *testing.T) {
	g := link(t, content{
		"site.yaml":        "groups: [{id: top, name: Top}, {id: low, name: Low}]",
		"domains/a.yaml":   "{name: Zone}",
		"domains/b.yaml":   "{name: Box 10, group: low}",
		"domains/c.yaml":   "{name: Box 9, group: low}",
		"domains/d.yaml":   "{name: Last, group: top, order: 2}",
		"domains/e.yaml":   "{name: Next, group: top, order: 1}",
		"guides/x/b.md":    "# A",
		"guides/x/a.md":    "# B",
		"guides/top.md":    "# Top",
		"guides/x/c.en.md": "# C",
	})
	checkErrors(t, g)
	if got := ids(g.Site.Domains); got != "e d c b a" {
		t.Errorf("domains: %s", got)
	}
	if got := ids(g.Site.Guides); got != "top x/b x/a x/c" {
		t.Errorf("guides: %s", got)
	}
	if got := ids(g.Site.Pages()); got != "e d c b a top x/b x/a x/c" {
		t.Errorf("pages: %s", got)
	}
	b, a := page[*Guide](t, g, source.Guide, "x/b"), page[*Guide](t, g, source.Guide, "x/a")
	if b.Prev != nil || b.Next != a || a.Prev != b || a.Next == nil || a.Next.Next != nil {
		t.Error("the guides of a folder are not chained in their order")
	}
}

// A guide has a file for each language and is one page.
func TestLink_GuideLanguages(t *testing.T) {
	g := link(t, content{
		"site.yaml":      "locales: [ja, en]",
		"guides/a.en.md": "# Start\n\n## One\n\n## Two",
		"guides/a.md":    "---\nsummary: 概要\n---\n# 始め\n\n## 一\n\n## 二",
	})
	checkErrors(t, g)
	a := page[*Guide](t, g, source.Guide, "a")
	if len(g.Site.Guides) != 1 || len(a.Versions) != 2 || a.Versions[0].Lang != "ja" {
		t.Fatalf("got %d guides, versions %+v", len(g.Site.Guides), a.Versions)
	}
	if a.Name.Plain("en") != "Start" || a.Name.Plain("ja") != "始め" || a.Summary.Plain("en") != "概要" {
		t.Errorf("name %q and %q, summary %q", a.Name.Plain("en"), a.Name.Plain("ja"), a.Summary.Plain("en"))
	}
	if got := a.AnchorIn("en", "二"); got != "two" {
		t.Errorf("the anchor of the second heading in English is %q", got)
	}
	checkErrors(t, link(t, content{"guides/a.md": "# A", "guides/a.en.md": "# A"}), `duplicate guide "a" in this language`)
}

func TestLink_ItemAnchorsAreUnique(t *testing.T) {
	g := link(t, content{"domains/d.yaml": `
name: D
interfaces: [{cli: DNS}]
features: [DNS, DNS, Guides, {name: x, id: own}, 2 zones]
responsibilities: [DNS]`})
	d := page[*Domain](t, g, source.Domain, "d")
	got := d.Interfaces[0].Anchor
	for i := range d.Features {
		got += " " + d.Features[i].Anchor
	}
	got += " " + d.Responsibilities[0].Anchor
	if want := "dns dns-1 dns-2 guides-1 own item-2-zones dns-3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Every kind of page can be created and looked up by name, and has a list in Lists.
func TestPageKinds(t *testing.T) {
	for _, kind := range pageKinds {
		if p := newPage(Entity{Kind: kind, ID: "x"}); p.Base().Kind != kind || p.Base().ID != "x" {
			t.Errorf("%s: got %+v", kind, p.Base())
		}
		if !slices.Contains(wikiKinds, kind) {
			t.Errorf("%s: not in wikiKinds", kind)
		}
		name := kind.FileName("x")
		text := "name: X"
		if path.Ext(name) == ".md" {
			text = "# X"
		}
		s := link(t, content{name: text}).Site
		listed, lists := 0, reflect.ValueOf(s.Lists)
		for _, list := range lists.Fields() {
			listed += list.Len()
		}
		if s.Page(kind, "x") == nil || listed != 1 || lists.NumField() != len(pageKinds) {
			t.Errorf("%s: not in a list of its own", kind)
		}
	}
}

func TestLink_QuestionsLinkToViews(t *testing.T) {
	for view, want := range map[string]bool{"why": true, "interfaces": true, "components": true, "guides": true, "scenarios": true, "teams": true, "glossary": true,
		"overview": false, "domains": false, "site": false, "metrics": false} {
		g := link(t, content{"site.yaml": "questions: [{text: x, to: " + view + "}]"})
		leads := g.Site.Questions[0].Leads
		if got := leads != nil && leads.View == view; got != want {
			t.Errorf("%s: got %v, want %v", view, got, want)
		}
	}
}

// An empty element of a list, which the schema reports, creates no group and no term.
func TestLink_EmptyElements(t *testing.T) {
	g := link(t, content{"site.yaml": "groups:\n  -\n  - {id: a}\n", "glossary.yaml": "-\n- {term: A}\n"})
	if len(g.Site.Groups) != 1 || len(g.Site.Terms) != 1 {
		t.Errorf("%d groups and %d terms, want one of each", len(g.Site.Groups), len(g.Site.Terms))
	}
}
