package markdown

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platmap/generator/source"
)

// Code is one code block.
type Code struct {
	Lang   string   // as written, such as "yaml"; may be empty
	Title  string   // file name: ```yaml title="deploy.yaml"
	Lines  [][2]int // ranges of marked lines, 1-based, inclusive: ```yaml {2,4-5}
	Source string   // without the last line break
	Pos    source.Pos

	cache *highlightCache // shared by copies of the value
}

// highlightCache holds the highlighted HTML of a block, made on first use. It is
// used several times because a guide without a translation is shown on a page in
// every language.
type highlightCache struct {
	once sync.Once
	html []byte
}

func (c *Code) highlighted() []byte {
	c.cache.once.Do(func() { c.cache.html = Highlight(*c) })
	return c.cache.html
}

var (
	infoTitle     = regexp.MustCompile(`(?:^|\s)(?:title|file|filename)=(?:"([^"]*)"|'([^']*)'|(\S+))`)
	trailingSpace = regexp.MustCompile(`(?m)[ \t]+$`)
	infoLines     = regexp.MustCompile(`(?:^|[\s\w])\{([\d,\s-]+)\}`)
)

// readInfo parses the info string after the fence. The form yaml:deploy.yaml, which
// is common in Japan, sets a title too.
func (c *Code) readInfo(info string) {
	if m := infoTitle.FindStringSubmatch(info); m != nil {
		c.Title = m[1] + m[2] + m[3]
	}
	if m := infoLines.FindStringSubmatch(info); m != nil {
		for part := range strings.SplitSeq(m[1], ",") {
			from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
			first, err := strconv.Atoi(strings.TrimSpace(from))
			last := first
			if isRange && err == nil {
				last, err = strconv.Atoi(strings.TrimSpace(to))
			}
			if err == nil && first > 0 && last >= first {
				c.Lines = append(c.Lines, [2]int{first, last})
			}
		}
	}
	lang, _, _ := strings.Cut(info, " ")
	lang, _, _ = strings.Cut(lang, "{")
	lang, name, named := strings.Cut(lang, ":")
	if named && c.Title == "" {
		c.Title = name
	}
	if !strings.Contains(lang, "=") {
		c.Lang = lang
	}
}

// fenceParser records the first fenced code block that has no end. The block then ends
// with the page, or with the list or block quote that it is in.
type fenceParser struct{ parser.BlockParser }

func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := p.BlockParser.Continue(node, reader, pc)
	if state == parser.Close {
		stateOf(pc).ended = node
	}
	return state
}

func (p fenceParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if st := stateOf(pc); st.ended != node && st.endless == nil {
		st.endless = node
	}
	p.BlockParser.Close(node, reader, pc)
}

// reportFence reports the first code block without an end. Later ones may only follow
// from it, because its end then starts another block.
func (w *writer) reportFence() {
	n := w.st.endless
	if n == nil {
		return
	}
	start := n.Pos()
	line, _, _ := strings.Cut(string(w.src[start:]), "\n")
	fence := line[:len(line)-len(strings.TrimLeft(line, line[:1]))]
	help := "write " + fence + " on a line of its own below the code"
	if n.Parent().Kind() != ast.KindDocument {
		help += ", indented like this line"
	}
	w.in.warn("markdown/fence", start, len(strings.TrimSpace(line)), help, "this code block has no end")
}

// fenced writes a hole for a fenced code block.
func (w *writer) fenced(n *ast.FencedCodeBlock) {
	c := Code{Source: w.lines(n.Lines())}
	if n.Info != nil {
		c.readInfo(strings.TrimSpace(string(appendPlain(nil, n.Info.Segment.Value(w.src)))))
	}
	w.code(c, n)
	w.foreignCode(c.Lang, n.Pos(), len("```")+len(c.Lang))
}

func (w *writer) indented(n *ast.CodeBlock) { w.code(Code{Source: w.lines(n.Lines())}, n) }

func (w *writer) code(c Code, n ast.Node) {
	// Trailing spaces are invisible, and HTML checkers report them.
	c.Source = strings.TrimSuffix(c.Source, "\n")
	if strings.Contains(c.Source, " \n") || strings.Contains(c.Source, "\t\n") || strings.HasSuffix(c.Source, " ") {
		c.Source = trailingSpace.ReplaceAllString(c.Source, "")
	}
	c.Pos, _ = w.in.pos(n.Pos(), 3)
	w.hole(code, len(w.doc.Code))
	c.cache = new(highlightCache)
	w.doc.Code = append(w.doc.Code, c)
}

// lines returns the text of a block's lines. It does not copy lines that are
// contiguous in the source.
func (w *writer) lines(lines *text.Segments) string {
	contiguous := lines.Len() > 0
	for i := range lines.Len() {
		l := lines.At(i)
		if l.Padding != 0 || i > 0 && lines.At(i-1).Stop != l.Start {
			contiguous = false
		}
	}
	if contiguous {
		s := w.in.text[w.in.from+lines.At(0).Start : w.in.from+lines.At(lines.Len()-1).Stop]
		if strings.IndexByte(s, '\r') < 0 {
			return s
		}
	}
	var b strings.Builder
	for i := range lines.Len() {
		l := lines.At(i)
		b.Write(l.Value(w.src))
	}
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

// appendCode appends the HTML of a code block. It has a tabindex, because a block
// with long lines must be scrollable from the keyboard.
func appendCode(dst []byte, c *Code, words *Words, highlight bool) []byte {
	if c.Title != "" {
		dst = append(dst, `<figure class="code"><figcaption>`...)
		dst = append(appendText(dst, c.Title), "</figcaption>"...)
	}
	dst = append(dst, `<pre role="group" tabindex="0" aria-label="`...)
	dst = appendAttr(dst, words.Code)
	if name := c.Title; name != "" || c.Lang != "" {
		if name == "" {
			name = c.Lang
		}
		dst = append(append(dst, ": "...), appendAttr(nil, name)...)
	}
	dst = append(dst, `"><code`...)
	if c.Lang != "" {
		dst = append(append(dst, ` class="language-`...), appendAttr(nil, strings.ToLower(c.Lang))...)
		dst = append(dst, '"')
	}
	dst = append(dst, '>')
	if highlight {
		dst = append(dst, c.highlighted()...)
	} else {
		dst = appendText(dst, c.Source)
	}
	dst = append(dst, "</code></pre>"...)
	if c.Title != "" {
		dst = append(dst, "</figure>"...)
	}
	return dst
}
