package export

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platmap/generator/site"
)

// diagramForms are the forms of a diagram: what its nodes are.
var diagramForms = []string{"domains", "components", "teams"}

// A diagram has nodes, which are divided into groups, and edges between them.
type (
	diagram struct {
		groups []nodeGroup
		edges  []edge
	}
	nodeGroup struct {
		id, name string // both are empty for nodes without a group
		nodes    []node
	}
	node struct {
		page site.Page
		name string
	}
	edge struct {
		from, to site.Page
		name     string // or ""
		isWeak   bool   // drawn as a dotted line
	}
)

// diagram returns the diagram of the form. Retired pages are left out.
func (w *writer) diagram() diagram {
	switch w.Form {
	case "components":
		return w.componentDiagram()
	case "teams":
		return w.teamDiagram()
	}
	return w.domainDiagram()
}

func (w *writer) domainDiagram() diagram {
	var d diagram
	for _, x := range w.domains() {
		id, name := "", ""
		if x.In != nil {
			if id, name = "group-"+x.In.ID, clean(x.In.Name.Plain(w.Lang)); name == "" {
				name = x.In.ID
			}
		}
		d.add(id, name, node{x, w.name(x)})
		for _, to := range site.Targets(x.DependsOn) {
			d.edges = append(d.edges, edge{x, to, "", false})
		}
	}
	return d.closed()
}

func (w *writer) componentDiagram() diagram {
	var d diagram
	for _, c := range w.components() {
		id, name := "", ""
		if in := mainDomain(c); in != nil {
			id, name = nodeID(in), w.name(in)
		}
		d.add(id, name, node{c, w.name(c)})
		for _, to := range site.Targets(c.DependsOn) {
			d.edges = append(d.edges, edge{c, to, "", false})
		}
		if c.PartOf.To != nil {
			d.edges = append(d.edges, edge{c, c.PartOf.To, w.Say("part_of"), true})
		}
	}
	return d.closed()
}

func (w *writer) teamDiagram() diagram {
	var d diagram
	for _, t := range w.Site.Teams {
		d.add("", "", node{t, w.name(t)})
		for _, x := range t.Domains {
			if to := x.Domain.To; to != nil {
				name := ""
				if x.Role != "" {
					name = w.Say("role." + x.Role)
				}
				d.edges = append(d.edges, edge{t, to, name, false})
			}
		}
		for _, x := range t.Interactions {
			if to := x.Team.To; to != nil {
				d.edges = append(d.edges, edge{t, to, w.Say("interaction." + x.Mode), true})
			}
		}
	}
	for _, x := range w.domains() {
		d.add("domains", w.Say("refs.domain"), node{x, w.name(x)})
	}
	return d.closed()
}

// add adds a node to a group.
func (d *diagram) add(id, name string, n node) {
	for i := range d.groups {
		if d.groups[i].id == id {
			d.groups[i].nodes = append(d.groups[i].nodes, n)
			return
		}
	}
	d.groups = append(d.groups, nodeGroup{id, name, []node{n}})
}

// closed returns the diagram without duplicate edges and without edges to pages that are
// not nodes.
func (d diagram) closed() diagram {
	shown := map[site.Page]bool{}
	for _, g := range d.groups {
		for _, n := range g.nodes {
			shown[n.page] = true
		}
	}
	seen := map[edge]bool{}
	var edges []edge
	for _, e := range d.edges {
		if shown[e.from] && shown[e.to] && !seen[e] {
			seen[e] = true
			edges = append(edges, e)
		}
	}
	d.edges = edges
	return d
}

// nodeID returns the id of a node, which contains only letters, digits and underscores.
func nodeID(p site.Page) string {
	return string(p.Base().Kind) + "_" + strings.ReplaceAll(p.Base().ID, "-", "_")
}

func (w *writer) mermaid() {
	d := w.diagram()
	w.linef("%%%% Written by platmap export mermaid: do not edit it here.")
	w.linef("flowchart TB")
	for _, g := range d.groups {
		indent := "  "
		if g.id != "" {
			w.linef("  subgraph %s[%s]", groupID(g), quoteMermaid(g.name))
			indent = "    "
		}
		for _, n := range g.nodes {
			open, end := "[", "]"
			if _, ok := n.page.(*site.Team); ok {
				open, end = "([", "])"
			}
			w.linef("%s%s%s%s%s", indent, nodeID(n.page), open, quoteMermaid(n.name), end)
		}
		if g.id != "" {
			w.linef("  end")
		}
	}
	for _, e := range d.edges {
		arrow := "-->"
		if e.isWeak {
			arrow = "-.->"
		}
		if e.name != "" {
			arrow += "|" + quoteMermaid(clean(e.name)) + "|"
		}
		w.linef("  %s %s %s", nodeID(e.from), arrow, nodeID(e.to))
	}
	const mostEdges, mostCharacters = 500, 50_000 // the limits of Mermaid
	if len(d.edges) > mostEdges || utf8.RuneCountInString(w.String()) > mostCharacters {
		w.notef("Mermaid draws at most %d lines and %d characters unless maxEdges and maxTextSize are larger; platmap export dot has no limit", mostEdges, mostCharacters)
	}
}

// groupID returns the id of a group, which differs from the ids of all nodes.
func groupID(g nodeGroup) string { return "in_" + strings.ReplaceAll(g.id, "-", "_") }

// quoteMermaid returns a text in quotes. Characters that Mermaid or HTML would read as
// markup become entities, in which Mermaid uses # instead of &.
func quoteMermaid(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if strings.ContainsRune("\"#&;<>`*_\\$%{}|", r) {
			fmt.Fprintf(&b, "#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func (w *writer) dot() {
	d := w.diagram()
	w.linef("// Written by platmap export dot: do not edit it here.")
	w.linef("digraph map {")
	w.linef("  rankdir=TB;")
	w.linef("  node [shape=box];")
	for _, g := range d.groups {
		indent := "  "
		if g.id != "" {
			w.linef("  subgraph cluster_%s {", groupID(g))
			w.linef("    label=%s;", quoteDot(g.name))
			indent = "    "
		}
		for _, n := range g.nodes {
			shape := ""
			if _, ok := n.page.(*site.Team); ok {
				shape = ", shape=ellipse"
			}
			w.linef("%s%s [label=%s%s];", indent, nodeID(n.page), quoteDot(n.name), shape)
		}
		if g.id != "" {
			w.linef("  }")
		}
	}
	for _, e := range d.edges {
		var attributes []string
		if e.name != "" {
			attributes = append(attributes, "label="+quoteDot(clean(e.name)))
		}
		if e.isWeak {
			attributes = append(attributes, "style=dotted")
		}
		end := ";"
		if attributes != nil {
			end = " [" + strings.Join(attributes, ", ") + "];"
		}
		w.linef("  %s -> %s%s", nodeID(e.from), nodeID(e.to), end)
	}
	w.linef("}")
}

// quoteDot returns a text in quotes. It replaces backslashes, which would begin an escape
// such as \N.
func quoteDot(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
