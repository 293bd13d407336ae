package render_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A line that passes many rows goes straight on where nothing is in its way, and
// takes no room in the gaps that it crosses.
func TestLongLine(t *testing.T) {
	heights := map[string]string{}
	for _, dependsOn := range []string{"", "depends_on: [d-0]\n"} {
		files := map[string]string{"site.yaml": "title: Long\n"}
		for i := range 40 {
			files[fmt.Sprintf("domains/d-%d.yaml", i)] = fmt.Sprintf("name: D\norder: %d\nstatus: draft\n", i+1)
		}
		files["domains/d-39.yaml"] += dependsOn
		figure := figureOf(t, files)
		heights[dependsOn] = regexp.MustCompile(`viewBox="[^"]*"`).FindString(figure)
		if dependsOn == "" {
			continue
		}
		line := regexp.MustCompile(`data-from="d-39" data-to="d-0" d="([^"]*)"`).FindStringSubmatch(figure)
		if line == nil {
			t.Fatal("there is no line from d-39 to d-0")
		}
		if corners := strings.Count(line[1], "Q"); corners != 4 {
			t.Errorf("it has %d corners, want 4: %s", corners, line[1])
		}
	}
	if heights[""] != heights["depends_on: [d-0]\n"] {
		t.Error("the line takes room:", heights)
	}
}

// Lines side by side through one gap each have a place of their own.
func TestLinesApart(t *testing.T) {
	files := map[string]string{"site.yaml": "title: Many\n"}
	for i := range 40 {
		files[fmt.Sprintf("domains/d-%d.yaml", i)] = fmt.Sprintf("name: D\norder: %d\nstatus: draft\n", i+1)
	}
	for i := range 4 {
		files[fmt.Sprintf("domains/d-%d.yaml", 39-i)] += fmt.Sprintf("depends_on: [d-%d]\n", 4*i) // all at the left
	}
	type run struct {
		line     string
		at       int
		from, to int
	}
	var runs []run // upright ones
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, line := range regexp.MustCompile(`data-from="([^"]*)"[^>]* d="([^"]*)"`).FindAllStringSubmatch(figureOf(t, files), -1) {
		for _, m := range regexp.MustCompile(` (\d+) (\d+)L(\d+) (\d+)`).FindAllStringSubmatch(line[2], -1) {
			if a, b := number(m[2]), number(m[4]); m[1] == m[3] && a != b {
				runs = append(runs, run{line[1], number(m[1]), min(a, b), max(a, b)})
			}
		}
	}
	long := 0
	for i, a := range runs {
		if a.to-a.from > 500 {
			long++
		}
		for _, b := range runs[:i] {
			if a.line != b.line && a.at == b.at && a.from < b.to && b.from < a.to {
				t.Errorf("the lines of %s and %s both run at %d: %d–%d, %d–%d", a.line, b.line, a.at, a.from, a.to, b.from, b.to)
			}
		}
	}
	if long < 4 {
		t.Errorf("only %d of the runs pass many rows: %v", long, runs)
	}
}

// Components of another domain that a feature is made of count, too.
func TestBorrowedComponent(t *testing.T) {
	figure := figureOf(t, map[string]string{
		"site.yaml":         "title: Borrowed\nlocales: [en]\n",
		"domains/a.yaml":    "name: A\nstatus: draft\nfeatures: [{name: F, status: available, components: [x]}]\n",
		"domains/b.yaml":    "name: B\nstatus: draft\n",
		"components/x.yaml": "name: X\nkind: service\ndomains: [b]\n",
	})
	if n := strings.Count(figure, "Implementation 1<"); n != 2 || strings.Contains(figure, "more") {
		t.Errorf("%d domains with one component, want 2:\n%s", n, figure)
	}
}

func figureOf(t *testing.T, files map[string]string) string {
	t.Helper()
	b, err := fs.ReadFile(build(t, files), "map.svg")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
