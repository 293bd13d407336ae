package diff_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/generator"
	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/site"
)

// siteOf returns the site of a content folder.
func siteOf(t testing.TB, content fstest.MapFS) *site.Site {
	t.Helper()
	s, _, err := generator.Check(generator.Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lines returns changes in a short form, one on each line:
//
//	promise changed domain cdn features "Purge" at_most: 5 → 8
func lines(changes []diff.Change) []string {
	var list []string
	for _, c := range changes {
		side, item := c.New, c.New.Item
		if side.ID == "" || item.Absent {
			side, item = c.Old, c.Old.Item
		}
		line := fmt.Sprintf("%s %s %s", c.Weight, c.Operation, c.Kind)
		if side.ID != "" {
			line += " " + side.ID
		}
		if c.Operation == diff.Renamed {
			line += " from " + c.Old.ID
		}
		if !item.IsZero() {
			line += " " + itemString(item)
		}
		if c.Operation == diff.Moved {
			line += " from " + c.Old.ID
		}
		if c.Field != "" {
			line += fmt.Sprintf(" %s: %s → %s", c.Field, valueString(c.Old.Value), valueString(c.New.Value))
		}
		list = append(list, line)
	}
	return list
}

func itemString(i diff.Item) string {
	s := ""
	if i.Parent != nil {
		s = itemString(*i.Parent) + " "
	}
	name := i.Name.Plain("en")
	if i.To != nil {
		name += "@" + i.To.Base().ID
	}
	if name == "" {
		name = i.ID
	}
	return s + fmt.Sprintf("%s %q", i.List, name)
}

func valueString(v diff.Value) string {
	switch v.Kind {
	case diff.None:
		return "-"
	case diff.Text:
		var all []string
		for _, version := range v.Text.Versions() {
			all = append(all, version.Lang+" "+version.Plain())
		}
		return strings.Join(all, "|")
	case diff.List:
		var all []string
		for _, x := range v.List {
			all = append(all, valueString(x))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case diff.Markdown:
		return fmt.Sprintf("%s %.20q", v.Lang, v.Plain)
	}
	return v.Plain
}

// edited returns a copy of a content folder in which texts of a file are replaced. texts
// are pairs of an old and a new text.
func edited(t testing.TB, content fstest.MapFS, file string, texts ...string) fstest.MapFS {
	t.Helper()
	changed := maps.Clone(content)
	text := string(content[file].Data)
	for i := 0; i < len(texts); i += 2 {
		if !strings.Contains(text, texts[i]) {
			t.Fatalf("%s has no %q", file, texts[i])
		}
		text = strings.Replace(text, texts[i], texts[i+1], 1)
	}
	changed[file] = &fstest.MapFile{Data: []byte(text)}
	return changed
}

func TestSites(t *testing.T) {
	content := testsite.Small()
	old := siteOf(t, content)
	for _, test := range []struct {
		name  string
		file  string
		texts []string
		want  string
	}{
		{"nothing", "domains/cdn.yaml", nil, ""},
		{"feature removed", "domains/cdn.yaml", []string{"  - {name: Purge, components: [cache], serves: Say how long}\n", ""}, `promise removed domain cdn features "Purge"`},
		{"interface deprecated", "domains/cdn.yaml", []string{"{cli: kube, mode: self-service}", "{cli: kube, mode: self-service, status: deprecated, until: 2027-03, replaced_by: Purge}"}, `promise changed domain cdn interfaces "kube" status: available → deprecated
promise changed domain cdn interfaces "kube" until: - → 2027-03
news changed domain cdn interfaces "kube" replaced_by: - → Purge`},
		{"metric", "metrics/hits.csv", []string{"4", "4\n2026-02,7"}, `upkeep changed domain cdn metrics "Hits" values: 4 → 7`},
		{"owner", "site.yaml", []string{"owner: infra", "owner: dx"}, `promise changed site owner: infra → dx`},
		{"order", "components/kube.yaml", []string{"cicd, cdn", "cdn, cicd"}, `upkeep reordered component kube domains: [cicd, cdn] → [cdn, cicd]`},
		{"guide", "guides/ops/second.md", []string{"## Setup", "## Set up it"}, `wording changed guide ops/second body: en "# Second\n\n## Setup\n\n" → en "# Second\n\n## Set up "
upkeep changed guide ops/second headings: en "Setup" → en "Set up it"`},
	} {
		got := strings.Join(lines(diff.Sites(old, siteOf(t, edited(t, content, test.file, test.texts...)))), "\n")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}
