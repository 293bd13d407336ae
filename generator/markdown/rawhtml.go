package markdown

import (
	"bytes"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tag is an HTML tag or comment within text.
type tag struct {
	ast.BaseInline
	raw   []byte // nil for a comment
	lines lines  // of raw
}

var kindTag = ast.NewNodeKind("Tag")

func (t *tag) Kind() ast.NodeKind { return kindTag }

func (t *tag) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// tagParser parses tags as CommonMark defines them, and comments. Declarations and
// processing instructions are text.
type tagParser struct{}

func (tagParser) Trigger() []byte { return []byte{'<'} }

func (tagParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	t := &tag{}
	t.SetPos(segment.Start)
	if bytes.HasPrefix(line, []byte("<!--")) {
		if skipComment(stateOf(pc).enter(parent), block) {
			return t
		}
		return nil
	}
	n, incomplete := tagLength(line)
	if n == 0 {
		n = componentLength(line)
	}
	switch {
	case n > 0:
		block.Advance(n)
		t.raw = line[:n]
		t.lines.add(0, segment.Start)
		return t
	case incomplete && t.readLines(block):
		return t
	}
	return nil
}

// readLines reads a tag that ends on a later line, and reports whether it does.
func (t *tag) readLines(block text.Reader) bool {
	const most = 20 // lines
	l, pos := block.Position()
	for range most {
		line, segment := block.PeekLine()
		if line == nil {
			break
		}
		before := len(t.raw)
		t.lines.add(before, segment.Start)
		t.raw = append(t.raw, line...)
		n, incomplete := tagLength(t.raw)
		if n > 0 {
			t.raw = t.raw[:n]
			block.Advance(n - before)
			return true
		}
		if !incomplete {
			break
		}
		block.AdvanceLine()
	}
	block.SetPosition(l, pos)
	return false
}

// lines converts offsets in a text that was joined from lines of the source.
type lines [][2]int // the offset of each line in the text and in the source

func (l *lines) add(at, inSource int) { *l = append(*l, [2]int{at, inSource}) }

// toSource returns the offset in the source of an offset in the text.
func (l lines) toSource(at int) int {
	i := sort.Search(len(l), func(i int) bool { return l[i][0] > at }) - 1
	if i < 0 {
		return 0
	}
	return l[i][1] + at - l[i][0]
}

// tagLength returns the length in bytes of the tag at the start of s, or 0. incomplete
// reports whether s is only the start of a tag.
func tagLength(s []byte) (n int, incomplete bool) {
	if len(s) > maxTag {
		s = s[:maxTag]
	}
	i := 1
	isEnd := i < len(s) && s[i] == '/'
	if isEnd {
		i++
	}
	if i >= len(s) || !isLetter(s[i]) {
		return 0, false
	}
	for i < len(s) && (util.IsAlphaNumeric(s[i]) || s[i] == '-') {
		i++
	}
	for {
		at := i
		i = skipSpace(s, i)
		switch {
		case i == len(s):
			return 0, len(s) < maxTag
		case s[i] == '>':
			return i + 1, false
		case s[i] == '/' && !isEnd:
			if i+1 < len(s) && s[i+1] == '>' {
				return i + 2, false
			}
			return 0, false
		case isEnd || i == at:
			return 0, false // <a.b>, <user@host>
		}
		if i = attributeEnd(s, i); i < 0 {
			return 0, false
		}
	}
}

// attributeEnd returns the offset after the attribute at an offset, len(s) if the
// attribute may continue on the next line, or -1.
func attributeEnd(s []byte, i int) int {
	start := i
	for i < len(s) && (util.IsAlphaNumeric(s[i]) || s[i] == '_' || s[i] == ':' || i > start && (s[i] == '.' || s[i] == '-')) {
		i++
	}
	if i == start || '0' <= s[start] && s[start] <= '9' {
		return -1
	}
	equals := skipSpace(s, i)
	if equals == len(s) || s[equals] != '=' {
		return i
	}
	i = skipSpace(s, equals+1)
	if i == len(s) {
		return i
	}
	if q := s[i]; q == '"' || q == '\'' {
		n := bytes.IndexByte(s[i+1:], q)
		if n < 0 {
			return len(s)
		}
		return i + n + 2
	}
	start = i
	for i < len(s) && !util.IsSpace(s[i]) && bytes.IndexByte([]byte("\"'=<>`"), s[i]) < 0 {
		i++
	}
	if i == start {
		return -1
	}
	return i
}

// componentLength returns the length of a tag of MDX whose attributes are code, such
// as <Tabs items={["a"]}>, or 0.
func componentLength(line []byte) int {
	line = line[:min(len(line), maxTag)]
	end := bytes.IndexByte(line, '>')
	if end < 0 || line[1] < 'A' || line[1] > 'Z' || !bytes.Contains(line[:end], []byte("={")) {
		return 0
	}
	return end + 1
}

func skipSpace(s []byte, i int) int {
	for i < len(s) && util.IsSpace(s[i]) {
		i++
	}
	return i
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// nameOf returns the name of a tag, and whether it is an end tag.
func nameOf(raw []byte) (string, bool) {
	raw, end := bytes.CutPrefix(raw[1:], []byte{'/'})
	n := 0
	for n < len(raw) && (util.IsAlphaNumeric(raw[n]) || raw[n] == '-') {
		n++
	}
	return string(bytes.ToLower(raw[:n])), end
}
