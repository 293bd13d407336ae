package site

import "platmap/generator/source"

// owners sets the owners and review intervals that pages inherit. The owner of a domain
// is by default the team that has the role owner in it, if it is the only one. Other
// pages inherit from their first domain. Otherwise the owner is that of the site.
func (g *Graph) owners() {
	s := g.Site
	if s.Owner.To = nil; s.Owner.Text != "" {
		p, unresolved := s.names.page(source.Team, s.Owner.Text)
		if unresolved != nil {
			g.reportSiteWide(unresolved, s.Owner.Located)
		} else {
			s.Owner.To = p.(*Team)
		}
	}
	for _, t := range s.Teams {
		t.Owns, t.OwnsParts = nil, nil
		if t.Owner.Text == "" { // a team's page belongs to the team
			t.Owner = Ref[Team]{Located: Located{Text: t.ID}, To: t}
		}
	}
	for _, p := range s.pages { // domains come first
		e := p.Base()
		if e.ReviewEvery == "" {
			e.ReviewEvery = s.ReviewEvery
		}
		if e.Owner.Text == "" || e.OwnerInherited {
			e.OwnerInherited, e.Owner = true, s.Owner
			if d, ok := p.(*Domain); ok {
				if t := d.onlyOwner(); t != nil {
					e.Owner = Ref[Team]{Located: Located{Text: t.ID}, To: t}
				}
			} else if d := p.inheritsFrom(); d != nil && d.Owner.To != nil {
				e.Owner = d.Owner
			}
		}
	}
	for _, d := range s.Domains {
		if t := d.Owner.To; t != nil {
			t.Owns = append(t.Owns, d)
		}
	}
	for _, c := range s.Components {
		if t := c.Owner.To; t != nil {
			t.OwnsParts = append(t.OwnsParts, c)
		}
	}
}
