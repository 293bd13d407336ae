package markdown

import "bytes"

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
	if len(bytes.TrimSpace(w.out[start+len("<p>"):])) > 0 {
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
