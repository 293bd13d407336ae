package schema

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode"

	"platmap/generator/source"
	"platmap/generator/tree"
	"platmap/schemas"
)

func mustCompile(t testing.TB) *Set {
	s, err := Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var fileHead = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// archive returns the files of an archive, each of which follows a line "-- name --".
func archive(t testing.TB, name string) []*source.File {
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var files []*source.File
	heads := fileHead.FindAllSubmatchIndex(text, -1)
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		f := &source.File{Name: string(text[h[2]:h[3]]), Text: string(text[h[1]:end])}
		if f.Kind = source.KindOf(f.Name); f.Kind == "" {
			t.Fatalf("%s: %s is of no kind", name, f.Name)
		}
		files = append(files, f)
	}
	return files
}

var want = regexp.MustCompile(`# want ((?:"[^"]*" ?)+)`)

// A line of the archive has its expected findings in a comment:
// # want "code: part of the text | part of the help".
func TestCheck_ReportsMistakes(t *testing.T) {
	s := mustCompile(t)
	total := 0
	for _, f := range archive(t, "mistakes.txtar") {
		wanted := map[int][]string{}
		for n := 1; n <= f.Lines(); n++ {
			if m := want.FindStringSubmatch(f.Line(n)); m != nil {
				for _, w := range strings.Split(strings.Trim(strings.TrimSpace(m[1]), `"`), `" "`) {
					wanted[n] = append(wanted[n], w)
					total++
				}
			}
		}
		var diags source.Diagnostics
		root := tree.Parse(f, &diags)
		if root == nil {
			t.Errorf("%s does not parse: %v", f.Name, diags[0].Text)
			continue
		}
		if fits := s.Check(f.Kind, root, "en", &diags); fits != (len(diags) == 0) {
			t.Errorf("%s: Check returned %v with %d findings", f.Name, fits, len(diags))
		}
		for _, d := range diags {
			line, column := d.Pos.LineColumn()
			i := slices.IndexFunc(wanted[line], func(w string) bool { return matches(d, w) })
			if i < 0 {
				t.Errorf("%s:%d:%d: unexpected: %s: %s | %s", f.Name, line, column, d.Code, d.Text, d.Help)
				continue
			}
			wanted[line] = slices.Delete(wanted[line], i, i+1)
		}
		for line, missing := range wanted {
			for _, w := range missing {
				t.Errorf("%s:%d: missing: %s", f.Name, line, w)
			}
		}
	}
	if total < 60 {
		t.Errorf("only %d mistakes are tried", total)
	}
}

// matches compares a finding with "code: text | help", in which ' is written for ".
func matches(d source.Diagnostic, want string) bool {
	want = strings.ReplaceAll(want, "'", `"`)
	code, rest, _ := strings.Cut(want, ": ")
	text, help, _ := strings.Cut(rest, " | ")
	return d.Code == code && strings.Contains(d.Text, text) && strings.Contains(d.Help, help)
}

// The archive has the samples of the documentation and every key.
func TestCheck_AcceptsValidFiles(t *testing.T) {
	s := mustCompile(t)
	for _, f := range archive(t, "fits.txtar") {
		var diags source.Diagnostics
		if root := tree.Parse(f, &diags); root != nil {
			s.Check(f.Kind, root, "en", &diags)
		}
		for _, d := range diags {
			line, column := d.Pos.LineColumn()
			t.Errorf("%s:%d:%d: %s: %s | %s", f.Name, line, column, d.Code, d.Text, d.Help)
		}
	}
}

func TestCheck_ConcurrentUse(t *testing.T) {
	s := mustCompile(t)
	files := archive(t, "mistakes.txtar")
	findings := make([]string, 4)
	var wg sync.WaitGroup
	for i := range findings {
		wg.Go(func() {
			var diags source.Diagnostics
			for _, f := range files {
				s.Check(f.Kind, tree.Parse(f, &diags), "en", &diags)
			}
			for _, d := range diags {
				findings[i] += fmt.Sprintln(d.Pos.Offset, d.Code, d.Text, d.Help)
			}
		})
	}
	wg.Wait()
	for _, text := range findings {
		if text != findings[0] {
			t.Errorf("got\n%s\nand\n%s", findings[0], text)
		}
	}
}

func TestCompile_LoadsNoOtherFiles(t *testing.T) {
	for _, ref := range []string{"https://example.com/x.json", "file:///etc/hostname", "other.schema.json", "../../x.json"} {
		files := fstest.MapFS{"domain.schema.json": {Data: []byte(`{"$ref": "` + ref + `"}`)}}
		if _, err := Compile(files); err == nil || !strings.Contains(err.Error(), "is not one of the schemas") {
			t.Errorf("%s: got %v", ref, err)
		}
	}
}

// Editors and messages rely on these conventions.
func TestSchemas_FollowConventions(t *testing.T) {
	s := mustCompile(t)
	for _, address := range slices.Sorted(maps.Keys(s.docs.byURL)) {
		walk(s.docs.at(address), strings.TrimPrefix(address, base), func(d def, path string) {
			if strings.HasSuffix(path, "/if") || strings.HasSuffix(path, "/languages") {
				return
			}
			if d.object["enum"] != nil {
				values, _ := d.object["enum"].([]any)
				descriptions, _ := d.object["enumDescriptions"].([]any)
				if len(values) != len(descriptions) {
					t.Errorf("%s: %d values and %d enumDescriptions", path, len(values), len(descriptions))
				}
				if d.object["title"] == nil {
					t.Errorf("%s: an enum needs a title, the word for a value of it", path)
				}
			}
			if d.object["pattern"] != nil && !strings.HasPrefix(d.text("patternErrorMessage"), "must ") {
				t.Errorf("%s: pattern without a patternErrorMessage that begins with must", path)
			}
			for _, name := range d.keys() {
				if d.property(name).text("description") == "" {
					t.Errorf("%s/properties/%s: no description", path, name)
				}
			}
			if d.object["properties"] != nil && d.object["if"] == nil && !strings.HasSuffix(path, "/if") && d.object["additionalProperties"] != false {
				t.Errorf("%s: properties without additionalProperties: false", path)
			}
			for _, keyword := range []string{"oneOf", "anyOf", "unevaluatedProperties", "$id"} {
				if d.object[keyword] != nil {
					t.Errorf("%s: %s is not used here", path, keyword)
				}
			}
		})
	}
}

