package site

import (
	"strings"
	"testing"

	"platmap/generator/source"
)

// Unknown names are reported with the closest known name, or with the existing names.
func TestLink_UnknownNames(t *testing.T) {
	base := content{
		"site.yaml":               "groups: [{id: run, name: Run}]",
		"domains/network.yaml":    "{name: The Network, aka: [Traffic, CoreDNS], features: [Autoscaling], interfaces: [{cli: netctl}]}",
		"components/coredns.yaml": "{name: CoreDNS}",
		"guides/start.md":         "# Start\n\n## Set up",
	}
	for _, test := range []struct{ file, text, want string }{
		{"domains/a.yaml", "{depends_on: [netwrok]}", `unknown domain "netwrok" | did you mean "network"? [ref/unknown]`},
		{"domains/a.yaml", "{depends_on: [The Network]}", `unknown domain "The Network" | write the id "network"; "The Network" is the name of that domain`},
		{"domains/a.yaml", "{depends_on: [Traffic]}", `unknown domain "Traffic" | write the id "network"; "Traffic" is the name of that domain`},
		{"domains/a.yaml", "{depends_on: [payments]}", `unknown domain "payments" | write one of: a, network`},
		{"domains/a.yaml", "{depends_on: [a]}", `domain "a" refers to itself | remove it [ref/self]`},
		{"domains/a.yaml", "{group: rum}", `unknown group "rum" | did you mean "run"?`},
		{"domains/a.yaml", "{group: Run}", `unknown group "Run" | write the id "run"; "Run" is the name of that group`},
		{"domains/a.yaml", "{group: apps}", `unknown group "apps" | write one of: run; or add it to groups in site.yaml`},
		{"domains/a.yaml", "{owner: infra}", `unknown team "infra" | run platmap new team infra, or remove this name: there is no team yet`},
		{"domains/a.yaml", "{responsibilities: [{name: x, by: prodct}]}", `unknown team "prodct" | did you mean "product"?`},
		{"domains/a.yaml", "{responsibilities: [{name: x, by: 共同}]}", `unknown team "共同" | did you mean "shared"?`},
		{"domains/a.yaml", "{responsibilities: [{name: x, by: infra}]}", `unknown team "infra" | write one of: platform, shared, product`},
		{"domains/a.yaml", "{features: [{name: x, replaced_by: network#Autoscalling}]}", `domain "network" has no feature or interface "Autoscalling" | did you mean "Autoscaling"?`},
		{"domains/a.yaml", "{features: [{name: x, replaced_by: gone}]}", `domain "a" has no feature or interface "gone" | copy its name from domains/a.yaml`},
		{"domains/a.yaml", "{features: [{name: x, components: [coredms]}]}", `unknown component "coredms" | did you mean "coredns"?`},
		{"domains/a.yaml", "{interfaces: [{doc: strat}]}", `unknown guide "strat" | did you mean "start"?`},
		{"scenarios/a.yaml", "{needs: [{domain: network, feature: netctl}]}", `domain "network" has no feature "netctl"`},
		{"scenarios/a.yaml", "{needs: [{domain: gone, feature: netctl}]}", `unknown domain "gone"`}, // the unknown feature is not reported
		{"guides/a.md", "[[netwrok]]", `unknown name "netwrok" | did you mean "network"?`},
		{"guides/a.md", "[[The Network]]", `unknown name "The Network" | write [[network|The Network]]; "The Network" is the name of domain "network"`},
		{"guides/a.md", "[[Traffic]]", `unknown name "Traffic" | write [[network|Traffic]]; "Traffic" is the name of domain "network"`},
		{"guides/a.md", "[[CoreDNS]]", `unknown name "CoreDNS" | write [[coredns|CoreDNS]]; "CoreDNS" is the name of component "coredns"`},
		{"guides/a.md", "[[qqq]]", `unknown name "qqq" | write the id of a domain, component, guide, team or scenario, or domain#name for a feature or interface; to show the brackets write \[[qqq]]`},
		{"guides/a.md", "[[#Set up]]", `[[#Set up]] has no page before # | write [Set up](#set-up)`},
		{"guides/a.md", "[[#Set up|how]]", `[[#Set up]] has no page before # | write [how](#set-up)`},
		{"guides/a.md", "[[thing:network]]", `unknown kind "thing" | write domain, component, guide, team or scenario`},
		{"guides/a.md", "[[domain:coredns]]", `unknown domain "coredns"`},
		{"guides/a.md", "[[component:coredns#x]]", `a component page has no part "x" | remove the # and what follows it [link/anchor]`},
		{"guides/a.md", "[[start#setup]]", `guide "start" has no heading "#setup" | did you mean #set-up?`},
		{"guides/a.md", "[x](#gone)", `guide "a" has no heading "#gone" | remove the # and what follows it: the guide has no headings`},
		{"site.yaml", "questions: [{text: x, to: netwrok}]", `unknown name "netwrok" | did you mean "network"?`},
		{"site.yaml", "owner: infra", `unknown team "infra"`},
	} {
		t.Run(test.text, func(t *testing.T) {
			c := content{test.file: test.text}
			for name, text := range base {
				if name != test.file {
					c[name] = text
				}
			}
			checkErrors(t, link(t, c), test.want)
		})
	}
}

