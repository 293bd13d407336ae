package testsite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

// Small returns a content folder without errors that has a few things of every kind.
func Small() fstest.MapFS {
	return Files(map[string]string{
		"site.yaml":                 "title: {en: Map, ja: 地図}\nlocales: [en, ja]\nowner: infra\ngroups: [{id: a, name: A}, {id: b, name: B}]\nquestions:\n  - {text: How to purge, to: \"[[cdn#Purge]]\"}\n",
		"glossary.yaml":             "- {term: Purge, text: \"To forget; see [[cdn#Purge]]\"}\n- {term: Node, text: \"A machine of [[network]]\"}\n",
		"domains/cdn.yaml":          "name: {en: CDN, ja: 配信}\ngroup: a\ndepends_on: [network]\nessential_problem: Readers are far away.\nresponsibilities:\n  - Keep copies near\n  - {name: Say how long, by: product}\nfeatures:\n  - {name: Purge, components: [cache], serves: Say how long}\n  - {name: Old purge, status: deprecated, replaced_by: Purge}\ninterfaces:\n  - {cli: kube, mode: self-service}\n  - doc: start/first\nmetrics: [{id: hits, name: Hits, at_least: 3}]\n",
		"domains/network.yaml":      "name: Network\ngroup: b\nessential_problem: Machines must reach each other, see [[cdn]].\nresponsibilities:\n  - {name: Routes, related: [cdn]}\nfeatures:\n  - DNS\ninterfaces:\n  - {iac: Terraform, mode: self-service}\nreviewed: 2026-01-02\n",
		"domains/cicd.yaml":         "name: CI/CD\nowner: dx\nessential_problem: Change is slow.\nresponsibilities: [Build]\nfeatures:\n  - {name: Rollback, components: [kube], guide: ops/second}\ninterfaces:\n  - {iac: Terraform, replaced_by: \"network#Terraform\", status: deprecated}\n  - doc: ops/second\n",
		"components/kube.yaml":      "kind: cli\ndomains: [cicd, cdn]\nsummary: The one command\n",
		"components/list.yaml":      "- {id: cache, domains: [cdn], depends_on: [kube]}\n- {id: old-cache, domains: [cdn], status: retired, replaced_by: cache}\n- {id: part, part_of: kube, owner: dx}\n- {id: lonely}\n",
		"teams/infra.yaml":          "name: Infra\ntype: platform\nfocus: The base\ncontact: {github: example/infra}\ndomains: [cdn, {domain: network, role: owner}]\ninteractions: [{team: dx, mode: collaboration}]\n",
		"teams/dx.yaml":             "name: DX\ntype: enabling\ndomains: [cicd]\n",
		"scenarios/rollback.yaml":   "name: Roll back\nlead: cicd\nraised_by: [dx]\nneeds:\n  - {domain: cicd, need: one step, feature: Rollback, state: met}\n  - {domain: cdn, need: forget, feature: Purge, interface: \"network#Terraform\", state: gap}\n",
		"guides/start/first.md":     "---\ntitle: First steps\ndomains: [cdn]\ncomponents: [kube]\n---\n\n## Install\n\nUse [[kube]] of [[cdn]], then [the next](../ops/second.md#setup).\n\n![p](p.png)\n",
		"guides/start/first.ja.md":  "---\ndomains: [cdn]\n---\n# はじめに\n\n## 準備\n\n[[cdn#Purge]] を見る。\n",
		"guides/start/third.md":     "# Third\n\nNothing much, but [[domain:network|the network]].\n",
		"guides/ops/second.md":      "---\ntype: how-to\ndomains: [cicd, network]\n---\n# Second\n\n## Setup\n\n```go\nx := 1\n```\n\nSee [x](../../domains/cdn.yaml#purge) and [[start/first]].\n",
		"guides/ops/unpublished.md": "---\ndraft: true\n---\n# Draft\n",
		"guides/start/p.png":        "not really a picture",
		"guides/start/q.svg":        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
		"metrics/hits.csv":          "date,value\n2026-01,4\n",
		"data/issues.json":          "[]",
	})
}

