package tree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// MaxDepth is the maximum depth of nested mappings and lists.
const MaxDepth = 64

// Parse parses the YAML of a whole file. The result is nil if the file is empty
// or too little of it parses; a diagnostic then reports the reason.
func Parse(f *source.File, diags *source.Diagnostics) *Node {
	return ParsePart(f, 0, len(f.Text), nil, diags)
}

// ParsePart is like [Parse] for the YAML between two byte offsets of a file, such
// as the front matter of a guide. from must be the start of a line. A part that
// does not start the file may be empty. keys may be nil.
func ParsePart(f *source.File, from, to int, keys Keys, diags *source.Diagnostics) *Node {
	p := parser{text: newPatchedText(f, from, to), diags: diags}
	return p.parse(keys)
}

// ParseValid is like [Parse] for a file that must be valid YAML: it corrects nothing, which
// takes time, and returns nil without a finding if the YAML is not valid.
func ParseValid(f *source.File, diags *source.Diagnostics) *Node {
	p := parser{text: newPatchedText(f, 0, len(f.Text)), diags: diags, validOnly: true}
	return p.parse(nil)
}

type parser struct {
	text      *patchedText
	diags     *source.Diagnostics
	failed    bool
	validOnly bool  // see ParseValid
	last      *Node // the last scalar so far
	anchors   int   // number of anchors

	line, column int // position of the last node in YAML's count of lines and columns
	at           int // its offset
}

func (p *parser) parse(keys Keys) *Node {
	if p.tooManyNodes() {
		return nil
	}
	if !p.validOnly {
		p.fixWide(keys)
	}
	if p.failed {
		return nil
	}
	docs, err := p.text.decode(p.text.from, p.text.to)
	if err != nil && p.validOnly {
		return nil
	}
	if err != nil {
		found, repaired := p.text.repair()
		for _, c := range found {
			p.diags.Add(c.diagnostic())
		}
		if repaired == nil {
			return nil
		}
		p.text = repaired
		docs, _ = repaired.decode(repaired.from, repaired.to)
	}
	p.line, p.column, p.at = 1, 1, p.text.from
	n := new(Node)
	if len(docs) > 0 {
		n = p.node(docs[0].Content[0], 0)
	}
	if err != nil && n.IsScalar() { // too little of the file is left
		return nil
	}
	if len(docs) > 1 {
		p.diags.Errorf("yaml/documents", p.pos(docs[1]), 1, "move what follows to a file of its own, or remove the line of ---",
			"second document (---) in this file")
	}
	if n.Kind == Null && n.Text == "" {
		if p.failed = true; p.text.from == 0 && !p.diags.HaveError() { // front matter may be only comments
			p.fail("yaml/empty", p.text.pos(0), 0, "write the first key, or remove the file", "the file is empty")
		}
	}
	if p.failed {
		return nil
	}
	return n
}

// maxNodes is the maximum number of values that a file may seem to have. It is
// far more than people write, and few enough to be parsed quickly.
const maxNodes = 300_000

// tooManyNodes reports a file with so many values that parsing would take too
// long.
func (p *parser) tooManyNodes() bool {
	text := p.text.original.Text[p.text.from:p.text.to]
	if len(text) < maxNodes {
		return false
	}
	count := 0
	for _, sign := range []string{"\n", ",", "[", "{", ": ", "- ", "? "} {
		count += strings.Count(text, sign)
	}
	if count > maxNodes {
		p.fail("file/size", p.text.pos(p.text.from), 0, "split it into several files", "the file has more than %d values", maxNodes)
	}
	return p.failed
}

