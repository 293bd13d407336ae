package site

import (
	"cmp"
	"slices"
	"sort"
)

// Linking fills pointers in. A document is kept and linked again after every
// change, so a page is a copy of what its documents say; all that linking does
// not fill in is shared.

// reset makes the page say what its documents say, and no more.
func (n *node) reset(locales []string) {
	if n.page == nil {
		return
	}
	doc := n.parts[0].doc
	switch x := n.page.(type) {
	case *Domain:
		x.reset(doc.Domain)
	case *Component:
		*x = *doc.Components[n.parts[0].nth]
		x.Domains = slices.Clone(x.Domains)
		x.DependsOn = slices.Clone(x.DependsOn)
	case *Team:
		x.reset(doc.Team)
	case *Scenario:
		*x = *doc.Scenario
		x.RaisedBy = slices.Clone(x.RaisedBy)
		x.Needs = slices.Clone(x.Needs)
	case *Guide:
		x.merge(n.parts, locales)
	}
	n.page.Base().node = n
}

func (d *Domain) reset(from *Domain) {
	old := *d
	*d = *from
	d.Responsibilities = refill(old.Responsibilities, from.Responsibilities)
	for i := range d.Responsibilities {
		d.Responsibilities[i].Related = slices.Clone(from.Responsibilities[i].Related)
	}
	d.Features = refill(old.Features, from.Features)
	for i := range d.Features {
		d.Features[i].Components = slices.Clone(from.Features[i].Components)
	}
	d.Interfaces = refill(old.Interfaces, from.Interfaces)
	d.DependsOn = slices.Clone(from.DependsOn)
	d.Related = slices.Clone(from.Related)
	d.GuideRefs = slices.Clone(from.GuideRefs)
	d.Metrics = slices.Clone(from.Metrics)
}

func (t *Team) reset(from *Team) {
	old := *t
	*t = *from
	t.Domains = slices.Clone(from.Domains)
	t.Interactions = refill(old.Interactions, from.Interactions)
}

// refill copies a list, where it can over what was there before: other pages
// point at the items of a page that is linked again without having changed.
func refill[T any](old, from []T) []T {
	if len(old) != len(from) || len(from) == 0 { // an empty list is not the same as none
		return slices.Clone(from)
	}
	copy(old, from)
	return old
}

// merge makes one guide of its languages. The main language's front matter is
// the one that counts; or the first one's there is.
func (g *Guide) merge(parts []part, locales []string) {
	versions := make([]GuideVersion, 0, len(parts))
	var name, summary []Version
	front := parts[0].doc.Guide
	for _, p := range parts {
		from := p.doc.Guide
		versions = append(versions, from.Versions...)
		if len(parts) > 1 {
			name = append(name, from.Name.versions...)
			summary = append(summary, from.Summary.versions...)
		}
		if from.Versions[0].Lang == locales[0] {
			front = from
		}
	}
	*g = *front
	if len(parts) > 1 {
		g.Name, g.Summary = Text{name}, Text{summary}
		slices.SortStableFunc(versions, func(a, b GuideVersion) int {
			return cmp.Compare(max(0, slices.Index(locales, a.Lang)), max(0, slices.Index(locales, b.Lang)))
		})
	}
	g.Versions = versions
	g.Domains = slices.Clone(front.Domains)
	g.Components = slices.Clone(front.Components)
}

// proseOf returns what the nth component of a document mentions.
func (doc *Document) proseOf(nth int) []mention {
	from := sort.Search(len(doc.prose), func(i int) bool { return doc.prose[i].nth >= nth })
	to := sort.Search(len(doc.prose), func(i int) bool { return doc.prose[i].nth > nth })
	return doc.prose[from:to]
}
