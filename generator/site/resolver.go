package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// resolver resolves the names on one page. It writes only to the page and to its
// node: the edges, and the unresolved names. From other pages it reads only ids,
// names and anchors, because several resolvers run at the same time.
type resolver struct {
	site *Site
	node *node

	definitions map[source.Pos]int // index in node.unresolved of the URL of a link definition
}

func (r *resolver) resolve() {
	n := r.node
	n.out, n.unresolved, n.diags = n.out[:0], nil, nil
	if n.page != nil {
		n.page.resolve(r)
		resolveRef(r, &n.page.Base().Owner, source.Team, "", nil)
	}
	for _, p := range n.parts {
		r.resolveProse(p)
	}
}

// resolveProse resolves every name and link in texts.
func (r *resolver) resolveProse(p part) {
	for _, m := range p.doc.proseOf(p.nth) {
		to, unresolved := r.site.Resolve(m.link, p.doc.File)
		switch {
		case unresolved != nil:
			r.reportLink(unresolved, m)
		case to.Page != nil:
			r.addTargetEdge(&to, ByProse)
		}
	}
}

// resolveRef resolves a reference to a page of a kind, or reports it. It adds an
// edge unless how is "". via is the feature, interface or interaction that has the
// reference, if the target page lists it.
func resolveRef[T any](r *resolver, ref *Ref[T], kind source.Kind, how How, via any) {
	if ref.Text == "" {
		return
	}
	p, unresolved := r.site.names.page(kind, ref.Text)
	switch {
	case unresolved != nil:
		r.report(unresolved, ref.Pos, ref.Len)
		return
	case p == r.node.page && (how == ByDependsOn || how == ByRelated):
		r.node.diags.Errorf("ref/self", ref.Pos, ref.Len, "remove it", "%s %q refers to itself", kind, ref.Text)
	case how != "":
		r.addEdge(p, how, via)
	}
	ref.To = any(p).(*T)
}

func resolveRefs[T any](r *resolver, refs []Ref[T], kind source.Kind, how How, via any) {
	for i := range refs {
		resolveRef(r, &refs[i], kind, how, via)
	}
}

func (r *resolver) addEdge(to Page, how How, via any) {
	r.node.out = append(r.node.out, edge{from: r.node, to: to.Base().node, how: how, via: via})
}

// addTargetEdge adds an edge to a page or to an item on it.
func (r *resolver) addTargetEdge(to *Target, how How) {
	r.node.out = append(r.node.out, edge{from: r.node, to: to.Page.Base().node, how: how, item: to.Item, deep: to.Item != nil || to.Anchor != ""})
}

// report records an unresolved name, unless the cause is already reported.
func (r *resolver) report(u *Unresolved, pos source.Pos, length int) {
	if !u.reported {
		r.node.unresolved = append(r.node.unresolved, unresolvedAt{Unresolved: u, from: r.node, pos: pos, len: length, uses: 1})
	}
}

// reportLink reports a link. Links that use the same definition have one finding, at the
// definition.
func (r *resolver) reportLink(u *Unresolved, m mention) {
	l := m.link
	if i, ok := r.definitions[l.Pos]; ok && l.ByReference {
		r.node.unresolved[i].uses++
		return
	}
	if u.reported {
		return
	}
	r.node.unresolved = append(r.node.unresolved, unresolvedAt{Unresolved: u, from: r.node, pos: l.Pos, len: l.Len, link: l, escaped: m.escaped, uses: 1})
	if l.ByReference {
		if r.definitions == nil {
			r.definitions = map[source.Pos]int{}
		}
		r.definitions[l.Pos] = len(r.node.unresolved) - 1
	}
}

// unresolvedAt is a name that cannot be resolved, at its position.
type unresolvedAt struct {
	*Unresolved
	from *node // the page with the name, or nil
	pos  source.Pos
	len  int
	link *markdown.Link // nil for a name under a key
	uses int            // number of links with this URL from a definition at pos, otherwise 1

	escaped bool // see mention
}

// idEdit returns the edit that replaces the name by an id, or nil if it is not the
// whole value.
func (u unresolvedAt) idEdit(id string) []source.Edit {
	written := u.pos.File.Text[u.pos.Offset:][:u.len]
	if written != u.name.id && written != text.QuoteYAML(u.name.id) {
		return nil
	}
	return []source.Edit{{Start: u.pos.Offset, End: u.pos.Offset + u.len, New: text.YAML(id, true)}}
}

// diagnostic returns the finding. It may search all names for a suggestion.
func (u unresolvedAt) diagnostic() source.Diagnostic {
	d := source.Diagnostic{Code: u.Code, Pos: u.pos, Len: u.len, Text: u.Text, Help: u.Help}
	if u.suggest != nil {
		s := u.suggest()
		d.Help = s.help + s.add
		switch {
		case s.only && s.ref != "":
			d.Fix = refEdit(u.link, s.ref)
		case s.anchor != "" && u.link != nil:
			d.Fix = anchorEdit(u.link, s.anchor)
		case s.only && u.link != nil:
			d.Fix = pathEdit(u.link, s.path)
		case s.id != "":
			d.Fix = u.idEdit(s.id)
		}
		if u.link != nil {
			d.Fix = repeatEdits(d.Fix, u.link)
		}
	}
	if u.escaped {
		d.Help = escapeHelp(d.Help)
	}
	if u.uses > 1 {
		d.Text += fmt.Sprintf(" (used by %d links)", u.uses)
	}
	return d
}

// reportSiteWide reports an unresolved name that is not on a page.
func (g *Graph) reportSiteWide(u *Unresolved, at Located) {
	if !u.reported {
		g.unresolved = append(g.unresolved, unresolvedAt{Unresolved: u, pos: at.Pos, len: at.Len})
	}
}

// questions resolves the targets of the questions on the home page.
func (g *Graph) questions() {
	for i := range g.Site.Questions {
		q := &g.Site.Questions[i]
		q.Leads = nil
		if q.To.Text == "" {
			continue
		}
		var to Target
		var unresolved *Unresolved
		if strings.HasPrefix(q.To.Text, "http://") || strings.HasPrefix(q.To.Text, "https://") {
			to = Target{URL: q.To.Text}
		} else if isQuestionTarget(q.To.Text) {
			to = Target{View: q.To.Text}
		} else {
			to, unresolved = g.Site.names.wiki(strings.Trim(q.To.Text, "[]"))
		}
		if unresolved != nil {
			g.reportSiteWide(unresolved, q.To)
			continue
		}
		q.Leads = &to
	}
}

// isQuestionTarget reports whether a question may link to the view with a name: to any
// except the overview, which shows the questions.
func isQuestionTarget(view string) bool {
	return view != source.Site.View() && slices.Contains(source.Views, view)
}
