package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"

	"platmap/generator/source"
)

// A heading, a list or a link that is shown as text, because a space is missing or in the
// wrong place, or because a character is full-width, as Japanese keyboards type it.
const markCode = "markdown/mark"

var (
	// headingMark matches the mark of a heading that is not followed by a space. A single #
	// may be the name of a channel.
	headingMark = regexp.MustCompile(`^(#{1,6})\x{3000}+|^(#{2,6})[^\s#\x{3000}]`)
	// wideMark matches the mark of a list item that is followed by a full-width space.
	wideMark = regexp.MustCompile(`^([-+*]|\d{1,9}[.)])\x{3000}+`)
	// tightMark matches what is meant as the mark of a list item, without a space.
	tightMark = regexp.MustCompile(`^(?:([-+])[^\x00-\x7f]|(\d{1,9}[.)．）])[^\s\d.．]|([・•])\s*\S)`)
	// spacedPath matches the end of a link with spaces in its path, which is a file.
	spacedPath = regexp.MustCompile(`^\]\(([^()<>"'\n]*[^()<>"'\s] +[^()<>"'\n]*\.[a-zA-Z0-9]{2,5})\)`)
	// wideLink matches the end of a link between full-width parentheses.
	wideLink = regexp.MustCompile(`^\]（((?:https?://|\.{0,2}/|#)[^\s（）]+|[^\s（）]+\.md(?:#[^\s（）]*)?)）`)
)

// unparsedLink is the rest of a link that is shown as text, from its closing bracket.
type unparsedLink struct {
	off, path, n int // the offset, the length before the path and that of the path
	wide         bool
}

// linkInText returns the rest of a link that is shown as text, given the text from its
// closing bracket.
func linkInText(line []byte, off int) (u unparsedLink, ok bool) {
	line = line[:min(len(line), maxTag)]
	for _, pattern := range []*regexp.Regexp{spacedPath, wideLink} {
		if m := pattern.FindSubmatchIndex(line); m != nil {
			return unparsedLink{off, m[2], m[3] - m[2], pattern == wideLink}, true
		}
	}
	return u, false
}

// reportUnparsed reports links that are shown as text.
func (w *writer) reportUnparsed() {
	for _, u := range w.st.unparsed {
		from := u.off + u.path
		dest := string(w.src[from : from+u.n])
		if u.wide {
			w.in.warn(markCode, u.off, u.path+u.n+len("）"), wholeOr("("+dest+")", "write half-width parentheses, directly after ]"), "full-width parentheses after \"]\": the link is shown as text")
			continue
		}
		fix := []source.Edit{{Start: from, End: from, New: "<"}, {Start: from + u.n, End: from + u.n, New: ">"}}
		w.in.report(source.Warning, markCode, from, u.n, fix, wholeOr("(<"+dest+">)", "write < and > around the path"), "space in the path: the link is shown as text")
	}
}

// checkMarks reports headings and lists among the lines of a paragraph.
func (w *writer) checkMarks(n ast.Node) {
	lines := n.Lines()
	last, broken := "", true // the mark of the previous line, and whether a line break follows it
	for i := range lines.Len() {
		l := lines.At(i)
		line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
		if !mayStartWithMark(line) {
			last = ""
			continue
		}
		off := l.Stop - len(line)
		if m := headingMark.FindSubmatchIndex(line); m != nil {
			w.reportMark(off, line, max(m[3], m[5]), "heading")
		} else if m := wideMark.FindSubmatchIndex(line); m != nil {
			w.reportMark(off, line, m[3], "list item")
		}
		mark := ""
		if m := tightMark.FindSubmatchIndex(line); m != nil {
			mark = string(line[:max(m[3], m[5], m[7])])
		}
		if mark != "" && !broken && sameMark(mark, last) && w.first(markCode) {
			w.reportList(lines.At(i-1), last)
		}
		last, broken = mark, endsInBreak(line)
	}
}

// mayStartWithMark reports whether a line may start with a mark: most lines need no match.
func mayStartWithMark(line []byte) bool {
	if len(line) == 0 || line[0] < utf8.RuneSelf {
		return len(line) > 0 && strings.IndexByte("#-+*0123456789", line[0]) >= 0
	}
	return bytes.HasPrefix(line, []byte("・")) || bytes.HasPrefix(line, []byte("•"))
}

// reportMark reports the mark at the start of a line, which has n bytes and no space
// after it.
func (w *writer) reportMark(off int, line []byte, n int, what string) {
	rest := strings.TrimLeft(string(line[n:]), "\u3000")
	fix := []source.Edit{{Start: off + n, End: off + len(line) - len(rest), New: " "}}
	mark := string(line[:n])
	w.in.report(source.Warning, markCode, off, n, fix, wholeOr(mark+" "+strings.TrimSpace(rest), "write "+mark+" and a space before the text"), "missing space after "+strconv.Quote(mark)+": the "+what+" is shown as text")
}

// reportList reports the first line of a list, given the mark at its start.
func (w *writer) reportList(l gtext.Segment, mark string) {
	line := bytes.TrimLeft(w.src[l.Start:l.Stop], " \t")
	rest, message := string(line[len(mark):]), "missing space after "+strconv.Quote(mark)+": the list is shown as text"
	item := strings.NewReplacer("．", ".", "）", ")", "・", "-", "•", "-").Replace(mark)
	if item != mark {
		message = strconv.Quote(mark) + " starts no list item: the list is shown as text"
	}
	w.in.warn(markCode, l.Stop-len(line), len(mark), wholeOr(item+" "+strings.TrimSpace(rest), "write "+item+" and a space before the text"), "%s", message)
}

// wholeOr returns the help to write a text, or another help if the text is too long.
func wholeOr(whole, help string) string {
	if utf8.RuneCountInString(whole) > 60 {
		return help
	}
	return "write " + whole
}

// sameMark reports whether two marks may be those of one list.
func sameMark(a, b string) bool {
	return a == b || b != "" && strings.TrimLeft(a, "0123456789") == strings.TrimLeft(b, "0123456789")
}

// endsInBreak reports whether a line break follows a line on the page.
func endsInBreak(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return bytes.HasSuffix(line, []byte("  ")) || bytes.HasSuffix(line, []byte("\\")) || bytes.HasSuffix(line, []byte(">"))
}
