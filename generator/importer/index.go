package importer

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/lists"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// entry is an entry that a record may describe: a page or a group on the map, or a new
// entry.
type entry struct {
	kind source.Kind
	id   string

	page  site.Page   // nil for a new entry and for a group
	group *site.Group // nil for a new entry and for a page
	taken bool        // whether a record describes it

	comment string // comment about the id of a new entry
}

// isNew reports whether the entry is not on the map.
func (e *entry) isNew() bool { return e.page == nil && e.group == nil }

// index finds entries by their ids and names in lists.
type index struct {
	ids     map[source.Kind]map[string]*entry   // by id or alias
	names   map[source.Kind]map[string][]*entry // by name, as fold returns it
	aka     map[source.Kind]map[string][]*entry // by other names, as fold returns them
	matches map[string][]*entry
	bare    map[string][]*entry // by match without the prefix of its source
	parts   map[string][]*entry // by kind and by the part of a name inside or outside brackets
	prefix  string              // prefix of the labels of domains
}

func newIndex(s *site.Site) *index {
	x := &index{map[source.Kind]map[string]*entry{}, map[source.Kind]map[string][]*entry{}, map[source.Kind]map[string][]*entry{}, map[string][]*entry{}, map[string][]*entry{}, map[string][]*entry{}, s.Labels.Prefix}
	pages := slices.Clone(s.Pages())
	stable.Sort(pages, func(a, b site.Page) int { // entries with the same name are in the order of their files
		p, q := a.Base(), b.Base()
		m, n := p.File.Name, q.File.Name // list.yaml, list-2.yaml, list-10.yaml
		return cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n), cmp.Compare(p.Pos.Offset, q.Pos.Offset))
	})
	for _, page := range pages {
		b := page.Base()
		e := &entry{kind: b.Kind, id: b.ID, page: page}
		x.add(e)
		for _, a := range b.Aliases {
			x.addID(e, a.Text)
		}
		x.addTexts(e, x.names, b.Name)
		x.addTexts(e, x.aka, b.Aka...)
		switch page := page.(type) {
		case *site.Component:
			for _, m := range page.Match {
				x.matches[m] = append(x.matches[m], e)
				if source, bare, _ := strings.Cut(m, "/"); bare != "" && lists.IsSource(source) {
					x.bare[bare] = append(x.bare[bare], e)
				}
			}
		case *site.Team:
			x.addName(e, x.aka, strings.TrimPrefix(page.Contact.GitHub, "@"))
		}
	}
	for _, g := range s.Groups {
		e := &entry{kind: lists.Group, id: g.ID, group: g}
		x.add(e)
		x.addTexts(e, x.names, g.Name)
	}
	return x
}

func (x *index) addTexts(e *entry, names map[source.Kind]map[string][]*entry, texts ...site.Text) {
	for _, t := range texts {
		for _, v := range t.Versions() {
			x.addName(e, names, v.Plain())
			if before, inside, ok := strings.Cut(text.Compatible(v.Plain()), "("); ok { // コンテンツ配信（CDN）
				for _, part := range []string{before, strings.TrimSuffix(strings.TrimSpace(inside), ")")} {
					key := string(e.kind) + " " + fold(part)
					x.parts[key] = append(x.parts[key], e)
				}
			}
		}
	}
}

func (x *index) add(e *entry) { x.addID(e, e.id) }

func (x *index) addID(e *entry, id string) {
	if x.ids[e.kind] == nil {
		x.ids[e.kind] = map[string]*entry{}
	}
	if x.ids[e.kind][id] == nil {
		x.ids[e.kind][id] = e
	}
}

// addName adds a name of an entry to names, which is x.names or x.aka.
func (x *index) addName(e *entry, names map[source.Kind]map[string][]*entry, name string) {
	folded := fold(name)
	if folded == "" || slices.Contains(names[e.kind][folded], e) {
		return
	}
	if names[e.kind] == nil {
		names[e.kind] = map[string][]*entry{}
	}
	names[e.kind][folded] = append(names[e.kind][folded], e)
}

// isOther reports whether another entry has the name.
func (x *index) isOther(e *entry, name string) bool {
	folded, id := fold(name), x.ids[e.kind][idOf(name)]
	others := slices.Concat(x.names[e.kind][folded], x.aka[e.kind][folded])
	return id != nil && id != e || slices.ContainsFunc(others, func(o *entry) bool { return o != e })
}

// fold returns a name for comparison, without differences of case, width and white space.
func fold(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(text.Compatible(name))), "")
}

