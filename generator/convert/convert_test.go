package convert

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"platmap/generator/internal/testsite"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the results into the archives of testdata")

// An archive in testdata has the documentation in the folder in/, the expected files in
// out/, and the expected notes. Its comment has the other fields of the input.
func TestGuides(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(err)
	}
	set := testsite.Schemas(t)
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in := inputOf(archive)
			in.Schemas = set
			r, err := Guides(in)
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "in/") {
					got.Files = append(got.Files, f)
				}
			}
			for _, f := range r.Files {
				got.Files = append(got.Files, txtar.File{Name: "out/" + f.Name, Data: []byte(f.Text)})
			}
			got.Files = append(got.Files, txtar.File{Name: "notes", Data: []byte(notesOf(r))})
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if want := txtar.Format(archive); string(want) != string(txtar.Format(got)) {
				t.Errorf("run go test ./generator/convert -update, and look at the difference; the first is\n%s", firstDifference(string(want), string(txtar.Format(got))))
			}
		})
	}
}

// inputOf returns the input in an archive. \xE9 in a text is the byte E9.
func inputOf(archive *txtar.Archive) Input {
	docs := fstest.MapFS{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
			docs[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), `\xE9`, "\xE9"))}
		}
	}
	in := Input{Source: docs}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "from":
			in.From = Generator(value)
		case "folder":
			in.Folder = value
		case "lang":
			in.Lang = value
		case "locales":
			in.Locales = strings.Fields(value)
		}
	}
	return in
}

func notesOf(r *Result) string {
	var b strings.Builder
	for _, n := range r.Sorted() {
		fmt.Fprintf(&b, "%s: %s:%d: %s\n", n.Topic, n.From, n.Line, n.Text)
	}
	return b.String()
}