// Large returns a content folder with the given numbers of guides and domains,
// which are similar and link to each other. The result is the same every time.
func Large(guides, domains int) fstest.MapFS {
	r := rand.New(rand.NewPCG(1, 2))
	content := fstest.MapFS{}
	add := func(name, text string) { content[name] = &fstest.MapFile{Data: []byte(text)} }
	add("site.yaml", "title: Made up\nlocales: [ja, en]\nowner: infra\ngroups: [{id: a, name: A}, {id: b, name: B}]\n")
	add("teams/infra.yaml", "name: Infra\ntype: platform\n")
	for i := range domains {
		add(fmt.Sprintf("domains/domain-%d.yaml", i), domain(r, i, domains, guides))
		add(fmt.Sprintf("components/part-%d.yaml", i), fmt.Sprintf("summary: {ja: 部品 %d, en: Part %d}\nkind: service\ndomains: [domain-%d]\n", i, i, i))
	}
	for i := range guides {
		add(fmt.Sprintf("guides/%s.md", GuideName(i)), guide(r, i, guides, domains))
	}
	return content
}

// GuideName returns the id of guide number i of Large.
func GuideName(i int) string { return fmt.Sprintf("topic-%d/guide-%d", i/50, i) }

func domain(r *rand.Rand, i, domains, guides int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name: {ja: 領域 %d, en: Domain %d}\ngroup: %s\nkeywords: [k%d]\n", i, i, []string{"a", "b"}[i%2], i)
	fmt.Fprintf(&b, "essential_problem: >-\n  %s\n", words(r, 20))
	if i > 0 {
		fmt.Fprintf(&b, "depends_on: [domain-%d]\n", r.IntN(i))
	}
	b.WriteString("responsibilities:\n")
	for range 5 {
		fmt.Fprintf(&b, "  - name: %s\n    by: %s\n    why: See [[domain-%d]] and [[part-%d]]\n", words(r, 6), []string{"platform", "shared", "product"}[r.IntN(3)], r.IntN(domains), r.IntN(domains))
	}
	b.WriteString("features:\n")
	for j := range 8 {
		fmt.Fprintf(&b, "  - {name: Feature %d of %d, status: available, components: [part-%d]}\n", j, i, i)
	}
	fmt.Fprintf(&b, "interfaces:\n  - {cli: tool-%d, mode: self-service}\n  - doc: %s\nreviewed: 2026-10-01\n", i, GuideName(r.IntN(guides)))
	return b.String()
}

func guide(r *rand.Rand, i, guides, domains int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Guide %d\ndomains: [domain-%d]\ntype: how-to\n---\n", i, r.IntN(domains))
	for section := range 4 {
		fmt.Fprintf(&b, "\n## Section %d\n\n%s\n\nSee [[domain-%d]], [[part-%d]] and [another guide](../%s.md).\n\n", section, words(r, 60), r.IntN(domains), r.IntN(domains), GuideName(r.IntN(guides)))
		fmt.Fprintf(&b, "- %s\n- `%s`\n- **%s**\n\n", words(r, 8), words(r, 2), words(r, 3))
	}
	b.WriteString("```yaml title=\"service.yaml\" {2}\n")
	for range 12 {
		fmt.Fprintf(&b, "key%d:\n  - name: value%d # %s\n", r.IntN(99), r.IntN(99), words(r, 2))
	}
	b.WriteString("```\n\n```go\nfunc main() {\n\tfmt.Println(\"hello\", 42)\n}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
	return b.String()
}

var vocabulary = strings.Fields("サービス 計算資源 自動で 増やす platform team deploy 監視 ログ を の に が は rollback metrics 障害 対応 安全に for with and the to of クラスタ ノード 設定")

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = vocabulary[r.IntN(len(vocabulary))]
	}
	return strings.Join(list, " ")
}
