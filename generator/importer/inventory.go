package importer

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/lists"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// Inventory is the differences between a list and the components on the map.
type Inventory struct {
	Listed   int               // number of entries in the list
	Missing  []lists.Record    // in the list, but not on the map
	Shared   []SharedName      // entries of the list whose name several components have
	Unseen   []*site.Component // on the map, but not in the list
	Expected int               // number of components that the list should contain
	Twice    []SeenTwice
	Retired  []*site.Component // in the list, but retired on the map
	Owners   []OwnerDiffers
}

// SharedName is an entry of a list whose name several components have.
type SharedName struct {
	Record     lists.Record
	Components []*site.Component
}

// SeenTwice is a component that a list has under several names.
type SeenTwice struct {
	Component *site.Component
	Names     []string
}

// OwnerDiffers is a component with another owner in the list than on the map.
type OwnerDiffers struct {
	Component *site.Component
	Listed    string // as in the list
	Pos       lists.Pos
}

// IsClean reports whether there are no differences.
func (v *Inventory) IsClean() bool {
	return len(v.Missing)+len(v.Shared)+len(v.Unseen)+len(v.Twice)+len(v.Retired)+len(v.Owners) == 0
}

// Scope says which components a list should contain. It need not contain planned and
// retired ones.
type Scope int

// The scopes of lists.
const (
	Everything Scope = iota // all components, as in the table of a team
	WithMatch               // those with any match
	WithPrefix              // those with a match that begins with the name of the source
)

// Compare returns the inventory of a list that a source has read.
func Compare(s *site.Site, name string, scope Scope, records []lists.Record) *Inventory {
	x := newIndex(s)
	v := &Inventory{}
	names := map[*site.Component][]string{}
	retired := map[*site.Component]bool{} // of components in the list
	for i := range records {
		r := &records[i]
		if r.Kind != source.Component {
			continue
		}
		v.Listed++
		found, byName := x.componentsOf(r)
		isShared := byName && len(found) > 1
		if len(found) == 0 {
			v.Missing = append(v.Missing, *r)
		}
		if isShared {
			v.Shared = append(v.Shared, SharedName{*r, found})
		}
		for _, c := range found {
			names[c] = append(names[c], cmp.Or(r.Name, r.ID))
			retired[c] = retired[c] || saysRetired(r)
			if !isShared {
				v.compareOwner(x, c, r)
			}
		}
	}
	components := slices.Clone(s.Components)
	stable.Sort(components, func(a, b *site.Component) int {
		return cmp.Or(strings.Compare(a.File.Name, b.File.Name), cmp.Compare(a.Pos.Offset, b.Pos.Offset))
	})
	for _, c := range components {
		seen := names[c]
		if isExpected(c, name, scope) {
			v.Expected++
			if len(seen) == 0 {
				v.Unseen = append(v.Unseen, c)
			}
		}
		if c.Status == site.Retired && len(seen) > 0 && !retired[c] {
			v.Retired = append(v.Retired, c)
		}
		slices.Sort(seen)
		if seen = slices.CompactFunc(seen, func(a, b string) bool { return fold(a) == fold(b) }); len(seen) > 1 {
			v.Twice = append(v.Twice, SeenTwice{c, seen})
		}
	}
	return v
}

// componentsOf returns the components that a record describes, and whether only their names
// say so. Of several with one name, those in use are meant, unless all are retired or planned.
func (x *index) componentsOf(r *lists.Record) (found []*site.Component, byName bool) {
	p := &planner{index: x}
	for i, candidates := range [][]*entry{p.byID(r), p.byMatch(r), p.byName(r), p.byNewID(r), p.byAka(r)} {
		for _, e := range candidates {
			if e == nil {
				continue
			}
			if c, ok := e.page.(*site.Component); ok && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
		if len(found) > 0 {
			byName = i > 1
			break
		}
	}
	if used := slices.DeleteFunc(slices.Clone(found), isUnused); byName && len(used) > 0 && !saysRetired(r) {
		found = used
	}
	return found, byName
}

func isUnused(c *site.Component) bool { return c.Status == site.Retired || c.Status == site.Planned }

// isExpected reports whether a list should contain a component.
func isExpected(c *site.Component, name string, scope Scope) bool {
	if isUnused(c) {
		return false
	}
	switch scope {
	case WithMatch:
		return len(c.Match) > 0
	case WithPrefix:
		return slices.ContainsFunc(c.Match, func(m string) bool { return strings.HasPrefix(m, name+"/") })
	}
	return true
}

// saysRetired reports whether the list says that a component is retired.
func saysRetired(r *lists.Record) bool {
	return slices.ContainsFunc(r.Keys, func(k lists.Key) bool {
		value, _ := k.Value.(string)
		return k.Name == "status" && wordFor(r.Kind, "status", value) == string(site.Retired)
	})
}

func (v *Inventory) compareOwner(x *index, c *site.Component, r *lists.Record) {
	for _, k := range r.Keys {
		listed, _ := k.Value.(string)
		if k.Name != "owner" || listed == "" {
			continue
		}
		team := x.find(source.Team, listed)
		if team == nil || c.Owner.To == nil || team.id != c.Owner.To.ID {
			v.Owners = append(v.Owners, OwnerDiffers{c, listed, r.Pos})
		}
	}
}
