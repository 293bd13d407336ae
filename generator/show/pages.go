package show

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/text"
)

func (b *builder) domain(d *site.Domain) {
	if d.In != nil {
		b.s.kicker = append(b.s.kicker, b.p.NameText(d.In))
	}
	b.s.Status = cmp.Or(b.s.Status, "active")
	b.status(d.NotableStatus())
	problem := b.paragraph(d.EssentialProblem)
	b.leaving(d)
	b.owner(&d.Entity)
	b.box(d)
	b.add(Section{Key: "problem", Title: b.p.Say("domain.problem"), Text: problem})
	b.list("guides", "domain.guides", pagesOf(d.Guides))
	b.list("depends_on", "domain.depends_on", pagesOf(site.Targets(d.DependsOn)))
}

// box adds the contents of the box on the page of a domain, but with all ways to use it.
func (b *builder) box(d *site.Domain) {
	box := query.BoxOf(d)
	get := Section{Key: "get", Title: b.p.Say("box.get"), none: b.p.Say("none.interfaces")}
	for _, way := range query.Ways(d) {
		for _, x := range way.Interfaces {
			get.Entries = append(get.Entries, b.entry(x))
		}
	}
	for _, g := range box.Guides {
		e := b.entry(g)
		e.notes = append(e.notes, b.p.Say("guide"))
		get.Entries = append(get.Entries, e)
	}
	if box.Ask != "" {
		get.Entries = append(get.Entries, Entry{Name: b.p.Say("map.ask", box.Ask), Kind: "contact"})
	}
	b.add(get)
	yours := Section{Key: "yours", Title: b.p.Say("box.yours"), none: b.p.Say("box.nothing")}
	for _, r := range box.Yours {
		e := b.entry(r.Entry)
		e.Kind, e.By, e.plain = "responsibility", r.By.Text, true
		if r.Operation {
			e.Kind = "feature"
		}
		if r.Moves() {
			e.Target = r.Target.Text
			e.notes = append(e.notes, b.party(r.By)+" → "+b.party(r.Target)+b.p.Say("comma")+b.p.Say("party.target"))
		}
		yours.Entries = append(yours.Entries, e)
	}
	b.add(yours)
	changing := Section{Key: "changing", Title: b.p.Say("box.changing"), none: b.p.Say("map.nothing")}
	for _, x := range box.Changes {
		changing.Entries = append(changing.Entries, b.stage(x))
	}
	b.add(changing)
}

// stage returns the entry for a planned or deprecated feature, interface or component.
func (b *builder) stage(x query.Stage) Entry {
	e := b.entry(x.Entry)
	e.Kind, e.Status, e.Since, e.Until, e.plain = x.Kind, string(x.Status), string(x.Since), string(x.Until), true
	e.notes = []string{b.p.Say("status." + e.Status)}
	if !x.Until.IsZero() {
		e.notes = append(e.notes, b.p.Say("map.until", b.p.DateText(x.Until)))
	}
	if x.Successor != nil {
		e.Successor = b.ref(*x.Successor)
		e.notes = append(e.notes, "→ "+b.p.NameText(*x.Successor))
	}
	return e
}

func (b *builder) party(x site.Party) string {
	if x.Team != nil {
		return b.p.NameText(x.Team)
	}
	return b.p.Say("party." + x.Column())
}

// status adds a status that readers should know about below the name.
func (b *builder) status(s site.Status) {
	if s != "" && s != site.Available {
		b.s.kicker = append(b.s.kicker, b.p.Say("status."+string(s)))
	}
}

// leaving adds the end date and the successor of something that is deprecated or retired.
func (b *builder) leaving(x any) {
	if s := b.p.LeavingText(x); s != "" {
		b.add(Section{Key: "leaving", Text: s})
	}
}

