package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
	"platmap/generator/source"
)

// The tests of the flow use archives in testdata: the files of a content folder with
// the expected findings or output.
//
// A line with the comment # want "part of the text" … (in Markdown <!-- want "…" -->)
// expects findings on that line. A comment # want+2 "…" expects them two lines below,
// for lines where a comment would become part of the mistake. The findings must be
// exactly those that are expected.

var wantComment = regexp.MustCompile(`(?:#|<!--) want(?:\+(\d+))? ((?:"(?:[^"\\]|\\.)*" ?)+)`)

var quotedText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

func TestFindings(t *testing.T) {
	for _, archive := range archives(t, "testdata/findings/*.txtar") {
		// Small samples are incomplete maps. Only archives about map/ codes expect findings with these.
		withMap := strings.Contains(string(archive.Comment), "map/")
		t.Run(archive.name, func(t *testing.T) { checkFindings(t, archive.fs(), withMap) })
	}
}

func checkFindings(t *testing.T, content fstest.MapFS, withMap bool) {
	in := Input{Content: content, Schemas: testsite.Schemas(t), Today: "2026-11-23"}
	if f, ok := content["CODEOWNERS"]; ok {
		in.CodeOwners = &source.File{Name: "CODEOWNERS", Text: string(f.Data)}
	}
	if _, in.Translations = content["translations"]; in.Translations {
		delete(content, "translations")
	}
	_, diags, err := Check(in)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string][]string{} // path:line → texts
	for name, f := range content {
		for i, line := range strings.Split(string(f.Data), "\n") {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				below, _ := strconv.Atoi(m[1])
				at := fmt.Sprintf("%s:%d", name, i+1+below)
				for _, quoted := range quotedText.FindAllString(m[2], -1) {
					text, err := strconv.Unquote(quoted)
					if err != nil {
						t.Fatalf("%s: %v: %s", at, err, quoted)
					}
					wanted[at] = append(wanted[at], text)
				}
			}
		}
	}
	for _, d := range diags {
		if !withMap && strings.HasPrefix(d.Code, "map/") {
			continue
		}
		line, column := d.Pos.LineColumn()
		name := ""
		if d.Pos.File != nil {
			name = d.Pos.File.Name
		}
		at := fmt.Sprintf("%s:%d", name, line)
		text := fmt.Sprintf("%d: %s: %s | %s [%s]", column, d.Severity, d.Text, d.Help, d.Code)
		if !removeWanted(wanted, at, text) {
			t.Errorf("unexpected: %s:%s", at, text)
		}
	}
	for at, texts := range wanted {
		for _, text := range texts {
			t.Errorf("missing: %s: %s", at, text)
		}
	}
}

// The archives in testdata/pages have content, and below out/ lines that the files of
// the site must have, in this order. A line that starts with ! must not be in the file.
func TestPages(t *testing.T) {
	for _, archive := range archives(t, "testdata/pages/*.txtar") {
		t.Run(archive.name, func(t *testing.T) {
			content := archive.fs()
			pages, diags, err := Build(Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
			if err != nil || diags.HaveError() {
				t.Fatal(err, diags)
			}
			for name, f := range content {
				if out, ok := strings.CutPrefix(name, "out/"); ok {
					expectLines(t, pages, out, string(f.Data))
				}
			}
		})
	}
}

func expectLines(t *testing.T, pages fs.FS, name, lines string) {
	b, err := fs.ReadFile(pages, name)
	if err != nil {
		t.Error(err)
		return
	}
	rest := string(b)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		line = strings.TrimSpace(line)
		if absent, ok := strings.CutPrefix(line, "!"); ok {
			if strings.Contains(string(b), absent) {
				t.Errorf("%s has %q", name, absent)
			}
			continue
		}
		_, after, found := strings.Cut(rest, line)
		if !found {
			t.Errorf("%s lacks %q, or has it elsewhere; what is left:\n%s", name, line, rest[:min(len(rest), 4000)])
			return
		}
		rest = after
	}
}

// removeWanted removes the expectation that a finding meets, if there is one.
func removeWanted(wanted map[string][]string, at, text string) bool {
	for i, want := range wanted[at] {
		if strings.Contains(text, want) {
			wanted[at] = append(wanted[at][:i:i], wanted[at][i+1:]...)
			return true
		}
	}
	return false
}

type archive struct {
	name string
	*txtar.Archive
}

