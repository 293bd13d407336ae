package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tag is an HTML tag or comment within text.
type tag struct {
	ast.BaseInline
	stop int // end offset; 0 for a comment
}

var kindTag = ast.NewNodeKind("Tag")

func (t *tag) Kind() ast.NodeKind { return kindTag }

func (t *tag) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// tagParser parses tags on one line, and comments of any length. Declarations and
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
	n := tagLength(line)
	if n == 0 {
		return nil
	}
	block.Advance(n)
	t.stop = segment.Start + n
	return t
}

// tagLength returns the length in bytes of the tag at the start of line, or 0.
func tagLength(line []byte) int {
	line = line[:min(len(line), maxTag)]
	i := 1
	if i < len(line) && line[i] == '/' {
		i++
	}
	if i >= len(line) || !isLetter(line[i]) {
		return 0
	}
	for i < len(line) && (util.IsAlphaNumeric(line[i]) || line[i] == '-') {
		i++
	}
	if i < len(line) && !util.IsSpace(line[i]) && line[i] != '>' && line[i] != '/' {
		return 0 // <a.b>, <user@host>
	}
	for quote := byte(0); i < len(line); i++ {
		switch c := line[i]; {
		case c == '\n' || quote == 0 && (c == '<' || c == '`'):
			return 0
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return 0
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
