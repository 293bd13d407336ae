package rename

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// heading is the heading to rename, in one language of a guide.
type heading struct {
	guide   *site.Guide
	version site.GuideVersion
	index   int               // index among the headings of the version
	after   *markdown.Heading // the heading after the edit
	ids     map[string]string // ids that change: the new id of a heading of the version, by the old one
}

// isHeading reports whether the request renames a heading: whether Old has the form
// PATH#heading.
func (r *Request) isHeading() bool { return r.Kind == source.Guide && strings.Contains(r.Old, "#") }

// renameHeading changes the text of a heading, and the links to it. It does not keep the
// old id.
func (b *builder) renameHeading() error {
	h, err := b.findHeading()
	if err != nil {
		return err
	}
	e, err := h.edit(b.New)
	if err != nil {
		return err
	}
	if err := h.setAfter(e); err != nil {
		return err
	}
	b.plan.headingOf = h.guide
	b.edit(h.version.File, e)
	for _, u := range b.uses {
		if u.To.Page != h.guide || u.To.Anchor == "" {
			continue
		}
		if err := b.editAnchor(u, h); err != nil {
			return err
		}
	}
	if old := h.old().ID; h.ids[old] != "" {
		b.note(Note{Text: fmt.Sprintf("links from other sites to #%s lead to the start of the page now", old)})
	}
	return nil
}

// old returns the heading before the edit.
func (h *heading) old() *markdown.Heading { return &h.version.Doc.Headings[h.index] }

// findHeading finds the heading with the old id or text. The path may end in a language.
func (b *builder) findHeading() (*heading, error) {
	id, part, _ := strings.Cut(b.Old, "#")
	name, lang := site.GuideID("guides/"+id+".md", b.site.Locales)
	g, _ := b.site.Page(source.Guide, id).(*site.Guide)
	if g == nil && lang != "" {
		g, _ = b.site.Page(source.Guide, name).(*site.Guide)
	}
	if g == nil || text.NFC(g.ID) != id && text.NFC(g.ID) != name {
		return nil, usageErrorf("unknown guide %q", id)
	}
	var found []heading
	var known, files []string
	for _, v := range g.Versions {
		if lang != "" && v.Lang != lang {
			continue
		}
		for i, x := range v.Doc.Headings {
			known = append(known, x.ID)
			if x.ID == part || text.NFC(x.Text) == part {
				found = append(found, heading{guide: g, version: v, index: i})
				files = append(files, v.File.Name)
				break
			}
		}
	}
	switch {
	case len(found) > 1:
		return nil, usageErrorf("%s have the heading %q; add a language to the path, such as %s.%s#%s", strings.Join(files, " and "), part, g.ID, found[1].version.Lang, part)
	case len(found) == 1:
		return &found[0], nil
	}
	if near := text.Closest(part, known); near != "" {
		return nil, usageErrorf("guide %q has no heading %q; did you mean #%s?", g.ID, part, near)
	}
	slices.Sort(known) // duplicates are removed, because translations may have the same anchors
	known = slices.Compact(known)
	return nil, usageErrorf("guide %q has no heading %q\nuse one of: %s", g.ID, part, text.ListClosest(part, known))
}

// headingLine matches the line of a heading: the part before its text, the text, and the
// part after it, which may contain an id.
var headingLine = regexp.MustCompile(`^(#{1,6}[ \t]+)?([^\n]*?)([ \t]+#+)?([ \t]*\{(?:#|/\*)[^{}\n]*\})?[ \t\r]*(?:\n|$)`)

// edit returns the edit of the text of the heading.
func (h *heading) edit(newText string) (source.Edit, error) {
	pos := h.old().Pos
	m := headingLine.FindStringSubmatchIndex(pos.File.Text[pos.Offset:])
	if m == nil || m[4] == m[5] || strings.HasPrefix(pos.File.Text[pos.Offset:], "<") {
		return source.Edit{}, &edit.Error{Pos: pos, Text: "this heading is written in a way that cannot be changed"}
	}
	return source.Edit{Start: pos.Offset + m[4], End: pos.Offset + m[5], New: newText}, nil
}