func archives(t *testing.T, pattern string) []archive {
	names, err := fs.Glob(os.DirFS("."), pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s (%v)", pattern, err)
	}
	var list []archive
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, archive{name, txtar.Parse(b)})
	}
	return list
}

func (a archive) fs() fstest.MapFS {
	content := fstest.MapFS{}
	for _, f := range a.Files {
		content[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return content
}

// gh exports 30 issues unless it is given a limit.
func TestCheck_TruncatedIssueExport(t *testing.T) {
	for text, want := range map[string]string{
		`[]`: "",
		`[{"number": 1, "state": "OPEN"}, {"number": 2, "state": "CLOSED"}]`:    "",
		`[{"number": 1, "state": "OPEN"}]`:                                      "no issue in this file is closed",
		"[" + strings.Repeat(`{"state": "CLOSED"},`, 29) + `{"state": "OPEN"}]`: "exactly 30 issues",
		`{"number": 1}`: "not an export of issues",
		`[{"number": `:  "not an export of issues",
	} {
		content := fstest.MapFS{"data/issues.json": {Data: []byte(text)}, "site.yaml": {Data: []byte("title: x")}}
		_, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range diags {
			if d.Pos.File != nil {
				got += d.Text
			}
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%.40s: got %q, want %q", text, got, want)
		}
	}
}

func TestCheck_UnclosedFrontMatter(t *testing.T) {
	content := fstest.MapFS{"guides/a.md": {Data: []byte("---\ntitle: x\n\ntext\n")}}
	_, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil || len(diags) != 1 || diags[0].Code != "yaml/front-matter" {
		t.Fatalf("got %v, %v", diags, err)
	}
	if line, column := diags[0].Pos.LineColumn(); line != 1 || column != 1 {
		t.Errorf("at %d:%d", line, column)
	}
}

func TestCheck_SpellingsOfTrue(t *testing.T) {
	content := fstest.MapFS{"domains/a.yaml": {Data: []byte("name: a\nstatus: draft\n")}}
	for name, written := range map[string]string{"a": "true", "b": "True", "c": "TRUE"} {
		content["guides/"+name+".md"] = &fstest.MapFile{Data: []byte("---\ndraft: " + written + "\n---\n# A\n")}
	}
	s, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	for _, g := range s.Guides {
		t.Errorf("the draft %s is published", g.ID)
	}
}

// listings counts how often each folder is listed.
type listings struct {
	fstest.MapFS
	mu    sync.Mutex
	count map[string]int
}

func (l *listings) ReadDir(name string) ([]fs.DirEntry, error) {
	l.mu.Lock()
	l.count[name]++
	l.mu.Unlock()
	return l.MapFS.ReadDir(name)
}

// The number of source files is known without listing a folder a second time.
func TestPublish_CountsSourcesInOnePass(t *testing.T) {
	content := &listings{MapFS: fstest.MapFS{}, count: map[string]int{}}
	for _, name := range []string{"README.md", "domains/.a.yaml.swp", "domains/deep/b.yaml", ".git/domains/c.yaml", "guides/.hidden/d.md", "guides/g.exe",
		"site.yaml", "domains/a.yaml", "guides/deep/e.md", "guides/f.png", "metrics/h.csv", "teams/broken.yaml"} {
		content.MapFS[name] = &fstest.MapFile{Data: []byte("x: [")}
	}
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	done, diags, err := Publish(in, t.TempDir(), publish.Options{})
	if err != nil || !in.Stops(diags) || done.Sources != 6 {
		t.Errorf("got %d source files, want 6; %v", done.Sources, err)
	}
	for name, n := range content.count {
		if n != 1 {
			t.Errorf("%s was listed %d times", name, n)
		}
	}
	if content.count["guides/deep"] != 1 {
		t.Errorf("listed: %v", content.count)
	}
}

// An error names every file that cannot be read.
func TestCheck_ReportsEveryUnreadableFile(t *testing.T) {
	content := unreadable{fstest.MapFS{"domains/a.yaml": {}, "domains/b.yaml": {}, "domains/c.yaml": {}}}
	s, diags, err := Check(Input{Content: content, Schemas: testsite.Schemas(t)})
	if s != nil || diags != nil || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("got %v, %v, %v", s, diags, err)
	}
	if got, want := err.Error(), "reading domains/a.yaml: open domains/a.yaml: permission denied\nreading domains/b.yaml: open domains/b.yaml: permission denied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// unreadable is content with files that cannot be read.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if name == "domains/a.yaml" || name == "domains/b.yaml" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}
