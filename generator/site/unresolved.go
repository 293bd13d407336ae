package site

import (
	"cmp"
	"fmt"
	"slices"

	"platmap/generator/par"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// This file makes findings of unresolved names. A missing name has one finding,
// however often it is used, because it is one mistake.

// missingName is the name that an Unresolved is about.
type missingName struct {
	kind source.Kind // "" for a name in [[…]] without a kind
	id   string
	part string // an item or a heading of the page, or ""
}

// isName reports whether the finding is about a name and not about the path of a file or
// a part of a page.
func (u *Unresolved) isName() bool { return u.Code == "ref/unknown" || u.Code == "ref/draft" }

// unresolvedFindings returns the findings about all names and links that cannot be
// resolved. named are the positions of domains to which the front matter of a guide most
// likely refers by such a name.
func (g *Graph) unresolvedFindings() (found source.Diagnostics, named map[source.Pos]bool) {
	uses := slices.Clone(g.unresolved)
	for _, n := range g.nodes {
		uses = append(uses, n.unresolved...)
	}
	if len(uses) == 0 {
		return nil, nil
	}
	stable.Sort(uses, func(a, b unresolvedAt) int {
		return cmp.Or(cmp.Compare(a.pos.File.Name, b.pos.File.Name), cmp.Compare(a.pos.Offset, b.pos.Offset))
	})
	diags := make(source.Diagnostics, len(uses))
	par.Each(len(uses), func(i int) { diags[i] = uses[i].diagnostic() })
	renamed, explained, meant := g.renamedFindings(uses, diags)
	named = map[source.Pos]bool{}
	var otherUses []unresolvedAt
	var others source.Diagnostics
	for i, u := range uses {
		if u.from != nil && u.link == nil && u.name.kind == source.Domain && u.pos.File.Kind == source.Guide {
			if meant[i] == nil && u.suggest != nil {
				meant[i] = g.Site.names.pages[source.Domain][u.suggest().near]
			}
			if meant[i] != nil {
				named[meant[i].Base().Pos] = true
			}
		}
		if !explained[i] {
			otherUses, others = append(otherUses, uses[i]), append(others, diags[i])
		}
	}
	return append(renamed, joinUses(otherUses, others)...), named
}

// joinUses joins the findings about the same name. Findings with a fix are not joined,
// because a fix changes only the file of its finding.
func joinUses(uses []unresolvedAt, diags source.Diagnostics) source.Diagnostics {
	first := map[string]int{} // text of a finding → index of the first use of the name
	kindOf := map[string]source.Kind{}
	for i, u := range uses {
		if !u.isName() || diags[i].Fix != nil {
			continue
		}
		if _, known := first[u.Text]; !known {
			first[u.Text] = i
		}
		if u.name.kind != "" && kindOf[u.name.id] == "" {
			kindOf[u.name.id] = u.name.kind
		}
	}
	others := map[int][]source.Related{} // by the index of the first use
	var joined []int
	for i, u := range uses {
		at := i
		if u.isName() && diags[i].Fix == nil {
			at = first[u.Text]
			if i, ok := first[unknownText(kindOf[u.name.id], u.name.id)]; ok && u.name.kind == "" { // [[x]] most likely refers to the same x
				at = i
			}
		}
		if at == i {
			joined = append(joined, i)
		} else {
			others[at] = append(others[at], source.Related{Pos: u.pos, Text: "also used here", Use: true})
		}
	}
	var out source.Diagnostics
	for _, i := range joined {
		d := diags[i]
		d.Related = append(slices.Clip(d.Related), others[i]...)
		out = append(out, d)
	}
	return out
}

// unknownText returns the text of the finding about an unknown id.
func unknownText(kind source.Kind, id string) string {
	return fmt.Sprintf("unknown %s %q", kind, id)
}
