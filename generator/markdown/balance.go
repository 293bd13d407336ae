package markdown

import (
	"slices"
	"strings"
)

// element is an open HTML element.
type element struct {
	name    string
	class   class
	implied bool   // whether the writer added it
	filled  bool   // whether it has content, so that no <summary> may follow
	off     int    // offset of the start tag in the source
	raw     string // the start tag as written
	end     string // HTML that ends the element, if it is not the end tag
	start   int    // length of out before the start tag
	hole    int    // number of holes before it
	text    int    // length of out after the start tag of a heading
	id      string // own id of a heading
	link    int    // index of the link of an <a>
	rows    int    // number of rows of a <table>
}

var (
	// holders are the elements that may contain paragraphs. They stay open across blank
	// lines, like the structures.
	holders = names("blockquote dd details dt figcaption figure li summary td th")
	// tight are the holders in which text needs no paragraph.
	tight = names("dd dt figcaption li summary td th")
	// structures are the elements that may contain only certain other elements.
	structures = names("dl ol table tbody tfoot thead tr ul")
	// optionalEnd are the elements whose end tag is optional.
	optionalEnd = names("dd dt li p rp rt tbody td tfoot th thead tr")
)

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
	w.enter()
	w.fill()
	w.broken = false
}

// enter opens the elements that are missing between the innermost element and content:
// a cell in a table, an item in a list.
func (w *writer) enter() {
	for t := w.top(); t != nil; t = w.top() {
		switch t.name {
		case "ul", "ol":
			if t.implied {
				w.closeTop(false)
			} else {
				w.imply("li")
			}
		case "table":
			w.imply("tbody")
		case "thead", "tbody", "tfoot":
			w.imply("tr")
		case "tr":
			w.imply("td")
		case "dl":
			w.closeTop(true)
		default:
			return
		}
	}
}

func (w *writer) imply(name string) {
	w.push(element{name: name, class: flow, implied: true}, "<"+name+">")
}

// fill records that the innermost element has content, writes the anchors that belong
// before the content, and adds a <summary> to a <details> without one.
func (w *writer) fill() {
	if t := w.top(); t != nil && !t.filled {
		t.filled = true
		if t.name == "details" {
			w.str("<summary>")
			w.word(wordDetails, 0)
			w.str("</summary>")
		}
	}
	w.flushAnchors()
}

// beginText prepares the open elements for text: where text needs a paragraph, it
// opens one.
func (w *writer) beginText() {
	w.enter()
	t := w.top()
	needs := w.ctx >= inParagraph
	if t != nil {
		needs = holders[t.name] && !tight[t.name]
	}
	w.fill()
	if needs {
		w.push(element{name: "p", implied: true}, "<p>")
	} else if w.broken {
		w.str("<br>")
	}
	w.broken = false
}

// beginFlow prepares the open elements for a block-level element, and reports whether
// that element is allowed here.
func (w *writer) beginFlow(name string) bool {
	if w.ctx == inText {
		return false
	}
	i := len(w.open) - 1
	for i >= w.floor && w.open[i].class == phrasing {
		i--
	}
	if i >= w.floor {
		switch in := w.open[i].name; {
		case isHeading(in) && isHeading(name):
			w.closeTo(i)
		case !holders[in] && !structures[in]:
			return false
		}
	}
	w.endText()
	w.beginBlock()
	return true
}

// endText closes the elements within text, and their paragraph.
func (w *writer) endText() {
	for t := w.top(); t != nil && t.class == phrasing; t = w.top() {
		w.closeTop(true)
	}
}

// breakText ends the line at the start or the end of an element that is left out.
func (w *writer) breakText(class class) {
	if class != flow || w.ctx == inText {
		return
	}
	switch t := w.top(); {
	case t == nil:
		w.broken = w.ctx == inFlow && w.last != 0
	case t.name == "p":
		w.closeTop(false)
	case !structures[t.name] && (!holders[t.name] || tight[t.name]):
		w.broken = t.filled
	}
}

func (w *writer) push(e element, open string) {
	e.start, e.hole = len(w.out), len(w.holes)
	w.str(open)
	w.open = append(w.open, e)
	if t := w.tableAround(); e.name == "tr" && t != nil {
		t.rows++
	}
}

// tableAround returns the innermost open table, or nil.
func (w *writer) tableAround() *element {
	for i := len(w.open) - 1; i >= w.floor; i-- {
		if w.open[i].name == "table" {
			return &w.open[i]
		}
	}
	return nil
}

