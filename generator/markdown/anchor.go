package markdown

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"platmap/generator/text"
)

// anchorID returns the id that <a id="x"> or <a name="x"> gives to a place, or
// "". With an address it is a link, and to be written in Markdown.
func anchorID(raw string) string {
	z := html.NewTokenizer(strings.NewReader(raw))
	z.Next()
	id := ""
	for {
		key, value, more := z.TagAttr()
		switch string(key) {
		case "href":
			return ""
		case "id", "name":
			id = text.NFC(string(value))
		}
		if !more {
			break
		}
	}
	if strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return ""
	}
	return id
}

// anchorTag writes the tags of an anchor, and reports whether it was one.
func (w *writer) anchorTag(raw string, kind html.TokenType, inline bool) bool {
	if kind == html.EndTagToken {
		if w.anchors == 0 {
			return false
		}
		w.anchors--
		return true
	}
	id := anchorID(raw)
	if id == "" || w.in.mode != guide {
		return false
	}
	if kind == html.StartTagToken {
		w.anchors++
	}
	if !inline && (w.top() == nil || w.top().class == flow) {
		w.flow()
	}
	w.hole(anchor, len(w.doc.Anchors))
	w.doc.Anchors = append(w.doc.Anchors, id)
	return true
}

// settleAnchors drops the anchors whose id a heading, a footnote or an earlier
// anchor has: most stand right above a heading that has it anyway.
func (w *writer) settleAnchors() {
	if len(w.doc.Anchors) == 0 {
		return
	}
	holes := w.holes[:0]
	for _, h := range w.holes {
		if h.kind == anchor {
			id := w.doc.Anchors[h.n]
			if !w.ids.Reserve(id) {
				continue
			}
		}
		holes = append(holes, h)
	}
	w.holes = holes
}

// onlyAnchors takes the paragraph off that starts at an offset if it holds
// nothing but anchors, and reports whether it did. first is its first hole.
func (w *writer) onlyAnchors(start, first int) bool {
	if strings.TrimSpace(string(w.out[start+len("<p>"):])) != "" {
		return false
	}
	for _, h := range w.holes[first:] {
		if h.kind != anchor {
			return false
		}
	}
	w.out = w.out[:start]
	for i := first; i < len(w.holes); i++ {
		w.holes[i].at = int32(start)
	}
	return true
}
