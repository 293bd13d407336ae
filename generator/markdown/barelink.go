package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

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
		var host int
		if back, host = bareURL(before, line); host > 0 {
			n = address(line, host, leadOf(last, before, back))
		}
	case '.':
		if back = 3; hasWordSuffix(before, "www") {
			n = domain(line[1:]) + 1
			if n < 3 || bytes.IndexByte(line[1:n], '.') < 0 {
				return nil
			}
			n = address(line, n, leadOf(last, before, back))
			protocol = []byte("http")
		}
	case '@':
		if back, n = bareEmail(before, line); n > 0 && back == len(before) && last.PreviousSibling() != nil {
			if _, cut := last.PreviousSibling().(*parser.Delimiter); cut {
				return nil // for a_b@c.d the text node contains only part of the address
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

// bareURL finds a URL whose scheme is at the end of before and whose colon is at the
// start of line. It returns the length in bytes of the scheme, and of the rest up to the
// end of the host name, or 0, 0.
func bareURL(before, line []byte) (back, host int) {
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
	return back, 3 + d
}

// hasWordSuffix reports whether s ends in a word of Latin letters.
func hasWordSuffix(s []byte, word string) bool {
	at := len(s) - len(word)
	return at >= 0 && string(s[at:]) == word && (at == 0 || !util.IsAlphaNumeric(s[at-1]))
}

// domain returns the length in bytes of the host name at the start of s.
//
// Japanese text has no space after a URL. So Japanese letters belong to the host name
// only in a label that begins with them, as in 日本語.jp. The last label ends where the
// script changes: example.jpを参照. Other labels may mix scripts, as in web制作.jp.
func domain(s []byte) int {
	if len(s) == 0 || s[0] < utf8.RuneSelf && !util.IsAlphaNumeric(s[0]) {
		return 0
	}
	s = s[:min(len(s), 256)]
	japanese := isCJKStart(s)
	n := 0
	for {
		all, one := label(s[n:])
		next, _ := label(s[min(n+all+len("."), len(s)):])
		last := next == 0 || s[n+all] != '.'
		startsHost := n == 0 || string(s[:n]) == "www."
		switch {
		case n == 0 && last && japanese: // a name without a dot, such as https://ホスト名
			return 0
		case last && one < all && isCJKStart(s[n:]) && !japanese: // text after a full stop
			return n
		case last, one < all && !isCJKStart(s[n:]) && !(startsHost && !bytes.ContainsFunc(s[n+one:n+all], isSyllable)):
			return n + one
		}
		n += all + len(".")
	}
}

// isCJKStart reports whether s starts with a Chinese, Japanese or Korean letter.
func isCJKStart(s []byte) bool {
	r, _ := utf8.DecodeRune(s)
	return isCJK(r)
}

// label returns the length in bytes of the label of a host name at the start of s, and
// of its letters in the script of the first one.
func label(s []byte) (all, one int) {
	script := -1
	for all < len(s) {
		r, size := utf8.DecodeRune(s[all:])
		if r < utf8.RuneSelf && !util.IsAlphaNumeric(s[all]) && r != '-' && r != '_' || r >= utf8.RuneSelf && !unicode.In(r, unicode.L, unicode.M) {
			break
		}
		if script < 0 {
			script = scriptOf(r)
		}
		if all == one && (r == 'ー' || scriptOf(r) == script) {
			one += size
		}
		all += size
	}
	return all, one
}

// scriptOf returns a number for the script of a letter: 0 for Latin and all others of
// languages that are written with spaces.
func scriptOf(r rune) int {
	switch {
	case !isCJK(r):
		return 0
	case isSyllable(r):
		return 1
	case unicode.Is(unicode.Katakana, r):
		return 2
	}
	return 3
}

// lead describes the text before a URL on its line.
type lead struct {
	bounded bool // a space, a bracket or punctuation
	first   bool // nothing
}

// leadOf returns the lead of a URL that starts in the last back bytes of before, which
// is the text of node.
func leadOf(node *ast.Text, before []byte, back int) lead {
	before = before[:len(before)-back]
	startsLine := node.PreviousSibling() == nil
	if prev, ok := node.PreviousSibling().(*ast.Text); ok {
		startsLine = prev.SoftLineBreak() || prev.HardLineBreak()
	}
	c := lead{bounded: len(before) == 0, first: startsLine && len(bytes.TrimSpace(before)) == 0}
	if r, _ := utf8.DecodeLastRune(before); unicode.IsSpace(r) || isWidePunct(r) || r < utf8.RuneSelf && util.IsPunct(byte(r)) {
		c.bounded = true
	}
	return c
}

// address returns the length in bytes of the URL at the start of line, or 0. host is the
// length up to the end of its host name. The URL ends before a character that URLs cannot
// contain, and excludes punctuation at the end of a sentence.
//
// Japanese text has no space after a URL, so Japanese letters may belong to the URL or to
// the text after it. They belong to the URL if it is between spaces or alone on its line,
// or if they look like a name and not like a sentence.
func address(line []byte, host int, c lead) int {
	short := extent(line, host, false)
	full := extent(line, host, true)
	if full == short || !c.bounded || short == host {
		return withoutPunct(line, short)
	}
	r, _ := utf8.DecodeRune(line[short:])
	afterWord := util.IsAlphaNumeric(line[short-1])
	next, _ := utf8.DecodeRune(line[full:])
	endsLine := len(bytes.TrimSpace(line[full:])) == 0
	switch {
	case afterWord && isSyllable(r), r == 'を': // example.com/docsを参照: only a particle is written を
	case endsLine && c.first, !endsLine && unicode.IsSpace(next):
		return withoutPunct(line, full)
	case !afterWord && !bytes.ContainsFunc(line[short:full], isSyllable):
		return withoutPunct(line, full)
	}
	return withoutPunct(line, short)
}

// isSyllable reports whether r is a letter of the script for inflections and particles,
// in Japanese or Korean.
func isSyllable(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Hangul) }

// extent returns the length in bytes of the characters that may belong to a URL, given
// the end of its host name. Letters of languages without spaces count only if cjk.
func extent(line []byte, host int, cjk bool) int {
	n := host
	for n < len(line) && n < maxTag {
		r, size := utf8.DecodeRune(line[n:])
		switch {
		case r < utf8.RuneSelf && (r <= ' ' || r == 0x7F || strings.ContainsRune("<>[]\"`\\|^{}", r)):
			return n
		case r >= utf8.RuneSelf && !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != '・':
			return n
		case r >= utf8.RuneSelf && isCJK(r) && !cjk:
			return n
		}
		n += size
	}
	return n
}

// withoutPunct returns n without the punctuation at the end of line[:n]. A closing
// bracket belongs to the URL if its opening bracket does.
func withoutPunct(line []byte, n int) int {
	open, shut := bytes.Count(line[:n], []byte{'('}), bytes.Count(line[:n], []byte{')'})
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
