package diff_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/diff"
)

const domain, component, team, scenario, guide = "domains/d.yaml", "components/c.yaml", "teams/t.yaml", "scenarios/s.yaml", "guides/g.md"

var weightCases = []struct {
	file     string
	old, new string // the lines of the file; ; is a line break
	want     string // the weights of the changes, with their fields
}{
	// Features and interfaces: the more usable a status is, the better.
	{domain, "features: [A]", "features: [A, Longer name]", "news added"},
	{domain, "features: [A, Longer name]", "features: [A]", "promise removed"},
	{domain, "features: [A]", "features: [A, {name: Longer name, status: deprecated}]", "upkeep added"},
	{domain, "features: [A, {name: Longer name, status: retired}]", "features: [A]", "upkeep removed"},
	{domain, "features: [{name: A, status: planned}]", "features: [{name: A, status: experimental}]", "news status"},
	{domain, "features: [{name: A, status: planned}]", "features: [A]", "news status"},
	{domain, "features: [A]", "features: [{name: A, status: available}]", ""},
	{domain, "features: [A]", "features: [{name: A, status: experimental}]", "promise status"},
	{domain, "features: [A]", "features: [{name: A, status: deprecated}]", "promise status"},
	{domain, "features: [{name: A, status: deprecated}]", "features: [A]", "news status"},
	{domain, "features: [{name: A, status: deprecated}]", "features: [{name: A, status: retired}]", "promise status"},
	{domain, "features: [{name: A, variants: [Go]}]", "features: [{name: A, variants: [Go, Ruby]}]", "news added variants"},
	{domain, "features: [{name: A, variants: [Go, Ruby]}]", "features: [{name: A, variants: [Go]}]", "promise removed variants"},
	{domain, "interfaces: [{cli: kube}]", "interfaces: [{cli: kube2}]", "promise cli"},
	{domain, "interfaces: [{portal: Log search}]", "interfaces: [{portal: Log searches}]", "wording portal"},
	{domain, "interfaces: [{cli: kube}]", "interfaces: [{api: kube}]", "promise kind"},
	{domain, "interfaces: [kube]", "interfaces: [{api: kube}]", "upkeep kind"},
	{domain, "interfaces: [{cli: {en: kube}}]", "interfaces: [{cli: {en: kube, ja: キューブ}}]", "wording cli"},
	{domain, "interfaces: [{cli: k}]", "interfaces: [{cli: k, mode: self-service}]", "news mode"},
	{domain, "interfaces: [{cli: k}]", "interfaces: [{cli: k, mode: on-request}]", "upkeep mode"},
	{domain, "interfaces: [{cli: k, mode: self-service}]", "interfaces: [{cli: k, mode: on-request}]", "promise mode"},
	{domain, "interfaces: [{cli: k, mode: assisted}]", "interfaces: [{cli: k, mode: self-service}]", "news mode"},
	{domain, "interfaces: [{cli: k, url: \"https://a.example\"}]", "interfaces: [{cli: k, url: \"https://b.example\"}]", "promise url"},
	{domain, "interfaces: [{cli: k}]", "interfaces: [{cli: k, url: \"https://b.example\"}]", "news url"},

	// Dates: an end is a promise, and so is the start of something planned.
	{domain, "features: [{name: A, until: 2027-03}]", "features: [{name: A, until: 2027-02}]", "promise until"},
	{domain, "features: [{name: A, until: 2027-03}]", "features: [{name: A, until: 2027}]", "news until"},
	{domain, "features: [A]", "features: [{name: A, until: 2027}]", "promise until"},
	{domain, "features: [{name: A, until: 2027}]", "features: [A]", "news until"},
	{domain, "features: [{name: A, status: planned, since: 2027-03}]", "features: [{name: A, status: planned, since: 2027-06}]", "promise since"},
	{domain, "features: [{name: A, status: planned, since: 2027-03}]", "features: [{name: A, status: planned, since: 2027-01}]", "news since"},
	{domain, "features: [{name: A, since: 2020}]", "features: [{name: A, since: 2021}]", "upkeep since"},
	{domain, "features: [A, {name: B}]", "features: [A, {name: B, replaced_by: A}]", "news replaced_by"},
	{domain, "features: [A, C, {name: B, replaced_by: C}]", "features: [A, C, {name: B, replaced_by: A}]", "promise replaced_by"},

	// Guarantees: a looser number breaks a promise.
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_most: 5}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_most: 8}]}]", "promise at_most"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_most: 5}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_most: 4}]}]", "news at_most"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_most: 5}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_most: 5.0}]}]", ""},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_most: 5, unit: s}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_most: 4, unit: min}]}]", "promise at_most, promise unit"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_least: 5}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_least: 8}]}]", "news at_least"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_least: 5}]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_least: 4}]}]", "promise at_least"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, at_least: 5}]}]", "responsibilities: [{name: R, guarantees: [L]}]", "promise at_least"},
	{domain, "responsibilities: [{name: R, guarantees: [L]}]", "responsibilities: [{name: R, guarantees: [{name: L, at_least: 5}]}]", "news at_least"},
	{domain, "responsibilities: [{name: R, guarantees: [{name: L, unit: {en: s}}]}]", "responsibilities: [{name: R, guarantees: [{name: L, unit: {en: s, ja: 秒}}]}]", "wording unit"},
	{domain, "responsibilities: [{name: R, guarantees: [L]}]", "responsibilities: [R]", "promise removed"},
	{domain, "responsibilities: [R]", "responsibilities: [{name: R, guarantees: [L]}]", "news added"},
	{domain, "responsibilities: [{name: R, guarantees: [Answer within 5 ms]}]", "responsibilities: [{name: R, guarantees: [Answer within 8 ms]}]", "promise name"},
	{domain, "responsibilities: [{name: R, guarantees: [Answer within five ms]}]", "responsibilities: [{name: R, guarantees: [Answer within 5 ms]}]", "wording name"},
	{domain, "responsibilities: [{name: R, guarantees: [Answer within 5 ms]}]", "responsibilities: [{name: R, guarantees: [Answer within ５ ms]}]", "wording name"},
	{domain, "responsibilities: [{name: R, guarantees: [Answer within 5 ms]}]", "responsibilities: [{name: R, guarantees: [Answers within 5 ms]}]", "wording name"},

	// Responsibilities: work moves to product teams (a promise) or away from them (news).
	{domain, "responsibilities: [R]", "responsibilities: [{name: R, by: product}]", "promise by"},
	{domain, "responsibilities: [R]", "responsibilities: [{name: R, by: shared}]", "promise by"},
	{domain, "responsibilities: [{name: R, by: product}]", "responsibilities: [R]", "news by"},
	{domain, "responsibilities: [{name: R, by: platform}]", "responsibilities: [{name: R, by: t}]", "upkeep by"},
	{domain, "responsibilities: [{name: R, by: platform}]", "responsibilities: [{name: R, by: shop}]", "promise by"},
	{domain, "responsibilities: [R]", "responsibilities: [{name: R, target: product}]", "promise target"},
	{domain, "responsibilities: [{name: R, by: product}]", "responsibilities: [{name: R, by: product, target: platform}]", "news target"},
	{domain, "responsibilities: [{name: R, target: product}]", "responsibilities: [R]", "news target"},
	{domain, "responsibilities: [R]", "responsibilities: [R, {name: Something else, by: product}]", "promise added"},
	{domain, "responsibilities: [R]", "responsibilities: [R, Something else]", "news added"},
	{domain, "responsibilities: [R, Something else]", "responsibilities: [R]", "promise removed"},
	{domain, "responsibilities: [R, {name: Something else, by: product}]", "responsibilities: [R]", "news removed"},

	// Things.
	{domain, "status: draft", "status: active", "news status"},
	{domain, "summary: x", "status: retired; summary: x", "promise status"},
	{domain, "status: active", "summary: x", "wording summary"},
	{domain, "owner: t", "owner: shop", "promise owner"},
	{component, "owner: shop; domains: [d]", "domains: [d]", "promise owner"},
	{component, "owner: shop; domains: [f]", "domains: [f]", "upkeep owner"}, // the domain has the same owner
	{domain, "label: {name: a}", "label: {name: b}", "promise label.name"},
	{domain, "name: A name", "name: Another name", "news name"},
	{domain, "name: {en: A name}", "name: {en: A name, ja: 名前}", "wording name"},
	{domain, "aliases: [old, older]", "aliases: [old]", "promise removed aliases"},
	{domain, "aliases: [old]", "aliases: [old, older]", "upkeep added aliases"},
	{domain, "essential_problem: It is slow", "essential_problem: It is very slow", "wording essential_problem"},
	{domain, "reviewed: 2026-01-01", "reviewed: 2026-02-01", "upkeep reviewed"},
	{domain, "group: a", "group: b", "upkeep group"},
	{domain, "decisions: [{title: A}]", "decisions: [{title: A}, {title: Something else}]", "upkeep added"},
	{component, "summary: x", "summary: x; status: deprecated", "promise status"},
	{component, "domains: [d]", "domains: [e, d]", "upkeep added domains"},
	{scenario, "status: open", "status: solved", "news status"},
	{scenario, "status: in-progress", "status: dropped", "promise status"},
	{scenario, "needs: [{domain: d, need: N, state: gap}]", "needs: [{domain: d, need: N, state: met}]", "news state"},
	{scenario, "needs: [{domain: d, need: N, state: met}]", "needs: [{domain: d, need: N, state: partial}]", "promise state"},
	{scenario, "needs: [{domain: d, need: N}]", "needs: [{domain: d, need: N, state: gap}]", "upkeep state"},
	{team, "contact: {chat: \"#a\"}", "contact: {chat: \"#b\"}", "promise contact.chat"},
	{team, "contact: {chat: \"#a\"}", "contact: {chat: \"#a\", github: a/b}", "news contact.github"},
	{team, "expectations: [An answer within 1 day]", "expectations: [An answer within 2 days]", "promise changed expectations"},
	{team, "expectations: [An answer within 1 day]", "expectations: [Some answer within 1 day]", "wording changed expectations"},
	{team, "domains: [{domain: e, role: user}]", "domains: [{domain: e, role: owner}]", "promise role"},
	{team, "domains: [{domain: e, role: user}]", "domains: [{domain: e, role: contributor}]", "upkeep role"},
	{team, "domains: [d]", "domains: [d, {domain: e, role: owner}]", "promise added"},
	{team, "domains: [d]", "domains: [d, e]", "upkeep added"},
	{guide, "---; title: A guide; ---; Text", "---; title: The guide; ---; Text", "wording title"},
	{guide, "---; title: A; ---; Text", "---; title: A; ---; Other text", "wording body"},
	{guide, "# A;; ## Setup;; Text", "# A;; ## Start;; Text", "wording body, upkeep removed headings, upkeep added headings"},
	{guide, "# A", "---; draft: true; ---; # A", "promise removed"},
	{"guides/g.ja.md", "", "# A", "wording added body"},
	{"site.yaml", "labels: {prefix: a/}", "labels: {prefix: b/}", "promise labels.prefix"},
	{"site.yaml", "base_url: \"https://a.example/\"", "base_url: \"https://b.example/\"", "promise base_url"},
	{"site.yaml", "title: A", "title: A; base_url: \"https://a.example/\"", "news base_url"},
	{"site.yaml", "title: A", "title: A; history: true", "upkeep history"},
	{"site.yaml", "history: true", "history: {since: 2026-01}", "upkeep history.since"},
	{"site.yaml", "groups: [{id: a}]", "groups: [{id: a}, {id: b}]", "upkeep added"},
	{"glossary.yaml", "[{term: Term, text: x}]", "[{term: Term, text: y}]", "wording text"},
	{"glossary.yaml", "[{term: Term}]", "[]", "upkeep removed"},
	{"guides/a.txt", "a", "abc", "upkeep content"},
}

