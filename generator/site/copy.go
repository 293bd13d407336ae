package site

import (
	"regexp"
	"slices"
	"strings"
)

// Linking fills pointers in. A document is kept and linked again after every
// change, so what is filled in is copied first; all else is shared.

func (d *Domain) copy() *Domain {
	c := *d
	c.Responsibilities = slices.Clone(d.Responsibilities)
	for i := range c.Responsibilities {
		c.Responsibilities[i].Related = slices.Clone(c.Responsibilities[i].Related)
	}
	c.Features = slices.Clone(d.Features)
	for i := range c.Features {
		c.Features[i].Components = slices.Clone(c.Features[i].Components)
	}
	c.Interfaces = slices.Clone(d.Interfaces)
	c.DependsOn = slices.Clone(d.DependsOn)
	c.Related = slices.Clone(d.Related)
	c.GuideRefs = slices.Clone(d.GuideRefs)
	c.Metrics = slices.Clone(d.Metrics)
	return &c
}

func (c *Component) copy() *Component {
	x := *c
	x.Domains = slices.Clone(c.Domains)
	x.DependsOn = slices.Clone(c.DependsOn)
	return &x
}

func (t *Team) copy() *Team {
	c := *t
	c.Domains = slices.Clone(t.Domains)
	c.Interactions = slices.Clone(t.Interactions)
	return &c
}

func (s *Scenario) copy() *Scenario {
	c := *s
	c.RaisedBy = slices.Clone(s.RaisedBy)
	c.Needs = slices.Clone(s.Needs)
	return &c
}

func (g *Guide) copy() *Guide {
	c := *g
	c.Domains = slices.Clone(g.Domains)
	c.Components = slices.Clone(g.Components)
	c.Versions = slices.Clone(g.Versions)
	return &c
}

// merge adds another language to a guide. The main language's front matter is
// the one that counts.
func (g *Guide) merge(other *Guide, main string) {
	versions := append(g.Versions, other.Versions...)
	name := append(slices.Clone(g.Name.versions), other.Name.versions...)
	summary := append(slices.Clone(g.Summary.versions), other.Summary.versions...)
	if other.Versions[0].Lang == main {
		*g = *other.copy()
	}
	g.Versions = versions
	g.Name, g.Summary = Text{name}, Text{summary}
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// suggestID makes an id of whatever was written, as well as it can.
func suggestID(s string) string {
	id := strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(s), "-"), "-")
	if id == "" {
		return "my-domain"
	}
	return strings.Trim(id[:min(len(id), 40)], "-")
}
