package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// quoteParser removes the marker of an alert, "> [!NOTE]", from a block quote
// before its text is parsed, and records it as an attribute of the node.
type quoteParser struct{ parser.BlockParser }

func (p quoteParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	first, ok := node.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	mark := strings.ToLower(strings.TrimSpace(string(line.Value(reader.Source()))))
	for i, kind := range alertKinds {
		if mark != "[!"+kind+"]" {
			continue
		}
		node.SetAttributeString("alert", i)
		if first.Lines().Len() == 1 {
			node.RemoveChild(node, first)
		} else {
			first.Lines().SetSliced(1, first.Lines().Len())
		}
	}
}

// alertKinds are the CSS classes of alerts, in the order of wordNote to
// wordCaution.
var alertKinds = [...]string{"note", "tip", "important", "warning", "caution"}

// quote writes a block quote or an alert. An alert has the role note, because an
// aside without a role is a landmark, and a page should have few landmarks.
func (w *writer) quote(n *ast.Blockquote) {
	kind, ok := n.AttributeString("alert")
	if !ok {
		w.otherAlert(n)
		w.str("<blockquote>")
		w.blocks(n)
		w.str("</blockquote>")
		return
	}
	w.str(`<aside class="alert `)
	w.str(alertKinds[kind.(int)])
	w.str(`" role="note"><p class="alert-title">`)
	w.word(wordNote+word(kind.(int)), 0)
	w.str("</p>")
	w.blocks(n)
	w.str("</aside>")
}

var alertMark = regexp.MustCompile(`^\[![A-Za-z]+\][+-]?`)

// otherAlert reports a block quote that would be an alert in another tool: with
// an unknown kind, or with a title after its marker. GitHub shows both as quotes.
func (w *writer) otherAlert(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	l := first.Lines().At(0)
	line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
	if alertMark.Match(line) {
		w.foreign("alert", l.Stop-len(line), line,
			"write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION] on a line of its own")
	}
}
