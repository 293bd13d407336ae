package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"

	"platmap/generator/text"
)

// headingParser removes {#id} or {/*id*/} from the end of a heading before its text
// is parsed, and makes it the id of the heading.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(node ast.Node, reader gmtext.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	if node.Parent() == nil || node.Lines().Len() == 0 {
		return
	}
	last := node.Lines().Len() - 1
	segment := node.Lines().At(last)
	line := bytes.TrimRight(segment.Value(reader.Source()), " \t\r\n")
	at := bytes.LastIndexByte(line, '{')
	if at < 0 || line[len(line)-1] != '}' || at > 0 && line[at-1] == '\\' {
		return
	}
	inside := strings.TrimSpace(string(line[at+1 : len(line)-1]))
	id, ok := strings.CutPrefix(inside, "#")
	if comment, is := strings.CutPrefix(inside, "/*"); is { // in MDX, {#id} would be code
		id, ok = strings.CutSuffix(comment, "*/")
		id = strings.TrimSpace(id)
	}
	id = text.Anchor(text.NFC(id))
	if !ok || !isHeadingID(id) {
		return
	}
	segment.Stop = segment.Start + len(bytes.TrimRight(line[:at], " \t")) - segment.Padding
	node.Lines().Set(last, segment)
	st := stateOf(pc)
	if st.ids == nil {
		st.ids = map[string]bool{}
	}
	if !st.ids[id] { // a repeated id gets a number, as for any heading
		st.ids[id] = true
		node.SetAttributeString("own", true)
	}
	node.SetAttributeString("id", id)
}

// isHeadingID reports whether authors may give a heading this id, which needs no
// escaping.
func isHeadingID(id string) bool {
	return id != "" && !strings.ContainsFunc(id, func(r rune) bool {
		return r != '-' && r != '.' && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc)
	})
}

// mark holds the positions that are needed to complete a heading when the outline is
// known.
type mark struct {
	written    int // level in the source
	start, end int // offsets of the level in the start tag and in the end tag, in the HTML
	from, to   int // offsets of the text in the HTML; equal if the text has holes
}

// candidate is the heading that may be the title: the first one that is not within
// another block.
type candidate struct {
	ok    bool
	n     int  // index in Headings
	opens bool // whether nothing but notes and badges is before it
	holes [2]int
	span  [2]int // offsets in the source
}

// heading writes a heading with its id and permalink.
func (w *writer) heading(n *ast.Heading) {
	w.conflict(n) // the ======= of a conflict turns the lines above into a heading
	plain := w.plainOf(n)
	if plain == "" && !hasImage(n) {
		return // an empty heading would be an empty entry in the contents
	}
	if w.in.mode != guide {
		w.str("<p><strong>")
		w.inlines(n)
		w.str("</strong></p>")
		return
	}
	w.openHeading(n.Level, n.Pos())
	w.str(w.headingID(n, w.textForID(n, plain)) + `">`)
	from, holes := len(w.out), len(w.holes)
	w.inlines(n)
	w.closeHeading(plain, from, holes, headingEnd(n, w.src))
}

// openHeading writes the start tag of a heading up to the value of its id. The level
// is set by finishHeadings.
func (w *writer) openHeading(level, off int) {
	pos, _ := w.in.pos(off, 1)
	if w.depth == 1 && len(w.open) == 0 && !w.title.ok {
		w.title = candidate{ok: true, n: len(w.doc.Headings), opens: !w.begun, holes: [2]int{len(w.holes)}, span: [2]int{off}}
		w.hole(startTitle, 0)
	}
	w.doc.Headings = append(w.doc.Headings, Heading{Pos: pos})
	w.marks = append(w.marks, mark{written: level, start: len(w.out) + len("<h")})
	w.str(`<h0 id="`)
}

// closeHeading writes the end tag of a heading. from is the offset in out at which its
// text starts, holes is the number of holes before its text, and end is the offset in
// the source at which the heading ends.
func (w *writer) closeHeading(plain string, from, holes, end int) {
	n := len(w.doc.Headings) - 1
	h, m := &w.doc.Headings[n], &w.marks[n]
	h.Text, h.ID = plain, string(w.out[m.start+len(`0 id="`):from-len(`">`)])
	if len(w.holes) == holes {
		m.from, m.to = from, len(w.out)
	} else {
		h.HTML = string(appendText(nil, plain))
	}
	m.end = len(w.out) + len("</h")
	w.str("</h0>")
	w.hole(permalink, n) // outside, so that screen readers read only the text as the heading
	if w.title.ok && w.title.n == n {
		w.title.holes[1], w.title.span[1] = len(w.holes), end
		w.hole(endTitle, 0)
	}
}

// headingTag writes the start tag of a heading in HTML up to the value of its id, which
// is known when its text is.
func (w *writer) headingTag(t *htmlTag, e element) {
	if id, ok := t.get("id"); ok {
		if e.id = text.NFC(id.value); !isHeadingID(e.id) {
			e.id = ""
		}
	}
	w.openHeading(int(t.name[1]-'0'), t.off(0))
	e.text = len(w.out)
	w.push(e, "")
}

