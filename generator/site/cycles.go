package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
)

// cycles reports cycles of replaced_by and of part_of. Domains may depend on each
// other, because real ones do. A new cycle contains a changed component, so only
// those are searched; changed is nil for all pages.
func (g *Graph) cycles(changed []*node) {
	isComponent := func(n *node) bool { _, ok := n.page.(*Component); return ok }
	if changed != nil && !slices.ContainsFunc(changed, isComponent) {
		return
	}
	g.findCycles("replaced_by", func(c *Component) *Ref[Component] { return &c.ReplacedBy })
	g.findCycles("part_of", func(c *Component) *Ref[Component] { return &c.PartOf })
}

func (g *Graph) findCycles(key string, next func(*Component) *Ref[Component]) {
	done := map[*Component]bool{}
	for _, start := range g.Site.Components {
		var path []*Component
		onPath := map[*Component]bool{}
		c := start
		for c != nil && !done[c] && !onPath[c] {
			onPath[c] = true
			path = append(path, c)
			c = next(c).To
		}
		if c != nil && onPath[c] {
			breakCycle(key, path[slices.Index(path, c):], next)
		}
		for _, c := range path {
			done[c] = true
		}
	}
}

// breakCycle reports one cycle, starting at its smallest id, and removes the
// reference of that component.
func breakCycle(key string, cycle []*Component, next func(*Component) *Ref[Component]) {
	first := 0
	for i, c := range cycle {
		if c.ID < cycle[first].ID {
			first = i
		}
	}
	cycle = slices.Concat(cycle[first:], cycle[:first])
	var ids []string
	var related []source.Related
	for i, c := range cycle {
		ids = append(ids, c.ID)
		if i > 0 {
			related = append(related, source.Related{Pos: next(c).Pos, Text: fmt.Sprintf("%s of %q is here", key, c.ID)})
		}
	}
	ref := next(cycle[0])
	cycle[0].node.diags.Add(source.Diagnostic{Code: "ref/cycle", Pos: ref.Pos, Len: ref.Len, Help: "remove one of these references", Related: related,
		Text: fmt.Sprintf("%s forms a cycle: %s → %s", key, strings.Join(ids, " → "), ids[0])})
	ref.To = nil
}
