package render

import (
	"cmp"
	"slices"

	"platmap/generator/query"
	"platmap/generator/site"
)

// DomainBox is the box at the top of a domain page: the answers to what most readers
// come for.
type DomainBox struct {
	Ways    []Listing     // how to get it: by self-service if that is possible, otherwise all other ways
	Guides  []*site.Guide // without self-service: the guides that lead to it
	Ask     string        // without self-service: the channel of the owner
	Yours   []PartyRow    // what product teams do, now or later
	Changes []query.Stage // what is deprecated, then what is planned
}

// DomainBox returns the box of a domain.
func (p *Page) DomainBox(d *site.Domain) DomainBox {
	box := DomainBox{Ways: p.r.ways(d, p.Locale)}
	if len(box.Ways) > 0 && box.Ways[0].Label == p.Say("mode.self-service") {
		box.Ways = box.Ways[:1]
	} else {
		if d.Owner.To != nil {
			box.Ask = d.Owner.To.Contact.Chat
		}
		for _, g := range d.Guides {
			if g.GuideType == "how-to" || g.GuideType == "tutorial" {
				box.Guides = append(box.Guides, g)
			}
		}
	}
	for _, r := range query.ResponsibilitiesOf(d) {
		if r.By.Column() == site.Product || r.Moves() && r.Target.Column() == site.Product {
			box.Yours = append(box.Yours, partyRow(r))
		}
	}
	for _, s := range query.ItemStages(d) {
		if s.Status == site.Planned || s.Status == site.Deprecated {
			box.Changes = append(box.Changes, s)
		}
	}
	slices.SortStableFunc(box.Changes, func(a, b query.Stage) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), compareStages(a, b))
	})
	return box
}

// GuideOf returns the guide to an interface in the box, or nil.
func (p *Page) GuideOf(e Entry) *site.Guide {
	if x, ok := e.To.(*site.Interface); ok {
		return x.Guide.To
	}
	return nil
}

// IsFolded reports whether a feature is one line on its domain page, with the rest below
// it: it is available, and more than its name is known.
func (p *Page) IsFolded(f site.Feature) bool {
	return f.Status == site.Available && (!f.Text.IsZero() || !f.Why.IsZero() || f.Details != nil || f.Serves != nil || f.Components != nil ||
		f.Guide.To != nil || f.By.Text != "" || f.Issue != "" || f.Since != "" || f.Until != "" || f.ReplacedBy.To != nil ||
		p.NamedBy(f.ReferencedBy, f.Domain) != nil)
}

// box writes the box of a domain.
func (w *mdWriter) box(b DomainBox) {
	w.heading("box.get")
	for _, way := range b.Ways {
		for _, e := range way.Entries {
			guide := ""
			if g := w.p.GuideOf(e); g != nil {
				guide = w.p.Say("guide") + " " + w.link(g)
			}
			w.bullet(0, w.link(e.To)+w.note(way.Label, guide))
		}
	}
	for _, g := range b.Guides {
		w.bullet(0, w.link(g)+w.note(w.p.Say("guide")))
	}
	if b.Ask != "" {
		w.bullet(0, w.p.Say("map.ask", codeSpan(b.Ask)))
	}
	w.heading("box.yours")
	for _, r := range b.Yours {
		later := ""
		if r.Moves() {
			later = w.parties(r.By, r.Target)
		}
		w.bullet(0, w.link(r.Entry)+w.note(later))
	}
	if b.Yours == nil {
		w.bullet(0, w.p.Say("box.nothing"))
	}
	w.heading("box.changing")
	for _, s := range b.Changes {
		until, successor := "", ""
		if !s.Until.IsZero() {
			until = w.p.Say("offered.until") + w.p.Say("colon") + string(s.Until)
		}
		if s.Successor != nil {
			successor = "→ " + w.link(*s.Successor)
		}
		w.bullet(0, w.link(s.Entry)+w.note(w.status(s.Status, site.Available), until, successor))
	}
	if b.Changes == nil {
		w.bullet(0, w.p.Say("map.nothing"))
	}
}