// endHeading ends a heading in HTML. If the heading has neither text nor images, it
// removes the heading.
func (w *writer) endHeading(e *element) {
	plain := w.plainSince(e.text, e.hole, false)
	if plain == "" && !slices.ContainsFunc(w.holes[e.hole:], func(h hole) bool { return h.kind == image }) {
		w.dropHeading(e)
		return
	}
	id := []byte(w.ids.Unique(cmp.Or(e.id, text.Slug(plain), "section")) + `">`)
	w.out = slices.Insert(w.out, e.text, id...)
	for i := range w.holes[e.hole:] {
		w.holes[e.hole+i].at += int32(len(id))
	}
	w.closeHeading(plain, e.text+len(id), e.hole, w.tagStop)
}

// dropHeading removes the heading that is being written, but not its anchors.
func (w *writer) dropHeading(e *element) {
	n := len(w.marks) - 1
	w.out = w.out[:w.marks[n].start-len("<h")]
	from := e.hole
	if w.title.ok && w.title.n == n {
		w.title = candidate{}
		from--
		w.holes = slices.Delete(w.holes, from, from+1)
	}
	anchors := w.holes[:from]
	for _, h := range w.holes[from:] {
		if h.kind == anchor {
			anchors = append(anchors, hole{at: int32(len(w.out)), n: h.n, kind: anchor})
		}
	}
	w.holes, w.marks, w.doc.Headings = anchors, w.marks[:n], w.doc.Headings[:n]
}

func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

// headingEnd returns the offset in the source after the last line of a heading, which
// is an underline if the heading does not start with #.
func headingEnd(n *ast.Heading, src []byte) int {
	end := n.Pos()
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	lineEnd := func(at int) int {
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			return at + i + 1
		}
		return len(src)
	}
	if end == 0 || src[end-1] != '\n' {
		end = lineEnd(end)
	}
	if !bytes.HasPrefix(src[n.Pos():], []byte{'#'}) {
		end = lineEnd(end)
	}
	return end
}

// finishHeadings decides which heading is the title and sets the levels.
func (w *writer) finishHeadings() {
	isTitle := w.isTitle()
	for i := range w.marks {
		m := &w.marks[i]
		level := w.level(m.written, isTitle && i == w.title.n)
		w.out[m.start], w.out[m.end] = '0'+byte(level), '0'+byte(level)
		w.doc.Headings[i].Level = level
	}
	switch {
	case isTitle:
		w.doc.title, w.doc.titleSpan = w.title.n+1, w.title.span
	case w.title.ok:
		w.holes = slices.Delete(w.holes, w.title.holes[1], w.title.holes[1]+1)
		w.holes = slices.Delete(w.holes, w.title.holes[0], w.title.holes[0]+1)
	}
}

// isTitle reports whether the candidate is the title of the page. A heading of level 1
// is the title if it opens the page or is the only one. Any other heading must open
// the page. It must also repeat the title in the front matter or, if there is none,
// be the only heading of its level.
func (w *writer) isTitle() bool {
	if !w.title.ok {
		return false
	}
	level := w.marks[w.title.n].written
	if !w.title.opens && level > 1 {
		return false
	}
	if repeats := slices.Contains(w.in.titles, text.OneLine(w.doc.Headings[w.title.n].Text)); repeats || w.title.opens && level == 1 {
		return true
	}
	if len(w.in.titles) > 0 && level > 1 {
		return false
	}
	for i, m := range w.marks {
		if i != w.title.n && m.written <= level {
			return false
		}
	}
	return true
}

// noteContent records whether the text after an offset of out is more than the notes and
// badges that may precede the title.
func (w *writer) noteContent(n ast.Node, from, holes int) {
	if w.begun || w.title.ok || w.depth != 1 || n.Kind() == ast.KindBlockquote {
		return
	}
	for _, h := range w.holes[holes:] {
		if h.kind == code || h.kind == wholeLink {
			w.begun = true
		}
	}
	s := stripper{enough: 1}
	s.add(string(w.out[from:]))
	w.begun = w.begun || strings.TrimSpace(s.String()) != ""
}

// textForID returns the text that the id of a heading is made from: plain, but with
// the names of emoji.
func (w *writer) textForID(n *ast.Heading, plain string) string {
	if !hasEmoji(n) {
		return plain
	}
	w.emojiNames = true
	plain = w.plainOf(n)
	w.emojiNames = false
	return plain
}

func (w *writer) headingID(n *ast.Heading, plain string) string {
	id, ok := n.AttributeString("id")
	if !ok {
		return w.ids.Unique(cmp.Or(text.Slug(plain), "section"))
	}
	if _, own := n.AttributeString("own"); own {
		return id.(string)
	}
	return w.ids.Unique(id.(string))
}

// level returns the level at which a heading is shown, so that the outline has no
// gaps: one more than the level at which the nearest earlier heading with a lower
// level in the source is shown. Only the title of the page has level 1.
func (w *writer) level(written int, isTitle bool) int {
	for len(w.outline) > 0 && w.outline[len(w.outline)-1][0] >= written {
		w.outline = w.outline[:len(w.outline)-1]
	}
	level := 2
	if isTitle {
		level = 1
	} else if len(w.outline) > 0 {
		level = min(w.outline[len(w.outline)-1][1]+1, 6)
	}
	w.outline = append(w.outline, [2]int{written, level})
	return level
}

func hasImage(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || hasImage(c) {
			return true
		}
	}
	return false
}
