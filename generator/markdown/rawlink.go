package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"platmap/generator/text"
)

// attribute is an attribute of an HTML tag.
type attribute struct {
	name, value string // with entities decoded
	start, end  int    // the value as written, as offsets in the tag
}

// attributesOf returns the attributes of a tag.
func attributesOf(raw string) []attribute {
	var list []attribute
	s := []byte(raw)
	i := len(s)
	if n := bytes.IndexAny(s, " \t\r\n\f/"); n >= 0 {
		i = n
	}
	for i < len(s) {
		i = skipSpace(s, i)
		from := i
		for i < len(s) && strings.IndexByte(" \t\r\n\f=>/", s[i]) < 0 {
			i++
		}
		if i == from { // a slash, or an equals sign without a name
			i++
			continue
		}
		a := attribute{name: strings.ToLower(raw[from:i])}
		if equals := skipSpace(s, i); equals < len(s) && s[equals] == '=' {
			a.start, a.end, i = attributeValue(s, skipSpace(s, equals+1))
			a.value = html.UnescapeString(raw[a.start:a.end])
		}
		list = append(list, a)
	}
	return list
}

// attributeValue returns the span of the value of an attribute without its quotes, and
// the offset after it.
func attributeValue(s []byte, i int) (start, end, next int) {
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		if n := bytes.IndexByte(s[i+1:], s[i]); n >= 0 {
			return i + 1, i + 1 + n, i + n + 2
		}
	}
	start = i
	for i < len(s) && s[i] != '>' && strings.IndexByte(" \t\r\n\f", s[i]) < 0 {
		i++
	}
	return start, i, i
}

// get returns the attribute of a tag with a name.
func (t *htmlTag) get(name string) (attribute, bool) {
	if !strings.Contains(t.raw, "=") {
		return attribute{}, false
	}
	for _, a := range attributesOf(t.raw) {
		if a.name == name {
			a.value = strings.TrimSpace(a.value)
			return a, a.value != ""
		}
	}
	return attribute{}, false
}

// anchorTag writes an <a>, which is a link if it has an href. Its id has already been
// written.
func (w *writer) anchorTag(t *htmlTag) {
	href, ok := t.get("href")
	if !ok || w.inLink || len(w.open) >= maxDepth {
		if t.kind == html.StartTagToken {
			w.anchors++
		}
		return
	}
	w.beginText()
	l := Link{Kind: Inline}
	if title, ok := t.get("title"); ok {
		l.Title = title.value
	}
	if !w.locateTag(&l, t, href) {
		w.anchors++
		return
	}
	w.push(element{name: "a", off: t.off(0), raw: t.raw, link: len(w.doc.Links)}, "")
	w.hole(openLink, w.add(l))
	w.inLink = true
	if t.kind == html.SelfClosingTagToken {
		w.closeTop(false)
	}
}

// endLink ends the link of an <a>, which is left out if it has no content.
func (w *writer) endLink(e *element) {
	w.inLink = false
	if len(w.out) == e.start && len(w.holes) == e.hole+1 {
		w.holes = w.holes[:e.hole]
		return
	}
	w.doc.Links[e.link].Text = w.plainSince(e.start, e.hole, true)
	w.hole(closeLink, 0)
}

// imageTag writes an <img>.
func (w *writer) imageTag(t *htmlTag) {
	l := Link{Kind: Image}
	if alt, ok := t.get("alt"); ok {
		l.Text = text.OneLine(alt.value)
	}
	if title, ok := t.get("title"); ok {
		l.Title = title.value
	}
	if width, ok := t.get("width"); ok {
		l.Width, _ = strconv.Atoi(strings.TrimSuffix(width.value, "px"))
	}
	src, ok := t.get("src")
	if !ok && l.Text == "" {
		return
	}
	w.beginText()
	if ok && w.locateTag(&l, t, src) {
		w.hole(image, w.add(l))
		return
	}
	w.plain(l.Text)
}

// locateTag sets the URL and the positions of a link from an attribute of a tag, and
// reports whether the URL is allowed.
func (w *writer) locateTag(l *Link, t *htmlTag, a attribute) bool {
	l.Dest = a.value
	if !w.allowDest(l, t.off(0), len(t.raw)) {
		return false
	}
	l.Start, l.End = w.in.from+t.off(a.start), w.in.from+t.off(a.end)
	l.Written = w.in.exact(t.off(a.start), a.end-a.start)
	return true
}

// setAnchor writes an anchor for the id of a tag.
func (w *writer) setAnchor(t *htmlTag) {
	if w.in.mode != guide || !strings.Contains(t.raw, "=") {
		return
	}
	id, ok := t.get("id")
	if !ok && t.name == "a" {
		id, ok = t.get("name")
	}
	if !ok || strings.ContainsFunc(id.value, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return
	}
	w.pending = append(w.pending, text.Anchor(text.NFC(id.value)))
	// Between the parts of a table and before a <summary> there may be no anchor.
	if top := w.top(); top == nil || !structures[top.name] && (top.name != "details" || top.filled) {
		w.flushAnchors()
	}
}

// flushAnchors writes the pending anchors.
func (w *writer) flushAnchors() {
	for _, id := range w.pending {
		w.hole(anchor, len(w.doc.Anchors))
		w.doc.Anchors = append(w.doc.Anchors, id)
	}
	w.pending = nil
}
