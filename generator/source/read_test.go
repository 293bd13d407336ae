package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// told returns the findings of a content folder, one per line.
func told(t *testing.T, content fs.FS) string {
	var diags Diagnostics
	if _, err := Read(content, &diags); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range diags.Sorted() {
		line, column := d.Pos.LineColumn()
		if len(d.Related) > 0 && d.Code == "file/size" {
			d.Text += " (" + d.Related[0].Text + ")"
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s | %s [%s]\n", d.Pos.File.Name, line, column, d.Severity, d.Text, d.Help, d.Code)
	}
	return b.String()
}

// What is wrong with the bytes of a file, and where.
func TestBytes(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"domains/a.yaml", "name: ok\n", ""},
		{"domains/a.yaml", "\uFEFFname: ok\n", "1:1: warning: this file starts with a byte order mark | save it as UTF-8 without a byte order mark [file/bom]"},
		{"domains/a.yaml", "id: a\r\nname: ok\r\n", "1:6: warning: lines end as on Windows (CRLF) | save it with the line ends of Unix (LF)"},
		{"guides/a.md", "# 題\r\n", "1:4: warning: lines end as on Windows (CRLF)"},
		{"metrics/a.csv", "month,a\r\n", ""},
		{"domains/a.yaml", "a: x\rb: y\n", "1:5: error: a lone carriage return ends this line"},
		{"domains/a.yaml", "a: x\r\nb: y\rc: z\n", "2:5: error: a lone carriage return ends this line"},
		{"domains/a.yaml", "a: 検索\u2028b\n", "1:6: error: a line separator (U+2028) ends this line, which editors and YAML count differently | replace it with a space"},
		{"domains/a.yaml", "a: x\u2029\n", "1:5: error: a paragraph separator (U+2029)"},
		{"domains/a.yaml", "a: x\u0085\n", "1:5: error: a next-line character (U+0085)"},
		{"guides/a.md", "a\u2028b\n", ""},
		{"domains/a.yaml", "id: a\nname: \x8c\x9f\x8d\xf5\x82\xcc\n", "2:7: error: this is not UTF-8: byte 0x8C | it looks like Shift_JIS; save it as UTF-8 (iconv -f CP932 -t UTF-8) [file/encoding]"},
		{"guides/a.md", "# \x96\xbc\x91\x4f\n", "1:3: error: this is not UTF-8: byte 0x96 | it looks like Shift_JIS"},
		{"domains/a.yaml", "name: \xb8\xa1\xba\xf7\xa4\xce\n", "1:7: error: this is not UTF-8: byte 0xB8 | it looks like EUC-JP; save it as UTF-8 (iconv -f EUC-JP"},
		{"domains/a.yaml", "name: \x1b$B8!:w\x1b(B\n", "1:7: error: this is not UTF-8 | it looks like ISO-2022-JP"},
		{"domains/a.yaml", "\xff\xfen\x00a\x00", "1:1: error: this is not UTF-8: byte 0xFF | it looks like UTF-16"},
		{"domains/a.yaml", "\xfe\xff\x00n\x00a", "1:1: error: this is not UTF-8: byte 0xFE | it looks like UTF-16"},
		{"domains/a.yaml", "n\x00a\x00m\x00e\x00:\x00", "1:1: error: this is not UTF-8 | it looks like UTF-16"},
		{"domains/a.yaml", "name: caf\xe9 x\n", "1:10: error: this is not UTF-8: byte 0xE9 | it looks like Latin-1; save it as UTF-8 (iconv -f CP1252"},
		{"domains/a.yaml", "name: caf\xe9s\n", "1:10: error: this is not UTF-8: byte 0xE9 | it looks like Latin-1"},
		{"domains/a.yaml", "name: 検索\xe6と\n", "1:9: error: this is not UTF-8: byte 0xE6 | type this character anew; the rest of the file is UTF-8"},
		{"domains/a.yaml", strings.Repeat("#", MaxSize+1), "1:1: error: this file is larger than 1 MiB (it has 1048577 bytes) | split it into several files [file/size]"},
		{"domains/a.yaml", strings.Repeat("#", 5*MaxSize+MaxSize/5), "1:1: error: this file is larger than 1 MiB (it has 5.2 MiB) |"},
		{"domains/a.yaml", strings.Repeat("#", MaxSize), ""},
	} {
		got := told(t, fstest.MapFS{test.name: {Data: []byte(test.text)}})
		want := test.want
		if want != "" {
			want = test.name + ":" + want
		}
		if want == "" && got != "" || !strings.HasPrefix(got, want) || strings.Count(got, "\n") > 1 {
			t.Errorf("%.30q: got %s, want %s", test.text, got, want)
		}
	}
}

