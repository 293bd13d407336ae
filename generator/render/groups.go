package render

import (
	"cmp"

	"platmap/generator/site"
)

// Groups returns the layers of the overview. Domains without a group form the
// last layer, which has no name. Layers without domains are left out.
func (p *Page) Groups() []*site.Group { return groups(p.Site) }

func groups(s *site.Site) []*site.Group {
	var list []*site.Group
	for _, g := range s.Groups {
		if len(g.Domains) > 0 {
			list = append(list, g)
		}
	}
	other := &site.Group{}
	for _, d := range s.Domains {
		if d.In == nil {
			other.Domains = append(other.Domains, d)
		}
	}
	if len(other.Domains) > 0 {
		list = append(list, other)
	}
	return list
}

// hasGroupPages reports whether each group has a page, because there are many domains.
func (r *renderer) hasGroupPages() bool { return len(r.site.Domains) > maxLots }

// groupPages returns the pages of groups, if there are any.
func (r *renderer) groupPages(locale string) []*Page {
	if !r.hasGroupPages() {
		return nil
	}
	return convert(groups(r.site), func(g *site.Group) *Page {
		p := r.page("group", locale, groupPath(g))
		p.Group = g
		return p
	})
}

// groupPath returns the path of the page of a group in the main language. The id "_other"
// is not a valid id of a group.
func groupPath(g *site.Group) string { return "groups/" + cmp.Or(g.ID, "_other") + ".html" }

// groupAnchor returns the anchor of a group on the home page.
func groupAnchor(g *site.Group) string {
	if g.ID == "" {
		return ""
	}
	return "pm-group-" + g.ID
}
