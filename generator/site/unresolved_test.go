package site

import (
	"fmt"
	"strings"
	"testing"
)

// The uses of a missing name are notes of one finding. [[x]] counts as a use of the x
// under a key. Different names have different findings.
func TestDiagnostics_OneFindingForEachName(t *testing.T) {
	g := link(t, content{
		"site.yaml":         "owner: gone",
		"domains/a.yaml":    "{depends_on: [lost], related: [lost, other], owner: gone}",
		"domains/b.yaml":    "{responsibilities: [{name: x, by: gone, related: [lost]}], group: lost}",
		"guides/a.md":       "[[lost]] [[only]] [[only#part]] [[draft]] [[domain:lost#x]]",
		"guides/draft.md":   "---\ndraft: true\n---\n# Draft",
		"guides/b.md":       "[[draft]] [[a#none]] [[a#none]]",
		"scenarios/s.yaml":  "{lead: other, needs: [{domain: a, feature: f}, {domain: a, feature: f}]}",
		"components/c.yaml": "{domains: [a, b]}",
	})
	var got []string
	for _, d := range g.Diagnostics() {
		line := fmt.Sprintf("%s %s", d.Pos.File.Name, d.Text)
		for _, r := range d.Related {
			_, column := r.Pos.LineColumn()
			line += fmt.Sprintf(", %s:%d", r.Pos.File.Name, column)
		}
		if strings.HasPrefix(d.Code, "ref/") || strings.HasPrefix(d.Code, "link/") {
			got = append(got, line)
		}
	}
	want := []string{
		`domains/a.yaml unknown domain "lost", domains/a.yaml:32, domains/b.yaml:51, guides/a.md:1, guides/a.md:43`,
		`domains/a.yaml unknown domain "other", scenarios/s.yaml:8`,
		`domains/a.yaml unknown team "gone", domains/b.yaml:35, site.yaml:8`,
		`domains/b.yaml unknown group "lost"`,
		`guides/a.md unknown name "only", guides/a.md:19`,
		`guides/a.md guide "draft" is a draft, so it has no page, guides/b.md:1`,
		`guides/b.md domain "a" has no feature or interface "none", guides/b.md:22`,
		`scenarios/s.yaml domain "a" has no feature "f", scenarios/s.yaml:69`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// If only one page is unreferenced, the help suggests that it is the renamed one.
func TestDiagnostics_MayBeRenamed(t *testing.T) {
	g := link(t, content{
		"domains/queues.yaml": "{name: Queues}",
		"domains/a.yaml":      "{depends_on: [events, a2]}",
		"domains/a2.yaml":     "{related: [events, a]}",
	})
	checkErrors(t, g, `domains/a.yaml:1: unknown domain "events" | write one of: a, a2, queues; or, if "queues" is its new name, add aliases: [events] to domains/queues.yaml`)
}