// find returns the entry of a kind with a name, or nil if there are none or several.
func (x *index) find(kind source.Kind, name string) *entry {
	if kind == source.Domain && x.prefix != "" {
		name = strings.TrimPrefix(name, x.prefix)
	}
	if e := x.ids[kind][name]; e != nil {
		return e
	}
	for _, n := range []string{name, strings.TrimPrefix(name, "@")} {
		for _, names := range []map[string][]*entry{x.names[kind], x.aka[kind]} {
			if found := names[fold(n)]; len(found) == 1 {
				return found[0]
			} else if len(found) > 1 {
				return nil
			}
		}
	}
	if e := x.ids[kind][idOf(name)]; e != nil {
		return e
	}
	if found := x.parts[string(kind)+" "+fold(name)]; len(found) == 1 {
		return found[0]
	}
	if kind == source.Team {
		return x.findTeam(fold(name))
	}
	return nil
}

// findTeam returns the team whose name differs from a folded name only in the word team.
// It returns nil if there are several.
func (x *index) findTeam(folded string) *entry {
	for _, word := range []string{"チーム", "team"} {
		bare := strings.TrimSuffix(folded, word)
		if bare == "" {
			continue
		}
		if e := x.ids[source.Team][bare]; e != nil {
			return e
		}
		for _, name := range []string{bare, bare + word} {
			if found := x.names[source.Team][name]; len(found) == 1 {
				return found[0]
			}
		}
	}
	return nil
}

// match finds the entry of each record. An entry belongs to at most one record. Records
// with an id or a match are matched first, so that the order of the list does not matter.
func (p *planner) match() {
	p.entries = make([]*entry, len(p.records))
	for _, candidates := range []func(*lists.Record) []*entry{p.byContact, p.byID, p.byMatch, p.byName, p.byNewID, p.byAka} {
		for i, r := range p.records {
			if p.entries[i] != nil {
				continue
			}
			for _, e := range candidates(r) {
				if e != nil && !e.taken && e.kind == r.Kind {
					e.taken, p.entries[i] = true, e
					break
				}
			}
		}
	}
}

// addOtherNames adds the other names in the list to the index, so that records can
// reference them. If several entries have a name, it belongs to the first one.
func (p *planner) addOtherNames() {
	for i, r := range p.records {
		for _, k := range r.Keys {
			if k.Name != "aka" {
				continue
			}
			names, _ := k.Value.([]string)
			if s, ok := k.Value.(string); ok {
				names = splitList(s)
			}
			for _, name := range names {
				if e := p.entries[i]; !p.index.isOther(e, name) {
					p.index.addName(e, p.index.aka, name)
				}
			}
		}
	}
}

func (p *planner) byID(r *lists.Record) []*entry {
	if r.ID == "" {
		return nil
	}
	return []*entry{p.index.ids[r.Kind][r.ID]}
}

func (p *planner) byMatch(r *lists.Record) []*entry {
	var found []*entry
	if r.Kind == source.Component {
		for _, m := range r.Match {
			_, bare, _ := strings.Cut(m, "/")
			found = slices.Concat(found, p.index.matches[m], p.index.matches[bare])
		}
		if len(r.Match) == 0 { // the name of a record may be a match of another list
			found = slices.Concat(p.index.matches[r.Name], p.index.bare[r.Name])
		}
	}
	return found
}

// byContact finds teams with the same GitHub team.
func (p *planner) byContact(r *lists.Record) []*entry {
	return p.index.aka[r.Kind][fold(githubOf(r))]
}

// githubOf returns the GitHub team in the contact of a record, or "".
func githubOf(r *lists.Record) string {
	for _, k := range r.Keys {
		contact, _ := k.Value.([]lists.Key)
		for _, c := range contact {
			if name, ok := c.Value.(string); ok && k.Name == "contact" && c.Name == "github" && r.Kind == source.Team {
				return strings.TrimPrefix(name, "@")
			}
		}
	}
	return ""
}

func (p *planner) byName(r *lists.Record) []*entry { return p.index.names[r.Kind][fold(r.Name)] }
func (p *planner) byAka(r *lists.Record) []*entry  { return p.index.aka[r.Kind][fold(r.Name)] }

// byNewID finds the entry with the id that the name would get. A shortened id is not
// used, because other names may have it.
func (p *planner) byNewID(r *lists.Record) []*entry {
	if id := idOf(r.Name); id != "" && len(id) < text.MaxIDLength {
		return []*entry{p.index.ids[r.Kind][id]}
	}
	return nil
}
