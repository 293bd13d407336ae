package tree

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// MaxDepth is how deep mappings and lists may nest.
const MaxDepth = 64

// Parse reads the YAML of a whole file. It returns nil when there is nothing
// to go on with; a diagnostic then says why.
func Parse(f *source.File, diags *source.Diagnostics) *Node {
	return ParsePart(f, 0, len(f.Text), diags)
}

// ParsePart reads the YAML that stands between two byte offsets of a file, as
// the front matter of a guide does. from must be the start of a line. There may
// be nothing in it.
func ParsePart(f *source.File, from, to int, diags *source.Diagnostics) *Node {
	p := parser{file: f, from: from, to: to, diags: diags}
	p.line0, _ = source.Pos{File: f, Offset: from}.LineColumn()
	return p.parse()
}

type parser struct {
	file     *source.File
	from, to int
	line0    int // line of the file on which the text starts
	diags    *source.Diagnostics
	scalars  []*Node // in document order, to tell where each one must end
	failed   bool
}

func (p *parser) parse() *Node {
	dec := yaml.NewDecoder(strings.NewReader(p.file.Text[p.from:p.to]))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		if p.from > 0 { // front matter of nothing but comments
			return nil
		}
		p.errorf("yaml/empty", p.at(p.from), 0, "write the first key, or remove the file", "there is nothing here yet")
		return nil
	case err != nil:
		p.syntaxError(err)
		return nil
	}
	p.oneDocument(dec)
	n := p.node(doc.Content[0], 0)
	p.ends()
	if p.failed {
		return nil
	}
	return n
}

// oneDocument reports a second document in the same file, which yaml.v3 would
// silently leave unread.
func (p *parser) oneDocument(dec *yaml.Decoder) {
	var next yaml.Node
	switch err := dec.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		p.syntaxError(err)
	default:
		p.errorf("yaml/documents", p.pos(&next), 0, "put it into a file of its own", "a second document (---) starts here; one file holds one thing")
	}
}

func (p *parser) node(y *yaml.Node, depth int) *Node {
	n := p.bare(y, depth)
	n.Len = min(n.Len, p.to-n.Pos.Offset)
	return n
}

func (p *parser) bare(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: p.pos(y)}
	if depth > MaxDepth {
		if !p.failed {
			p.errorf("file/depth", n.Pos, 0, "make it flatter", "this is nested deeper than %d levels", MaxDepth)
		}
		return n
	}
	if y.Anchor != "" || y.Kind == yaml.AliasNode || y.Tag == "!!merge" {
		p.errorf("yaml/anchor", n.Pos, 1, "write the value out where it is needed; to begin a text with & or *, quote it",
			"anchors, aliases and merge keys are not used here")
		return n
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		p.pairs(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
		n.Len = 1
	default:
		p.scalar(n, y)
	}
	return n
}

func (p *parser) pairs(n *Node, y *yaml.Node, depth int) {
	n.Pairs = make([]Pair, 0, len(y.Content)/2)
	seen := make(map[string]*Node, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := p.key(y.Content[i])
		value := p.node(y.Content[i+1], depth+1)
		if key == nil {
			continue
		}
		if first := seen[key.Text]; first != nil {
			p.failed = true
			p.diags.Add(source.Diagnostic{Code: "yaml/duplicate-key", Pos: key.Pos, Len: key.Len,
				Text: fmt.Sprintf("%q is given twice", key.Text), Help: "keep one of the two",
				Related: []source.Related{{Pos: first.Pos, Text: "the first one is here"}}})
			continue
		}
		seen[key.Text] = key
		n.Pairs = append(n.Pairs, Pair{key, value})
	}
	if len(n.Pairs) > 0 {
		n.Len = n.Pairs[0].Key.Len
	}
}

// key returns a mapping's key, or nil if it is not text.
func (p *parser) key(y *yaml.Node) *Node {
	k := &Node{Pos: p.pos(y)}
	if y.Tag == "!!merge" || y.Anchor != "" || y.Kind == yaml.AliasNode {
		p.errorf("yaml/anchor", k.Pos, 2, "write the keys out", "anchors, aliases and merge keys are not used here")
		return nil
	}
	if y.Kind != yaml.ScalarNode {
		p.errorf("yaml/key", k.Pos, 1, "if it is meant as text, put it in quotes", "a key must be text")
		return nil
	}
	p.scalar(k, y)
	if k.Kind != Text {
		p.errorf("yaml/key", k.Pos, k.Len, fmt.Sprintf("put it in quotes: %q", y.Value), "a key must be text, got %s", k.Kind)
		return nil
	}
	return k
}

