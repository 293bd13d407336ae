package rename

import (
	"platmap/generator/edit"
	"platmap/generator/source"
	"platmap/generator/starter"
	"platmap/generator/text"
)

// Group is the kind of a group of domains. A group has no file and no page: it is an item
// of groups in site.yaml.
const Group source.Kind = "group"

// renameGroup changes the id of a group, and the key group of its domains. A group has no
// address, so it gets no alias.
func (b *builder) renameGroup() error {
	var ids []string
	known := map[string]bool{}
	for _, g := range b.site.Groups {
		ids = append(ids, g.ID)
		known[g.ID] = true
	}
	switch {
	case !known[b.Old]:
		return b.unknown(text.Closest(b.Old, ids), ids)
	case b.Old == b.New:
		return errSameID
	case known[b.New]:
		return usageErrorf("group %q already exists in %s", b.New, b.site.File.Name)
	}
	if err := starter.CheckID(Group, b.New); err != nil {
		return &UsageError{err.Error()}
	}
	for _, item := range valuesOf(b.site.File).Get("groups").Items {
		if id := item.Get("id"); id != nil && id.Text == b.Old {
			if _, err := b.editID(b.site.File, id.Pos, id.Len); err != nil {
				return err
			}
		}
	}
	for _, d := range b.site.Domains {
		if d.Group.Text != b.Old {
			continue
		}
		edited, err := b.editID(d.File, d.Group.Pos, d.Group.Len)
		if err != nil {
			return err
		}
		if edited {
			b.change(d.File).References++
		}
	}
	return nil
}

// editID replaces the old id if it is the whole value at a position.
func (b *builder) editID(f *source.File, pos source.Pos, length int) (edited bool, err error) {
	e, ok := edit.ReplacePart(f, pos.Offset, length, b.Old, 0, len(b.Old), b.New)
	if !ok {
		return false, &edit.Error{Pos: pos, Text: "write this id on one line"}
	}
	return b.edit(f, e), nil
}
