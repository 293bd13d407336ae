package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser parses *, _ and ~~. In CommonMark, the characters on both sides
// of a run decide whether it opens or closes emphasis. Because 。 and 「 count as
// punctuation, **重要。**です is not emphasized. Here a Chinese, Japanese or Korean
// character, including punctuation, counts as a letter on the inner side of a run
// and as a space on the outer side.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	c, n := line[0], 1
	for n < len(line) && line[n] == c {
		n++
	}
	// A single ~ is a range (10~20), not a delimiter.
	if c == '~' && n != 2 || n > maxRun {
		return plainRun(block, segment, n)
	}
	st := stateOf(pc).enter(parent)
	if st.delims++; st.delims > maxDelimiters {
		return plainRun(block, segment, n)
	}
	after := ' '
	if n < len(line) {
		after = util.ToRune(line, n)
	}
	left, right := flanking(before, after), flanking(after, before)
	if c == '_' { // _ has no effect inside words
		left, right = left && (!right || util.IsPunctRune(before)), right && (!left || util.IsPunctRune(after))
	}
	d := parser.NewDelimiter(left, right, n, c, delimiters(c))
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

func plainRun(block text.Reader, segment text.Segment, n int) ast.Node {
	block.Advance(n)
	return ast.NewTextSegment(segment.WithStop(segment.Start + n))
}

// flanking reports whether a run can open emphasis, given the characters on its
// outer and inner side. With the two arguments exchanged, it reports whether the
// run can close emphasis.
func flanking(outside, inside rune) bool {
	if util.IsSpaceRune(inside) {
		return false
	}
	return !isLatinPunct(inside) || util.IsSpaceRune(outside) || util.IsPunctRune(outside) || isCJK(outside)
}

func isLatinPunct(r rune) bool { return util.IsPunctRune(r) && !isCJK(r) }

// delimiters creates the nodes for matched runs of one character.
type delimiters byte

func (d delimiters) IsDelimiter(c byte) bool { return c == byte(d) }

func (d delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d delimiters) OnMatch(consumed int) ast.Node {
	if d == '~' {
		return extast.NewStrikethrough()
	}
	return ast.NewEmphasis(consumed)
}

// codeSpanParser searches for the end of a code span only if a run of backticks of the
// same length follows. Otherwise a paragraph full of backticks would take quadratic time.
type codeSpanParser struct{ parser.InlineParser }

func (p codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := 1
	for n < len(line) && line[n] == '`' {
		n++
	}
	st := stateOf(pc).enter(parent)
	if st.runs == nil {
		st.runs = lastRuns(parent.Lines(), block.Source())
	}
	if st.runs[n] <= segment.Start {
		return plainRun(block, segment, n)
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// lastRuns returns, for each length, the offset of the last run of backticks.
func lastRuns(lines *text.Segments, src []byte) map[int]int {
	runs := make(map[int]int)
	for i := range lines.Len() {
		l := lines.At(i)
		for at := l.Start; at < l.Stop; at++ {
			if src[at] != '`' {
				continue
			}
			start := at
			for at < l.Stop && src[at] == '`' {
				at++
			}
			runs[at-start] = start
		}
	}
	return runs
}
