package query_test

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/schemas"
)

// linked returns the site of some YAML files.
func linked(t *testing.T, files map[string]string) *site.Site {
	t.Helper()
	s, diags, err := generator.Check(generator.Input{Content: testsite.Files(files), Schemas: testsite.Schemas(t)})
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	return s
}

var small = map[string]string{
	"site.yaml": "locales: [en, ja]\n",
	"domains/computing.yaml": `name: Computing
essential_problem: Services need compute.
responsibilities:
  - Keep the clusters running
  - name: "=Set | limits, \"per team\""
    by: shared
    target: product
features:
  - {name: Containers, components: [kube, nodes]}
  - {name: Capacity planning, by: shared}
interfaces:
  - {cli: kube, mode: self-service}
`,
	"components/all.yaml": "- {id: kube, domains: [computing]}\n- {id: nodes, domains: [computing]}\n",
}

func TestResponsibilities(t *testing.T) {
	rows := query.Responsibilities(linked(t, small))
	var got []string
	for _, r := range rows {
		line, _ := r.Position().LineColumn()
		got = append(got, r.Item.Name.Plain("en")+" "+r.By.Text+" "+r.Target.Text+" "+string(rune('0'+line/10))+string(rune('0'+line%10)))
	}
	want := []string{"Keep the clusters running platform  04", `=Set | limits, "per team" shared product 05`, "Capacity planning shared  10"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Every row of every question has as many cells as columns, and a position.
func TestAll_CellsAndPositions(t *testing.T) {
	s := linked(t, small)
	var names []string
	for _, q := range query.All() {
		names = append(names, q.Name)
		if _, err := csv.NewReader(strings.NewReader(write(t, s, q.Name, "csv"))).ReadAll(); err != nil {
			t.Errorf("%s: %v", q.Name, err) // a row has more or fewer cells than there are columns
		}
		if q.Asks == "" || !regexp.MustCompile(`^[a-z_]+$`).MatchString(q.Name) {
			t.Errorf("%s: asks %q", q.Name, q.Asks)
		}
		for _, r := range q.Ask(s, "2026-11-02") {
			if !r.Position().IsValid() {
				t.Errorf("%s: a row has no position", q.Name)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("not in alphabetical order: %q", names)
	}
}

func TestFilter(t *testing.T) {
	s := linked(t, small)
	for _, test := range []struct {
		column string
		values []string
		want   int
	}{
		{"by", []string{"shared"}, 2},
		{"by", []string{"shared", "platform"}, 3},
		{"target", []string{query.None}, 2},
		{"domain", []string{"computing"}, 3},
		{"kind", []string{"operation"}, 1},
	} {
		q := query.Named("responsibilities")
		if got := q.Filter(q.Ask(s, ""), test.column, test.values); len(got) != test.want {
			t.Errorf("%s %v: %d rows, want %d", test.column, test.values, len(got), test.want)
		}
	}
	q := query.Named("features")
	if got := q.Filter(q.Ask(s, ""), "components", []string{"nodes"}); len(got) != 1 {
		t.Errorf("components nodes: %d rows", len(got))
	}
}

func write(t *testing.T, s *site.Site, name, format string) string {
	t.Helper()
	var b strings.Builder
	q := query.Named(name)
	place := func(pos source.Pos) (string, int) { line, _ := pos.LineColumn(); return pos.File.Name, line }
	if err := q.Write(&b, q.Ask(s, ""), query.Output{Format: format, Lang: "en", Place: place}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Spreadsheets read a cell that starts with = as a formula.
func TestWrite_CSV(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, linked(t, small), "responsibilities", "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"computing", `'=Set | limits, "per team"`, "responsibility", "shared", "product"}
	if len(rows) != 4 || !slices.Equal(rows[2][:5], want) || !slices.Equal(rows[0][6:], []string{"file", "line"}) {
		t.Errorf("got %q", rows)
	}
}

func TestWrite_JSON(t *testing.T) {
	var got struct {
		Version int
		Name    string
		Rows    []struct {
			Name       string
			Components []string
			File       string
			Line       int
		}
	}
	text := write(t, linked(t, small), "features", "json")
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err, text)
	}
	if got.Version != 1 || got.Name != "features" || len(got.Rows) != 2 {
		t.Fatalf("got %+v", got)
	}
	if r := got.Rows[0]; !slices.Equal(r.Components, []string{"kube", "nodes"}) || r.File != "domains/computing.yaml" || r.Line != 9 {
		t.Errorf("got %+v", r)
	}
	if !strings.Contains(text, `"components":[]`) {
		t.Errorf("a feature without components has no empty list: %s", text)
	}
}

func TestWrite_Markdown(t *testing.T) {
	lines := strings.Split(write(t, linked(t, small), "responsibilities", "md"), "\n")
	if want := `| computing | =Set \| limits, "per team" | responsibility | shared | product |  | domains/computing.yaml | 5 |`; lines[3] != want {
		t.Errorf("got  %s\nwant %s", lines[3], want)
	}
}

// Columns without any value are left out.
func TestWrite_Table(t *testing.T) {
	lines := strings.Split(write(t, linked(t, small), "interfaces", "table"), "\n")
	want := []string{
		"name  kind  domain     mode          status     component  where",
		"kube  cli   computing  self-service  available  kube       domains/computing.yaml:12",
	}
	if !slices.Equal(lines[:2], want) {
		t.Errorf("got %q, want %q", lines[:2], want)
	}
}

// The filters accept exactly the words that the schemas allow.
func TestColumns_WordsAreThoseOfTheSchemas(t *testing.T) {
	ours := slices.Concat([]string{"responsibility", "operation", "feature", "interface", "component", "domain", "guide", "team", "scenario", query.Overdue, query.DueSoon, query.UpToDate, query.Never}, query.GapKinds, query.SignalKinds, query.Advices) // words about rows, which are not in content
	allowed := allSchemas(t)
	for _, q := range query.All() {
		for _, c := range q.Columns {
			for _, w := range c.Words {
				if !slices.Contains(ours, w) && !strings.Contains(allowed, `"`+w+`"`) {
					t.Errorf("%s: no schema has the word %q of the column %s", q.Name, w, c.Name)
				}
			}
		}
	}
}

func allSchemas(t *testing.T) string {
	t.Helper()
	names, err := fs.Glob(schemas.FS, "*.json")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var all strings.Builder
	for _, name := range names {
		text, err := fs.ReadFile(schemas.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
