package markdown

// element is an open HTML element.
type element struct {
	name    string
	class   class
	implied bool   // a <p> that the writer added
	filled  bool   // it has content, so a <summary> may not follow
	off     int    // offset of the start tag in the source
	raw     string // the start tag as written
}

// holdsBlocks reports whether the element may contain paragraphs.
func (e *element) holdsBlocks() bool {
	return e.name == "details" || e.name == "dl" || e.name == "dd" || e.name == "figure"
}

// top returns the innermost HTML element that is open within the current Markdown
// element, or nil.
func (w *writer) top() *element {
	if len(w.open) <= w.floor {
		return nil
	}
	return &w.open[len(w.open)-1]
}

// beginBlock prepares the open elements for a Markdown block.
func (w *writer) beginBlock() {
	if t := w.top(); t != nil && t.name == "dl" {
		w.closeTop(true)
	}
	w.fill()
}

// fill records that the innermost element has content, and adds a <summary> to a
// <details> without one.
func (w *writer) fill() {
	t := w.top()
	if t == nil || t.filled {
		return
	}
	t.filled = true
	if t.name == "details" {
		w.str("<summary>")
		w.word(wordDetails, 0)
		w.str("</summary>")
	}
}

// beginText prepares the open elements for text: outside a paragraph it opens one.
func (w *writer) beginText(inline bool) {
	t := w.top()
	if inline || t != nil && !t.holdsBlocks() || t != nil && t.name == "dd" {
		if t != nil {
			t.filled = true
		}
		return
	}
	w.beginBlock()
	w.push(element{name: "p", implied: true}, "<p>")
}

func (w *writer) push(e element, open string) {
	w.str(open)
	w.open = append(w.open, e)
}

// start opens an element if it is allowed here, and reports whether it did.
func (w *writer) start(name, raw string, class class, off int, inline bool) bool {
	if len(w.open) >= maxDepth || class == flow && inline {
		return false
	}
	if class == flow {
		w.closeImplied("p")
	}
	switch name {
	case "rt", "rp":
		w.closeImplied("rt", "rp")
	case "dt", "dd":
		w.closeImplied("dt", "dd")
	}
	t := w.top()
	parent := ""
	if t != nil {
		parent = t.name
	}
	switch name {
	case "rt", "rp":
		if parent != "ruby" {
			return false
		}
	case "dt", "dd":
		if parent != "dl" {
			return false
		}
	case "summary":
		if parent != "details" || t.filled {
			return false
		}
	case "figcaption":
		if parent != "figure" {
			return false
		}
	default:
		if class == phrasing {
			w.beginText(inline)
			break
		}
		if t != nil && (!t.holdsBlocks() || parent == "dl") {
			return false
		}
		w.fill()
	}
	if t := w.top(); t != nil {
		t.filled = true
	}
	w.push(element{name: name, class: class, off: off, raw: raw}, clean(name, raw))
	return true
}

// closeImplied closes the innermost element if it is one of names, whose end tags
// are optional in HTML.
func (w *writer) closeImplied(names ...string) {
	for _, name := range names {
		if t := w.top(); t != nil && t.name == name && (name != "p" || t.implied) {
			w.closeTop(false)
			return
		}
	}
}

// close closes the innermost open element with this name and all elements in it.
// It reports whether there is such an element.
func (w *writer) close(name string) bool {
	i := len(w.open) - 1
	for i >= w.floor && w.open[i].name != name {
		i--
	}
	if i < w.floor {
		return false
	}
	w.closeTo(i + 1)
	w.closeTop(false)
	return true
}

// closeTo closes all elements except the first n, and reports missing end tags.
func (w *writer) closeTo(n int) {
	for len(w.open) > n {
		w.closeTop(true)
	}
}

func (w *writer) closeTop(missingEnd bool) {
	e := w.open[len(w.open)-1]
	if e.name == "details" {
		w.fill()
	}
	w.str("</" + e.name + ">")
	w.open = w.open[:len(w.open)-1]
	optional := e.implied || e.name == "rt" || e.name == "rp" || e.name == "dt" || e.name == "dd"
	if missingEnd && !optional {
		w.finding(e.off, e.raw, "write </"+e.name+"> where it ends, in the same paragraph or list item", "<%s> is not closed", e.name)
	}
}
