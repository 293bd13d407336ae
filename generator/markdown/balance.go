package markdown

// element is an HTML element that is open.
type element struct {
	name    string
	class   class
	implied bool // a paragraph that nobody wrote
	filled  bool // has content: too late for a summary
	off     int  // where its tag is, and what it is
	raw     string
}

// holdsBlocks reports whether paragraphs may stand in the element.
func (e *element) holdsBlocks() bool {
	return e.name == "details" || e.name == "dl" || e.name == "dd" || e.name == "figure"
}

// top is the innermost open element of the Markdown element we are in, or nil.
func (w *writer) top() *element {
	if len(w.open) <= w.floor {
		return nil
	}
	return &w.open[len(w.open)-1]
}

// flow makes room for a block of Markdown.
func (w *writer) flow() {
	if t := w.top(); t != nil && t.name == "dl" {
		w.closeTop(true)
	}
	w.fill()
}

// fill notes that the innermost element has content, and gives it the summary
// it lacks.
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

// phrasing makes room for running text.
func (w *writer) phrasing(inline bool) {
	t := w.top()
	if inline || t != nil && !t.holdsBlocks() || t != nil && t.name == "dd" {
		if t != nil {
			t.filled = true
		}
		return
	}
	w.flow()
	w.push(element{name: "p", implied: true}, "<p>")
}

func (w *writer) push(e element, open string) {
	w.str(open)
	w.open = append(w.open, e)
}

// start opens an element, if it may stand here.
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
			w.phrasing(inline)
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

// closeImplied closes the innermost element if it is one of these, whose end
// tags HTML lets people leave out.
func (w *writer) closeImplied(names ...string) {
	for _, name := range names {
		if t := w.top(); t != nil && t.name == name && (name != "p" || t.implied) {
			w.closeTop(false)
			return
		}
	}
}

// close closes the innermost element of this name and all in it, if there is one.
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

// closeTo closes all elements but the first n, and reports what their authors
// forgot.
func (w *writer) closeTo(n int) {
	for len(w.open) > n {
		w.closeTop(true)
	}
}

func (w *writer) closeTop(forgotten bool) {
	e := w.open[len(w.open)-1]
	if e.name == "details" {
		w.fill()
	}
	w.str("</" + e.name + ">")
	w.open = w.open[:len(w.open)-1]
	optional := e.implied || e.name == "rt" || e.name == "rp" || e.name == "dt" || e.name == "dd"
	if forgotten && !optional {
		w.finding(e.off, e.raw, "write </"+e.name+"> where it ends, in the same paragraph or list item", "<%s> is not closed", e.name)
	}
}
