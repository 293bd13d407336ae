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
	at := 0
	for i := 0; i < len(d.holes) && b.Len() < n; i++ {
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
	if b.Len() < n {
		b.add(d.html[at:])
	}
	return strings.TrimSpace(b.String())
}

// stripper removes the tags from HTML written by this package. The HTML may
// arrive in pieces.
type stripper struct {
	strings.Builder
	inTag  bool
	until  string // end tag of the link back that is being skipped, or ""
	enough int    // number of bytes after which it stops
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