// setAfter parses the guide after the edit of the heading, and sets the new ids.
func (h *heading) setAfter(e source.Edit) error {
	content, ok := edit.Apply(&source.File{Text: h.version.File.Text}, []source.Edit{e})
	var diags source.Diagnostics
	after := markdown.Parse(&source.File{Name: h.version.File.Name, Kind: source.Guide, Text: content}, h.version.Body, &diags)
	before := h.version.Doc.Headings
	if !ok || strings.ContainsAny(e.New, "\r\n") || len(after.Headings) != len(before) || after.Headings[h.index].Text == "" {
		return usageErrorf("invalid heading %q; write one line of text", e.New)
	}
	h.after, h.ids = &after.Headings[h.index], map[string]string{}
	for i, x := range after.Headings {
		if x.ID != before[i].ID {
			h.ids[before[i].ID] = x.ID
		}
	}
	return nil
}

// means reports whether a reference with an anchor refers to the heading in the version
// that changes, and not to one with the same id in another language.
func (h *heading) means(u site.Use) bool {
	if target, _ := linkTarget(u); target != "" && source.KindOf(target) == source.Guide {
		return target == text.NFC(h.version.File.Name)
	}
	if u.Link != nil && strings.HasPrefix(u.Link.Dest, "#") {
		return u.File == h.version.File
	}
	for _, v := range h.guide.Versions {
		for _, x := range v.Doc.Headings {
			if v.File != h.version.File && x.ID == u.To.Anchor {
				return false
			}
		}
	}
	return true
}

// editAnchor changes the anchor in a reference.
func (b *builder) editAnchor(u site.Use, h *heading) error {
	isText := false
	value := u.Name.Text
	if u.Link != nil {
		value = u.Link.Dest
	}
	from := strings.IndexByte(value, '#') + 1
	to := from + len(anchorText.FindString(value[from:]))
	part := strings.TrimSpace(value[from:to])
	with := h.ids[u.To.Anchor]
	if u.To.Anchor == h.old().ID && text.NFC(part) == text.NFC(h.old().Text) && part != h.old().ID { // [[guide#Heading]]
		if isText = !strings.ContainsAny(h.after.Text, "[]|\"`$=;{}<>#"); isText {
			with = h.after.Text
		} else {
			with = h.after.ID
		}
	}
	if with == "" || with == part || !h.means(u) {
		return nil
	}
	from += strings.Index(value[from:to], part)
	to = from + len(part)
	var e source.Edit
	var err error
	if u.Link != nil && u.Link.Kind != markdown.WikiRef {
		e, err = anchorEdit(u, with)
	} else {
		e, err = nameEdit(u, value, from, to, with)
	}
	if err != nil {
		return err
	}
	for i, again := range append([]int{0}, repeatsOf(u)...) {
		if b.edit(u.File, source.Edit{Start: e.Start + again, End: e.End + again, New: e.New}) && i == 0 {
			b.change(u.File).References++
		}
	}
	return nil
}

// anchorText matches an anchor, up to a text directive or the bracket at the end of a
// name.
var anchorText = regexp.MustCompile(`^(?:[^:\]]|:[^~])*`)

// repeatsOf returns the distances, in bytes, of repeated definitions of a link from the
// first one.
func repeatsOf(u site.Use) []int {
	var shifts []int
	if u.Link != nil {
		for _, again := range u.Link.Repeats {
			shifts = append(shifts, again-u.Link.Start)
		}
	}
	return shifts
}

// anchorEdit returns the edit that changes the anchor of a link in its file.
func anchorEdit(u site.Use, with string) (source.Edit, error) {
	l := u.Link
	if l.Written.File == nil {
		return source.Edit{}, cannotEdit(u, l.Pos)
	}
	before, written, ok := strings.Cut(l.Written.Text(), "#")
	_, dest, _ := strings.Cut(l.Dest, "#")
	if decoded, err := url.PathUnescape(written); !ok || err != nil || decoded != dest {
		return source.Edit{}, cannotEdit(u, l.Pos)
	}
	if directive := strings.Index(written, ":~:"); directive >= 0 {
		written = written[:directive]
	}
	if decoded, err := url.PathUnescape(written); err == nil && decoded != written {
		with = url.PathEscape(with)
	}
	at := l.Written.Offset + len(before) + len("#")
	return source.Edit{Start: at, End: at + len(written), New: with}, nil
}
