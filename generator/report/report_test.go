package report

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"platmap/generator/source"
)

var update = flag.Bool("update", false, "update the expected output in testdata")

// find returns a finding about the first occurrence of a text in a file.
func find(f *source.File, s source.Severity, code, text, message, help string) source.Diagnostic {
	i := strings.Index(f.Text, text)
	if i < 0 {
		panic("no " + text + " in " + f.Name)
	}
	return source.Diagnostic{Code: code, Severity: s, Pos: source.Pos{File: f, Offset: i}, Len: len(text), Text: message, Help: help}
}

// sample returns a run with findings of every form.
func sample() Run {
	kensaku := &source.File{Name: "domains/kensaku.yaml", Kind: source.Domain, Text: "id: kensaku\nname: {ja: 検索, en: Search}\nstatus: avalable\nlabel: {ja: 索引, url: x}\nsummary: >\n  two\n  lines\n"}
	pay := &source.File{Name: "domains/pay, or 支払.yaml", Kind: source.Domain, Text: "id: kensaku\r\nowner:\tteam-a\r\n"}
	value := find(kensaku, source.Error, "schema/value", "avalable", `unknown status "avalable"`, `did you mean "available"? (one of: planned, available, retired)`)
	value.Fix = []source.Edit{{Start: value.Pos.Offset, End: value.Pos.Offset + 8, New: "available"}}
	twice := find(pay, source.Error, "ref/duplicate-id", "kensaku", `duplicate domain "kensaku"`, "rename one of the two")
	twice.Related = []source.Related{{Pos: kensaku.At(1, 5), Text: "\"kensaku\" is defined here"}}
	ends := find(pay, source.Warning, "file/line-endings", "\r\n", "this file has Windows line breaks (CRLF)", "run platmap check --fix")
	ends.Fix = []source.Edit{{Start: 11, End: 13, New: "\n"}, {Start: 26, End: 28, New: "\n"}}
	mark := source.Diagnostic{Code: "file/bom", Severity: source.Warning, Pos: source.Pos{File: kensaku}, Text: "this file starts with a byte order mark", Fix: []source.Edit{{Start: -3, End: 0}}}
	lines := find(kensaku, source.Warning, "schema/length", "two\n  lines", "the summary has two lines: 100%", "")
	wide := find(kensaku, source.Error, "schema/unknown-key", "url", `unknown key "url"`, "the keys are ja and en")
	missing := source.Diagnostic{Code: "site/empty", Severity: source.Error, Text: "no content in this folder", Help: "write domains/NAME.yaml first"}
	return Run{
		Findings: source.Diagnostics{twice, lines, wide, value, mark, ends, missing, value},
		Files:    41, Content: "map/content", Root: "docs/map/content", Outcome: "the site was not written", Version: "1.2.3",
		Names: []string{"domains/kensaku.yaml", "site.yaml"},
	}
}

