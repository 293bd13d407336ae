package rename

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// editUse changes a reference if it refers to the page, or if it refers to another page
// but would refer to this one after the renaming.
func (b *builder) editUse(u site.Use) error {
	if isPath(u) {
		return b.editLink(u)
	}
	if u.To.Page == nil {
		return nil
	}
	value := u.Name.Text
	if u.Link != nil {
		value = u.Link.Dest
	}
	from, to := idIn(value, u.Kind)
	with := b.nameFor(u, value, from, to)
	if with == "" {
		return nil
	}
	e, err := nameEdit(u, value, from, to, with)
	if err != nil {
		return err
	}
	if b.edit(u.File, e) {
		b.change(u.File).References++
	}
	return nil
}

// isPath reports whether a use is a link with a relative path.
func isPath(u site.Use) bool {
	return u.Link != nil && u.Link.Kind != markdown.WikiRef && u.To.URL == "" && !strings.HasPrefix(u.Link.Dest, "#")
}

// idIn returns the span of the id in a value. If kind is "", the value has the form
// kind:id#item, as in [[…]]. Otherwise it is domain#item, or only an id.
func idIn(value string, kind source.Kind) (from, to int) {
	to = len(value)
	if i := strings.IndexByte(value, '#'); i >= 0 && (kind == "" || kind == source.Domain) {
		to = i
	}
	if kind != "" {
		return 0, to
	}
	from = strings.IndexByte(value[:to], ':') + 1
	for strings.HasPrefix(value[from:to], "[") {
		from++
	}
	id := strings.TrimSpace(strings.TrimRight(value[from:to], "]"))
	from += strings.Index(value[from:to], id)
	return from, from + len(id)
}

// nameFor returns the replacement for the id in a value, or "" if it does not change.
func (b *builder) nameFor(u site.Use, value string, from, to int) string {
	id := text.NFC(value[from:to])
	hasKind := u.Kind != "" || strings.HasSuffix(strings.TrimSpace(value[:from]), ":")
	kind := u.To.Page.Base().Kind
	switch {
	case u.To.Page == b.page && id == b.Old:
		if !hasKind && b.kindOf(b.New) != b.Kind {
			return string(b.Kind) + ":" + b.New
		}
		return b.New
	case u.To.Page != b.page && id == b.New && !hasKind && before(b.Kind, kind):
		return string(kind) + ":" + value[from:to]
	}
	return ""
}

// kindOf returns the kind of the page that [[id]] refers to after the renaming, which
// matters if id is the new id.
func (b *builder) kindOf(id string) source.Kind {
	for _, kind := range source.WikiKinds() {
		if kind == b.Kind || b.site.Page(kind, id) != nil {
			return kind
		}
	}
	return ""
}

// before reports whether [[x]] refers to a page of kind a and not to one of kind b with
// the same id.
func before(a, b source.Kind) bool {
	kinds := source.WikiKinds()
	return slices.Index(kinds, a) < slices.Index(kinds, b)
}

// nameEdit returns the edit that replaces a part of a name.
func nameEdit(u site.Use, value string, from, to int, with string) (source.Edit, error) {
	if u.Link == nil {
		if e, ok := edit.ReplacePart(u.File, u.Name.Pos.Offset, u.Name.Len, value, from, to, with); ok {
			return e, nil
		}
		return source.Edit{}, cannotEdit(u, u.Name.Pos)
	}
	if u.Link.Written.File == nil {
		return source.Edit{}, cannotEdit(u, u.Link.Pos)
	}
	at := u.Link.Written.Offset
	return source.Edit{Start: at + from, End: at + to, New: with}, nil
}

// cannotEdit returns the error for a reference whose text in the file differs from its
// value.
func cannotEdit(u site.Use, pos source.Pos) error {
	name := u.Name.Text
	if u.Link != nil {
		name = u.Link.Dest
	}
	if !pos.IsValid() {
		pos = source.Pos{File: u.File}
	}
	return &edit.Error{Pos: pos, Text: fmt.Sprintf("the reference %q is split over lines or has escapes, so it cannot be changed; write it on one line without escapes", name)}
}

// MeaningError returns the error for a reference whose target would change.
func MeaningError(u site.Use) error {
	pos, name := u.Name.Pos, u.Name.Text
	if u.Link != nil {
		pos, name = u.Link.Pos, u.Link.Dest
	}
	if !pos.IsValid() {
		pos = source.Pos{File: u.File}
	}
	return &edit.Error{Pos: pos, Text: fmt.Sprintf("the reference %q would have another target", name)}
}
