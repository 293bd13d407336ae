package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"platmap/generator/text"
)

// foreignSyntax is syntax of another generator. It is shown as text, and reported
// once per page and kind.
type foreignSyntax struct {
	name   string
	starts []string       // possible starts of such a line, which exclude most lines quickly
	line   *regexp.Regexp // matches the start of a line in a paragraph
	help   string         // "" for a box, whose help depends on its kind
}

const (
	plainHelp = "write it in plain Markdown, or put it between backticks to show it as code"
	sizeHelp  = "remove the size, and scale the picture itself"
	tocHelp   = "remove it: each page has a table of contents"
	mathHelp  = "write the formula in words or as code, or add it as a picture"
)

// tocLine matches a line that other tools replace by a table of contents.
var tocLine = regexp.MustCompile(`^(?:\[TOC\]|\[\[_?(?i:TOC)_?\]\])\s*$`)

var foreignLines = []foreignSyntax{
	{"admonition", []string{"!!!", "???"}, regexp.MustCompile(`^(!!!|\?\?\?\+?) *[a-z]`), ""},
	{"front matter", []string{"+++"}, regexp.MustCompile(`^\+\+\+\s*$`), "write the front matter in YAML, between two lines of ---"},
	{"container", []string{":::"}, regexp.MustCompile(`^:::`), ""},
	{"tab", []string{"==="}, regexp.MustCompile(`^===[!+]? *"`), "write a heading for each tab"},
	{"table of contents", []string{"["}, tocLine, tocHelp},
	{"formula", []string{"$$"}, regexp.MustCompile(`^\$\$(\s*$|[^\s$]|.*(\$\$|[\\^_={]))`), mathHelp},
	{"definition list", []string{": ", ":\t"}, regexp.MustCompile(`^:[ \t]+\S`), "write a list: - **term**: text"},
	{"import", []string{"import", "export"}, regexp.MustCompile(`^import\s.*\sfrom\s+['"]|^import\s+['"]|^export\s+(default|const|let|function)\s`), plainHelp},
}

func (f *foreignSyntax) mayMatch(line []byte) bool {
	return slices.ContainsFunc(f.starts, func(s string) bool { return bytes.HasPrefix(line, []byte(s)) })
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
	w.checkMarks(n)
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
		for _, f := range foreignLines {
			if f.mayMatch(line) && f.line.Match(line[:min(len(line), 300)]) {
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
		if line := w.src[l.Start:l.Stop]; bytes.Contains(line, []byte("<<<<<<<")) && conflictMarker.Match(line) && w.first("conflict") {
			mark := bytes.TrimSpace(line)
			w.in.err("markdown/merge", l.Start+bytes.Index(line, mark), len(mark), "keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>", "unresolved merge conflict")
		}
	}
}

// foreign reports syntax of another generator, once for each kind.
func (w *writer) foreign(name string, off int, piece []byte, help string) {
	if !w.first("foreign " + name) {
		return
	}
	piece, _, _ = bytes.Cut(piece, []byte("\n"))
	piece = bytes.TrimSpace(piece)
	w.in.warn("markdown/foreign", off, len(piece), help, "%s is the %s syntax of another generator and is shown as text", text.Shorten(string(piece), 41), name)
}

// foreignCode reports a code block that other tools show as a figure or a formula, once
// for each language.
func (w *writer) foreignCode(lang string, off, n int) {
	lang = strings.ToLower(lang)
	help := ""
	switch lang {
	case "mermaid":
		help = "add the figure as an SVG file, and write ![what it shows](figure.svg)"
	case "math":
		help = mathHelp
	}
	if help != "" && w.first("foreign "+lang) {
		w.in.warn("markdown/foreign", off, n, help, "a block of %s is shown as code", lang)
	}
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
