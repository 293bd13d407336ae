package render_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// manyGuides returns guides in a small folder and in a large one.
func manyGuides(large int) map[string]string {
	files := map[string]string{"site.yaml": "title: Map\n", "guides/db/README.md": "# Databases\n", "guides/db/ask.md": "# Ask for a database\n\nIt takes a day. Read on.\n", "guides/start.md": "# Start\n"}
	for i := range large {
		files[fmt.Sprintf("guides/ref/g%04d.md", i)] = fmt.Sprintf("# Reference %d\n", i)
	}
	return files
}

// A large folder has a page of its own, and several if it is very large.
func TestLists_LargeFolder(t *testing.T) {
	for _, test := range []struct{ guides, pages int }{{40, 0}, {41, 1}, {400, 1}, {401, 3}} {
		pages := build(t, manyGuides(test.guides))
		main := read(t, pages, "guides.html")
		if links := strings.Count(main, `href="lists/guides/ref`); links != test.pages {
			t.Errorf("%d guides: %d links to parts, want %d", test.guides, links, test.pages)
		}
		if divided := test.guides > 200; divided != strings.Contains(main, `href="lists/guides/db.html"`) {
			t.Errorf("%d guides: whether each folder has a page: want %v", test.guides, divided)
		} else if divided {
			main += read(t, pages, "lists/guides/db.html")
		}
		if !strings.Contains(main, "Ask for a database") || !strings.Contains(main, "It takes a day.") || strings.Contains(main, "Read on") {
			t.Errorf("%d guides: the page of guides has no sentence about each guide", test.guides)
		}
		listed := strings.Count(main, "Reference ")
		for i := range test.pages {
			name := "lists/guides/ref.html"
			if i > 0 {
				name = fmt.Sprintf("lists/guides/ref--%d.html", i+1)
			}
			part := read(t, pages, name)
			listed += strings.Count(part, `<a href="../../guides/ref/`)
			if !strings.Contains(part, `<link rel="alternate" type="text/markdown" href="../../guides.md">`) {
				t.Errorf("%s does not name its twin", name)
			}
		}
		if listed != test.guides {
			t.Errorf("%d guides: %d are listed", test.guides, listed)
		}
		if twin := read(t, pages, "guides.md"); strings.Count(twin, "[Reference ") != test.guides {
			t.Errorf("%d guides: the twin lists %d", test.guides, strings.Count(twin, "[Reference "))
		}
	}
}

// The file of the filter has every guide, including those on other pages.
func TestLists_Data(t *testing.T) {
	text := read(t, build(t, manyGuides(50)), "lists/guides.js")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "platmapRows("), ")\n")
	var data struct {
		Columns []string
		Labels  []map[string]string
		Rows    [][]string
	}
	if err := json.Unmarshal([]byte(text), &data); err != nil {
		t.Fatal(err)
	}
	if len(data.Rows) != 53 || len(data.Labels) > len(data.Columns) {
		t.Fatalf("%d rows, %d columns, %d labels", len(data.Rows), len(data.Columns), len(data.Labels))
	}
	for _, row := range data.Rows {
		if len(row) != 4+len(data.Columns) || path.Ext(row[1]) != ".html" {
			t.Errorf("row %q", row)
		}
	}
}

func read(t *testing.T, pages fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(pages, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A page compares at most twelve pairs of teams. If there are more, each pair has a page.
// The twin and the CSV file have all of them.
func TestLists_Pairs(t *testing.T) {
	for _, test := range []struct{ pairs, pages int }{{12, 0}, {13, 13}} {
		files := map[string]string{"site.yaml": "title: Map\n"}
		hub := "name: Hub\ntype: platform\ninteractions:\n"
		for i := range test.pairs {
			files[fmt.Sprintf("teams/t%d.yaml", i)] = fmt.Sprintf("name: Team %d.\ntype: enabling\n", i)
			hub += fmt.Sprintf("  - {team: t%d, mode: facilitating, purpose: Purpose %d.}\n", i, i)
		}
		files["teams/hub.yaml"] = hub
		pages := build(t, files)
		main := read(t, pages, "compare.html")
		if links := strings.Count(main, `href="lists/compare/hub--t`); links != test.pages {
			t.Errorf("%d pairs: %d links to pages, want %d", test.pairs, links, test.pages)
		}
		if !strings.Contains(main, `href="compare.csv"`) {
			t.Errorf("%d pairs: no link to the CSV file", test.pairs)
		}
		if test.pages > 0 {
			main = read(t, pages, "lists/compare/hub--t7.html")
			if !strings.Contains(main, "<h1>Compare teams: Hub and Team 7.</h1>") || strings.Contains(main, "Purpose 8.") {
				t.Error("the page of a pair is not about that pair")
			}
		}
		if !strings.Contains(main, "Purpose 7.") {
			t.Errorf("%d pairs: no page has the purpose of an interaction", test.pairs)
		}
		for _, name := range []string{"compare.md", "compare.csv"} {
			if n := strings.Count(read(t, pages, name), "Purpose "); n != test.pairs {
				t.Errorf("%d pairs: %s has %d", test.pairs, name, n)
			}
		}
	}
}