func (p *parser) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: p.pos(y)}
	n.Len = min(1, len(p.text.original.Text)-n.Pos.Offset)
	if depth > MaxDepth {
		if !p.failed {
			p.fail("file/depth", n.Pos, 0, "use fewer levels", "nesting deeper than %d levels", MaxDepth)
		}
		return n
	}
	switch {
	case y.Kind == yaml.AliasNode:
		p.failed = true // an alias has no value of its own; its anchor is already reported
		return n
	case y.Anchor != "":
		p.anchor(n.Pos, y)
	}
	switch y.Kind {
	case yaml.MappingNode:
		if len(y.Content) == 2 && y.Content[0].Kind == yaml.MappingNode {
			if n.Text = templateShape.FindString(p.text.file.Text[p.offset(y):p.text.to]); n.Text != "" {
				n.Kind, n.Len = Text, len(n.Text)
				p.diags.Errorf("yaml/key", n.Pos, n.Len, withText(inQuotes, quote(n.Text)), "a text that starts with {{ needs quotes")
				return n
			}
		}
		n.Kind = Map
		p.pairs(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		for _, item := range y.Content {
			n.Items = append(n.Items, p.node(item, depth+1))
		}
	default:
		p.scalar(n, y)
	}
	return n
}

func (p *parser) pairs(n *Node, y *yaml.Node, depth int) {
	n.Pairs = make([]Pair, 0, len(y.Content)/2)
	seen := make(map[string]*Node, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := p.key(y.Content[i], depth+1)
		value := p.node(y.Content[i+1], depth+1)
		if key == nil {
			continue
		}
		if first := seen[key.Text]; first != nil {
			p.diags.Add(source.Diagnostic{Code: "yaml/duplicate-key", Pos: key.Pos, Len: key.Len,
				Text: fmt.Sprintf("duplicate key %q", key.Text), Help: "keep one of the two",
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

// templateShape matches {{ a template }}, which YAML parses as a mapping in a
// mapping.
var templateShape = re(`^\{\{.*?\}\}`)

// key returns a mapping's key, or nil if it is not text.
func (p *parser) key(y *yaml.Node, depth int) *Node {
	if y.Tag == "!!merge" && y.Anchor == "" {
		p.fail("yaml/anchor", p.pos(y), 2, "write the keys out", anchorText)
		return nil
	}
	k := p.node(y, depth)
	if k.Kind == Text {
		return k
	}
	help := withText("put it in quotes:", quote(y.Value))
	switch {
	case y.Kind == yaml.AliasNode: // its anchor is already reported
		return nil
	case y.Kind != yaml.ScalarNode:
		help = "put it in quotes"
	case y.Value == "":
		help = "write a key before the colon, or put the whole text in quotes"
	}
	p.fail("yaml/key", k.Pos, k.Len, help, "a key must be text")
	return nil
}

// pos returns the position of a node in the author's text.
func (p *parser) pos(y *yaml.Node) source.Pos { return p.text.pos(p.offset(y)) }

// offset returns the offset of a node in the patched text. It continues from the last
// node, because nodes are requested in the order of the text. Starting at the beginning
// each time would take quadratic time.
func (p *parser) offset(y *yaml.Node) int {
	text := p.text.file.Text[:p.text.to]
	for p.at < len(text) && (p.line < y.Line || p.line == y.Line && p.column < y.Column) {
		r, n := utf8.DecodeRuneInString(text[p.at:])
		p.at, p.column = p.at+n, p.column+1
		// YAML has more line breaks than source.File.
		if strings.ContainsRune("\n\u0085\u2028\u2029", r) || r == '\r' && !strings.HasPrefix(text[p.at:], "\n") {
			p.line, p.column = p.line+1, 1
		}
	}
	return p.at
}

// fail reports an error after which the tree is unusable. Other errors are added
// to p.diags directly.
func (p *parser) fail(code string, pos source.Pos, length int, help, format string, args ...any) {
	p.failed = true
	p.diags.Errorf(code, pos, length, help, format, args...)
}

const anchorText = "anchors, aliases and merge keys are not supported"

// anchor reports an anchor. The value after it can be used.
func (p *parser) anchor(pos source.Pos, y *yaml.Node) {
	if p.anchors++; p.anchors > maxFindings {
		return
	}
	p.diags.Errorf("yaml/anchor", pos, 1+len(y.Anchor),
		"write the value out where it is needed; put a text that starts with & or * in quotes", anchorText)
}
