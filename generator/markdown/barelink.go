package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bareLinkParser turns URLs and mail addresses in text into links: https://…,
// www.… and a@b.c. It is triggered by a character inside them (: w @) and looks
// back for their start, since Japanese text has no space before a URL.
type bareLinkParser struct{}

func (bareLinkParser) Trigger() []byte { return []byte{':', '@', '.'} }

func (bareLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	// The text before the trigger is the end of the last text node.
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.SoftLineBreak() || last.HardLineBreak() || last.Segment.Stop != segment.Start || segment.Padding != 0 {
		return nil
	}
	before := block.Source()[last.Segment.Start:last.Segment.Stop]
	var back, n int
	typ := ast.AutoLinkType(ast.AutoLinkURL)
	var protocol []byte
	switch line[0] {
	case ':':
		back, n = bareURL(before, line)
	case '.':
		if back = 3; hasWordSuffix(before, "www") {
			n = domain(line[1:]) + 1
			if n < 3 || bytes.IndexByte(line[1:n], '.') < 0 {
				return nil
			}
			n = address(line, n)
			protocol = []byte("http")
		}
	case '@':
		if back, n = bareEmail(before, line); n > 0 && back == len(before) && last.PreviousSibling() != nil {
			if _, cut := last.PreviousSibling().(*parser.Delimiter); cut {
				return nil // for a_b@c.d the text node contains only a part of the address
			}
		}
		typ = ast.AutoLinkEmail
	}
	if n == 0 {
		return nil
	}
	start := segment.Start - back
	if last.Segment.Stop = start; last.Segment.IsEmpty() {
		parent.RemoveChild(parent, last)
	}
	block.Advance(n)
	link := ast.NewAutoLink(typ, ast.NewTextSegment(text.NewSegment(start, segment.Start+n)))
	link.Protocol = protocol
	link.SetPos(start)
	return link
}

// bareURL returns how many bytes of a URL are before and after the start of line,
// which is the colon of the URL.
func bareURL(before, line []byte) (back, n int) {
	if !bytes.HasPrefix(line, []byte("://")) {
		return 0, 0
	}
	switch {
	case hasWordSuffix(before, "https"):
		back = 5
	case hasWordSuffix(before, "http"):
		back = 4
	default:
		return 0, 0
	}
	d := domain(line[3:])
	if d == 0 {
		return 0, 0
	}
	return back, address(line, 3+d)
}

// hasWordSuffix reports whether s ends in a word of Latin letters.
func hasWordSuffix(s []byte, word string) bool {
	at := len(s) - len(word)
	return at >= 0 && string(s[at:]) == word && (at == 0 || !util.IsAlphaNumeric(s[at-1]))
}

// domain returns the length in bytes of the host name at the start of s.
func domain(s []byte) int {
	n := 0
	for n < len(s) && n < 256 && (util.IsAlphaNumeric(s[n]) || s[n] == '-' || s[n] == '_' || s[n] == '.') {
		n++
	}
	if n == 0 || !util.IsAlphaNumeric(s[0]) {
		return 0
	}
	return n
}

// address returns the length in bytes of the URL at the start of line, or 0. host
// is the length up to the end of its host name. The URL ends before a character
// that URLs cannot contain, and excludes punctuation at the end of a sentence.
func address(line []byte, host int) int {
	n, open, shut := host, 0, 0
	for ; n < len(line) && n < maxTag; n++ {
		c := line[n]
		if c <= ' ' || c >= 0x7F || bytes.IndexByte([]byte("<>[]\"`\\|^{}"), c) >= 0 {
			break
		}
		if c == '(' {
			open++
		} else if c == ')' {
			shut++
		}
	}
	for n > 1 {
		switch line[n-1] {
		case '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'':
		case ')':
			if shut <= open {
				return n
			}
			shut--
		default:
			return n
		}
		n--
	}
	return 0
}

// bareEmail is like bareURL for a mail address; line starts at its @.
func bareEmail(before, line []byte) (back, n int) {
	for back < len(before) && back < 64 {
		c := before[len(before)-1-back]
		if !util.IsAlphaNumeric(c) && bytes.IndexByte([]byte(".-_+"), c) < 0 {
			break
		}
		back++
	}
	n = domain(line[1:])
	for n > 0 && bytes.IndexByte([]byte(".-_"), line[n]) >= 0 {
		n--
	}
	// git@host:path is not a mail address.
	if back == 0 || n == 0 || bytes.IndexByte(line[1:1+n], '.') < 0 || n+1 < len(line) && (line[n+1] == ':' || line[n+1] == '/') {
		return 0, 0
	}
	return back, n + 1
}
