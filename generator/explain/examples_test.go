package explain_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/explain"
	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/schemas"
)

// The wrong example of a page has the finding of the page and no others, except those in
// also. The right example has neither the finding nor an error. The test of the command
// covers examples with files outside the content folder.
func TestExamples(t *testing.T) {
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages(t, "en") {
		outside := func(f explain.File) bool { return strings.HasPrefix(f.Name, "../") }
		if slices.ContainsFunc(p.Wrong, outside) {
			continue
		}
		t.Run(p.Code, func(t *testing.T) {
			found := false
			for _, d := range check(t, set, p, p.Wrong) {
				switch {
				case d.Code == p.Code:
					found = true
					if got := severity(d); got != p.Severity {
						t.Errorf("severity is %s, the page has %s", got, p.Severity)
					}
					if got := d.Fix != nil; got != p.Fix {
						t.Errorf("has a fix: %v, the page has %v", got, p.Fix)
					}
				case !slices.Contains(p.Also, d.Code):
					t.Errorf("the wrong example has another finding: %s", words(d))
				}
			}
			if !found {
				t.Error("the wrong example lacks the finding")
			}
			if p.Fix {
				for _, d := range fixed(t, set, p) {
					t.Errorf("after check --fix there is a finding: %s", words(d))
				}
			}
			for _, d := range check(t, set, p, p.Right) {
				if d.Code == p.Code || d.Severity == source.Error {
					t.Errorf("the right example has a finding: %s", words(d))
				}
			}
		})
	}
}

func severity(d source.Diagnostic) string {
	if d.Dated {
		return "dated"
	}
	return d.Severity.String()
}

func words(d source.Diagnostic) string {
	name := ""
	if d.Pos.File != nil {
		name = d.Pos.File.Name
	}
	return name + ": " + d.Text + " [" + d.Code + "]"
}

// check returns the findings of platmap check on an example.
func check(t *testing.T, set *schema.Set, p *explain.Page, files []explain.File) source.Diagnostics {
	_, diags, err := generator.Check(input(t, set, p, files))
	if err != nil {
		t.Fatal(err)
	}
	return diags
}

// fixed runs platmap check --fix on the wrong example of a page and returns the remaining
// findings.
func fixed(t *testing.T, set *schema.Set, p *explain.Page) source.Diagnostics {
	in := input(t, set, p, p.Wrong)
	edited, err := generator.Fix(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range edited {
		in.Content.(fstest.MapFS)[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	_, diags, err := generator.Check(in)
	if err != nil {
		t.Fatal(err)
	}
	return diags
}

func input(t *testing.T, set *schema.Set, p *explain.Page, files []explain.File) generator.Input {
	in := generator.Input{Schemas: set, Today: "2026-11-23", Translations: p.Code == "map/translation", Languages: []string{"en", "ja"}}
	content := fstest.MapFS{}
	linked := false
	for _, f := range files {
		text, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		content[f.Name] = &fstest.MapFile{Data: []byte(text)}
		linked = linked || f.Link != ""
	}
	in.Content = content
	if linked {
		in.Content = onDisk(t, files)
	}
	return in
}

// onDisk returns a folder on disk with the files, for symbolic links.
func onDisk(t *testing.T, files []explain.File) fs.FS {
	dir := t.TempDir()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		text, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		if f.Link != "" {
			err = os.Symlink(f.Link, name)
		} else {
			err = os.WriteFile(name, []byte(text), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root.FS()
}
