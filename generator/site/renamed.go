package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// This file finds pages that were renamed by moving their file: an id that other pages
// still use is unknown, and a page without references matches these uses. Former ids are
// not recorded except as aliases, so the evidence is the name of the page, the items that
// the references name or, for a team, that it has the role owner in the domains whose
// owner has the unknown id. Other entries of a team are no evidence: several teams work
// in a domain or with a team, so a new team may have the same entries as a removed one.

// goneID is an unknown id that references use.
type goneID struct {
	missingName
	uses []int // indexes of the uses
}

// renames finds the page with the new id for each unknown id.
type renames struct {
	site  *Site
	uses  []unresolvedAt
	known map[source.Kind]*unreferenced
}

// unreferenced has the pages of a kind that no other page references.
type unreferenced struct {
	byFolder map[string][]Page // by the folder of the id, "." except for guides
	byName   map[string][]Page // by the id that is made from a name
	byItem   map[string][]Page // by the name or the anchor of an item, or the heading of a guide
}

// renamedFindings returns a finding for each renamed page, and the uses that the finding
// covers. If there is no evidence, but only one page can be the renamed one, it adds that
// page to the help of the first use. meant has the page that a use probably means.
func (g *Graph) renamedFindings(uses []unresolvedAt, diags source.Diagnostics) (found source.Diagnostics, explained map[int]bool, meant map[int]Page) {
	r := &renames{g.Site, uses, map[source.Kind]*unreferenced{}}
	explained, meant = map[int]bool{}, map[int]Page{}
	for _, gone := range r.gone() {
		if explained[gone.uses[0]] { // the same [[x]], counted for another kind
			continue
		}
		p := r.newPage(gone)
		if p == nil {
			if p = r.suggestAlias(gone, diags); p != nil {
				for _, i := range gone.uses {
					meant[i] = p
				}
			}
			continue
		}
		e := p.Base()
		d := source.Diagnostic{Code: "ref/unknown", Pos: e.Pos, Len: e.Len, Help: fmt.Sprintf("add aliases: [%s]", gone.id), Fix: aliasEdit(e, gone.id),
			Text: fmt.Sprintf("%s %q seems to be renamed from %q, which %d references use", gone.kind, e.ID, gone.id, len(gone.uses))}
		if len(e.Aliases) > 0 {
			d.Help = fmt.Sprintf("add %s to aliases", gone.id)
		}
		for _, i := range gone.uses {
			explained[i], meant[i] = true, p
			d.Related = append(d.Related, source.Related{Pos: uses[i].pos, Text: fmt.Sprintf("%q is used here", gone.id), Use: true})
		}
		found = append(found, d)
	}
	return found, explained, meant
}

// gone returns the unknown ids that are used more than once. It leaves out ids that are
// used only in links to a file, because an alias would not fix these links.
func (r *renames) gone() []goneID {
	byID, bare := map[missingName]*goneID{}, map[string][]int{}
	named := map[missingName]bool{}
	add := func(name missingName, uses ...int) {
		if byID[name] == nil {
			byID[name] = &goneID{missingName: name}
		}
		byID[name].uses = append(byID[name].uses, uses...)
	}
	for i, u := range r.uses {
		name := missingName{kind: u.name.kind, id: u.name.id}
		switch {
		case name.id == "" || u.Code != "ref/unknown" && u.Code != "link/missing":
		case name.kind == "":
			bare[name.id] = append(bare[name.id], i)
		default:
			add(name, i)
			named[name] = named[name] || u.isName()
		}
	}
	for id, uses := range bare { // [[x]] may be of any of these kinds
		for _, kind := range wikiKinds {
			name := missingName{kind: kind, id: id}
			add(name, uses...)
			named[name] = true
		}
	}
	var list []goneID
	for name, gone := range byID {
		if named[name] && len(gone.uses) > 1 && (name.kind == source.Guide || text.IsID(name.id)) {
			slices.Sort(gone.uses)
			list = append(list, *gone)
		}
	}
	stable.Sort(list, func(a, b goneID) int {
		return strings.Compare(string(a.kind)+" "+a.id, string(b.kind)+" "+b.id)
	})
	return list
}

// newPage returns the only page with the name or the items of an unknown id, or nil.
func (r *renames) newPage(gone goneID) Page {
	known := r.unreferenced(gone.kind)
	found := known.byName[baseID(gone.kind, gone.id)]
	byName := len(found) > 0
	if !byName {
		found = append(r.withItems(known, gone), r.claiming(known, gone)...)
	}
	if len(found) != 1 {
		return nil
	}
	p := found[0]
	near := r.site.names.ids(gone.kind).Closest(gone.id) // if another id is close, the id is more likely misspelled
	if near != "" && !(byName && near == p.Base().ID) || r.usedBy(p, gone) {
		return nil
	}
	return p
}

// withItems returns the pages with all items that the uses of an id name.
func (r *renames) withItems(known *unreferenced, gone goneID) []Page {
	parts, count := map[string]bool{}, map[Page]int{}
	for _, i := range gone.uses {
		if part := r.uses[i].name.part; part != "" && !parts[part] {
			parts[part] = true
			for _, p := range known.byItem[itemKey(gone.kind, gone.id, part)] {
				count[p]++
			}
		}
	}
	maps.DeleteFunc(count, func(_ Page, n int) bool { return n < len(parts) })
	return slices.Collect(maps.Keys(count))
}

