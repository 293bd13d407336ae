package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// ref is [[dest]] or [[dest|text]].
type ref struct {
	ast.BaseInline
	dest, label string
	stop        int // offset after the last bracket
}

var kindRef = ast.NewNodeKind("Reference")

func (r *ref) Kind() ast.NodeKind { return kindRef }

func (r *ref) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

// refParser runs before the parser of ordinary links. It leaves [[x]](y) to that
// parser, because this is a link to y with the text [x].
type refParser struct{}

func (refParser) Trigger() []byte { return []byte{'['} }

func (refParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	dest, label, n := cutRef(line)
	if n == 0 {
		return cutWrappedRef(line, block)
	}
	if n < len(line) && line[n] == '(' || parent.Lines().Len() == 1 && tocLine.Match(line) {
		return nil
	}
	block.Advance(n)
	r := &ref{dest: dest, label: label, stop: segment.Start + n}
	r.SetPos(segment.Start)
	return r
}

// cutWrappedRef parses a reference whose text continues in the line after line, as an
// editor that wraps lines writes it.
func cutWrappedRef(line []byte, block text.Reader) ast.Node {
	line = bytes.TrimRight(line, " \t\r\n")
	if !bytes.HasPrefix(line, []byte("[[")) || len(line) > maxRef || bytes.IndexByte(line, '|') < 0 {
		return nil
	}
	number, start := block.Position()
	block.AdvanceLine()
	next, segment := block.PeekLine()
	rest := bytes.TrimLeft(next, " \t")
	joined := slices.Clone(line)
	last, _ := utf8.DecodeLastRune(line)
	if first, _ := utf8.DecodeRune(rest); !joins(last, first) {
		joined = append(joined, ' ')
	}
	before := len(joined)
	dest, label, n := cutRef(append(joined, rest...))
	if n == 0 || n-before < len(rest) && rest[n-before] == '(' {
		block.SetPosition(number, start)
		return nil
	}
	n += len(next) - len(rest) - before // of the next line
	block.Advance(n)
	r := &ref{dest: dest, label: label, stop: segment.Start + n - segment.Padding}
	r.SetPos(start.Start)
	return r
}

// cutRef parses a reference at the start of line. n is its length in bytes, or 0 if line
// does not start with one.
func cutRef(line []byte) (dest, label string, n int) {
	if !bytes.HasPrefix(line, []byte("[[")) {
		return "", "", 0
	}
	inside := line[2:min(len(line), maxRef)]
	end := bytes.Index(inside, []byte("]]"))
	if end < 0 || bytes.ContainsAny(inside[:end], "[\n`") {
		return "", "", 0
	}
	d, l, _ := bytes.Cut(inside[:end], []byte{'|'})
	// In a table the bar may be escaped, as GitHub requires.
	d = bytes.TrimSpace(bytes.TrimSuffix(d, []byte{'\\'}))
	if len(d) == 0 || isCode(d) {
		return "", "", 0
	}
	return string(appendPlain(nil, d)), string(appendPlain(nil, bytes.TrimSpace(l))), end + 4
}

// isCode reports whether the text in double brackets is code of another language, such as
// [[ -f file ]] or [[:alpha:]], and not the name of a page.
func isCode(dest []byte) bool {
	return bytes.ContainsAny(dest, `$"=;{}<>`) || bytes.IndexByte([]byte("-!:"), dest[0]) >= 0
}