// owner adds the owner of a page, the contact of the owner, and the last review.
func (b *builder) owner(e *site.Entity) {
	contact := b.Site.Contact
	if team := e.Owner.To; team != nil {
		x := b.entry(team)
		x.Inherited = e.OwnerInherited
		if x.Inherited {
			x.notes = append(x.notes, strings.Trim(b.p.Say("owner.inherited"), "()（）"))
		} else if e.Owner.Pos.IsValid() {
			x.File, x.Line = b.Place(e.Owner.Pos)
		}
		b.fact("owner", "owner", x)
		contact = team.Contact
	}
	b.contact(contact)
	reviewed := b.p.Say("reviewed.never")
	if !e.Reviewed.IsZero() {
		reviewed = string(e.Reviewed)
	}
	b.value("reviewed", "reviewed", reviewed)
}

// contact adds the contact of a team.
func (b *builder) contact(c site.Contact) {
	var entries []Entry
	if c.Chat != "" {
		entries = append(entries, Entry{Name: c.Chat, Kind: "chat"})
	}
	if c.Oncall != "" {
		entries = append(entries, Entry{Name: b.p.Say("oncall"), Kind: "oncall", Link: c.Oncall})
	}
	if c.URL != "" {
		entries = append(entries, Entry{Name: b.p.Say("team.site"), Kind: "site", Link: c.URL})
	}
	if len(entries) > 0 {
		b.fact("contact", "contact", entries...)
	}
}

func (b *builder) component(c *site.Component) {
	if c.ComponentKind != "" {
		b.s.kicker = append(b.s.kicker, b.p.Say("kind."+c.ComponentKind))
	}
	b.status(c.Status)
	b.leaving(c)
	domains := b.entries(pagesOf(site.Targets(c.Domains)))
	if len(domains) == 0 {
		domains = []Entry{{Name: b.p.Say("none.domain")}}
	}
	b.fact("domains", "domain", domains...)
	b.owner(&c.Entity)
	if c.Source != "" {
		b.value("source", "source", b.p.Say("source."+c.Source))
	}
	if c.Repo != "" {
		b.fact("repo", "repo", Entry{Link: c.Repo})
	}
	if c.PartOf.To != nil {
		b.fact("part_of", "part_of", b.entry(c.PartOf.To))
	}
	b.add(Section{Key: "why", Title: b.p.Say("why"), Text: b.paragraph(c.Why)})
	b.list("replaced_by", "replaced_by", pagesOf(query.Component{Component: c}.Successors()))
	var used Section
	used.Key, used.Title = "features", b.p.Say("component.features")
	for _, x := range c.Features {
		used.Entries = append(used.Entries, b.entry(x))
	}
	b.add(used)
	used = Section{Key: "interfaces", Title: b.p.Say("component.interfaces")}
	for _, x := range c.Interfaces {
		used.Entries = append(used.Entries, b.entry(x))
	}
	b.add(used)
	b.list("guides", "domain.guides", pagesOf(c.Guides))
	b.list("depends_on", "depends_on", pagesOf(site.Targets(c.DependsOn)))
	b.list("used_by", "used_by", pagesOf(c.UsedBy))
}

func (b *builder) entries(pages []site.Page) []Entry {
	var list []Entry
	for _, x := range pages {
		list = append(list, b.entry(x))
	}
	return list
}

func (b *builder) team(t *site.Team) {
	if t.Type != "" {
		b.s.kicker = append(b.s.kicker, b.p.Say("teamtype."+t.Type))
	}
	b.status(t.Status)
	b.s.Text = cmp.Or(b.s.Text, b.paragraph(t.Focus))
	b.contact(t.Contact)
	if t.Contact.GitHub != "" {
		b.add(Section{Key: "github", Title: "GitHub", Entries: []Entry{{Name: t.Contact.GitHub}}, fact: true})
	}
	expect := Section{Key: "expectations", Title: b.p.Say("team.expectations")}
	for _, x := range t.Expectations {
		expect.Entries = append(expect.Entries, b.textEntry(x))
	}
	b.add(expect)
	domains := Section{Key: "domains", Title: b.p.Say("team.domains")}
	for _, x := range query.TeamDomains(b.Site) {
		if x.Team == t {
			e := b.entry(x.Domain)
			e.Role = x.Role
			b.say(&e, "role", x.Role)
			e.File, e.Line = b.Place(x.Position())
			domains.Entries = append(domains.Entries, e)
		}
	}
	b.add(domains)
	if n := len(t.OwnsParts); n > 0 {
		b.value("components", "view.components", b.p.Say("count.components", n))
	}
	b.list("raised", "team.raised", pagesOf(t.Raised))
}

