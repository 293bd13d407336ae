package markdown

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"platmap/generator/text"
)

// anchorID returns the id that <a id="x"> or <a name="x"> defines, or "". It is
// also "" for an <a> with an href, because links must be written in Markdown.
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

// anchorTag writes a tag if it belongs to an anchor, and reports whether it does.
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
		w.beginBlock()
	}
	w.hole(anchor, len(w.doc.Anchors))
	w.doc.Anchors = append(w.doc.Anchors, id)
	return true
}

// dropDuplicateAnchors removes the anchors that have the id of a heading, a
// footnote or an earlier anchor. Most are directly above a heading with that id.
func (w *writer) dropDuplicateAnchors() {
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

// unwrapAnchors removes the <p> that starts at an offset of the output if the
// paragraph contains only anchors, and reports whether it did. first is the index
// of the paragraph's first hole.
func (w *writer) unwrapAnchors(start, first int) bool {
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
