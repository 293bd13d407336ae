package markdown

import (
	"math"
	"strings"

	"golang.org/x/net/html"
)

// Plain returns the text without markup, for descriptions and search. Each block
// is on a line of its own. The filler names references without a text; it may be
// nil.
func (d *Document) Plain(fill *Filler) string { return d.Opening(math.MaxInt, fill) }

// Opening returns the start of the result of Plain: at least n bytes, or all of it.
func (d *Document) Opening(n int, fill *Filler) string {
	if len(d.holes) == 0 && strings.IndexByte(d.html, '<') < 0 {
		return html.UnescapeString(d.html)
	}
	b := stripper{enough: n}
	b.Grow(min(n, len(d.html)))
	d.strip(&b, fill)
	return strings.TrimSpace(b.String())
}

// Sections returns the plain text of each part of the document: the part before the first
// heading, and the part below each heading, without the headings themselves.
func (d *Document) Sections(fill *Filler) []string {
	if len(d.Headings) == 0 {
		return []string{d.Plain(fill)}
	}
	b := stripper{enough: math.MaxInt, headings: make([]int, 0, 2*len(d.Headings))}
	b.Grow(len(d.html))
	if fill != nil && fill.NoTitle { // Sections needs the position of the title, but not its text
		with := *fill
		with.NoTitle = false
		fill = &with
	}
	d.strip(&b, fill)
	text, from := b.String(), 0
	sections := make([]string, 0, len(d.Headings)+1)
	for i := 0; i+1 < len(b.headings); i += 2 {
		sections = append(sections, strings.TrimSpace(text[from:b.headings[i]]))
		from = b.headings[i+1]
	}
	return append(sections, strings.TrimSpace(text[from:]))
}

// strip writes the text of the document.
func (d *Document) strip(b *stripper, fill *Filler) {
	at := 0
	for i := 0; i < len(d.holes) && b.Len() < b.enough; i++ {
		h := d.holes[i]
		b.add(d.html[at:h.at])
		at = int(h.at)
		switch h.kind {
		case wholeLink:
			l := &d.Links[h.n]
			label := l.Dest
			if fill != nil && fill.Link != nil {
				if a, _ := fill.Link(int(h.n), l); a.Label != "" {
					label = a.Label
				}
			}
			b.WriteString(label)
		case image:
			b.WriteString(d.Links[h.n].Text)
		case code:
			b.newLine()
			b.WriteString(d.Code[h.n].Source)
			b.newLine()
		case startTitle:
			if fill != nil && fill.NoTitle {
				for d.holes[i].kind != endTitle {
					i++
				}
				at = int(d.holes[i].at)
			}
		}
	}
	if b.Len() < b.enough {
		b.add(d.html[at:])
	}
}

// stripper removes the tags from HTML written by this package. The HTML may
// arrive in pieces.
type stripper struct {
	strings.Builder
	inTag  bool
	until  string // end tag of the link back that is being skipped, or ""
	enough int    // number of bytes of text after which the stripper may stop

	headings []int // offsets in the text of the start and the end of each heading; not recorded if nil
}

func (b *stripper) add(s string) {
	for b.Len() < b.enough {
		if !b.inTag {
			text, rest, found := strings.Cut(s, "<")
			if b.until == "" {
				b.WriteString(html.UnescapeString(text))
			}
			if !found {
				return
			}
			s, b.inTag = rest, true
			b.tag(s)
		}
		_, rest, found := strings.Cut(s, ">")
		if !found { // the tag continues after a hole in one of its attributes
			return
		}
		s, b.inTag = rest, false
	}
}

// tag handles the text after a <.
func (b *stripper) tag(s string) {
	switch {
	case b.until != "":
		if strings.HasPrefix(s, b.until) {
			b.until = ""
		}
		return
	case strings.HasPrefix(s, `a class="back"`):
		b.until = "/a"
		return
	}
	name := strings.TrimPrefix(s, "/")
	if b.headings != nil && len(name) > 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		b.headings = append(b.headings, b.Len())
	}
	if i := strings.IndexAny(name, " >"); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "tr", "section", "table",
		"div", "summary", "details", "dt", "dd", "dl", "br", "hr", "figure", "figcaption":
		b.newLine()
	case "td", "th":
		if s := b.String(); s != "" && s[len(s)-1] != '\n' && s[len(s)-1] != ' ' {
			b.WriteByte(' ')
		}
	}
}

// newLine ends the current line unless it is empty.
func (b *stripper) newLine() {
	if s := b.String(); s != "" && s[len(s)-1] != '\n' {
		b.WriteByte('\n')
	}
}
