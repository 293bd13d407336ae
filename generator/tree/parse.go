package tree

import (
	"errors"
	"fmt"
	"io"
	"strings"

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
	p := parser{file: f, draft: newDraft(f, from, to), diags: diags}
	return p.parse()
}

type parser struct {
	file    *source.File
	draft   *draft
	diags   *source.Diagnostics
	cursor  cursor
	scalars []*Node // in document order, to tell where each one must end
	failed  bool
}

func (p *parser) parse() *Node {
	if p.crowded() {
		return nil
	}
	doc, second, err := p.draft.decode()
	switch {
	case errors.Is(err, io.EOF):
		p.nothing()
		return nil
	case err != nil:
		if doc = p.repair(); doc == nil {
			return nil
		}
		_, second, _ = p.draft.decode()
	}
	if doc = p.widen(doc); doc == nil {
		return nil
	}
	p.cursor = newCursor(p.draft)
	n := p.node(doc.Content[0], 0)
	if second != nil {
		p.second(second)
	}
	p.ends()
	if p.failed {
		return nil
	}
	if n.Kind == Null && n.Text == "" {
		p.nothing()
		return nil
	}
	return n
}

// nothing reports a text without content.
func (p *parser) nothing() {
	if p.draft.from > 0 { // front matter of nothing but comments
		return
	}
	p.errorf("yaml/empty", p.at(p.draft.origin(p.draft.from)), 0, "write the first key, or remove the file", "there is nothing here yet")
}

// second reports another document in the same file, which would else be left
// unread without a word.
func (p *parser) second(y *yaml.Node) {
	pos := p.pos(y)
	line, _ := pos.LineColumn()
	for n := line; n > 1; n-- { // the line of --- parts the two
		if strings.HasPrefix(p.file.Line(n), "---") {
			pos = p.at(p.file.LineStart(n))
			break
		}
	}
	p.diags.Errorf("yaml/documents", pos, min(3, len(p.file.Text)-pos.Offset), "put what follows into a file of its own, or remove the line of ---",
		"a second document (---) starts here; one file holds one")
}

// crowd is how many values a file may seem to have: far more than anybody
// writes, and few enough to read in a moment.
const crowd = 300_000

// crowded reports a file with so many values that reading it would take long.
func (p *parser) crowded() bool {
	text := p.draft.text.Text[p.draft.from:p.draft.to]
	if len(text) < crowd {
		return false
	}
	count := 0
	for i := range len(text) {
		switch c := text[i]; c {
		case '-', ':', '?':
			if i+1 < len(text) && text[i+1] != ' ' && text[i+1] != '\n' {
				continue
			}
			fallthrough
		case '\n', ',', '[', '{':
			if count++; count > crowd {
				p.errorf("file/size", p.at(p.draft.from), 0, "split it into several files", "this file has more than %d values", crowd)
				return true
			}
		}
	}
	return false
}

func (p *parser) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: p.pos(y)}
	if depth > MaxDepth {
		if !p.failed {
			p.errorf("file/depth", n.Pos, 0, "make it flatter", "this is nested deeper than %d levels", MaxDepth)
		}
		return n
	}
	switch {
	case y.Kind == yaml.AliasNode:
		p.alias()
		return n
	case y.Anchor != "": // its value can be read all the same
		p.anchor(n.Pos, y)
	}
	switch y.Kind {
	case yaml.MappingNode:
		if text, ok := p.braces(y); ok {
			n.Kind, n.Text, n.Len = Text, text, len(text)
			p.told("yaml/key", n.Pos, n.Len, "put the whole value in quotes: "+inQuotes(brief(text)), "a text that starts with {{ needs quotes")
			return n
		}
		n.Kind = Map
		n.Len = min(1, len(p.file.Text)-n.Pos.Offset)
		p.pairs(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
		n.Len = min(1, len(p.file.Text)-n.Pos.Offset)
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

// braces returns the text of what looks like {{ a variable }}, which YAML takes
// for a mapping in a mapping.
func (p *parser) braces(y *yaml.Node) (string, bool) {
	at := p.place(y)
	rest := p.draft.text.Text[at:p.draft.to]
	if !strings.HasPrefix(rest, "{{") || len(y.Content) != 2 || y.Content[0].Kind != yaml.MappingNode {
		return "", false
	}
	end := strings.Index(rest, "}}")
	if end < 0 || strings.Contains(rest[:end], "\n") {
		return "", false
	}
	return rest[:end+2], true
}

// key returns a mapping's key, or nil if it is not text.
func (p *parser) key(y *yaml.Node) *Node {
	k := &Node{Pos: p.pos(y)}
	switch {
	case y.Tag == "!!merge" && y.Anchor == "":
		p.errorf("yaml/anchor", k.Pos, 2, "write the keys out", "anchors, aliases and merge keys are not used here")
		return nil
	case y.Kind == yaml.AliasNode:
		p.alias()
		return nil
	case y.Kind != yaml.ScalarNode:
		p.errorf("yaml/key", k.Pos, 1, "if it is meant as text, put it in quotes", "a key must be text, got %s", map[bool]string{true: "a list", false: "a mapping"}[y.Kind == yaml.SequenceNode])
		return nil
	case y.Anchor != "":
		p.anchor(k.Pos, y)
	}
	p.scalar(k, y)
	if k.Kind == Text {
		return k
	}
	help, what := fmt.Sprintf("put it in quotes: %q", y.Value), k.Kind.String()
	if y.Value == "" {
		help, what = "write a key before the colon, or put the whole text in quotes", "nothing"
	}
	p.errorf("yaml/key", k.Pos, k.Len, help, "a key must be text, got %s", what)
	return nil
}

// pos returns where a node stands in the file.
func (p *parser) pos(y *yaml.Node) source.Pos {
	return p.at(p.draft.origin(p.place(y)))
}

// place returns where a node stands in the draft.
func (p *parser) place(y *yaml.Node) int {
	if y.Line == 0 {
		return p.draft.from
	}
	return min(p.cursor.to(p.line(y), y.Column), p.draft.to)
}

func (p *parser) at(offset int) source.Pos { return source.Pos{File: p.file, Offset: offset} }

func (p *parser) errorf(code string, pos source.Pos, length int, help, format string, args ...any) {
	p.failed = true
	p.diags.Errorf(code, pos, length, help, format, args...)
}

// told is an error that the text can be read in spite of.
func (p *parser) told(code string, pos source.Pos, length int, help, format string, args ...any) {
	p.diags.Errorf(code, pos, length, help, format, args...)
}

const anchorHelp = "write the value out where it is needed; put a text that starts with & or * in quotes"

// anchor reports an anchor; the value that bears it can be read.
func (p *parser) anchor(pos source.Pos, y *yaml.Node) {
	p.told("yaml/anchor", pos, 1+len(y.Anchor), anchorHelp, "anchors, aliases and merge keys are not used here")
}

// alias gives up on a file: the value is elsewhere. The anchor, which stands
// before it, has been reported.
func (p *parser) alias() { p.failed = true }