// textEntry returns an entry that is only a text.
func (b *builder) textEntry(t site.Text) Entry {
	e := Entry{Name: b.line(t)}
	e.File, e.Line = b.Place(t.In(b.Lang).Pos)
	return e
}

func (b *builder) scenario(s *site.Scenario) {
	b.s.Status = cmp.Or(b.s.Status, "open")
	b.status(site.Status(b.s.Status))
	b.s.Text = cmp.Or(b.s.Text, b.paragraph(s.Problem))
	if s.Lead.To != nil {
		b.fact("lead", "domain", b.entry(s.Lead.To))
	} else {
		b.value("lead", "domain", b.p.Say("lead.none"))
	}
	b.owner(&s.Entity)
	if !s.Goal.IsZero() {
		goal := strings.TrimSpace(b.line(s.Goal.Name) + b.brackets(b.p.Limit(s.Goal.AtMost, s.Goal.AtLeast, s.Goal.Unit)))
		b.value("target", "scenario.target", goal)
		if p := query.ProgressOf(s); p != nil && p.Today != nil {
			b.value("now", "scenario.now", b.p.Quantity(p.Today.Total, s.Goal.Unit))
		}
	}
	needs := Section{Key: "needs", Title: b.p.Say("scenario.needs")}
	for i := range s.Needs {
		n := &s.Needs[i]
		e := Entry{Name: b.line(n.Need), Kind: "need", State: cmp.Or(n.State, "gap"), Link: n.Issue}
		e.File, e.Line = b.Place(n.Domain.Pos)
		if n.Domain.To != nil {
			e.ID, e.URL = b.ref(n.Domain.To), b.p.Href(n.Domain.To)
		}
		b.say(&e, "state", e.State)
		needs.Entries = append(needs.Entries, e)
	}
	b.add(needs)
	b.list("raised_by", "scenario.raised_by", pagesOf(site.Targets(s.RaisedBy)))
}

func (b *builder) guide(g *site.Guide) {
	if g.GuideType != "" {
		b.s.kicker = append(b.s.kicker, b.p.Say("type."+g.GuideType))
	}
	b.status(g.Status)
	b.s.Text = cmp.Or(b.s.Text, b.Pages.Description(g, b.Lang))
	b.fact("domains", "domain", b.entries(pagesOf(site.Targets(g.Domains)))...)
	b.owner(&g.Entity)
	contents := Section{Key: "contents", Title: b.p.Say("toc")}
	v := g.In(b.Lang)
	for _, h := range v.Doc.Headings {
		if h.Level == 2 || h.Level == 3 {
			to := site.Target{Page: g, Anchor: h.ID}
			e := Entry{Name: strings.Repeat("  ", h.Level-2) + text.OneLine(h.Text), ID: b.ref(to), URL: b.p.Href(to), plain: true}
			e.File, e.Line = b.Place(h.Pos)
			contents.Entries = append(contents.Entries, e)
		}
	}
	b.add(contents)
	var ways Section
	ways.Key, ways.Title = "interfaces", b.p.Say("guide.interfaces")
	for _, x := range g.Interfaces {
		if x.Doc.To != g {
			ways.Entries = append(ways.Entries, b.entry(x))
		}
	}
	b.add(ways)
	b.list("components", "guide.components", pagesOf(site.Targets(g.Components)))
}

// brackets returns notes in brackets, to follow a name, or "".
func (b *builder) brackets(notes ...string) string {
	notes = slices.DeleteFunc(notes, func(s string) bool { return s == "" })
	if len(notes) == 0 {
		return ""
	}
	return b.p.Say("brackets", strings.Join(notes, b.p.Say("comma")))
}

// line returns a text as one line without markup.
func (b *builder) line(t site.Text) string { return text.OneLine(b.p.Plain(t)) }

// paragraph returns a text without markup.
func (b *builder) paragraph(t site.Text) string { return text.OneLine(b.p.Plain(t)) }
