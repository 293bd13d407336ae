package render

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// InterfaceBlock is a block of the page interfaces: all interfaces with the same name,
// one for each domain that offers it.
type InterfaceBlock struct {
	Rows []query.Interface // the easiest to use first

	key string // the name in the main language, in lower case
}

// interfacesList divides the page interfaces by kind.
var interfacesList = &listDef{
	rows: func(s *site.Site) []listRow {
		return convert(query.Interfaces(s), func(x query.Interface) listRow { return listRow{cmp.Or(x.Kind, "other"), word("kind." + x.Kind), x} })
	},
	columns: []string{"domain", "kind", "mode", "source", "status"},
	data: func(p *Page, row any) RowData {
		x := row.(query.Interface)
		return RowData{p.NameText(x.Interface), p.Href(x.Interface), p.Plain(x.Text), p.SearchWords(x.Domain),
			[][]Labeled{p.inDomains(x.Domain), p.labeled("kind.", x.Kind), p.labeled("mode.", x.Mode), p.labeled("source.", x.Source), p.labeled("status.", string(x.Status))}, nil}
	},
}

// Interfaces returns the blocks of the interfaces that the page shows.
func (p *Page) Interfaces() []InterfaceBlock {
	return interfaceBlocks(p.Site, rowsOn[query.Interface](p))
}

// interfaceBlocks groups the interfaces of all domains by name. Blocks, and rows within a
// block, are sorted by status, with those being retired last, then by mode, with
// self-service first, then by kind, in the order of site.InterfaceKinds, and then by
// name.
func interfaceBlocks(s *site.Site, rows []query.Interface) []InterfaceBlock {
	var blocks []InterfaceBlock
	blockOf := map[string]int{}
	for _, x := range rows {
		key := strings.ToLower(x.Name.Plain(s.Locale()))
		n, known := blockOf[key]
		if !known {
			n = len(blocks)
			blockOf[key] = n
			blocks = append(blocks, InterfaceBlock{key: key})
		}
		blocks[n].Rows = append(blocks[n].Rows, x)
	}
	for _, b := range blocks {
		stable.Sort(b.Rows, compareInterfaces)
	}
	stable.Sort(blocks, func(a, b InterfaceBlock) int {
		return cmp.Or(compareInterfaces(a.Rows[0], b.Rows[0]), cmp.Compare(a.key, b.key))
	})
	return blocks
}

func compareInterfaces(a, b query.Interface) int {
	return cmp.Or(
		cmp.Compare(leaving(a.Status), leaving(b.Status)),
		cmp.Compare(rank(query.Modes, a.Mode), rank(query.Modes, b.Mode)),
		cmp.Compare(rank(site.InterfaceKinds, a.Kind), rank(site.InterfaceKinds, b.Kind)),
	)
}

// rank returns the index of a word in a list. Unknown words are sorted last.
func rank(words []string, word string) int {
	if i := slices.Index(words, word); i >= 0 {
		return i
	}
	return len(words)
}

func leaving(s site.Status) int {
	if s.Leaving() {
		return 1
	}
	return 0
}

// SearchWords returns the words by which readers can find what a domain offers: its
// keywords and other names, and the names of its features, in all languages.
func (p *Page) SearchWords(d *site.Domain) string {
	names := slices.Concat(d.Keywords, d.Aka)
	for _, f := range d.Features {
		names = append(append(names, f.Name), f.Variants...)
	}
	var words []string
	for _, name := range names {
		for _, v := range name.Versions() {
			words = append(words, text.OneLine(v.Plain()))
		}
	}
	return strings.Join(unique(words), " ")
}

// WithoutInterface returns the domains in use that have no interface.
func (p *Page) WithoutInterface() []*site.Domain {
	var list []*site.Domain
	for _, d := range p.Site.Domains {
		if len(d.Interfaces) == 0 && !isRetired(d) {
			list = append(list, d)
		}
	}
	return list
}

func isRetired(d *site.Domain) bool { return d.Status == site.Retired }

// Contact is a team or channel to ask about some domains.
type Contact struct {
	Team    *site.Team // nil for the contact of the site
	Contact site.Contact
	Domains []*site.Domain // nil if the contact is for questions about anything
}

// Contacts returns the contact of the site or the team that owns the site, followed by
// the owners of domains.
func (p *Page) Contacts() []Contact {
	var list []Contact
	s := p.Site
	switch {
	case s.Contact != site.Contact{}:
		list = append(list, Contact{Contact: s.Contact})
	case s.Owner.To != nil:
		list = append(list, Contact{Team: s.Owner.To, Contact: s.Owner.To.Contact})
	}
	for _, t := range s.Teams {
		domains := slices.DeleteFunc(slices.Clone(t.Owns), isRetired)
		if len(domains) > 0 {
			list = append(list, Contact{t, t.Contact, domains})
		}
	}
	return list
}

func (w *mdWriter) interfaceList() {
	w.block(w.p.Say("interfaces.lead"))
	w.blank()
	for _, block := range w.p.Interfaces() {
		for _, x := range block.Rows {
			w.bullet(0, w.link(x.Interface)+
				w.note(w.link(x.Domain), w.p.Say("kind."+x.Kind), w.word("mode", x.Mode), w.word("source", x.Source), w.status(x.Status, site.Available)))
			w.bullet(1, w.text(x.Text))
			if g := x.GuideTo(); g != nil {
				w.fact(1, "guide", w.link(g))
			}
			w.bullet(1, w.webLink("open", x.URL))
			w.lifecycle(x.Lifecycle)
		}
	}
	for _, d := range w.p.WithoutInterface() {
		w.bullet(0, w.p.Say("interfaces.none")+w.note(w.link(d)))
		if t := d.Owner.To; t != nil {
			w.fact(1, "interfaces.ask", w.join(w.link(t), codeSpan(t.Contact.Chat)))
		}
	}
	w.contacts()
}

// contacts writes whom to ask.
func (w *mdWriter) contacts() {
	contacts := w.p.Contacts()
	if len(contacts) == 0 {
		return
	}
	w.heading("interfaces.contacts")
	for _, c := range contacts {
		name := w.p.Say("interfaces.anything")
		if c.Domains != nil {
			name = w.links(pagesOf(c.Domains))
		}
		facts := []string{codeSpan(c.Contact.Chat), w.webLink("open", c.Contact.URL)}
		if c.Team != nil {
			facts = append([]string{w.link(c.Team)}, facts...)
		} else { // no page lists the rest
			facts = append(facts, w.webLink("oncall", c.Contact.Oncall))
			if c.Contact.GitHub != "" {
				facts = append(facts, "GitHub "+codeSpan(c.Contact.GitHub))
			}
		}
		w.bullet(0, name+w.p.Say("colon")+w.join(facts...))
	}
}
