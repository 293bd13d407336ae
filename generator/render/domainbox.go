package render

import (
	"platmap/generator/query"
	"platmap/generator/site"
)

// DomainBox is a query.Box in the form for a page.
type DomainBox struct {
	query.Box
	Ways  []Listing
	Yours []PartyRow
}

// DomainBox returns the box at the top of the page of a domain.
func (p *Page) DomainBox(d *site.Domain) DomainBox {
	box := query.BoxOf(d)
	return DomainBox{box, p.r.listWays(box.Ways, p.Locale), convert(box.Yours, partyRow)}
}

// GuideOf returns the guide to an interface in the box, or nil.
func (p *Page) GuideOf(e Entry) *site.Guide {
	if x, ok := e.To.(*site.Interface); ok {
		return x.Guide.To
	}
	return nil
}

// IsFolded reports whether a feature is shown on its domain page as one line that readers
// can expand: it is available, and has more than a name.
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
	if len(b.Yours) == 0 {
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
