package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"platmap/generator/text"
)

// foreign is a form of another generator. It stays readable as text; a page is
// told of each kind once.
type foreign struct {
	name string
	line *regexp.Regexp // that starts a line of a paragraph
	help string
}

const (
	alertHelp = "write > [!NOTE] on a line of its own, and > before each line of the text"
	plainHelp = "write it in plain Markdown, or between backticks if it is meant to be shown"
	sizeHelp  = "leave the size out, and make the picture as large as it should be"
)

var foreignLines = []foreign{
	{"admonition", regexp.MustCompile(`^(!!!|\?\?\?\+?) *[a-z]`), alertHelp},
	{"front matter", regexp.MustCompile(`^\+\+\+\s*$`), "write the front matter in YAML, between two lines of ---"},
	{"container", regexp.MustCompile(`^:::`), alertHelp},
	{"tab", regexp.MustCompile(`^===[!+]? *"`), "write a heading for each tab"},
	{"import", regexp.MustCompile(`^import\s.*\sfrom\s+['"]|^import\s+['"]|^export\s+(default|const|let|function)\s`), plainHelp},
}

// foreignLines looks through the first bytes of a paragraph's lines.
func (w *writer) foreignLines(n ast.Node) {
	w.merged(n)
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
		if len(line) == 0 || bytes.IndexByte([]byte("!?:=ie+"), line[0]) < 0 {
			continue
		}
		for _, f := range foreignLines {
			if f.line.Match(line[:min(len(line), 300)]) {
				w.foreign(f.name, l.Stop-len(line), line, f.help)
			}
		}
	}
}

// mergeMark is the first line of a conflict; what follows it would be a heading and
// quotations.
var mergeMark = regexp.MustCompile(`^[ \t]*<{7}(\s|$)`)

// merged tells of what a merge has left in a paragraph or heading, once for each
// page.
func (w *writer) merged(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		if line := w.src[l.Start:l.Stop]; !w.told["merge"] && mergeMark.Match(line) {
			w.tell("merge")
			mark := bytes.TrimSpace(line)
			w.in.err("markdown/merge", l.Start+bytes.Index(line, mark), len(mark), "keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>", "a merge has left its marks here")
		}
	}
}

// foreign warns of another generator's form, once for each name.
func (w *writer) foreign(name string, off int, piece []byte, help string) {
	if w.told["foreign "+name] {
		return
	}
	w.tell("foreign " + name)
	piece, _, _ = bytes.Cut(piece, []byte("\n"))
	piece = bytes.TrimSpace(piece)
	w.in.warn("markdown/foreign", off, len(piece), help, "%s of another generator is not understood", text.Shorten(string(piece), 41))
}

// tell notes that something was said.
func (w *writer) tell(what string) {
	if w.told == nil {
		w.told = map[string]bool{}
	}
	w.told[what] = true
}
