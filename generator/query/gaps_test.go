package query_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"platmap/generator/query"
)

var gappy = map[string]string{
	"site.yaml": "locales: [en, ja]\nquestions: [{text: Where to start, to: guide:start}]\n",
	"glossary.yaml": `- {term: Pod, text: "See [[guide:pods]]"}
`,
	"domains/computing.yaml": `name: Computing
essential_problem: Services need compute.
responsibilities:
  - Keep the clusters running
  - {name: Choose limits, by: product}
  - {name: {en: Plan capacity, ja: 容量を計画する}}
features:
  - {name: Containers, components: [kube], serves: Keep the clusters running}
  - Autoscaling
  - {name: Planned one, status: planned}
  - {name: Capacity planning, by: shared}
interfaces:
  - Console
reviewed: 2026-10-01
`,
	"domains/data.yaml": `name: Data
owner: infra
essential_problem: Data must be kept.
responsibilities:
  - {name: {en: plan capacity, ja: データの容量}, by: product}
features: [{name: Tables, components: [kube]}]
interfaces: [{cli: psql, mode: self-service}]
reviewed: 2026-09-01
`,
	"domains/honest.yaml": `name: Honest
essential_problem: It has no interface and says so.
responsibilities: [Plan capacity once more]
features: [{name: Advice, components: [kube]}]
interfaces: []
`,
	"domains/bare.yaml":        "name: Bare\nessential_problem: It has nothing.\nresponsibilities: [Exist]\nfeatures: [{name: None, components: [kube]}]\n",
	"domains/stub.yaml":        "name: Stub\nstatus: draft\n",
	"domains/old.yaml":         "name: Old\nstatus: retired\nessential_problem: It was needed.\nresponsibilities: [Plan capacity]\nfeatures: [Nothing]\n",
	"components/all.yaml":      "- {id: kube, domains: [computing]}\n- {id: lost}\n",
	"teams/infra.yaml":         "name: Infra\ntype: platform\n",
	"guides/start.md":          "# Start\n[Next](next.md)\n",
	"guides/next.md":           "# Next\n",
	"guides/pods.md":           "# Pods\n",
	"guides/lost.md":           "# Lost\n",
	"guides/ops/README.md":     "# Operations\n",
	"guides/about.md":          "---\ndomains: [computing, data, honest]\n---\n# About\n",
	"scenarios/fast.yaml":      "name: Fast\nlead: computing\nneeds:\n  - {domain: computing, need: Start at once, state: gap}\n  - {domain: data, need: Copy, state: partial}\n  - {domain: data, need: Done, state: met}\n",
	"scenarios/dropped.yaml":   "name: Dropped\nstatus: dropped\nlead: none\nneeds: [{domain: data, need: Gone}]\n",
	"scenarios/elsewhere.yaml": "name: Elsewhere\nlead: none\nneeds: [{domain: honest, need: Done, state: met}]\n",
}

func TestGaps(t *testing.T) {
	var got []string
	for _, g := range query.Gaps(linked(t, gappy)) {
		line, _ := g.Position().LineColumn()
		s := fmt.Sprintf("%s %s %s:%d", g.Kind, g.Name().Plain("en"), g.Position().File.Name, line)
		if g.Other != nil {
			s += " = " + g.Other.ID
		}
		got = append(got, s)
	}
	want := strings.Split(strings.TrimSpace(`
unmet-need Start at once scenarios/fast.yaml:4
unmet-need Copy scenarios/fast.yaml:5
unserved-responsibility Choose limits domains/computing.yaml:5
unserved-responsibility Plan capacity domains/computing.yaml:6
no-self-service Choose limits domains/computing.yaml:5
domain-without-interface Bare domains/bare.yaml:1
domain-without-guide Bare domains/bare.yaml:1
domain-without-owner Bare domains/bare.yaml:1
domain-without-owner Computing domains/computing.yaml:1
domain-without-owner Honest domains/honest.yaml:1
domain-without-review Bare domains/bare.yaml:1
domain-without-review Honest domains/honest.yaml:1
interface-without-kind Console domains/computing.yaml:13
feature-without-component Autoscaling domains/computing.yaml:9
component-without-domain lost components/all.yaml:2
repeated-responsibility Plan capacity domains/computing.yaml:6 = data
repeated-responsibility plan capacity domains/data.yaml:5 = computing
unlinked-guide Lost guides/lost.md:1
scenario-without-domain Elsewhere scenarios/elsewhere.yaml:1
draft-domain Stub domains/stub.yaml:1
quiet-domain Data domains/data.yaml:1
quiet-domain Computing domains/computing.yaml:1`), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The content of the test has a gap of every kind, so that every kind is tested.
func TestGaps_EveryKind(t *testing.T) {
	found := map[string]bool{}
	for _, g := range query.Gaps(linked(t, gappy)) {
		found[g.Kind] = true
		if g.IsSignal() != slices.Contains(query.SignalKinds, g.Kind) {
			t.Errorf("%s: a signal: %v", g.Kind, g.IsSignal())
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(query.GapKinds, query.SignalKinds)))
	if kinds := slices.Sorted(maps.Keys(found)); !slices.Equal(kinds, all) {
		t.Errorf("got %q, want %q", kinds, all)
	}
}

// If no feature or interface of a domain says what it serves, there are no gaps about
// unserved responsibilities. The owner of a row is the owner of the domain.
func TestGaps_Domain(t *testing.T) {
	for _, g := range query.Gaps(linked(t, gappy)) {
		if g.Domain == nil || g.Domain.ID != "data" {
			continue
		}
		if g.Kind == "unserved-responsibility" || g.Kind == "no-self-service" {
			t.Errorf("unexpected %s", g.Kind)
		}
		if g.Owner() == nil || g.Owner().ID != "infra" {
			t.Errorf("%s: owner %v", g.Kind, g.Owner())
		}
	}
}