// A responsibility may name its team by one of the names of the team.
func TestLink_PartyByName(t *testing.T) {
	for _, name := range []string{"Platform Team", "DX"} {
		checkErrors(t, link(t, content{
			"teams/dx.yaml":        "{name: Platform Team, aka: [DX], type: platform}",
			"domains/network.yaml": "{name: Network, responsibilities: [{name: x, by: " + name + "}]}",
		}), `unknown team "`+name+`" | write the id "dx"; "`+name+`" is the name of that team`)
	}
}

// A reference to a draft is an error. A reference to a file that does not parse is not,
// because the file is already reported.
func TestLink_ReferencesToFilesWithoutAPage(t *testing.T) {
	docs, _ := parse(t, content{
		"guides/draft.md":   "---\ndraft: true\n---\nx",
		"guides/a.md":       "[[guide:draft]] [[network]] [[guide:torn]] [x](../domains/network.yaml) [y](torn.md) [[component:any]]",
		"domains/shop.yaml": "{depends_on: [network]}",
	})
	broken := []*source.File{
		{Name: "components/all.yaml", Kind: source.Component}, // a list that may contain any component
		{Name: "domains/network.yaml", Kind: source.Domain},
		{Name: "guides/torn.md", Kind: source.Guide},
	}
	g := Link(docs, broken, nil, CheckOptions{})
	checkErrors(t, g, `guide "draft" is a draft, so it has no page | publish it (remove draft: true), or remove the reference [ref/draft]`)
	if d := page[*Domain](t, g, source.Domain, "shop"); d.DependsOn[0].To != nil {
		t.Errorf("the reference to a broken file leads to %v", d.DependsOn[0].To)
	}
}

// macOS writes the names of files in another Unicode form than people type.
func TestLink_DecomposedNames(t *testing.T) {
	const folder, draft = "guides/\u304b\u3099", "\u304b\u3099" // が
	checkErrors(t, link(t, content{
		folder + "/" + draft + ".md": "---\ndraft: true\n---\nx",
		folder + "/b.md":             "# B\n\n## C\n\n[x](#c) [x](#d) [[が/が]] [x](が.md) [x](/guides/が/a.html)",
		folder + "/a.md":             "# A\n\n[x](../が/b.md#c)",
		"domains/network.yaml":       "{aliases: [" + draft + "]}",
		"domains/shop.yaml":          "{depends_on: [が]}",
	}),
		`absolute path "/guides/が/a.html" | use "a.md" [link/missing]`,
		`has no heading "#d" | its headings are #b, #c [link/anchor]`,
		`guide "が/が" is a draft, so it has no page | publish it (remove draft: true), or remove the reference [ref/draft]`,
	)
}

func TestLink_IDs(t *testing.T) {
	for _, test := range []struct {
		file, text string
		want       []string
	}{
		{"domains/network.yaml", "{name: x}", nil},
		{"guides/Any Name.md", "x", nil},
		{"domains/Net_Work.yaml", "{name: x}", []string{`invalid id "Net_Work": must be at most 40 lower-case letters, digits and single hyphens | rename it, for example to net-work [site/id]`}},
		{"domains/con.yaml", "{name: x}", []string{`"con" is not a valid file name on Windows | choose another id [site/path-reserved]`}},
		{"guides/nul.x/a.md", "x", []string{`"nul.x" is not a valid file name on Windows`}},
		{"guides/a?.md", "x", []string{`the name of a guide cannot contain any of`}},
		{"teams/platform.yaml", "{name: x}", []string{`reserved team id "platform" | choose another id, such as platform-team [site/path-reserved]`}},
	} {
		t.Run(test.file, func(t *testing.T) {
			checkErrors(t, link(t, content{test.file: test.text}), test.want...)
		})
	}
}