// claiming returns the teams that have the role owner in all domains whose owner has an
// unknown id.
func (r *renames) claiming(known *unreferenced, gone goneID) []Page {
	if gone.kind != source.Team {
		return nil
	}
	var owned []*Domain
	for _, d := range r.site.Domains {
		if text.NFC(d.Owner.Text) == gone.id && d.Owner.To == nil {
			owned = append(owned, d)
		}
	}
	if len(owned) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(known.byFolder["."]), func(p Page) bool {
		return slices.ContainsFunc(owned, func(d *Domain) bool {
			return !slices.ContainsFunc(p.(*Team).Domains, func(x TeamDomain) bool { return x.Domain.To == d && x.Role == ownerRole })
		})
	})
}

// usedBy reports whether a page itself uses an unknown id. Then the id is not its former
// id.
func (r *renames) usedBy(p Page, gone goneID) bool {
	return slices.ContainsFunc(gone.uses, func(i int) bool { return r.uses[i].from == p.Base().node })
}

// suggestAlias returns the only unreferenced page, which is probably the renamed one, and
// adds it to the help of the first use.
func (r *renames) suggestAlias(gone goneID, diags source.Diagnostics) Page {
	pages := r.unreferenced(gone.kind).byFolder[path.Dir(gone.id)]
	first := &diags[gone.uses[0]]
	if len(pages) != 1 || first.Code != "ref/unknown" || strings.HasPrefix(first.Help, "did you mean") || r.usedBy(pages[0], gone) {
		return nil
	}
	e := pages[0].Base()
	first.Help = strings.TrimSuffix(first.Help, orNew(gone.kind, gone.id)) + fmt.Sprintf("; or, if %q is its new name, add aliases: [%s] to %s", e.ID, gone.id, e.File.Name)
	return pages[0]
}

// unreferenced returns the pages of a kind that no other page references.
func (r *renames) unreferenced(kind source.Kind) *unreferenced {
	if u := r.known[kind]; u != nil {
		return u
	}
	u := &unreferenced{byFolder: map[string][]Page{}, byName: map[string][]Page{}, byItem: map[string][]Page{}}
	r.known[kind] = u
	for _, p := range r.site.pages {
		if e := p.Base(); e.Kind == kind && !r.isReferenced(p) {
			u.byFolder[path.Dir(e.ID)] = append(u.byFolder[path.Dir(e.ID)], p)
			names := map[string]bool{baseID(kind, e.ID): kind == source.Guide}
			for _, name := range e.Name.all() {
				names[text.Slug(name)] = true
			}
			for _, aka := range e.Aka {
				for _, name := range aka.all() {
					names[text.Slug(name)] = true
				}
			}
			for name, ok := range names {
				if ok && name != "" {
					u.byName[name] = append(u.byName[name], p)
				}
			}
			u.addItems(p)
		}
	}
	return u
}

// addItems adds the items of a page to the index.
func (u *unreferenced) addItems(p Page) {
	names := map[string]bool{}
	add := func(i *Item) {
		names[i.Anchor] = true
		for _, name := range i.Name.all() {
			names[name] = true
		}
	}
	switch p := p.(type) {
	case *Domain:
		for i := range p.Features {
			add(&p.Features[i].Item)
		}
		for i := range p.Interfaces {
			add(&p.Interfaces[i].Item)
		}
		for i := range p.Responsibilities {
			add(&p.Responsibilities[i].Item)
		}
	case *Guide:
		for _, v := range p.Versions {
			for _, id := range v.Doc.Anchors {
				names[id] = true
			}
			for _, h := range v.Doc.Headings {
				names[h.ID], names[h.Text] = true, true
			}
		}
	}
	e := p.Base()
	for name := range names {
		if name != "" {
			key := itemKey(e.Kind, e.ID, name)
			u.byItem[key] = append(u.byItem[key], p)
		}
	}
}

// itemKey returns the key of an item in the index. Headings such as Steps are in many
// guides, so only those in the same folder are compared.
func itemKey(kind source.Kind, id, item string) string {
	if kind == source.Guide {
		return path.Dir(id) + "#" + item
	}
	return item
}

// isReferenced reports whether another page or the site references p. The owner of a
// domain that follows from the role of a team is not a reference.
func (r *renames) isReferenced(p Page) bool {
	n := p.Base().node
	if slices.ContainsFunc(n.in, func(e edge) bool { return e.from != n }) {
		return true
	}
	t, ok := p.(*Team)
	return ok && (r.site.Owner.To == t ||
		slices.ContainsFunc(t.Owns, func(d *Domain) bool { return !d.OwnerInherited }) ||
		slices.ContainsFunc(t.OwnsParts, func(c *Component) bool { return !c.OwnerInherited }))
}

// baseID returns the part of an id that is compared with names: for a guide, the id
// without its folder.
func baseID(kind source.Kind, id string) string {
	if kind == source.Guide {
		return path.Base(id)
	}
	return id
}

// aliasEdit returns the edit that adds an alias to a page, or nil for a page without
// aliases that is in a file with others.
func aliasEdit(e *Entity, id string) []source.Edit {
	f := e.File
	if n := len(e.Aliases); n > 0 {
		last := e.Aliases[n-1]
		before := f.Text[:last.Pos.Offset]
		separator, end := ", ", last.Pos.Offset+last.Len
		if line := before[strings.LastIndexByte(before, '\n')+1:]; strings.TrimSpace(line) == "-" {
			separator = "\n" + line
		}
		return []source.Edit{{Start: end, End: end, New: separator + text.YAML(id, true)}}
	}
	if e.Kind != source.Guide && e.ID != f.ID() {
		return nil
	}
	at := len(f.Text)
	if e.Kind == source.Guide {
		from, to, _, closed := text.FrontMatter(f.Text)
		if from == to || !closed {
			return nil
		}
		at = to
	}
	line := "aliases: [" + text.YAML(id, true) + "]\n"
	if at > 0 && f.Text[at-1] != '\n' {
		line = "\n" + line
	}
	return []source.Edit{{Start: at, End: at, New: line}}
}
