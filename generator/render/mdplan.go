package render

import (
	"fmt"

	"platmap/generator/site"
)

// plan writes the domains of groups, each with the contents of all lenses.
func (w *mdWriter) plan(list []*site.Group) {
	for _, g := range list {
		w.blank()
		switch {
		case w.p.Group != nil: // the title of the page
		case !g.Name.IsZero():
			w.linef("### %s\n", escapeHeading(w.p.Plain(g.Name)))
		case len(list) > 1:
			w.linef("### %s\n", w.p.Say("group.none"))
		}
		for _, d := range g.Domains {
			w.lot(w.p.r.lot(d, w.p.Locale))
		}
	}
}

// lot writes a domain or a group with the contents of all lenses.
func (w *mdWriter) lot(l Lot) {
	name := w.link(l.Of)
	if l.Domain != nil {
		name += w.note(w.word("status", string(l.Domain.NotableStatus())))
	}
	w.bullet(0, name)
	purpose := escapeMarkdown(l.Purpose.Text)
	if d := l.Domain; d != nil && !d.Summary.IsZero() {
		purpose = w.line(d.Summary)
	} else if d != nil && !d.EssentialProblem.IsZero() && !w.hasBlocks(d.EssentialProblem) {
		purpose = w.line(d.EssentialProblem)
	}
	w.fact(1, "map.for", purpose)
	w.fact(1, "map.who", w.partyCounts(l.Parties))
	w.fact(1, "map.get", w.waysIn(l))
	changes := w.listings(l.Changes)
	if changes == "" {
		changes = w.p.Say("map.nothing")
	}
	w.fact(1, "map.new", changes)
	if len(l.Requires.Entries) > 0 {
		w.bullet(1, l.Requires.Label+w.p.Say("colon")+w.entries(l.Requires))
	}
}

func (w *mdWriter) partyCounts(p Parties) string {
	if p == (Parties{}) {
		return w.p.Say("none.problem")
	}
	return w.p.Say("map.parties", p.Platform, p.Shared, p.Product)
}

// waysIn returns the interfaces of a domain or, if it has none, the contact.
func (w *mdWriter) waysIn(l Lot) string {
	if ways := w.listings(l.Ways); ways != "" {
		return ways
	}
	if before, name, after := w.p.ask(l.Domain); name != "" {
		return before + "[" + escapeMarkdown(name) + "](" + w.href(l.Domain.Owner.To) + ")" + after
	}
	return w.p.Say("none.problem")
}

func (w *mdWriter) listings(lists []Listing) string {
	return joinWith(w.p.Say("changes.between"), convert(lists, func(l Listing) string {
		if l.Count > 0 {
			return fmt.Sprint(l.Label, " ", l.Count)
		}
		return joinWith(w.p.Say("colon"), []string{l.Label, w.entries(l)})
	}))
}

func (w *mdWriter) entries(l Listing) string {
	return joinWith(separator, convert(l.Entries, func(e Entry) string {
		s := w.link(e.To)
		switch {
		case !e.Since.IsZero():
			s += " " + w.p.Say("map.from", e.Since)
		case !e.Until.IsZero():
			s += " " + w.p.Say("map.until", e.Until)
		case !e.End.IsZero():
			s += w.note(string(e.End))
		}
		return s
	}))
}

// group writes the page of a group.
func (w *mdWriter) group() {
	w.title(w.p.Title, "")
	w.paragraph(w.p.Group.Text)
	w.plan([]*site.Group{w.p.Group})
}
