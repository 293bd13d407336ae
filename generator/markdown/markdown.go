// Package markdown turns Markdown into headings, links with their places, and
// HTML with holes.
//
// [Parse] reads a guide, [ParseText] a text of a YAML value; both give a
// [Document]. Everything that depends on the page a document is shown on (where
// a link leads, the size of an image, the words of the reader's language,
// whether code is coloured) is left open as a hole, and [Document.HTML] fills
// the holes with what a [Filler] says. So a document is parsed once and shown
// on many pages, in two languages, at the same time.
//
// A Document never changes and keeps no syntax tree: it is one string of HTML,
// a list of holes, and what its readers ask for.
//
// What is understood: CommonMark and GitHub's additions (tables, task lists,
// ~~strikethrough~~, bare addresses, footnotes, alerts), and [[kind:name#item]]
// or [[name|text]] for a thing on the map. What is different from GitHub:
//
//   - Emphasis next to Japanese text works: これは**重要。**です.
//   - A line break inside Japanese text adds no space. One between a Japanese
//     letter and a Latin one does.
//   - A single ~ strikes nothing out: 10~20 is a range.
//   - Heading levels are made whole. The page's own title is the only h1, and
//     no level is left out below it.
//   - `## Text {#id}` sets the id of a heading; <a id="id"></a> names any place.
//   - Raw HTML is limited to a few harmless elements, which are always closed;
//     the rest is shown as text. Addresses are http, https, mailto or relative.
//
// The package does not know the map: what a link leads to is found by the
// stages above. It is the only one that knows goldmark, chroma and bluemonday.
package markdown

import (
	"strings"

	"platmap/generator/source"
)

// Document is a parsed text. It is immutable and safe for concurrent use.
type Document struct {
	Headings []Heading // in order, in all levels
	Links    []Link    // links, images and references in order
	Code     []Code    // code blocks in order
	Anchors  []string  // ids of <a id="x"></a>, in order

	title string // text of a level 1 heading that starts the document
	html  string // with holes
	holes []hole // sorted by place
	text  string // what was parsed: a file's text, or a value
	from  int    // where in text the Markdown starts
}

// Heading is one heading of a document.
type Heading struct {
	Level int    // 2 to 6, without a gap; 1 only for the title
	ID    string // unique in the document
	Text  string // without markup
	HTML  string // inline HTML without links
	Pos   source.Pos
}

// LinkKind is how a link was written.
type LinkKind uint8

// The kinds of links.
const (
	Inline   LinkKind = iota // [text](dest), or by reference [text][ref]
	WikiRef                  // [[dest]] or [[dest|text]]
	Image                    // ![text](dest)
	Autolink                 // <dest>, or a bare address
)

// Link is one link, image or reference.
type Link struct {
	Kind  LinkKind
	Dest  string // as written, with entities, escapes and percent signs decoded; of a WikiRef the part before |
	Text  string // the label without markup, the alternative text of an image; "" for [[dest]]
	Title string
	Pos   source.Pos // where the construct starts
	Len   int        // bytes the construct takes, on its first line

	// Start and End are the bytes that a Markdown twin replaces: the whole of a
	// WikiRef, else the destination alone. They count from the start of the file,
	// or of the text given to ParseText. Links by reference to one definition
	// share a span. Both are 0 when there is nothing to replace.
	Start, End int
}

// Parse reads the Markdown of a file from a byte offset (after its front
// matter) to its end.
func Parse(f *source.File, from int, diags *source.Diagnostics) *Document {
	from = min(max(from, 0), len(f.Text))
	return parse(&input{text: f.Text, from: from, file: f, diags: diags, mode: guide})
}

// ParseText reads a short text of a YAML value. An inline text gives one line
// without a paragraph around it; a block text may have paragraphs, lists and
// the rest, but no headings and footnotes, whose ids would clash on a page made
// of many texts.
//
// Locate gives the place of the nth (0-based) occurrence of a part of the text
// in its file.
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

// Plain returns the document of a text that is no Markdown, such as the text
// of a heading or a name made of a file's name.
func Plain(text string) *Document {
	return &Document{text: text, html: string(appendText(nil, text))}
}

// parsePlain is the way of most texts: no character of theirs means anything in
// Markdown. It returns nil for all others.
func parsePlain(text string, block bool) *Document {
	escape := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c > '>' && c < '@' || c > '_' && c != '`' && c != '~' && c != '{' && c != 0x7F:
		case c < ' ', strings.IndexByte("\\`*_[]<&~{@\x7F", c) >= 0,
			c == ':' && strings.HasPrefix(text[i:], "://"),
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
	case escape:
		html = string(appendText(nil, text))
	}
	if block {
		html = "<p>" + html + "</p>"
	}
	return &Document{text: text, html: html}
}

// Title returns the text of the first heading if it starts the document and has
// level 1, else "".
func (d *Document) Title() string { return d.title }

// Markdown returns the source with the links replaced that replace has an
// answer for: a whole [[reference]] by Markdown, any other by its destination.
func (d *Document) Markdown(replace func(i int, l *Link) (string, bool)) string {
	var b strings.Builder
	at := d.from
	for _, i := range d.inSourceOrder() {
		l := &d.Links[i]
		if l.Start < at || l.End <= l.Start {
			continue // nothing to replace, or done: two links by one definition
		}
		if s, ok := replace(i, l); ok {
			b.WriteString(d.text[at:l.Start])
			b.WriteString(s)
			at = l.End
		}
	}
	if at == 0 {
		return d.text
	}
	b.WriteString(d.text[at:])
	return b.String()
}
