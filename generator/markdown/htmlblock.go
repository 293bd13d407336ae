package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// htmlParser parses HTML blocks like CommonMark, with two differences. A tag that is
// alone on its line starts a block only if it is HTML: <tenant-id> does not. In elements
// that contain paragraphs, such as <details>, no blank line is needed before Markdown, or
// between Markdown and the end tag.
type htmlParser struct{ parser.BlockParser }

func (p htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, pos := reader.Position()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node == nil {
		if node = openEndTags(reader); node == nil {
			return nil, parser.NoChildren
		}
	}
	n := node.(*ast.HTMLBlock)
	first := n.Lines().At(0)
	text := bytes.TrimLeft(first.Value(reader.Source()), " ")
	if n.HTMLBlockType == ast.HTMLBlockType7 {
		if name, _ := nameOf(text); !isHTML(name) {
			reader.SetPosition(line, pos)
			return nil, parser.NoChildren
		}
	}
	scan := &stateOf(pc).html
	*scan = htmlScan{}
	scan.add(text)
	return node, state
}

// openEndTags opens an HTML block at a line such as </b></details>. In CommonMark such a
// line continues the paragraph above, which may be in a list within the <details>.
func openEndTags(reader text.Reader) ast.Node {
	line, segment := reader.PeekLine()
	rest := bytes.TrimLeft(line, " ")
	for isFirst := true; bytes.HasPrefix(rest, []byte("</")); isFirst = false {
		name, _ := nameOf(rest)
		n, _ := tagLength(rest)
		if class, kept := elements[name]; n == 0 || !kept || class == flow && isFirst {
			return nil
		} else if class == flow {
			node := ast.NewHTMLBlock(ast.HTMLBlockType6)
			node.Lines().Append(segment)
			reader.AdvanceToEOL()
			return node
		}
		rest = bytes.TrimLeft(rest[n:], " ")
	}
	return nil
}

func (p htmlParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*ast.HTMLBlock)
	if n.HTMLBlockType < ast.HTMLBlockType6 {
		return p.BlockParser.Continue(node, reader, pc)
	}
	line, _ := reader.PeekLine()
	scan := &stateOf(pc).html
	if indent, _ := util.IndentWidth(line, reader.LineOffset()); indent < 4 && !util.IsBlank(line) && scan.expectsMarkdown() &&
		bytes.TrimLeft(line, " ")[0] != '<' {
		return parser.Close
	}
	scan.add(line)
	return p.BlockParser.Continue(node, reader, pc)
}

// htmlScan records which elements are open in an HTML block, line by line.
type htmlScan struct {
	open    []string // open elements that contain paragraphs, or are between such elements
	text    bool     // whether text follows the last tag of such an element
	inTag   bool     // whether the last line ends within a tag
	quote   byte     // the quote of an attribute within which the last line ends, or 0
	comment bool     // whether the last line ends within a comment
}

// expectsMarkdown reports whether the next line is Markdown unless it starts with a
// tag.
func (s *htmlScan) expectsMarkdown() bool {
	if s.inTag || s.comment || s.text {
		return false
	}
	if len(s.open) == 0 {
		return true
	}
	name := s.open[len(s.open)-1]
	return name == "details" || arranging[name] == flow
}

func (s *htmlScan) add(line []byte) {
	for len(line) > 0 {
		switch {
		case s.comment:
			i := bytes.Index(line, []byte("-->"))
			if i < 0 {
				return
			}
			s.comment, line = false, line[i+len("-->"):]
		case s.inTag:
			line = s.skipTag(line)
		default:
			i := bytes.IndexByte(line, '<')
			if i < 0 {
				s.text = s.text || !util.IsBlank(line)
				return
			}
			s.text = s.text || !util.IsBlank(line[:i])
			if line = line[i:]; bytes.HasPrefix(line, []byte("<!--")) {
				s.comment, line = true, line[len("<!--"):]
				continue
			}
			name, end := nameOf(line)
			s.tag(name, end)
			s.inTag, line = name != "", line[1:]
		}
	}
}

// skipTag returns the rest of a line that starts within a tag, after that tag.
func (s *htmlScan) skipTag(line []byte) []byte {
	for i, c := range line {
		switch {
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case c == '"' || c == '\'':
			s.quote = c
		case c == '>':
			s.inTag = false
			return line[i+1:]
		}
	}
	return nil
}

// tag records a tag.
func (s *htmlScan) tag(name string, end bool) {
	class := elements[name]
	if arranging[name] == flow {
		class = flow
	}
	switch {
	case name == "br" || name == "img" || name == "source":
	case name == "hr":
		s.text = false
	case class != flow:
		s.text = true
	case end:
		s.text = false
		for i, open := range slices.Backward(s.open) {
			if open == name {
				s.open = s.open[:i]
				return
			}
		}
	default:
		s.text = false
		if len(s.open) < maxDepth {
			s.open = append(s.open, name)
		}
	}
}

// isHTMLBlock reports whether a block is HTML. Within a table or list in HTML, an
// indented line that starts with a tag is not code, even after a blank line.
func (w *writer) isHTMLBlock(n ast.Node) bool {
	if n.Kind() == ast.KindHTMLBlock {
		return true
	}
	if n.Kind() != ast.KindCodeBlock || !slices.ContainsFunc(w.open[w.floor:], func(e element) bool { return structures[e.name] }) {
		return false
	}
	l := n.Lines().At(0)
	line := bytes.TrimLeft(l.Value(w.src), " \t")
	if !bytes.HasPrefix(line, []byte{'<'}) {
		return false
	}
	name, _ := nameOf(line)
	return isHTML(name)
}