// The fix of a finding about bytes makes the finding go away.
func TestByteFixes(t *testing.T) {
	for _, text := range []string{"\uFEFFa: b\n", "a: b\r\nc: 検索\r\n"} {
		var diags Diagnostics
		files, err := Read(fstest.MapFS{"domains/a.yaml": {Data: []byte(text)}}, &diags)
		if err != nil || len(diags) != 1 || diags[0].Fix == nil {
			t.Fatalf("%q: %v, %v", text, err, diags)
		}
		fixed := "\uFEFF" + files[0].Text
		for i := len(diags[0].Fix) - 1; i >= 0; i-- {
			e := diags[0].Fix[i]
			fixed = fixed[:e.Start+3] + e.New + fixed[e.End+3:]
		}
		if got := told(t, fstest.MapFS{"domains/a.yaml": {Data: []byte(strings.TrimPrefix(fixed, "\uFEFF"))}}); got != "" || strings.Contains(fixed, "\r") {
			t.Errorf("%q: fixed to %q: %s", text, fixed, got)
		}
	}
}

// Files that look meant for platmap and are not read.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"domains/a.yml":         "warning: a.yml is not read | rename it to a.yaml",
		"domains/a.yaml.txt":    "warning: a.yaml.txt is not read | rename it to a.yaml",
		"domains/a.yml.txt":     "warning: a.yml.txt is not read | rename it to a.yaml",
		"domains/検索.YAML":       "warning: 検索.YAML is not read | rename it to 検索.yaml",
		"domains/sub/x.yaml":    "warning: x.yaml is not read | move it to domains/x.yaml; only guides",
		"domains/x.json":        "warning: x.json is not read | write it in YAML: domains/x.yaml",
		"domains/使い方.md":        "warning: 使い方.md is not read | move it under guides/",
		"domains/README.md":     "",
		"domains/x.yaml~":       "",
		"domains/x.yaml.orig":   "",
		"domains/.x.yaml.swp":   "",
		"domains/notes.txt":     "",
		"teams/a.yml":           "warning: a.yml is not read | rename it to a.yaml",
		"metrics/a.CSV":         "warning: a.CSV is not read | rename it to a.csv",
		"metrics/2026/a.csv":    "warning: a.csv is not read | move it to metrics/a.csv",
		"site.yml":              "warning: site.yml is not read | rename it to site.yaml",
		"Site.yaml":             "warning: Site.yaml is not read | rename it to site.yaml",
		"glosary.yaml":          "warning: glosary.yaml is not read | did you mean glossary.yaml?",
		"teams.yaml":            "warning: teams.yaml is not read | write one file for each, in the folder teams",
		"domain/a.yaml":         "warning: a.yaml is not read | did you mean the folder domains?",
		"Guides/a.md":           "warning: a.md is not read | did you mean the folder guides?",
		"setup.md":              "warning: setup.md is not read | move it to guides/setup.md",
		"README.md":             "",
		"other/a.yaml":          "warning: a.yaml is not read | put it into domains, components, teams, scenarios, guides, metrics or data [file/extension]",
		"guides/a.markdown":     "warning: a.markdown is not read | rename it so that its name ends in .md: a.md",
		"guides/はじめに.md.txt":    "", // a text to download
		"guides/A.MD":           "warning: A.MD is not read | rename it so that its name ends in .md: A.md",
		"guides/a/b/notes.rst":  "",
		"components/x/list.yml": "warning: list.yml is not read | move it to components/list.yaml",
	} {
		got := told(t, fstest.MapFS{name: {}})
		if want != "" {
			want = name + ":1:1: " + want
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" || strings.Count(got, "\n") > 1 {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Names that are one name on some disks.
func TestOneName(t *testing.T) {
	for _, test := range [][3]string{
		{"domains/Search.yaml", "domains/search.yaml", "have one name where upper and lower case are the same"},
		{"guides/Setup.md", "guides/setup.md", "have one name"},
		{"guides/img/A.png", "guides/img/a.png", "have one name"},
		{"guides/か\u3099.md", "guides/が.md", "have names that look the same"},
		{"guides/cafe\u0301.md", "guides/café.md", "have names that look the same"},
		{"guides/a.md", "guides/b.md", ""},
		{"guides/か.md", "guides/が.md", ""},
	} {
		got := told(t, fstest.MapFS{test[0]: {}, test[1]: {}})
		if test[2] == "" && got == "" {
			continue
		}
		if test[2] == "" || !strings.HasPrefix(got, test[1]+":1:1: error: this file and "+test[0]+" "+test[2]) || strings.Count(got, "\n") > 1 {
			t.Errorf("%q: got %s", test, got)
		}
	}
}

// Symbolic links, on a disk.
func TestLinks(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "content")
	for _, d := range []string{"domains", "guides/real", "data"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []string{"out.yaml", "content/domains/real.yaml", "content/guides/real/page.md"} {
		if err := os.WriteFile(filepath.Join(base, f), []byte("name: x\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{
		"domains/good.yaml":    "real.yaml",
		"domains/a.yaml":       "b.yaml",
		"domains/b.yaml":       "a.yaml",
		"domains/self.yaml":    "self.yaml",
		"domains/none.yaml":    "nowhere.yaml",
		"domains/out.yaml":     "../../out.yaml",
		"domains/abs.yaml":     "/etc/passwd",
		"domains/folder.yaml":  "../guides",
		"guides/shared":        "real",
		"guides/elsewhere":     "../..",
		"teams":                "domains",
		"data/page.json":       "../guides/real/page.md",
		"domains/through.yaml": "../guides/elsewhere/out.yaml",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	got := told(t, root.FS())
	for _, want := range []string{
		"domains/a.yaml:1:1: error: symbolic links lead in a circle: domains/a.yaml → domains/b.yaml → domains/a.yaml | replace one of them",
		"domains/b.yaml:1:1: error: symbolic links lead in a circle: domains/b.yaml → domains/a.yaml → domains/b.yaml",
		"domains/self.yaml:1:1: error: symbolic links lead in a circle: domains/self.yaml → domains/self.yaml",
		"domains/none.yaml:1:1: error: this symbolic link leads nowhere | there is no domains/nowhere.yaml; point it at",
		"domains/out.yaml:1:1: error: this symbolic link leaves the content folder | it leads to \"../../out.yaml\"",
		"domains/abs.yaml:1:1: error: this symbolic link leaves the content folder | it leads to \"/etc/passwd\"",
		"domains/folder.yaml:1:1: error: a symbolic link to a folder is not followed",
		"guides/shared:1:1: error: a symbolic link to a folder is not followed | copy the folder",
		"guides/elsewhere:1:1: error: this symbolic link leaves the content folder | it leads to \"../..\"",
		"teams:1:1: error: a symbolic link to a folder is not followed",
		"domains/through.yaml:1:1: error: this symbolic link leaves the content folder",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("missing: %s", want)
		}
	}
	if n := strings.Count(got, "\n"); n != 11 {
		t.Errorf("%d findings:\n%s", n, got)
	}
}

// No bytes make reading fail or place a finding outside of the text.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\uFEFFa: b\r\n\x8c\x9f"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Add([]byte("a\rb\u2028"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var diags Diagnostics
		files, err := Read(fstest.MapFS{"domains/a.yaml": {Data: text}}, &diags)
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		if files[0].Unreadable != diags.HaveError() {
			t.Errorf("unreadable %v, findings %v", files[0].Unreadable, diags)
		}
		for _, d := range diags {
			if d.Pos.Offset < 0 || d.Pos.Offset+d.Len > len(files[0].Text) || d.Text == "" || d.Help == "" {
				t.Errorf("bad finding: %+v", d)
			}
			d.Pos.LineColumn()
		}
	})
}

// unreadable is a file system with files and folders that cannot be read.
type unreadable struct {
	fstest.MapFS
	names []string
}

func (u *unreadable) Open(name string) (fs.File, error) {
	if slices.Contains(u.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u *unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if slices.Contains(u.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(u.MapFS, name)
}

func TestRead_ReportsEveryUnreadableFileAndFolder(t *testing.T) {
	content := &unreadable{names: []string{"domains/a.yaml", "guides/b.md", "guides/sub"}, MapFS: fstest.MapFS{
		"domains/a.yaml": {}, "domains/c.yaml": {}, "guides/b.md": {}, "guides/sub/d.md": {}}}
	files, err := Read(content, new(Diagnostics))
	if files != nil || !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, name := range content.names {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not in the error:\n%v", name, err)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != len(content.names)-1 {
		t.Errorf("%d lines:\n%v", n+1, err)
	}
}

// A folder that becomes a file between listing and reading is not an error.
func TestReadFiles_ParentIsAFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "guides"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	files, errs := ReadFiles(root.FS(), []string{"guides/a.md", "guides", "domains/a.yaml"})
	if files[0] != nil || errs[0] != nil || files[2] != nil || errs[2] != nil {
		t.Errorf("got %v, %v", files, errs)
	}
}
