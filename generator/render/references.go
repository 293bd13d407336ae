package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// RefGroup is the pages of one kind that refer to a page.
type RefGroup struct {
	Kind  source.Kind
	Pages []site.Page
}

// References returns the pages that refer to a page, grouped by kind.
func (p *Page) References(x site.Page) []RefGroup { return refGroups(x.Base().ReferencedBy) }

func refGroups(refs []site.Reference) []RefGroup {
	var groups []RefGroup
	for _, k := range pageKinds {
		g := RefGroup{Kind: k.kind}
		for _, ref := range refs {
			if ref.From.Base().Kind == k.kind {
				g.Pages = append(g.Pages, ref.From)
			}
		}
		if len(g.Pages) > 0 {
			g.Pages = unique(g.Pages)
			groups = append(groups, g)
		}
	}
	return groups
}

// NamedBy returns the pages that refer to a feature or an interface, except the
// domain that it belongs to.
func (p *Page) NamedBy(refs []site.Reference, own *site.Domain) []site.Page {
	var pages []site.Page
	for _, g := range refGroups(refs) {
		pages = append(pages, g.Pages...)
	}
	return slices.DeleteFunc(pages, func(x site.Page) bool { return x == site.Page(own) })
}

// unique removes all but the first of equal elements. It changes the list.
func unique[T comparable](list []T) []T {
	seen := make(map[T]bool, len(list))
	return slices.DeleteFunc(list, func(x T) bool {
		if seen[x] {
			return true
		}
		seen[x] = true
		return false
	})
}
