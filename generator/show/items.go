package show

import (
	"cmp"
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/text"
)

func (b *builder) term(t *site.Term) {
	b.head(t, TermKind, positionOf(t, b.Lang))
	for _, x := range t.Aka {
		b.s.Aka = append(b.s.Aka, b.line(x))
	}
	b.s.Text = b.paragraph(t.Text)
	b.s.kicker = append(b.s.kicker, b.p.Say("view.glossary"))
	for _, v := range t.Term.Versions() {
		if v.Lang != b.Lang && v.Plain() != b.s.Name {
			e := Entry{Name: text.OneLine(v.Plain()), Kind: v.Lang}
			e.File, e.Line = b.Place(v.Pos)
			e.notes = []string{v.Lang}
			b.fact("name", "name", e)
		}
	}
}

// item shows a feature, an interface or a responsibility of a domain.
func (b *builder) item(to site.Target) {
	d := to.Page.(*site.Domain)
	b.head(to, "", positionOf(to, b.Lang))
	b.s.kicker = append(b.s.kicker, b.p.NameText(d))
	switch x := to.Item.(type) {
	case *site.Feature:
		b.about("feature", x.Item, x.Why)
		b.lifecycle(x.Lifecycle)
		b.ownerOf(d)
		if x.By.Text != "" {
			b.parties(x.By, x.Target)
		}
		b.guideTo(x.Guide.To)
		b.serves(x.Serves)
		b.list("built_from", "built_from", pagesOf(site.Targets(x.Components)))
	case *site.Interface:
		b.about("interface", x.Item, x.Why)
		if x.Kind != "" {
			b.s.kicker = append(b.s.kicker, b.p.Say("kind."+x.Kind))
		}
		b.lifecycle(x.Lifecycle)
		e := Entry{Name: b.p.Say("mode." + x.Mode), Kind: x.Kind, Mode: x.Mode, Link: x.URL}
		if x.Mode == "" {
			e.Name = ""
		}
		if e.Name != "" || e.Link != "" {
			b.fact("get", "box.get", e)
		}
		b.ownerOf(d)
		b.guideTo(query.Interface{Interface: x}.GuideTo())
		b.serves(x.Serves)
		if x.Component.To != nil {
			b.list("built_from", "built_from", []site.Page{x.Component.To})
		}
	case *site.Responsibility:
		b.about("responsibility", x.Item, x.Why)
		b.parties(x.By, x.Target)
		b.ownerOf(d)
		guarantees := Section{Key: "guarantees", Title: b.p.Say("guarantees")}
		for _, g := range x.Guarantees {
			e := b.textEntry(g.Name)
			if limit := b.p.Limit(g.AtMost, g.AtLeast, g.Unit); limit != "" {
				e.notes = []string{limit}
			}
			e.Text, e.Link = cmp.Or(b.paragraph(g.Text), strings.Join(e.notes, "")), g.SLO.URL
			guarantees.Entries = append(guarantees.Entries, e)
		}
		b.add(guarantees)
		served := Section{Key: "served_by", Title: b.p.Say("served_by")}
		for _, t := range x.ServedBy {
			served.Entries = append(served.Entries, b.entry(t.Item))
		}
		b.add(served)
	}
}

// about adds the sections that items of all kinds have.
func (b *builder) about(kind string, x site.Item, why site.Text) {
	b.s.Kind, b.s.Text = kind, b.paragraph(x.Text)
	b.add(Section{Key: "why", Title: b.p.Say("why"), Text: b.paragraph(why)})
	details := Section{Key: "details", Title: b.p.Say("details")}
	for _, d := range x.Details {
		details.Entries = append(details.Entries, b.textEntry(d.Name))
	}
	b.add(details)
}

func (b *builder) lifecycle(l site.Lifecycle) {
	b.s.Status = string(l.Status)
	b.status(l.Status)
	b.leaving(l)
	b.value("since", "offered.since", string(l.Since))
	b.value("until", "offered.until", string(l.Until))
	if l.ReplacedBy.To != nil {
		b.fact("replaced_by", "replaced_by", b.entry(*l.ReplacedBy.To))
	}
}

// ownerOf adds the domain of an item, and its contact.
func (b *builder) ownerOf(d *site.Domain) {
	b.fact("domain", "domain", b.entry(d))
	b.owner(&d.Entity)
}

func (b *builder) parties(by, target site.Party) {
	e := Entry{Name: b.party(by), By: cmp.Or(by.Text, site.Platform)}
	if by.MovesTo(target) {
		e.Target = target.Text
		e.notes = []string{"→ " + b.party(target) + b.p.Say("comma") + b.p.Say("party.target")}
	}
	b.fact("by", "by", e)
}

func (b *builder) guideTo(g *site.Guide) {
	if g != nil {
		b.fact("guide", "guide", b.entry(g))
	}
}

func (b *builder) serves(refs []site.ItemRef) {
	serves := Section{Key: "serves", Title: b.p.Say("serves")}
	for _, ref := range refs {
		if ref.To != nil {
			e := b.entry(*ref.To)
			e.Kind = "responsibility"
			serves.Entries = append(serves.Entries, e)
		}
	}
	b.add(serves)
}