// scope returns the scope of a <th>: the column in the first row, otherwise the row.
func (w *writer) scope() string {
	if t := w.tableAround(); t != nil && t.rows > 1 && w.open[len(w.open)-2].name != "thead" {
		return "row"
	}
	return "col"
}

// start opens an element if it is allowed here, and reports whether it did.
func (w *writer) start(t *htmlTag, class class) bool {
	if len(w.open) >= maxDepth {
		return false
	}
	switch rule, isChild := siblings[t.name]; {
	case isChild:
		if class == flow && w.ctx == inText || !w.enterParent(t.name, rule.ends, rule.in) {
			return false
		}
	case class == phrasing:
		w.beginText()
	case !w.beginFlow(t.name):
		return false
	}
	if top := w.top(); top != nil {
		top.filled = true
	}
	e := element{name: t.name, class: class, off: t.off(0), raw: t.raw}
	switch {
	case t.name == "table":
		w.push(e, "")
		w.openTable()
		w.open[len(w.open)-1].end = "</table></div>"
	case t.name == "pre":
		w.push(e, "")
		w.str(`<pre role="group" tabindex="0" aria-label="`)
		w.word(wordCode, 0)
		w.str(`">`)
	case t.name == "p":
		e.class, e.implied = phrasing, true
		w.push(e, "<p>")
	case t.name == "th":
		w.push(e, strings.TrimSuffix(clean(t.name, t.raw), ">")+` scope="`+w.scope()+`">`)
	case !isHeading(t.name):
		w.push(e, clean(t.name, t.raw))
	case w.in.mode != guide:
		e.end = "</strong></p>"
		w.push(e, "<p><strong>")
	default:
		w.headingTag(t, e)
	}
	return true
}

// enterParent prepares the parent of an element that must be in one. It closes the
// elements in ends, whose end tags are optional, and reports whether the innermost
// element is one of in.
func (w *writer) enterParent(name string, ends, in []string) bool {
	isCell := name == "td" || name == "th"
	if t := w.top(); name == "summary" && (t == nil || t.name != "details" || t.filled) {
		return false
	}
	for i := len(w.open) - 1; i >= w.floor; i-- {
		switch at := w.open[i].name; {
		case slices.Contains(in, at), isCell && structures[at] && strings.HasPrefix(at, "t"):
			w.closeTo(i + 1)
			if at == "table" && (isCell || name == "tr") {
				w.imply("tbody")
			}
			if isCell && at != "tr" {
				w.imply("tr")
			}
			return true
		case slices.Contains(ends, at):
			w.closeTo(i + 1)
			w.closeTop(false)
		case at == "table" || at == "td" || at == "th" || at == "details":
			return w.implyList(name)
		}
	}
	return w.implyList(name)
}

// implyList opens a list around items that are in none, as browsers do.
func (w *writer) implyList(name string) bool {
	if name != "li" || !w.beginFlow(name) {
		return false
	}
	w.imply("ul")
	return true
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

// closeDeferred closes the elements whose end tag was within a Markdown block in them,
// such as a <details> that ends in the last item of a list.
func (w *writer) closeDeferred() {
	w.deferred = slices.DeleteFunc(w.deferred, w.close)
}

// closeTo closes all elements except the first n, and reports missing end tags.
func (w *writer) closeTo(n int) {
	for len(w.open) > n {
		w.closeTop(true)
	}
}

func (w *writer) closeTop(missingEnd bool) {
	e := w.open[len(w.open)-1]
	if e.name == "details" || !structures[e.name] && len(w.pending) > 0 {
		w.fill()
	}
	w.broken = false
	w.open = w.open[:len(w.open)-1]
	switch {
	case e.name == "p" && w.unwrapAnchors(e.start, e.hole):
	case e.name == "a":
		w.endLink(&e)
		w.joinElement(e.start, e.hole)
	case e.text > 0:
		w.endHeading(&e)
	case e.end != "":
		w.str(e.end)
	default:
		w.str("</" + e.name + ">")
		if e.class == phrasing && !e.implied {
			w.joinElement(e.start, e.hole)
		}
	}
	if missingEnd && !e.implied && !optionalEnd[e.name] && len(w.unclosed) < maxTags {
		w.unclosed = append(w.unclosed, unclosedTag{e.name, e.raw, e.off, e.class == phrasing, false})
	}
}