func TestBytes_EveryFormat(t *testing.T) {
	run := sample()
	const name = "testdata/formats.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]byte{"summary": []byte(run.Summary() + "\n"), "table": run.Table(1 << 20)}
	for _, f := range Formats() {
		got[f[0]] = run.Bytes(Format(f[0]))
	}
	for i, f := range archive.Files {
		if diff := cmp.Diff(string(f.Data), string(got[f.Name])); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
		archive.Files[i].Data = got[f.Name]
	}
	if len(archive.Files) != len(got) {
		t.Errorf("%d sections, %d formats", len(archive.Files), len(got))
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBytes_DoNotDependOnTheOrderOfFindings(t *testing.T) {
	run := sample()
	for _, f := range Formats() {
		want := run.Bytes(Format(f[0]))
		for seed := range uint64(20) {
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(run.Findings), func(i, j int) {
				run.Findings[i], run.Findings[j] = run.Findings[j], run.Findings[i]
			})
			if got := run.Bytes(Format(f[0])); !bytes.Equal(got, want) {
				t.Fatalf("%s differs: %s", f[0], cmp.Diff(string(want), string(got)))
			}
		}
	}
}

func TestBytes_WithoutFindings(t *testing.T) {
	for f, want := range map[Format]string{Text: "", GitHub: "", RDJSONL: ""} {
		if got := string((Run{}).Bytes(f)); got != want {
			t.Errorf("%s: got %q", f, got)
		}
	}
	for f, want := range map[Format]string{JSON: `"findings": []`, SARIF: `"results": []`, GitLab: "[]\n", JUnit: `tests="1" failures="0"`} {
		if got := string((Run{}).Bytes(f)); !strings.Contains(got, want) {
			t.Errorf("%s: got %s", f, got)
		}
	}
}

func TestSummary(t *testing.T) {
	f, g := &source.File{Name: "a", Kind: source.Domain}, &source.File{Name: "b", Kind: source.Domain}
	unread := &source.File{Name: "c"}
	at := func(f *source.File, s source.Severity) source.Diagnostic {
		return source.Diagnostic{Severity: s, Pos: source.Pos{File: f}}
	}
	for _, tt := range []struct {
		run  Run
		want string
	}{
		{Run{}, "no errors."},
		{Run{Files: 1}, "no errors in 1 file."},
		{Run{Files: 9, Findings: source.Diagnostics{at(nil, source.Error)}, Outcome: "nothing done"}, "1 error, 0 warnings in 9 files; nothing done."},
		{Run{Files: 9, Findings: source.Diagnostics{at(f, source.Error), at(f, source.Warning), at(g, source.Warning)}}, "1 error, 2 warnings in 2 of 9 files."},
		{Run{Findings: source.Diagnostics{at(f, source.Error)}}, "1 error, 0 warnings in 1 file."},
		{Run{Files: 1, Findings: source.Diagnostics{at(f, source.Error), at(unread, source.Warning)}}, "1 error, 1 warning in 2 of 2 files."},
		{Run{Files: 9, Findings: source.Diagnostics{at(unread, source.Warning)}}, "0 errors, 1 warning in 1 of 10 files."},
	} {
		if got := tt.run.Summary(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// many returns findings in several files. The last line of each file has an error, the
// others a warning.
func many(files, perFile int) Run {
	var run Run
	for i := range files {
		f := &source.File{Name: fmt.Sprintf("domains/%03d.yaml", i), Text: strings.Repeat("key: 値\n", perFile)}
		for n := range perFile {
			s := source.Warning
			if n == perFile-1 {
				s = source.Error
			}
			run.Findings.Add(source.Diagnostic{Code: "schema/value", Severity: s, Pos: f.At(n+1, 6), Len: 3, Text: fmt.Sprintf("unknown status %d-%d", i, n), Help: "use planned"})
		}
	}
	return run
}

func TestText_ShowsErrorsFirstUpToALimit(t *testing.T) {
	for _, tt := range []struct {
		run              Run
		errors, warnings int
		last             string
	}{
		{many(200, 20), 200, 0, "and 3800 more findings in 200 files"},
		{many(30, 30), 30, 170, "and 700 more findings in 30 files"},
		{many(1, 30), 1, 19, "and 10 more findings in 1 file"},
		{many(1, 20), 1, 19, ""},
	} {
		got := string(tt.run.Bytes(Text))
		if e, w := strings.Count(got, ": error: "), strings.Count(got, ": warning: "); e != tt.errors || w != tt.warnings {
			t.Errorf("%d errors and %d warnings, want %d and %d", e, w, tt.errors, tt.warnings)
		}
		if tt.last == "" == strings.Contains(got, "\nand ") || !strings.Contains(got, tt.last+"\nall findings by code:\n") && tt.last != "" {
			t.Errorf("no %q in:\n%s", tt.last, got[max(0, len(got)-100):])
		}
		if got := bytes.Count(tt.run.Bytes(JSON), []byte(`"severity"`)); got != len(tt.run.Findings) {
			t.Errorf("%d of %d findings in JSON", got, len(tt.run.Findings))
		}
	}
}

// The syntax error that causes many other errors of a file is shown.
func TestText_ShowsSyntaxErrorsFirst(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: strings.Repeat("key: 値\n", 300)}
	var run Run
	for i := range 200 {
		run.Findings.Add(source.Diagnostic{Code: "schema/value", Pos: f.At(i+1, 6), Text: "unknown status"})
	}
	run.Findings.Add(source.Diagnostic{Code: "yaml/syntax", Pos: f.At(250, 1), Text: "quote is not closed"})
	if got := string(run.Bytes(Text)); !strings.Contains(got, "a.yaml:250:1: error: quote is not closed") {
		t.Errorf("the syntax error is not shown in:\n%s", got)
	}
}

// A help is never cut within the text that it says to write.
func TestText_HelpIsComplete(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: "a: b\n"}
	for _, tt := range []struct{ help, want string }{
		{"put the text in quotes: \"" + strings.Repeat("x", 1000) + "\"", "xxx\"\n"},
		{"put the text in quotes: \"" + strings.Repeat("x", 5000) + "\"", "put the text in quotes\n"},
	} {
		run := Run{Findings: source.Diagnostics{{Code: "yaml/syntax", Pos: f.At(1, 1), Text: "x", Help: tt.help}}}
		if got := string(run.Bytes(Text)); !strings.Contains(got, tt.want) {
			t.Errorf("no %q in:\n%s", tt.want, got)
		}
	}
}

// A finding with many related positions, such as the uses of a missing name, has ten
// notes in the text format.
func TestText_ShowsTenNotes(t *testing.T) {
	f := &source.File{Name: "a.yaml", Text: strings.Repeat("x\n", 20)}
	for _, test := range []struct{ related, notes int }{{10, 10}, {11, 11}, {14, 11}} { // the last note states the number of the others
		d := source.Diagnostic{Code: "ref/unknown", Pos: f.At(1, 1), Text: "unknown"}
		for i := range test.related {
			d.Related = append(d.Related, source.Related{Pos: f.At(i+2, 1), Text: "also used here"})
		}
		out := string(Run{Findings: source.Diagnostics{d}}.Bytes(Text))
		if n := strings.Count(out, "= note:"); n != test.notes {
			t.Errorf("%d related positions: %d notes, want %d:\n%s", test.related, n, test.notes, out)
		}
	}
}

// A hostile file of one long line, or with many findings, must not delay a CI job.
func TestBytes_ManyFindingsOnOneLine(t *testing.T) {
	one := &source.File{Name: "domains/one.yaml", Text: strings.Repeat("値x", 1<<18)}
	run := many(200, 20)
	for i := range 5_000 {
		pos := source.Pos{File: one, Offset: i * 4}
		run.Findings.Add(source.Diagnostic{Code: "a/b", Pos: pos, Len: 4, Text: "x", Related: []source.Related{{Pos: source.Pos{File: one, Offset: len(one.Text) - i}}}})
	}
	start := time.Now()
	for _, f := range Formats() {
		run.Bytes(Format(f[0]))
	}
	run.Table(1 << 20)
	if took := time.Since(start); took > 20*time.Second { // about one second, without the race detector
		t.Errorf("%v", took)
	}
}