// The weight of a change depends on its meaning for people who rely on the platform.
func TestSites_Weights(t *testing.T) {
	for _, test := range weightCases {
		sides := [2]fstest.MapFS{}
		for i, text := range []string{test.old, test.new} {
			content := fstest.MapFS{
				domain:    {Data: []byte("features: [Z]\n")},
				component: {Data: []byte("kind: cli\n")},
				team:      {Data: []byte("name: T\ntype: platform\n")},
				scenario:  {Data: []byte("name: S\nlead: d\n")},
				guide:     {Data: []byte("# A\n")},

				"site.yaml":       {Data: []byte("locales: [en, ja]\n")},
				"domains/e.yaml":  {Data: []byte("name: E\n")},
				"domains/f.yaml":  {Data: []byte("name: F\nowner: shop\n")},
				"teams/shop.yaml": {Data: []byte("name: Shop\ntype: stream-aligned\n")},
			}
			if data := strings.ReplaceAll(strings.ReplaceAll(text, "; ", "\n"), ";", "\n"); test.file != "" && data != "" {
				content[test.file] = &fstest.MapFile{Data: []byte(data + "\n")}
			}
			sides[i] = content
		}
		var got []string
		for _, c := range diff.Sites(siteOf(t, sides[0]), siteOf(t, sides[1])) {
			what := c.Field
			if c.Operation != diff.Changed || c.Field == "expectations" {
				what = strings.TrimSpace(c.Operation.String() + " " + c.Field)
			}
			got = append(got, c.Weight.String()+" "+what)
		}
		if d := cmp.Diff(test.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s: %s → %s\n%s", test.file, test.old, test.new, d)
		}
	}
}
