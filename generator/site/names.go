package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// names is everything that can be referred to.
type names struct {
	pages map[source.Kind]map[string]Page // by id and by former id
	files map[string]Target               // by the name of the source file

	// hidden are ids that exist but have no page: a file that could not be
	// read ("" as reason, already reported) or a draft (the reason why not).
	hidden map[source.Kind]map[string]string
	// vague kinds have a file of many things that could not be read, so that
	// an unknown id may well be in it.
	vague map[source.Kind]bool

	hints *hints
}

// Unresolved is why a name leads nowhere.
type Unresolved struct {
	Code, Text, Help string
	Warning          bool

	silent bool          // it was reported elsewhere
	hint   func() string // gives the Help when it takes time to find
}

// wikiKinds is the order in which [[x]] is looked up when it names no kind.
var wikiKinds = []source.Kind{source.Domain, source.Component, source.Guide, source.Team, source.Scenario}

// lookup finds the page with an id. If there is none, missing tells why.
func (n *names) lookup(kind source.Kind, id string) (p Page, missing absence) {
	id = text.NFC(id)
	if p, ok := n.pages[kind][id]; ok {
		return p, 0
	}
	reason, hidden := n.hidden[kind][id]
	switch {
	case hidden && reason == "", !hidden && n.vague[kind]:
		return nil, unreadable
	case hidden:
		return nil, unpublished
	}
	return nil, unknown
}

// absence is why an id leads to no page.
type absence int

const (
	unknown     absence = iota + 1
	unpublished         // a draft
	unreadable          // reported with its file
)

// page is lookup with words for what is missing. The words take time to find.
func (n *names) page(kind source.Kind, id string) (Page, *Unresolved) {
	p, missing := n.lookup(kind, id)
	switch missing {
	case unreadable:
		return nil, &Unresolved{silent: true}
	case unpublished:
		return nil, &Unresolved{Code: "ref/draft", Text: fmt.Sprintf("%s %q is %s, so there is no page to lead to", kind, id, n.hidden[kind][text.NFC(id)]), Help: "publish it (remove draft: true), or remove the reference"}
	case unknown:
		return nil, &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("no %s %q", kind, id), hint: n.hints.hint(string(kind)+" "+id, func() string { return n.near(kind, id) })}
	}
	return p, nil
}

// Resolve tells where a link or a name in prose leads, as written in a file.
func (s *Site) Resolve(l *markdown.Link, from *source.File) (Target, *Unresolved) {
	if l.Kind == markdown.WikiRef {
		return s.names.wiki(l.Dest)
	}
	switch dest := l.Dest; {
	case external(dest):
		return Target{URL: dest}, nil
	case strings.HasPrefix(dest, "#"):
		return s.anchor(s.names.files[from.Name], dest[1:])
	default:
		return s.relative(dest, from, l.Kind == markdown.Image)
	}
}

// external reports whether a link names a scheme, and so leads out of the site.
// Markdown lets no others through, and what else is wrong with an address, such
// as http://localhost:PORT/, is for the reader to see.
func external(dest string) bool {
	scheme, _, _ := strings.Cut(dest, ":")
	return slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(strings.TrimSpace(scheme)))
}

// wiki resolves kind:id#item, id#item, kind:id and id.
func (n *names) wiki(ref string) (Target, *Unresolved) {
	id, item, _ := strings.Cut(ref, "#")
	kinds := wikiKinds
	if kind, rest, ok := strings.Cut(id, ":"); ok {
		if !slices.Contains(wikiKinds, source.Kind(kind)) {
			return Target{}, &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("%q is not a kind of thing", kind), Help: "domain, component, guide, team and scenario are"}
		}
		kinds, id = []source.Kind{source.Kind(kind)}, rest
	}
	id = strings.TrimSpace(id)
	worst, of := unknown, kinds[0]
	for _, kind := range kinds {
		p, missing := n.lookup(kind, id)
		if p != nil {
			return find(Target{Page: p}, item)
		}
		if missing > worst {
			worst, of = missing, kind
		}
	}
	if len(kinds) > 1 && worst == unknown {
		return Target{}, &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("nothing is called %q", id), hint: n.hints.hint("[["+id, func() string { return n.nearAny(id) })}
	}
	_, fault := n.page(of, id)
	return Target{}, fault
}

// find narrows a page down to an item or a heading on it.
func find(t Target, item string) (Target, *Unresolved) {
	if item = text.NFC(strings.TrimSpace(item)); item == "" {
		return t, nil
	}
	switch p := t.Page.(type) {
	case *Domain:
		if x, anchor := p.Find(item, AnyItem); x != nil {
			t.Item, t.Anchor = x, anchor
			return t, nil
		}
		return Target{}, p.noItem(item, AnyItem)
	case *Guide:
		if t.Anchor = p.anchor(item); t.Anchor != "" {
			return t, nil
		}
		return Target{}, noHeading(p, item)
	}
	return Target{}, &Unresolved{Code: "link/anchor", Text: fmt.Sprintf("a %s page has no part %q", t.Page.Base().Kind, item), Help: "remove what follows #"}
}

// anchor returns the id of the place that is meant: an id or the text of a
// heading as it is written, or in other letter case, as GitHub has it.
func (g *Guide) anchor(meant string) string {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, v := range g.Versions {
			for _, h := range v.Doc.Headings {
				if same(h.ID, meant) || same(text.NFC(h.Text), meant) {
					return h.ID
				}
			}
			for _, id := range v.Doc.Anchors {
				if same(id, meant) {
					return id
				}
			}
		}
	}
	return ""
}

func noHeading(g *Guide, anchor string) *Unresolved {
	var ids []string
	for _, v := range g.Versions {
		for _, h := range v.Doc.Headings {
			ids = append(ids, h.ID)
		}
	}
	help := "the guide has no headings"
	if len(ids) > 0 {
		help = "it has #" + strings.ReplaceAll(text.ListClosest(anchor, ids), ", ", ", #")
	}
	if near := text.Closest(anchor, ids); near != "" {
		help = fmt.Sprintf("did you mean #%s?", near)
	}
	return &Unresolved{Code: "link/anchor", Text: fmt.Sprintf("guide %q has no heading %q", g.ID, "#"+anchor), Help: help}
}

func (s *Site) anchor(t Target, anchor string) (Target, *Unresolved) {
	if t.Page == nil {
		return t, nil
	}
	return find(t, anchor)
}
