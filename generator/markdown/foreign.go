package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
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
	plainHelp = "write it in plain Markdown"
)

var foreignLines = []foreign{
	{"admonition", regexp.MustCompile(`^(!!!|\?\?\?\+?) *[a-z]`), alertHelp},
	{"container", regexp.MustCompile(`^:::`), alertHelp},
	{"tab", regexp.MustCompile(`^===[!+]? *"`), "write a heading for each tab"},
	{"import", regexp.MustCompile(`^import\s.*\sfrom\s+['"]|^import\s+['"]|^export\s+(default|const|let|function)\s`), plainHelp},
}

// foreignLines looks through the first bytes of a paragraph's lines.
func (w *writer) foreignLines(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		l := lines.At(i)
		line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
		if len(line) == 0 || bytes.IndexByte([]byte("!?:=ie"), line[0]) < 0 {
			continue
		}
		for _, f := range foreignLines {
			if f.line.Match(line[:min(len(line), 300)]) {
				w.foreign(f.name, l.Stop-len(line), line, f.help)
			}
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
	short := []rune(string(piece))
	if len(short) > 40 {
		short = append(short[:40], '…')
	}
	w.in.warn("markdown/foreign", off, len(piece), help, "%s of another generator is not understood", string(short))
}

// tell notes that something was said.
func (w *writer) tell(what string) {
	if w.told == nil {
		w.told = map[string]bool{}
	}
	w.told[what] = true
}

// shortcode is {{< x >}}, {{% x %}} or {% x %}, shown as it is.
type shortcode struct {
	ast.BaseInline
	stop int
}

var kindShortcode = ast.NewNodeKind("Shortcode")

func (s *shortcode) Kind() ast.NodeKind { return kindShortcode }

func (s *shortcode) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

type shortcodeParser struct{}

func (shortcodeParser) Trigger() []byte { return []byte{'{'} }

func (shortcodeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	for _, form := range [...][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{%", "%}"}} {
		if !bytes.HasPrefix(line, []byte(form[0])) {
			continue
		}
		n := bytes.Index(line[:min(len(line), maxTag)], []byte(form[1]))
		if n < 0 {
			return nil
		}
		n += len(form[1])
		block.Advance(n)
		s := &shortcode{stop: segment.Start + n}
		s.SetPos(segment.Start)
		return s
	}
	return nil
}

func (w *writer) shortcode(s *shortcode) {
	piece := w.src[s.Pos():s.stop]
	w.foreign("shortcode "+string(piece[1:2]), s.Pos(), piece, plainHelp)
	w.plain(string(piece))
}
