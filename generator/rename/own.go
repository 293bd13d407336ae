package rename

import (
	"strings"

	"platmap/generator/edit"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// editPage changes the key id of the page, if it has one, and its aliases.
func (b *builder) editPage() error {
	if b.page == nil { // a draft has no address, so it needs no alias
		return nil
	}
	main := b.page.Base().File
	if b.plan.RemovedAlias == "" {
		b.plan.KeptAlias = b.Old
	}
	for _, f := range b.own {
		n := b.entry(f)
		if f != main && n.Pair("aliases") == nil { // a translation may repeat the keys of the main version
			continue
		}
		if err := b.editEntry(f, n); err != nil {
			return err
		}
	}
	return nil
}

// entry returns the mapping of the page in a file, or the list item that consists only of
// its id. It returns nil for a guide without front matter.
func (b *builder) entry(f *source.File) *tree.Node {
	n := valuesOf(f)
	if n == nil || n.Kind != tree.List {
		return n
	}
	for _, item := range n.Items {
		if id := item.Get("id"); item.IsScalar() && item.Text == b.Old || id != nil && id.Text == b.Old {
			return item
		}
	}
	return nil
}

func valuesOf(f *source.File) *tree.Node { return edit.Parse(f).Values }

func (b *builder) editEntry(f *source.File, n *tree.Node) error {
	if n != nil && n.IsScalar() {
		b.edit(f, edit.BareItem(n, b.New))
		return nil
	}
	if b.plan.RemovedAlias != "" {
		if e, ok := edit.UndoBareItem(n, b.New); ok && f.Kind == source.Component {
			b.edit(f, e)
			return nil
		}
	}
	if id := n.Get("id"); id != nil && f.Kind == source.Component {
		if _, err := b.editID(f, id.Pos, id.Len); err != nil {
			return err
		}
		b.removeAdvice(f, id.Pos.Offset+id.Len)
	}
	change := edit.AddAlias
	alias := b.plan.KeptAlias
	if b.plan.RemovedAlias != "" {
		change, alias = edit.RemoveAlias, b.plan.RemovedAlias
	}
	e, err := change(f, n, text.NFC(alias))
	if err != nil {
		return err
	}
	b.edit(f, e)
	return nil
}

// removeAdvice removes the comment in which an import suggests this command. from is the
// offset of the end of the id.
func (b *builder) removeAdvice(f *source.File, from int) {
	line, _, _ := strings.Cut(f.Text[from:], "\n")
	line = strings.TrimSuffix(line, "\r")
	if strings.HasPrefix(line, " #") && strings.HasSuffix(line, ": platmap rename component "+b.Old+" NEW") {
		b.edit(f, source.Edit{Start: from, End: from + len(line)})
	}
}
