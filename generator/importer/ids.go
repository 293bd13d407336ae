package importer

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"platmap/generator/lists"
	"platmap/generator/source"
	"platmap/generator/text"
)

// idOf returns the id for a name in Latin letters, or "" for any other name. In a name
// such as 認証 API, the part that an id may contain is not enough to identify it.
func idOf(name string) string {
	if strings.ContainsFunc(text.WithoutAccents(text.Compatible(name)), func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }) {
		return ""
	}
	return partialID(name)
}

// partialID returns an id with only those characters of a name that an id may contain, or
// "".
func partialID(name string) string {
	return text.SuggestID(text.WithoutAccents(text.Compatible(name)))
}

// generic are words that do not identify an entry on their own.
var generic = strings.Fields("api app apps batch bot cli client cron data db dev db-server gw http https id infra it job lib nas new old os pc prod sdk server service site sql stg sv system team tool url v2 vm vpn web www")

// assignIDs creates an entry with a new id for each record that is not on the map.
func (p *planner) assignIDs() {
	for i, r := range p.records { // ids of records take precedence over those made from names
		if r.ID == "" || r.OnMap {
			continue
		}
		if p.entries[i] == nil && p.isFree(r.Kind, r.ID) {
			p.entries[i] = p.newEntry(r, r.ID)
		}
		p.reserved[string(r.Kind)+" "+r.ID] = true
	}
	for i, r := range p.records {
		if p.entries[i] == nil && !r.OnMap {
			p.entries[i] = p.entryFor(r)
		}
	}
	for i, r := range p.records {
		if r.ID != "" && p.entries[i] != nil {
			p.index.addID(p.entries[i], r.ID) // other records may reference this id
		}
	}
}

func (p *planner) newEntry(r *lists.Record, id string) *entry {
	e := &entry{kind: r.Kind, id: id, taken: true}
	p.index.add(e)
	p.index.addName(e, p.index.names, r.Name)
	p.index.addName(e, p.index.aka, githubOf(r))
	return e
}

// isFree reports whether a new entry may have the id.
func (p *planner) isFree(kind source.Kind, id string) bool {
	return p.index.ids[kind][id] == nil && !p.reserved[string(kind)+" "+id] && text.IsID(id) && len(id) <= text.MaxIDLength &&
		!text.IsReservedOnWindows(id) && !slices.Contains(kind.ReservedIDs(), id)
}

// entryFor returns a new entry with an id made from the record.
func (p *planner) entryFor(r *lists.Record) *entry {
	base := cmp.Or(idOf(cmp.Or(r.ID, r.Name)), otherName(r))
	if base == "" {
		if base = p.partID(r); base != "" {
			p.note(r.Pos, "an id that is not made from the whole name; to change one, run platmap rename", base+" for "+r.Name)
		}
	}
	if base == "" {
		isRepeated := len(p.index.names[r.Kind][fold(r.Name)]) > 0
		e := p.newEntry(r, p.numbered(r.Kind, string(r.Kind), 1))
		if isRepeated {
			p.note(r.Pos, "another entry has the same name; if both are one thing, delete one of them", e.id+" for "+r.Name)
		}
		e.comment = p.words.rename(r.Kind, e.id)
		p.note(r.Pos, "a number as id, because the name has no Latin letters; to change one, run platmap rename", e.id+" for "+r.Name)
		return e
	}
	if slices.Contains(r.Kind.ReservedIDs(), base) || text.IsReservedOnWindows(base) {
		base += "-" + string(r.Kind)
	}
	if p.isFree(r.Kind, base) {
		return p.newEntry(r, base)
	}
	e := p.newEntry(r, p.numbered(r.Kind, base, 2))
	p.note(r.Pos, "a number in the id, because another entry has the same name or id", e.id+" for "+cmp.Or(r.Name, r.ID))
	return e
}

// numbered returns base with the first number, from n on, that makes a free id.
func (p *planner) numbered(kind source.Kind, base string, n int) string {
	key := string(kind) + " " + base
	for n = max(n, p.lastNumber[key]+1); ; n++ {
		end := "-" + strconv.Itoa(n)
		id := strings.TrimRight(base[:min(len(base), text.MaxIDLength-len(end))], "-") + end
		if p.isFree(kind, id) {
			p.lastNumber[key] = n
			return id
		}
	}
}

// otherName returns the id for another name in Latin letters, such as one in a column of
// English names.
func otherName(r *lists.Record) string {
	for _, k := range r.Keys {
		if value, _ := k.Value.(string); k.Name == "aka" {
			for _, name := range splitList(value) {
				if id := idOf(name); hasLetter(id) {
					return id
				}
			}
		}
	}
	return ""
}

// hasLetter reports whether an id has a letter: a number alone describes nothing.
func hasLetter(id string) bool { return strings.ContainsFunc(id, unicode.IsLetter) }

// partID returns an id for a name in other scripts: made from the repository, a match, or
// the Latin part of the name.
func (p *planner) partID(r *lists.Record) string {
	var names []string
	for _, k := range r.Keys {
		if value, _ := k.Value.(string); k.Name == "repo" {
			names = append(names, strings.TrimSuffix(path.Base(value), ".git"))
		}
	}
	for _, name := range append(names, r.Match...) {
		if id := idOf(name); hasLetter(id) {
			return id
		}
	}
	id := partialID(r.Name)
	if len(id) < 3 || slices.Contains(generic, id) || !hasLetter(id) {
		return ""
	}
	return id
}
