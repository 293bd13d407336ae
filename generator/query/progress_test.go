package query_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"platmap/generator/query"
)

// bars returns the bars of a scenario: domain=value@start+width, in percent.
func bars(t *testing.T, scenario string) []string {
	t.Helper()
	s := linked(t, map[string]string{"site.yaml": "title: T\n", "domains/cicd.yaml": domain, "domains/cdn.yaml": domain,
		"scenarios/x.yaml": "name: X\nlead: cicd\n" + scenario})
	p := query.ProgressOf(s.Scenarios[0])
	if p == nil {
		return nil
	}
	var list []string
	for _, b := range []*query.Bar{p.Today, p.Target} {
		if b == nil {
			list = append(list, "unknown")
			continue
		}
		words := []string{string(b.Total)}
		for _, part := range b.Parts {
			name := "rest"
			if part.Need != nil {
				name = part.Need.Domain.Text
			}
			words = append(words, fmt.Sprintf("%s=%s@%.0f+%.0f", name, part.Value, part.Start, part.Width))
		}
		list = append(list, strings.Join(words, " "))
	}
	return list
}

func TestProgressOf(t *testing.T) {
	const needs = "needs: [{domain: cicd, need: x, budget: 1, now: 2}, {domain: cdn, need: y, budget: 3}]\n"
	for _, test := range []struct {
		name, scenario string
		want           []string
	}{
		{"the rest of each number is in no need", "target: {name: T, at_most: 5, now: 10}\n" + needs,
			[]string{"10 cicd=2@0+20 rest=8@20+80", "5 cicd=1@0+10 cdn=3@10+30 rest=1@40+10"}},
		{"today's number is unknown", "target: {name: T, at_most: 4}\n" + needs, []string{"unknown", "4 cicd=1@0+25 cdn=3@25+75"}},
		{"a target that more is better for", "target: {name: T, at_least: 8, now: 2}\n" + needs,
			[]string{"2 cicd=2@0+25", "8 cicd=1@0+12 cdn=3@12+38 rest=4@50+50"}},
		{"no numbers", needs, nil},
		{"budgets above the target", "target: {name: T, at_most: 2}\n" + needs, []string{"unknown", "2 cicd=1@0+25 cdn=3@25+75"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := bars(t, test.scenario); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
