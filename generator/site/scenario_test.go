package site

import (
	"testing"

	"platmap/generator/source"
)

func TestScenario_Now(t *testing.T) {
	for _, test := range []struct {
		what, target, needs string
		now, rest           Number
	}{
		{"no number", "{at_most: 5}", "[{domain: d, now: 1}]", "", ""},
		{"a written number", "{now: 11}", "[{domain: d, now: 1.1}, {domain: d}]", "11", "9.9"},
		{"a measured number", "{metric: m}", "[{domain: d, now: 2.5}]", "4", "1.5"},
		{"both", "{metric: m, now: 3}", "[{domain: d, now: 3}]", "3", ""},
		{"a metric without measurements", "{metric: none}", "[{domain: d, now: 1}]", "", ""},
		{"no share", "{metric: m}", "[{domain: d}]", "4", "4"},
		{"shares above it", "{now: 1}", "[{domain: d, now: 2}]", "1", ""},
		{"decimal fractions", "{now: 0.3}", "[{domain: d, now: 0.1}, {domain: d, now: 0.2}]", "0.3", ""},
	} {
		g := link(t, content{
			"domains/d.yaml":   "{name: D, metrics: [{id: m}, {id: none}]}",
			"metrics/m.csv":    "2026-01,7\n2026-02,4\n",
			"scenarios/s.yaml": "{name: S, lead: none, target: " + test.target + ", needs: " + test.needs + "}",
		})
		s := page[*Scenario](t, g, source.Scenario, "s")
		if s.Now() != test.now || s.NotAssigned() != test.rest {
			t.Errorf("%s: today %q, not assigned %q; want %q and %q", test.what, s.Now(), s.NotAssigned(), test.now, test.rest)
		}
	}
}