// walk calls visit for every schema object inside d.
func walk(d def, path string, visit func(def, string)) {
	visit(d, path)
	for _, keyword := range []string{"properties", "patternProperties", "$defs"} {
		group, _ := d.object[keyword].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(group)) {
			if o, ok := group[name].(map[string]any); ok {
				walk(def{docs: d.docs, url: d.url, object: o}, path+"/"+keyword+"/"+name, visit)
			}
		}
	}
	for _, keyword := range []string{"items", "if", "then", "else"} {
		if o, ok := d.object[keyword].(map[string]any); ok {
			walk(def{docs: d.docs, url: d.url, object: o}, path+"/"+keyword, visit)
		}
	}
}

func TestKeys(t *testing.T) {
	s := mustCompile(t)
	for _, test := range []struct {
		kind source.Kind
		path string
		want string
	}{
		{source.Domain, "interfaces []", "api chat cli component doc guide iac id library manifest mode portal replaced_by serves since source status template text ticket until url why"},
		{source.Domain, "responsibilities [] guarantees [] slo", "title url"},
		{source.Component, "[]", strings.Join(s.Keys(source.Component), " ")},
		{source.Team, "contact", "chat github oncall url"},
		{source.Glossary, "[]", "aka reading term text"},
		{source.Domain, "nothing", ""},
	} {
		if got := strings.Join(s.Keys(test.kind, strings.Fields(test.path)...), " "); got != test.want {
			t.Errorf("%s %s: got %s, want %s", test.kind, test.path, got, test.want)
		}
	}
}

func TestExplainDate(t *testing.T) {
	for _, valid := range []string{"2026-11-02", "2026-11", "2026", "2024-02-29"} {
		if !isDate(valid) {
			t.Errorf("%s is valid", valid)
		}
	}
	for _, test := range []struct{ s, what, meant string }{
		{"2026-2-3", "", "2026-02-03"}, {"2026/02/03", "", "2026-02-03"}, {"2026年2月3日", "", "2026-02-03"}, {"２０２６-11", "", "2026-11"},
		{"2026.11", "", "2026-11"}, {"2026-11-02T10:00:00Z", "", "2026-11-02"}, {"2026-02-30", ": February 2026 has 28 days", ""}, {"2026-13", ": there is no month 13", ""},
		{"2025-02-29", ": February 2025 has 28 days", ""}, {"soon", "", ""}, {"", "", ""}, {"02.11.2026", "", ""},
		{"March 2025", "", "2025-03"}, {"sept. 2025", "", "2025-09"}, {"3 March 2025", "", "2025-03-03"}, {"March 3rd, 2025", "", "2025-03-03"}, {"3/2025", "", "2025-03"},
		{"2025年", "", "2025"}, {"20250301", "", "2025-03-01"}, {"30 February 2025", ": February 2025 has 28 days", ""}, {"Spring 2025", "", ""}, {"3/4/2025", "", ""},
	} {
		what, meant := explainDate(test.s)
		if want := fmt.Sprintf("invalid date %q%s", test.s, test.what); isDate(test.s) || what != want || meant != test.meant {
			t.Errorf("%s: got %s, %q, want %s, %q", test.s, what, meant, want, test.meant)
		}
	}
}

// Equal trees give equal findings, with positions inside the file.
func FuzzCheck(f *testing.F) {
	s, err := Compile(schemas.FS)
	if err != nil {
		f.Fatal(err)
	}
	kinds := source.SchemaKinds()
	for _, name := range []string{"mistakes.txtar", "fits.txtar"} {
		for _, file := range archive(f, name) {
			f.Add(slices.Index(kinds, file.Kind), file.Text)
		}
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		file := &source.File{Name: "x.yaml", Text: text}
		var parsing, first, second source.Diagnostics
		root := tree.Parse(file, &parsing)
		if root == nil {
			return
		}
		k := kinds[((i%len(kinds))+len(kinds))%len(kinds)]
		fits := s.Check(k, root, "en", &first)
		s.Check(k, root, "en", &second)
		if fits != (len(first) == 0) || fmt.Sprint(first) != fmt.Sprint(second) {
			t.Errorf("two checks differ: %v and %v", first, second)
		}
		for _, d := range first {
			if d.Pos.Offset < 0 || d.Pos.Offset+d.Len > len(text) || d.Text == "" || strings.ContainsFunc(d.Text+d.Help, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("bad finding: %+v", d)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	s := mustCompile(b)
	var file *source.File
	for _, f := range archive(b, "fits.txtar") {
		if file == nil || f.Lines() > file.Lines() {
			file = f
		}
	}
	var diags source.Diagnostics
	root := tree.Parse(file, &diags)
	b.ReportMetric(float64(file.Lines()), "lines")
	for b.Loop() {
		s.Check(file.Kind, root, "en", &diags)
	}
}