func (p *parser) scalar(n *Node, y *yaml.Node) {
	n.Text = y.Value
	n.Kind = Text
	if y.Style&yaml.TaggedStyle != 0 {
		p.errorf("yaml/tag", n.Pos, len(y.Tag), "put the whole value in quotes", "YAML takes a word that starts with ! as a tag, not as text")
		return
	}
	switch y.ShortTag() {
	case "!!null":
		n.Kind = Null
	case "!!int", "!!float":
		n.Kind = Number
	case "!!bool":
		n.Kind = Bool
	}
	n.Block = y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	n.Len = p.scalarLen(n.Pos.Offset, y)
	p.scalars = append(p.scalars, n)
}

// scalarLen returns how many bytes from offset show the scalar: all of it if it
// stands on one line, otherwise the rest of the first line.
func (p *parser) scalarLen(offset int, y *yaml.Node) int {
	rest := p.file.Text[offset:p.to]
	if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
		rest = rest[:i]
	}
	switch {
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return min(len(rest), len("|")+1)
	case y.Style&yaml.DoubleQuotedStyle != 0:
		for i := 1; i < len(rest); i++ {
			switch rest[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
	case y.Style&yaml.SingleQuotedStyle != 0:
		for i := 1; i < len(rest); i++ {
			if rest[i] == '\'' {
				if strings.HasPrefix(rest[i:], "''") {
					i++
					continue
				}
				return i + 1
			}
		}
	case strings.HasPrefix(rest, y.Value):
		return len(y.Value)
	}
	return len(strings.TrimRight(rest, " \t"))
}

// ends tells every scalar where the next one starts.
func (p *parser) ends() {
	for i, n := range p.scalars {
		n.end = p.to
		if i+1 < len(p.scalars) {
			n.end = p.scalars[i+1].Pos.Offset
		}
	}
}

func (p *parser) pos(y *yaml.Node) source.Pos {
	if y.Line == 0 {
		return p.at(p.from)
	}
	return p.file.At(p.line0+y.Line-1, y.Column)
}

func (p *parser) at(offset int) source.Pos { return source.Pos{File: p.file, Offset: offset} }

func (p *parser) errorf(code string, pos source.Pos, length int, help, format string, args ...any) {
	p.failed = true
	p.diags.Errorf(code, pos, length, help, format, args...)
}

var lineNumber = regexp.MustCompile(`^yaml: line (\d+): `)

// syntaxError reports what yaml.v3 could not read, in plain words. It names a
// line at best.
func (p *parser) syntaxError(err error) {
	text, line := err.Error(), 1
	if m := lineNumber.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	text = strings.TrimPrefix(text, "yaml: ")
	start := p.file.LineStart(p.line0 + line - 1)
	shown := p.file.Line(p.line0 + line - 1)
	indent := len(shown) - len(strings.TrimLeft(shown, " "))
	p.errorf("yaml/syntax", p.at(min(start+indent, len(p.file.Text))), max(len(shown)-indent, 0), syntaxHelp(shown), "this is not YAML: %s", text)
}

// syntaxHelp names the cure for the usual slips.
func syntaxHelp(line string) string {
	value := strings.TrimLeft(line, " -")
	if _, after, ok := strings.Cut(value, ": "); ok {
		value = strings.TrimLeft(after, " ")
	}
	switch r, _ := utf8.DecodeRuneInString(value); {
	case strings.Contains(line, "\t"):
		return "indent with spaces, not tabs"
	case strings.ContainsRune("@`%*&!|>{[\"'#", r):
		return fmt.Sprintf("a text that starts with %c needs quotes around the whole value", r)
	case strings.Contains(value, ": "):
		return `put the whole value in quotes, because it contains ": "`
	}
	return "put the value in quotes, or look at the line before"
}
