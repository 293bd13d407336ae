package render

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The parts of a twin that several kinds of pages share, like themes/default/parts.

// kicker writes the line below the title: the facts that are not empty.
func (w *mdWriter) kicker(facts ...string) { w.block(joinWith(separator, facts)) }

func (w *mdWriter) aka(names []site.Text) {
	w.fact(0, "aka", w.join(convert(names, w.line)...))
}

// byline writes the owner of a page, the contact of the owner, and the last review.
func (w *mdWriter) byline(e *site.Entity) {
	w.blank()
	if team := e.Owner.To; team != nil {
		owner := w.link(team)
		if e.OwnerInherited {
			owner = remarked(owner, w.p.Say("owner.inherited"))
		}
		w.fact(0, "owner", owner)
		w.fact(0, "contact", w.join(codeSpan(team.Contact.Chat), w.webLink("oncall", team.Contact.Oncall)))
	}
	w.reviewed(e)
}

func (w *mdWriter) reviewed(e *site.Entity) {
	reviewed := string(e.Reviewed)
	if e.Reviewed.IsZero() {
		reviewed = w.p.Say("reviewed.never")
	}
	w.fact(0, "reviewed", reviewed)
}

// remarked returns a name with a remark in brackets. Full-width brackets need no space.
func remarked(name, remark string) string {
	if !strings.HasPrefix(remark, "（") {
		name += " "
	}
	return name + remark
}

// end writes the parts at the end of every page. skip are kinds of references that the
// page lists elsewhere.
func (w *mdWriter) end(x site.Page, skip ...source.Kind) {
	e := x.Base()
	w.past()
	w.notes(e.Notes)
	groups := slices.DeleteFunc(w.p.References(x), func(g RefGroup) bool { return slices.Contains(skip, g.Kind) })
	if len(groups) > 0 {
		w.heading("references")
	}
	for _, g := range groups {
		w.fact(0, "refs."+string(g.Kind), w.links(g.Pages))
	}
	if len(e.Links) > 0 {
		w.heading("links")
	}
	for _, l := range e.Links {
		w.bullet(0, w.titled(l, escapeMarkdown(l.URL)))
	}
	w.blank()
	w.fact(0, "keywords", w.join(convert(e.Keywords, w.line)...))
}

// titled returns a link with its title or, if it has none, with another text. It returns
// "" if there is no URL.
func (w *mdWriter) titled(l site.WebLink, otherwise string) string {
	if l.URL == "" {
		return ""
	}
	return "[" + cmp.Or(w.line(l.Title), otherwise) + "](" + angle(l.URL) + ")"
}

func (w *mdWriter) notes(notes []site.Note) {
	if len(notes) > 0 {
		w.heading("notes")
	}
	for _, n := range notes {
		kind := n.Kind
		if kind == "" {
			kind = "remark"
		}
		w.factText(0, "note."+kind, n.Text)
		w.bullet(1, string(n.Date))
	}
}

// status returns the word for a status, or for the default if s is "".
func (w *mdWriter) status(s, otherwise site.Status) string {
	if s == "" {
		s = otherwise
	}
	return w.p.Say("status." + string(s))
}

// party returns the name of a responsible party, or "".
func (w *mdWriter) party(x site.Party) string {
	if x.Team != nil {
		return w.link(x.Team)
	}
	return w.p.Say("party." + x.Column())
}

// parties returns the name of the present party and, if a change is planned, that of the
// future one.
func (w *mdWriter) parties(by, target site.Party) string {
	if !by.MovesTo(target) {
		return w.party(by)
	}
	return w.join(w.party(by)+" → "+w.party(target), w.p.Say("party.target"))
}

// lifecycle writes the dates and the successor of an item.
func (w *mdWriter) lifecycle(l site.Lifecycle) {
	if l.ReplacedBy.To != nil {
		w.fact(1, "replaced_by", w.link(l.ReplacedBy.To))
	}
	w.fact(1, "offered.since", string(l.Since))
	w.fact(1, "offered.until", string(l.Until))
}

// mentioned writes the pages that reference an item of a domain.
func (w *mdWriter) mentioned(refs []site.Reference, own *site.Domain) {
	w.fact(1, "mentioned_in", w.links(w.p.NamedBy(refs, own)))
}
