package query_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"platmap/generator/query"
)

func TestComponents(t *testing.T) {
	s := linked(t, map[string]string{
		"domains/computing.yaml": `name: Computing
essential_problem: Services need compute.
responsibilities: [Run]
features:
  - {name: Containers, components: [new]}
  - {name: Old containers, components: [new, old], status: retired}
interfaces: [{cli: new}]
`,
		"components/all.yaml": `- {id: oldest, status: retired, replaced_by: old, until: 2017}
- {id: old, status: deprecated, replaced_by: new, value: low, toil: high}
- {id: new, value: high, toil: low}
- {id: part, part_of: new, value: medium, toil: high}
- {id: user, depends_on: [new, old]}
- {id: gone, status: retired, depends_on: [new], value: low, toil: low}
- {id: useless, value: low, toil: low}
`,
	})
	var got []string
	for _, c := range query.Components(s) {
		chain := ""
		for _, next := range c.Successors() {
			chain += " → " + next.ID
		}
		got = append(got, fmt.Sprint(c.ID, chain, " ", len(c.Dependents()), " ", c.Advice(), " ", c.IsLeaving()))
	}
	slices.Sort(got)
	want := []string{
		"gone 0  false",
		"new 4 keep false",
		"old → new 1 retire true",
		"oldest → old → new 0  false",
		"part 0 fix false",
		"useless 0 retire true",
		"user 0  false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAdviceFor(t *testing.T) {
	for _, test := range [][3]string{
		{"", "high", ""}, {"low", "", ""},
		{"low", "low", "retire"}, {"low", "high", "retire"},
		{"medium", "high", "fix"}, {"high", "high", "fix"},
		{"medium", "medium", "keep"}, {"high", "low", "keep"},
	} {
		if got := query.AdviceFor(test[0], test[1]); got != test[2] {
			t.Errorf("value %q, toil %q: %q, want %q", test[0], test[1], got, test[2])
		}
	}
}
