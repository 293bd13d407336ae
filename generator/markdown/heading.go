package markdown

import (
	"bytes"
	"cmp"
	"strconv"
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
	id = text.NFC(id)
	if !ok || id == "" || strings.ContainsFunc(id, func(r rune) bool {
		return r != '-' && r != '.' && !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc)
	}) {
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
	h := Heading{Text: plain, ID: w.headingID(n, plain)}
	isTitle := n.Level == 1 && len(w.out) == 0
	h.Level = w.level(n.Level, isTitle)
	h.Pos, _ = w.in.pos(n.Pos(), 1)
	if isTitle {
		w.doc.title = plain
		w.hole(startTitle, 0)
	}
	tag := "h" + strconv.Itoa(h.Level)
	w.str("<" + tag + ` id="` + h.ID + `">`)
	from, holes := len(w.out), len(w.holes)
	w.inlines(n)
	if len(w.holes) == holes {
		w.headings = append(w.headings, [2]int{from, len(w.out)})
	} else {
		w.headings = append(w.headings, [2]int{})
		h.HTML = string(appendText(nil, plain))
	}
	if !isTitle {
		w.hole(permalink, len(w.doc.Headings))
	}
	w.str("</" + tag + ">")
	if isTitle {
		w.hole(endTitle, 0)
	}
	w.doc.Headings = append(w.doc.Headings, h)
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
