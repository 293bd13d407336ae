package site

import (
	"maps"
	"slices"

	"platmap/generator/source"
	"platmap/generator/stable"
)

// Relink replaces the documents of files in the graph and links the affected pages again.
// The site is then equal to the result of Link for all documents. Except for a pass over
// all pages, the time depends on the change, not on the size of the site.
//
// It handles common edits: texts, titles, references, items. For other edits, such as of
// an id, an alias or the languages, or if Link would be faster, it changes nothing and
// returns false. The caller then links everything again.
//
// The site is changed in place, so nothing may read it during the call.
func (g *Graph) Relink(docs []*Document) bool {
	changed := g.nodesOf(docs)
	if changed == nil {
		return false
	}
	again := g.dependents(changed)
	if len(again) > max(len(g.nodes)/4, 64) {
		return false // Link is faster then, because it uses all cores
	}
	titles := titlesOf(changed)
	for _, doc := range docs {
		g.replace(doc)
	}
	affected := maps.Clone(again) // with the pages that they reference, before and after the change
	for n := range again {
		addTargets(affected, n)
	}
	for n := range affected {
		n.in = slices.DeleteFunc(n.in, func(e edge) bool { return again[e.from] })
	}
	nodes := inOrder(again)
	for _, n := range nodes {
		n.reset(g.Site.Locales)
	}
	if !slices.Equal(titles, titlesOf(changed)) {
		g.Site.names.suggestions.forget()
	}
	g.resolve(nodes)
	moved := g.resort(changed)
	for _, n := range nodes {
		addTargets(affected, n)
		n.addIncoming()
	}
	for n := range affected {
		n.sortIncoming()
		n.deriveReverse()
	}
	if moved {
		g.chainGuides(nil)
	}
	wasCyclic := g.cyclic
	g.deriveSiteWide(nodes)
	if wasCyclic || g.cyclic { // warnings about other pages may depend on the removed reference
		affected = nil
	}
	g.checkAgain(changed, affected)
	return true
}

// checkAgain updates the warnings about affected pages, or about all pages if affected is
// nil.
func (g *Graph) checkAgain(changed []*node, affected map[*node]bool) {
	if affected == nil || slices.ContainsFunc(changed, affectsAllChecks) {
		g.checks = newSharedChecks(g.Site, g.checks.options)
		g.check(g.nodes)
		return
	}
	for _, n := range changed { // pages that reference a changed page may inherit its owner
		for i := range n.in {
			affected[n.in[i].from] = true
		}
	}
	for _, s := range g.Site.Scenarios { // today's number of a scenario may come from a metric of a changed domain
		if s.Goal.Metric.Text != "" {
			affected[s.node] = true
		}
	}
	g.check(inOrder(affected))
}

// affectsAllChecks reports whether warnings about any other page may depend on this page:
// on the name of a component or the GitHub name of a team.
func affectsAllChecks(n *node) bool {
	switch n.page.(type) {
	case *Component, *Team:
		return true
	}
	return false
}

// addTargets adds the nodes that n references.
func addTargets(set map[*node]bool, n *node) {
	for i := range n.out {
		set[n.out[i].to] = true
	}
}

// titlesOf returns the ids and all names of pages in all languages.
func titlesOf(nodes []*node) []string {
	var titles []string
	for _, n := range nodes {
		if n.page != nil {
			e := n.page.Base()
			titles = append(append(titles, e.ID), e.Name.all()...)
			for _, aka := range e.Aka {
				titles = append(titles, aka.all()...)
			}
		}
	}
	return titles
}

// nodesOf returns the nodes of documents, or nil if a document cannot replace the linked
// one.
func (g *Graph) nodesOf(docs []*Document) []*node {
	if g.checks.options.Translations {
		return nil // translations are checked over all documents
	}
	files, seen := map[string]bool{}, map[*node]bool{}
	nodes := []*node{}
	for _, doc := range docs {
		name := doc.File.Name
		if old := g.docs[name]; old == nil || !sameNames(old, doc) {
			return nil
		}
		files[name] = true
		for _, n := range g.byFile[name] {
			if !seen[n] {
				seen[n] = true
				nodes = append(nodes, n)
			}
		}
	}
	inFiles := func(pos source.Pos) bool { return pos.IsValid() && files[pos.File.Name] }
	for _, d := range g.structural { // the position of such a finding may have changed
		if inFiles(d.Pos) || slices.ContainsFunc(d.Related, func(r source.Related) bool { return inFiles(r.Pos) }) {
			return nil
		}
	}
	return nodes
}

// sameNames reports whether two documents of the same file define the same pages with the
// same names, and nothing else.
func sameNames(a, b *Document) bool {
	return a.File.Kind.HasPage() && slices.Equal(a.dropped, b.dropped) && a.KeysUnknown == b.KeysUnknown && slices.EqualFunc(a.Pages, b.Pages, func(a, b Page) bool {
		x, y := a.Base(), b.Base()
		if x.ID != y.ID || !slices.EqualFunc(x.Aliases, y.Aliases, func(a, b Located) bool { return a.Text == b.Text }) {
			return false
		}
		g, isGuide := a.(*Guide)
		h, _ := b.(*Guide)
		return !isGuide || g.IsDraft == h.IsDraft && g.Versions[0].Lang == h.Versions[0].Lang
	})
}

// dependents returns the nodes to link again when some nodes have changed: the changed
// ones, those that reference an item or a heading on them, which may have appeared or
// disappeared, and all with unresolved names, because the suggestions may change.
// References to a whole page stay valid.
func (g *Graph) dependents(changed []*node) map[*node]bool {
	again := map[*node]bool{}
	for _, n := range g.nodes {
		if len(n.diags)+len(n.unresolved) > 0 {
			again[n] = true
		}
	}
	addDeep := func(n *node) {
		for i := range n.in {
			if n.in[i].deep {
				again[n.in[i].from] = true
			}
		}
	}
	for _, n := range changed {
		again[n] = true
		addDeep(n)
		if _, ok := n.page.(*Guide); ok {
			for i := range n.in {
				if from := n.in[i].from; n.in[i].how == ByInterface { // the interface may have the guide's name
					again[from] = true
					addDeep(from)
				}
			}
		}
	}
	return again
}

// replace replaces the old document of the same file.
func (g *Graph) replace(doc *Document) {
	old := g.docs[doc.File.Name]
	g.docs[doc.File.Name] = doc
	for _, n := range g.byFile[doc.File.Name] {
		for i := range n.parts {
			if n.parts[i].doc == old {
				n.parts[i].doc = doc
			}
		}
	}
}

// inOrder returns nodes in the order of the site.
func inOrder(set map[*node]bool) []*node {
	return stable.Sorted(maps.Keys(set), func(a, b *node) int { return a.index - b.index })
}
