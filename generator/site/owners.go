package site

import "platmap/generator/source"

// owners sets the owners and review intervals that pages inherit. By default, the owner
// of a domain is the only team with the role owner in it. Other pages inherit the owner
// of their first domain. Without either, the owner is that of the site.
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
		if t.Owner.Text == "" { // the owner of a team's page is the team
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
