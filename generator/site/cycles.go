package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
)

// cycles reports cycles of replaced_by and of part_of. Domains may depend on each
// other, because real ones do. A new cycle contains a changed page of its kind, so
// others are not searched; changed is nil for all pages.
func (g *Graph) cycles(changed []*node) {
	g.cyclic = false
	has := func(is func(n *node) bool) bool { return changed == nil || slices.ContainsFunc(changed, is) }
	if has(func(n *node) bool { _, ok := n.page.(*Component); return ok }) {
		breakCycles(g, g.Site.Components, "replaced_by", func(c *Component) *Ref[Component] { return &c.ReplacedBy })
		breakCycles(g, g.Site.Components, "part_of", func(c *Component) *Ref[Component] { return &c.PartOf })
	}
	if has(func(n *node) bool { _, ok := n.page.(*Domain); return ok }) {
		breakCycles(g, g.Site.Domains, "replaced_by", func(d *Domain) *Ref[Domain] { return &d.ReplacedBy })
		g.breakItemCycles()
	}
}

// breakCycles reports each cycle of pages of one kind, starting at its smallest id, and
// removes the reference of that page.
func breakCycles[T any, P interface {
	*T
	Page
}](g *Graph, pages []P, key string, ref func(P) *Ref[T]) {
	findCycles(pages, func(p P) P { return ref(p).To }, func(cycle []P) {
		cycle = startAt(cycle, func(a, b P) int { return strings.Compare(a.Base().ID, b.Base().ID) })
		cycle[0].Base().node.diags.Add(cycleFinding(key, cycle, func(p P) (string, Located) { return p.Base().ID, ref(p).Located }))
		ref(cycle[0]).To = nil
		g.cyclic = true
	})
}

// breakItemCycles reports each cycle of replaced_by among features and interfaces, also
// across domains, and removes one of its references: the reference of the item in the
// earliest stage, because that item is the replacement of the others. If several items
// are in that stage, it removes the reference of the last one.
func (g *Graph) breakItemCycles() {
	var items []any
	domains := map[any]*Domain{}
	add := func(d *Domain, x any) {
		if _, stage := lifecycle(x); stage.ReplacedBy.To != nil {
			items, domains[x] = append(items, x), d
		}
	}
	for _, d := range g.Site.Domains {
		for i := range d.Features {
			add(d, &d.Features[i])
		}
		for i := range d.Interfaces {
			add(d, &d.Interfaces[i])
		}
	}
	next := func(x any) any {
		if _, stage := lifecycle(x); stage != nil && stage.ReplacedBy.To != nil {
			return stage.ReplacedBy.To.Item
		}
		return nil
	}
	findCycles(items, next, func(cycle []any) {
		cycle = startAt(cycle, func(x, y any) int {
			_, a := lifecycle(x)
			_, b := lifecycle(y)
			return cmp.Or(slices.Index(stages, a.Status)-slices.Index(stages, b.Status), strings.Compare(domains[y].ID, domains[x].ID), b.ReplacedBy.Pos.Offset-a.ReplacedBy.Pos.Offset)
		})
		first := domains[cycle[0]]
		isFar := slices.ContainsFunc(cycle, func(x any) bool { return domains[x] != first })
		finding := cycleFinding("replaced_by", cycle, func(x any) (string, Located) {
			item, stage := lifecycle(x)
			name := item.Name.Plain(g.Site.Locale())
			if isFar {
				name = domains[x].ID + "#" + name
			}
			return name, stage.ReplacedBy.Located
		})
		if len(cycle) == 1 {
			finding.Help = "write its successor; if both have the same name, give the successor an id and write that id"
		}
		first.node.diags.Add(finding)
		_, stage := lifecycle(cycle[0])
		stage.ReplacedBy.To, g.cyclic = nil, true
	})
}

// stages are the statuses of an item in the order of its life cycle.
var stages = []Status{Planned, Experimental, Available, Deprecated, Retired}

// findCycles calls found for each cycle that can be reached from starts by next. next
// returns the zero value for the end of a chain.
func findCycles[T comparable](starts []T, next func(T) T, found func(cycle []T)) {
	var end T
	done := map[T]bool{}
	for _, x := range starts {
		var path []T
		onPath := map[T]bool{}
		for x != end && !done[x] && !onPath[x] {
			onPath[x] = true
			path = append(path, x)
			x = next(x)
		}
		if onPath[x] {
			found(path[slices.Index(path, x):])
		}
		for _, x := range path {
			done[x] = true
		}
	}
}

// startAt rotates a cycle so that it starts at its smallest element.
func startAt[T any](cycle []T, compare func(a, b T) int) []T {
	first := 0
	for i, x := range cycle {
		if compare(x, cycle[first]) < 0 {
			first = i
		}
	}
	return slices.Concat(cycle[first:], cycle[:first])
}

// cycleFinding returns a finding at the first reference of a cycle. at returns the name of
// an element and its reference.
func cycleFinding[T any](key string, cycle []T, at func(T) (string, Located)) source.Diagnostic {
	var names []string
	var related []source.Related
	for i, x := range cycle {
		name, ref := at(x)
		names = append(names, name)
		if i > 0 {
			related = append(related, source.Related{Pos: ref.Pos, Text: fmt.Sprintf("%s of %q is here", key, name)})
		}
	}
	_, ref := at(cycle[0])
	return source.Diagnostic{Code: "ref/cycle", Pos: ref.Pos, Len: ref.Len, Help: "remove one of these references", Related: related,
		Text: fmt.Sprintf("%s forms a cycle: %s → %s", key, strings.Join(names, " → "), names[0])}
}