// Relative links resolve as they do where GitHub shows the source file.
func TestResolve_RelativePaths(t *testing.T) {
	c := content{
		"site.yaml":            "{}",
		"glossary.yaml":        "[{term: SLO, text: x}]",
		"domains/network.yaml": "{name: Network, features: [DNS]}",
		"guides/README.md":     "# All",
		"guides/a/page.md":     "# Page\n\n## Mixed Case\n\n<a id=\"Old-Place\"></a>\n\ntext",
		"guides/a/two.ja.md":   "# Two",
		"guides/a/pic.png":     "x",
		"guides/b/deep.md":     "# Deep",
	}
	for _, test := range []struct{ link, want string }{
		{"page.md", "a/page"},
		{"./page.md#mixed-case", "a/page#mixed-case"},
		{"#Mixed%20Case", "a/page#mixed-case"}, // the text of the heading
		{"#MIXED-CASE", "a/page#mixed-case"},
		{"#old-place", "a/page#Old-Place"},
		{"page.md?plain=1", "a/page"},
		{"../b/deep.md", "b/deep"},
		{"../../domains/network.yaml", "network"},
		{"../../domains/network.yaml#dns", "network#dns"},
		{"../../domains/network.yaml#features", "network#features"},
		{"../../site.yaml", "overview"},
		{"../../glossary.yaml", "glossary"},
		{"../../components", "components"},
		{"..", "README"},
		{"pic.png", "guides/a/pic.png"},
		{"https://example.com/x#y", "https://example.com/x#y"},
		{"mailto:a@example.com", "mailto:a@example.com"},

		{"", `this link has no target | write a relative path or a full web address [link/missing]`},
		{"?q=x", `"?q=x" has a query but no path`},
		{"gone.md", `file "gone.md" not found`},
		{"pag.md", `file "pag.md" not found | did you mean "page.md"?`},
		{"deep.md", `file "deep.md" not found | did you mean "../b/deep.md"?`},
		{"page", `file "page" not found | use "page.md"`},
		{"../b/deep/", `use "../b/deep.md"`},
		{"../b", `add a README.md to this folder, or link to a file in it such as "../b/deep.md"`},
		{"tool.exe", `no page or download "tool.exe" | link to its web address: files that end in .exe are not published`},
		{"../../../README.md", `"../../../README.md" is outside the content folder | move the file into the content folder, or link to its web address [file/outside]`},
		{"www.example.com", `file "www.example.com" not found | for a web address write "https://www.example.com"`},
		{"/a/page", `absolute path "/a/page" | use "page.md" [link/missing]`},
		{"/content/guides/b/deep.md", `absolute path "/content/guides/b/deep.md" | use "../b/deep.md"`},
		{"/nowhere/", `absolute path "/nowhere/" | correct it to the path of a file, relative to this file, or write a full web address`},
	} {
		t.Run(test.link, func(t *testing.T) {
			from := content{"guides/a/from.md": "[x](<" + test.link + ">)"}
			if strings.HasPrefix(test.link, "#") {
				from = content{"guides/a/page.md": c["guides/a/page.md"] + "\n\n[x](" + test.link + ")"}
			}
			for name, text := range c {
				if _, ok := from[name]; !ok {
					from[name] = text
				}
			}
			g := link(t, from)
			if strings.Contains(test.want, " ") {
				checkErrors(t, g, test.want)
				return
			}
			checkErrors(t, g)
			for name := range from {
				doc := g.Document(name)
				if doc == nil || len(doc.prose) == 0 {
					continue
				}
				to, _ := g.Site.Resolve(doc.prose[0].link, doc.File)
				if got := describe(to); got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
			}
		})
	}
}

// describe returns a text that identifies a target.
func describe(to Target) string {
	s := to.View + to.URL
	if to.Page != nil {
		s = to.Page.Base().ID
	}
	if to.Asset != nil {
		s = to.Asset.File.Name
	}
	if to.Anchor != "" {
		s += "#" + to.Anchor
	}
	return s
}
