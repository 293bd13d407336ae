package markdown

import "strconv"

// Filler fills the holes of a document. The zero Filler, or nil, shows links as
// they are written, and English words.
type Filler struct {
	// Link resolves the ith link. If it returns false, the text of the link is
	// shown as plain text.
	Link func(i int, l *Link) (Anchor, bool)
	// Image resolves the image of the ith link. If it returns false, its
	// alternative text is shown, as a link if the image is on another site.
	Image func(i int, l *Link) (Picture, bool)

	Words        *Words // nil is English
	Highlight    bool   // whether to highlight code, which is the slowest part of most pages
	NoTitle      bool   // whether to omit the heading that is the title
	Subtitle     bool   // whether to show that heading as h2, below another title
	NoPermalinks bool   // whether to omit the link after each heading
}

// Anchor is the resolved target of a link.
type Anchor struct {
	Href     string
	Label    string // shown if the link has no text of its own
	Class    string
	Title    string // replaces the title in the source, unless it is ""
	Hreflang string // language of the target page
	Lang     string // language of Label
}

// Picture is a resolved image. Width and Height are in pixels, or 0 if unknown.
// Without them the layout shifts when the image has loaded.
type Picture struct {
	Src           string
	Width, Height int
}

// hole is a position in the HTML that a Filler fills.
type hole struct {
	at   int32 // byte offset in html
	n    int32 // index into Links, Code, Headings or Anchors, or a number
	kind holeKind
	word word
}

type holeKind uint8

const (
	openLink     holeKind = iota // <a> of link n
	closeLink                    // </a>
	wholeLink                    // link n, which has no text of its own
	image                        // image n
	code                         // code block n
	wordText                     // a word of Words
	permalink                    // link to heading n
	footnoteMark                 // reference n to a footnote
	anchor                       // an element with the id Anchors[n]
	startTitle                   // start of the title
	endTitle                     // its end
)

// HTML returns the document as HTML. It contains no script, no inline style, and
// only the elements and URL schemes named in the package comment.
func (d *Document) HTML(fill *Filler) string {
	if len(d.holes) == 0 {
		return d.html
	}
	return string(d.AppendHTML(make([]byte, 0, len(d.html)+64*len(d.holes)), fill))
}

// AppendHTML appends the result of HTML to dst.
func (d *Document) AppendHTML(dst []byte, fill *Filler) []byte {
	if fill == nil {
		fill = &Filler{}
	}
	words := fill.Words
	if words == nil {
		words = &english
	}
	at, opened := 0, false
	for i := 0; i < len(d.holes); i++ {
		h := d.holes[i]
		dst = append(dst, d.html[at:h.at]...)
		at = int(h.at)
		switch h.kind {
		case openLink:
			var a Anchor
			if a, opened = fill.anchor(int(h.n), &d.Links[h.n]); opened {
				dst = appendAnchor(dst, a, d.Links[h.n].Title)
			}
		case closeLink:
			if opened {
				dst = append(dst, "</a>"...)
				opened = false
			}
		case wholeLink:
			dst = fill.appendWhole(dst, int(h.n), &d.Links[h.n])
		case image:
			dst = fill.appendImage(dst, int(h.n), &d.Links[h.n], opened)
		case code:
			dst = appendCode(dst, &d.Code[h.n], words, fill.Highlight)
		case wordText:
			dst = appendAttr(dst, words.text(h.word, int(h.n)))
		case footnoteMark:
			dst = d.footnotes[h.n].appendHTML(dst, words)
		case permalink:
			if !fill.NoPermalinks && d.Headings[h.n].Level > 1 {
				dst = append(dst, `<a class="anchor" href="#`...)
				dst = append(dst, d.Headings[h.n].ID...)
				dst = append(dst, `" aria-label="`...)
				dst = appendAttr(dst, words.Permalink)
				dst = append(dst, `"></a>`...)
			}
		case anchor:
			dst = append(dst, `<span id="`...)
			dst = append(appendAttr(dst, d.Anchors[h.n]), `"></span>`...)
		case startTitle:
			switch {
			case fill.NoTitle:
				for d.holes[i].kind != endTitle {
					i++
				}
				at = int(d.holes[i].at)
			case fill.Subtitle:
				dst = append(dst, "<h2"...)
				at += len("<h1")
			}
		case endTitle:
			if fill.Subtitle {
				dst = append(dst[:len(dst)-len("</h1>")], "</h2>"...)
			}
		}
	}
	return append(dst, d.html[at:]...)
}

func (f *Filler) anchor(i int, l *Link) (Anchor, bool) {
	if f.Link == nil {
		return Anchor{Href: l.Dest}, l.Kind != WikiRef
	}
	return f.Link(i, l)
}

// appendWhole appends a link that has no text of its own.
func (f *Filler) appendWhole(dst []byte, i int, l *Link) []byte {
	a, ok := f.anchor(i, l)
	label := a.Label
	if label == "" {
		label = l.Dest
	}
	if !ok {
		return appendProse(dst, label)
	}
	lang := a.Lang
	if lang != "" && a.Label != "" {
		dst = appendAnchor(dst, a, l.Title)
		dst = append(dst[:len(dst)-1], ` lang="`...)
		dst = append(appendAttr(dst, lang), `">`...)
	} else {
		dst = appendAnchor(dst, a, l.Title)
	}
	return append(appendProse(dst, label), "</a>"...)
}

func appendAnchor(dst []byte, a Anchor, title string) []byte {
	dst = append(dst, `<a href="`...)
	dst = append(appendHref(dst, a.Href), '"')
	if a.Title != "" {
		title = a.Title
	}
	for _, attr := range [...][2]string{{"class", a.Class}, {"title", title}, {"hreflang", a.Hreflang}} {
		if attr[1] != "" {
			dst = append(dst, ' ')
			dst = append(dst, attr[0]...)
			dst = append(dst, `="`...)
			dst = append(appendAttr(dst, attr[1]), '"')
		}
	}
	return append(dst, '>')
}

// appendImage appends an image. An image of another site is a link, because it is not
// shown on the page.
func (f *Filler) appendImage(dst []byte, i int, l *Link, inLink bool) []byte {
	p, ok := Picture{Src: l.Dest}, true
	if f.Image != nil {
		p, ok = f.Image(i, l)
	}
	if scheme, _ := allowed(l.Dest); !ok && !inLink && scheme != "" && l.Text != "" {
		dst = appendAnchor(dst, Anchor{Href: l.Dest, Class: "external"}, l.Title)
		return append(appendText(dst, l.Text), "</a>"...)
	}
	if !ok {
		return appendText(dst, l.Text)
	}
	dst = append(dst, `<img src="`...)
	dst = append(appendHref(dst, p.Src), `" alt="`...)
	dst = append(appendAttr(dst, l.Text), '"')
	if l.Title != "" {
		dst = append(dst, ` title="`...)
		dst = append(appendAttr(dst, l.Title), '"')
	}
	if l.Width > 0 && l.Width < p.Width { // never shown larger than its size, which would blur it
		p.Width, p.Height = l.Width, max(p.Height*l.Width/p.Width, 1)
	}
	if p.Width > 0 && p.Height > 0 {
		dst = append(dst, ` width="`...)
		dst = strconv.AppendInt(dst, int64(p.Width), 10)
		dst = append(dst, `" height="`...)
		dst = strconv.AppendInt(dst, int64(p.Height), 10)
		dst = append(dst, '"')
	}
	return append(dst, ` loading="lazy" decoding="async">`...)
}
