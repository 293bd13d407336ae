package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"platmap/generator/text"
)

// foreignSyntax is syntax of another generator. It is shown as text, and reported
// once per page and kind.
type foreignSyntax struct {
	name string
	line *regexp.Regexp // matches the start of a line in a paragraph
	help string         // "" for a box, whose help depends on its kind
}

const (
	plainHelp = "write it in plain Markdown, or put it between backticks to show it as code"
	sizeHelp  = "remove the size, and scale the picture itself"
)

var foreignLines = []foreignSyntax{
	{"admonition", regexp.MustCompile(`^(!!!|\?\?\?\+?) *[a-z]`), ""},
	{"front matter", regexp.MustCompile(`^\+\+\+\s*$`), "write the front matter in YAML, between two lines of ---"},
	{"container", regexp.MustCompile(`^:::`), ""},
	{"tab", regexp.MustCompile(`^===[!+]? *"`), "write a heading for each tab"},
	{"import", regexp.MustCompile(`^import\s.*\sfrom\s+['"]|^import\s+['"]|^export\s+(default|const|let|function)\s`), plainHelp},
}

var boxKind = regexp.MustCompile(`^[!?:+]+ *"?\{?([a-z-]+)`)

// alertOfBox maps the kinds of boxes in other generators to those of alerts.
var alertOfBox = map[string]string{
	"attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "failure": "CAUTION", "hint": "TIP",
	"important": "IMPORTANT", "success": "TIP", "tip": "TIP", "warning": "WARNING",
}

// boxHelp returns the help for the first line of a box, such as ":::tip" and "!!! note".
func boxHelp(line []byte) string {
	kind := ""
	if m := boxKind.FindSubmatch(line); m != nil {
		kind = string(m[1])
	}
	switch kind {
	case "details":
		return "write <details> and <summary>title</summary> before the text, and </details> after it"
	case "code-group":
		return "remove the lines with :::, and write the code blocks below each other"
	}
	alert, ok := alertOfBox[kind]
	if !ok {
		alert = "NOTE"
	}
	return "write > [!" + alert + "] on a line of its own, and > before each line of the text"
}

// checkLines reports conflict markers and syntax of other generators at the start
// of a paragraph's lines.
func (w *writer) checkLines(n ast.Node) {
	w.conflict(n)
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
		if len(line) == 0 || bytes.IndexByte([]byte("!?:=ie+"), line[0]) < 0 {
			continue
		}
		for _, f := range foreignLines {
			if f.line.Match(line[:min(len(line), 300)]) {
				help := f.help
				if help == "" {
					help = boxHelp(line)
				}
				w.foreign(f.name, l.Stop-len(line), line, help)
			}
		}
	}
}

// conflictMarker matches the first line of a merge conflict. Markdown reads the
// other lines of the conflict as a heading and block quotes.
var conflictMarker = regexp.MustCompile(`^[ \t]*<{7}(\s|$)`)

// conflict reports an unresolved merge conflict in a paragraph or heading, once per
// page.
func (w *writer) conflict(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		if line := w.src[l.Start:l.Stop]; conflictMarker.Match(line) && w.first("conflict") {
			mark := bytes.TrimSpace(line)
			w.in.err("markdown/merge", l.Start+bytes.Index(line, mark), len(mark), "keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>", "unresolved merge conflict")
		}
	}
}

// foreign reports syntax of another generator, once for each name.
func (w *writer) foreign(name string, off int, piece []byte, help string) {
	if !w.first("foreign " + name) {
		return
	}
	piece, _, _ = bytes.Cut(piece, []byte("\n"))
	piece = bytes.TrimSpace(piece)
	w.in.warn("markdown/foreign", off, len(piece), help, "%s is syntax of another generator and is shown as text", text.Shorten(string(piece), 41))
}

// first reports whether this is the first call with this key.
func (w *writer) first(key string) bool {
	if w.reported[key] {
		return false
	}
	if w.reported == nil {
		w.reported = map[string]bool{}
	}
	w.reported[key] = true
	return true
}
