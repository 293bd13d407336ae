package diff

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// finish sets the weight of a change to the work of a team, because that depends on both
// sites. To a promise it adds the pages that rely on what changed.
func (d *differ) finish(c *Change) {
	if c.Kind == source.Team && (c.Old.Item.List == "domains" || c.New.Item.List == "domains") && slices.Contains([]string{"", "domain", "role"}, c.Field) {
		c.Weight = d.role(c)
	}
	if c.Weight != Promise {
		return
	}
	list := affectedList{differ: d, side: before, seen: map[site.Page]bool{nil: true, c.Old.Page: true, c.New.Page: true}}
	side := c.Old
	if side.ID == "" || side.Item.Absent {
		list.side, side = after, c.New
	}
	switch {
	case c.Field == "owner":
		list.heirs(c)
	case side.Page != nil:
		list.item(side.Item)
		list.page(side.Page, side.Item)
	}
	c.Affected = list.all
}

// affectedList collects the pages that rely on something.
type affectedList struct {
	*differ
	side int // before if the pages of the old site are added, otherwise after
	seen map[site.Page]bool
	all  []Affected
}

// add adds a page, in its new version if it has one, unless it is the changed page.
func (l *affectedList) add(p site.Page, how site.How) {
	if q := l.to[p]; l.side == before && q != nil {
		p = q
	}
	if !l.seen[p] {
		l.seen[p] = true
		l.all = append(l.all, Affected{Page: p, How: how, Owner: p.Base().Owner.To})
	}
}

func (l *affectedList) references(refs []site.Reference) {
	for _, r := range refs {
		l.add(r.From, r.How)
	}
}

// item adds the pages that reference a feature or an interface, or the one that contains
// the item.
func (l *affectedList) item(i Item) {
	if i.Parent != nil {
		l.item(*i.Parent)
	}
	switch x := i.Value.(type) {
	case *site.Feature:
		l.references(x.ReferencedBy)
	case *site.Interface:
		l.references(x.ReferencedBy)
	case *site.TeamDomain: // because of its role, the team owns the domain
		if x.Domain.To != nil {
			l.add(x.Domain.To, ByOwner)
		}
	}
}

// page adds the pages that rely on a thing or on an item of it. On a domain rely the
// domains that require it and the teams that use it. If i is zero, the change is about
// the whole thing, and all other pages that reference it are added too.
func (l *affectedList) page(p site.Page, i Item) {
	switch x := p.(type) {
	case *site.Domain:
		for _, d := range x.UsedBy {
			l.add(d, site.ByDependsOn)
		}
		for _, t := range x.Teams {
			if slices.ContainsFunc(t.Domains, func(w site.TeamDomain) bool { return w.Domain.To == x && w.Role == "user" }) {
				l.add(t, site.ByTeam)
			}
		}
	case *site.Component:
		for _, c := range x.UsedBy {
			l.add(c, site.ByDependsOn)
		}
	case *site.Team:
		for _, d := range x.Owns {
			if i.IsZero() {
				l.add(d, ByOwner)
			}
		}
	}
	if i.IsZero() {
		l.references(p.Base().ReferencedBy)
	}
}

// heirs adds the pages that inherit the owner of a domain or of the site.
func (l *affectedList) heirs(c *Change) {
	l.side = after
	if d, ok := c.New.Page.(*site.Domain); ok {
		for _, x := range d.Components {
			l.heir(x, d)
		}
		for _, x := range d.Scenarios {
			l.heir(x, d)
		}
		for _, x := range d.Guides {
			l.heir(x, d)
		}
	}
	if c.Kind == source.Site {
		for _, p := range l.sites[after].Pages() {
			if p.Base().Owner == l.sites[after].Owner {
				l.heir(p, nil)
			}
		}
	}
}

func (l *affectedList) heir(p site.Page, of site.Page) {
	if p.Base().OwnerInherited && inheritedFrom(p) == of {
		l.add(p, ByOwner)
	}
}

// inheritedFrom returns the domain that a page inherits its owner from, or nil if it is the
// site.
func inheritedFrom(p site.Page) site.Page {
	var d *site.Domain
	switch x := p.(type) {
	case *site.Component:
		d = firstOf(x.Domains)
	case *site.Guide:
		d = firstOf(x.Domains)
	case *site.Scenario:
		d = x.Lead.To
	}
	if d == nil || d.Owner.To == nil || d.OwnerInherited {
		return nil
	}
	return d
}

func firstOf(refs []site.Ref[site.Domain]) *site.Domain {
	for _, d := range site.Targets(refs) {
		return d
	}
	return nil
}
