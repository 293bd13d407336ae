package convert

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// Pages that would take very long to convert, or that nest very deeply, are converted
// too.
func TestGuides_Hostile(t *testing.T) {
	const size = 4000
	for _, piece := range []string{
		":::a\n", "{{< note >}}\n", "{{< note >}}", "{{< x >}}", "{{< x >}}{{< /x >}}\n", "{{< x\n", "{{< x >}}a{{< /y >}}", "!!! note\n\n    ", "> ", "> [!X] a\n", "=== \"a\"\n", "- ", "1. \n", "`", "``a`", "{.x}", "[a]{.x}", "{{ a }} ", "<A/>", "<script>\n", "{/*\n", "import {\n",
		"{% highlight x %}\n", "[a](b.md) ", "[a][b]\n\n[b]: c\n\n", "+++\na=[", "{\"a\":", "---\na: ", "a: &a [*a]\n", "<TabItem\n", "\t", "<!--", "~~~\n", "<pre>", "--8<--\n", "# {#a}\n", "$$", "\\", "|a\n", "<A>\n    - a\n\n", "<A b={'>", "{`\n    <A>\n\n",
	} {
		page := strings.Repeat(piece, size/len(piece))
		for _, page := range []string{page, "---\n" + page + "\n---\n", "+++\na = " + page + "\n+++\n"} {
			for _, from := range []Generator{Hugo, Docusaurus} {
				if _, err := Guides(Input{From: from, Source: fstest.MapFS{"a.md": {Data: []byte(page)}}, Locales: []string{"en"}}); err != nil {
					t.Errorf("%s, %.20q: %v", from, page, err)
				}
			}
		}
	}
}

// Files that are not in the folder of the documentation get no note.
func TestGuides_OutsideDocs(t *testing.T) {
	r, err := Guides(Input{From: MkDocs, Locales: []string{"en"}, Source: fstest.MapFS{
		"mkdocs.yml": {Data: []byte("site_name: x")}, "docs/a.md": {}, "docs/in.md": {Mode: fs.ModeSymlink}, "testdata/out.md": {Mode: fs.ModeSymlink},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if notes := notesOf(r); !strings.Contains(notes, "docs/in.md") || strings.Contains(notes, "out.md") {
		t.Errorf("the notes are\n%s", notes)
	}
}

// There is a note about each folder that is too deep, each symbolic link, and each name
// that cannot be used.
func TestGuides_Names(t *testing.T) {
	deep := strings.Repeat("d/", maxDepth+1)
	docs := fstest.MapFS{
		deep + "a.md": {Data: []byte("x")}, "link.md": {Data: []byte("a.md"), Mode: fs.ModeSymlink}, "pipe.md": {Mode: fs.ModeNamedPipe}, "bad\xff.md": {},
		"big.md": {Data: make([]byte, 1<<20+1)}, "A b (c).md": {Data: []byte("[x](nul.md) [y](A%20b%20(c).md)")}, "nul.md": {}, "a: b.md": {}, ".hidden/x.md": {}, "node_modules/x.md": {},
		"README.md": {}, "index.md": {}, "x.en.md": {Data: []byte("\uFEFFa\r\nb")}, "x.fr.md": {}, "x.md": {},
	}
	r, err := Guides(Input{From: MkDocs, Source: docs, Locales: []string{"en", "ja"}})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, f := range r.Files {
		got.WriteString(f.Name + ": " + f.Text + "\n")
	}
	want := `guides/README.md: 
guides/a--b.md: 
guides/a-b--c-.md: [x](page-nul.md) [y](a-b--c-.md)
guides/index-2.md: 
guides/page-nul.md: 
guides/x-2.md: 
guides/x.md: a
b
`
	if got.String() != want {
		t.Errorf("got\n%s, want\n%s", got.String(), want)
	}
	notes := notesOf(r)
	for _, want := range []string{"more than 32 folders", "link.md:0: symbolic links are not followed", "pipe.md:0: not a regular file", "its name is not UTF-8", "larger than 1 MiB", "language \"fr\" is not in locales"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %q in\n%s", want, notes)
		}
	}
}
