// Package markdown parses Markdown into headings, links with their positions, and
// HTML with holes.
//
// [Parse] parses a guide, [ParseText] the text of a YAML value; both return a
// [Document]. Whatever depends on the page a document is shown on (the target of a
// link, the size of an image, the words of the reader's language, whether code is
// highlighted) is a hole in the HTML, and [Document.HTML] fills the holes using a
// [Filler]. So a document is parsed once and shown on many pages, in all
// languages, concurrently.
//
// A Document is immutable and keeps no syntax tree: it is one string of HTML, a
// list of holes, and lists of headings, links, code blocks and anchors.
//
// The syntax is CommonMark with GitHub's extensions (tables, task lists,
// ~~strikethrough~~, bare URLs, footnotes, alerts, :emoji:), and [[kind:name#item]]
// or [[name|text]] for a reference to a thing on the map. The differences from
// GitHub are:
//
//   - Emphasis next to Japanese text works: これは**重要。**です.
//   - A line break inside Japanese text adds no space. One between a Japanese
//     and a Latin letter does.
//   - A number and its Japanese counter stay on one line.
//   - Comments are in no output, and [//]: # (text) is one.
//   - A single ~ does not strike out: 10~20 is a range.
//   - Heading levels have no gaps. The title of the page is the only h1.
//   - `## Text {#id}` sets the id of a heading; <a id="id"></a> sets an anchor
//     anywhere.
//   - Raw HTML is limited to harmless elements, almost without attributes, which
//     are always closed. Elements that only arrange, such as <div>, are replaced by their
//     content. The others are shown as text. <a> and <img> are links and images like
//     those in Markdown, and <details> may have Markdown without a blank line. URLs
//     are http, https, mailto, tel or relative.
//
// The package does not know the map: links are resolved in package site. It is the
// only package that imports goldmark, chroma and bluemonday.
package markdown

import (
	"strings"

	"platmap/generator/source"
)

// Document is a parsed text. It is immutable and safe for concurrent use.
type Document struct {
	Headings []Heading // all headings of all levels, in order
	Links    []Link    // links, images and references in order
	Code     []Code    // code blocks in order
	Anchors  []string  // ids of <a id="x"></a>, in order
	Comments [][2]int  // offsets of <!-- comments --> in the file, or in the text given to ParseText, in order
	Block    bool      // whether it has paragraphs, lists and so on, not one line

	title          int            // number of the heading that is the title, from 1, or 0
	titleSpan      [2]int         // offsets of that heading, relative to from
	left           [][2]int       // spans of text to leave out of the Markdown, in order; an empty span is before a bracket to escape
	footnotes      []footnoteLink // in order
	footnoteLabels []string       // labels of all footnotes, by number; nil if the title has none
	openFence      string         // the missing end of the last code block, or ""
	html           string         // with holes
	holes          []hole         // sorted by offset
	text           string         // the parsed text, of a file or of a YAML value
	from           int            // offset in text at which the Markdown starts
}

// Heading is one heading of a document.
type Heading struct {
	Level int    // 2 to 6, without gaps; 1 only for the title
	ID    string // unique in the document
	Text  string // without markup
	HTML  string // inline HTML without links
	Pos   source.Pos
}

// LinkKind is the syntax in which a link is written.
type LinkKind uint8

// The kinds of links.
const (
	Inline   LinkKind = iota // [text](dest), or by reference [text][ref]
	WikiRef                  // [[dest]] or [[dest|text]]
	Image                    // ![text](dest)
	Autolink                 // <dest>, or a bare URL
)

// Link is one link, image or reference.
type Link struct {
	Kind  LinkKind
	Dest  string // with entities, escapes and percent-encoding decoded; for a WikiRef, the part before |
	Text  string // the label without markup, or the alternative text of an image; "" for [[dest]]
	Title string
	Width int        // width of an image in pixels; 0 means the image's own width
	Pos   source.Pos // start of the link or, if ByReference, of the URL in its definition
	Len   int        // length in bytes, on its first line

	// Written is the span of Dest in the file, where it may have escapes and
	// percent-encoding. Its File is nil if it is unknown, as in a folded text of YAML.
	Written Span

	ByReference bool // whether the URL is in a definition, which other links may use too

	// Start and End are the span that a Markdown twin replaces: a whole WikiRef,
	// otherwise only the destination. They are byte offsets in the file, or in the
	// text given to ParseText. Links that use the same reference definition share
	// its span. Both are 0 when there is nothing to replace.
	Start, End int

	// Repeats are the offsets of the same URL in later definitions of the label, which
	// have no effect.
	Repeats []int
}

// Span is a part of a file, from Pos.
type Span struct {
	source.Pos
	Len int // in bytes
}

// Text returns the text of the span.
func (s Span) Text() string { return s.File.Text[s.Offset:][:s.Len] }

// Parse parses the Markdown of a file from a byte offset (the end of its front
// matter) to its end. The titles are those of the front matter, in any language. They
// decide whether a heading below level 1 is the title.
func Parse(f *source.File, from int, diags *source.Diagnostics, titles ...string) *Document {
	from = min(max(from, 0), len(f.Text))
	return parse(&input{text: f.Text, from: from, file: f, diags: diags, mode: guide, titles: titles})
}

// ParseText parses the text of a YAML value. An inline text becomes one line
// without a paragraph around it. A block text may have paragraphs, lists and other
// blocks, but no headings or footnotes, because their ids would collide on a page
// with many texts.
//
// Locate returns the position in the file of the nth (0-based) occurrence of s in
// the text.
func ParseText(text string, block bool, locate func(s string, nth int) source.Pos, diags *source.Diagnostics) *Document {
	if d := parsePlain(text, block); d != nil {
		return d
	}
	mode := inlineText
	if block {
		mode = blockText
	}
	return parse(&input{text: text, locate: locate, diags: diags, mode: mode})
}

// Plain returns a document for a text that is not Markdown, such as the text of a
// heading or a name derived from a file name.
func Plain(text string) *Document {
	return &Document{text: text, html: ProseHTML(text)}
}

// parsePlain is the fast path for texts without Markdown syntax, which are most texts. It
// returns nil for all others.
func parsePlain(text string, block bool) *Document {
	escape := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c > '>' && c < '@' || c > '_' && c != '`' && c != '~' && c != '{' && c != 0x7F:
		case c < ' ', strings.IndexByte("\\`*_[]<&~{@\x7F", c) >= 0,
			c == ':' && (strings.HasPrefix(text[i:], "://") || mayHaveEmoji(text[i:])),
			c == '.' && strings.HasSuffix(text[:i], "www"):
			return nil
		case c == '>':
			escape = true
		}
	}
	html := text
	switch {
	case text == "":
		return &Document{}
	case text[0] == ' ' || text[len(text)-1] == ' ' || block && strings.IndexByte("#>-+=|:!?0123456789", text[0]) >= 0:
		return nil
	case escape || hasCounter(text):
		html = ProseHTML(text)
	}
	if block {
		html = "<p>" + html + "</p>"
	}
	return &Document{text: text, html: html, Block: block}
}

// Title returns the text of the heading that is the title of the page, or "".
func (d *Document) Title() string {
	if d.title == 0 {
		return ""
	}
	return d.Headings[d.title-1].Text
}

// TitleID returns the id of the heading that is the title of the page, or "".
func (d *Document) TitleID() string {
	if d.title == 0 {
		return ""
	}
	return d.Headings[d.title-1].ID
}
