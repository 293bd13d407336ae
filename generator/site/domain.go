package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Domain is a problem domain: a kind of problem that the platform solves.
type Domain struct {
	Entity

	Group            Located          `key:"group"`
	EssentialProblem Text             `key:"essential_problem"`
	Responsibilities []Responsibility `key:"responsibilities"`
	Features         []Feature        `key:"features"`
	Interfaces       []Interface      `key:"interfaces"`
	DependsOn        []Ref[Domain]    `key:"depends_on"`
	Related          []Ref[Domain]    `key:"related"`
	Decisions        []Decision       `key:"decisions"`
	Metrics          []Metric         `key:"metrics"`
	GuideRefs        []Ref[Guide]     `key:"guides"` // normally absent: guides name their domains
	Label            Label            `key:"label"`
	Standard         []string         `key:"standard"` // "cncf/…"
	ReplacedBy       Ref[Domain]      `key:"replaced_by"`

	// Computed by Link.
	In         *Group       // nil for a domain without a known group
	Components []*Component // components that name this domain, as their first or as another one
	Guides     []*Guide     // guides that name this domain, after GuideRefs
	Scenarios  []*Scenario  // scenarios that have this domain as their lead or in a need
	Teams      []*Team      // teams that list this domain under domains
	UsedBy     []*Domain    // domains that depend on it

	anchors map[string]map[string]string // anchors in other languages, by language and Item.Anchor, where they differ
	index   *itemIndex                   // nil before linking
}

// Decision is a decision with its reason.
type Decision struct {
	Date    Date `key:"date"`
	Title   Text `key:"title"`
	Why     Text `key:"why"`
	Revisit Text `key:"revisit"`

	dateAt Located
}

func (x *Decision) decoded(n *tree.Node, _ *decoder) { x.dateAt = locate(n.Get("date")) }

// Label is the issue label of a domain, if it differs from the computed one.
type Label struct {
	Name  string `key:"name"`
	Color string `key:"color"`
}

func (d *Domain) decoded(_ *tree.Node, dec *decoder) { d.setAnchors(dec.locales) }

func (d *Domain) reset(parts []part, _ []string) {
	old, from := *d, parts[0].page().(*Domain)
	*d = *from
	d.Responsibilities = refill(old.Responsibilities, from.Responsibilities)
	for i := range d.Responsibilities {
		d.Responsibilities[i].Related = slices.Clone(from.Responsibilities[i].Related)
	}
	d.Features = refill(old.Features, from.Features)
	for i := range d.Features {
		d.Features[i].Components = slices.Clone(from.Features[i].Components)
		d.Features[i].Serves = slices.Clone(from.Features[i].Serves)
	}
	d.Interfaces = refill(old.Interfaces, from.Interfaces)
	for i := range d.Interfaces {
		d.Interfaces[i].Serves = slices.Clone(from.Interfaces[i].Serves)
	}
	d.DependsOn = slices.Clone(from.DependsOn)
	d.Related = slices.Clone(from.Related)
	d.GuideRefs = slices.Clone(from.GuideRefs)
	d.Metrics = slices.Clone(from.Metrics)
	d.index = &itemIndex{}
}

// nameDocs sets the name of each interface that is a guide to the title of the guide.
func (d *Domain) nameDocs(s *Site) {
	for i := range d.Interfaces {
		if x := &d.Interfaces[i]; x.isGuide() {
			if p, _ := s.names.lookup(source.Guide, x.Doc.Text); p != nil {
				x.Name = p.Base().Name
			}
		}
	}
}

func (d *Domain) resolve(r *resolver) {
	d.resolveGroup(r)
	resolveRefs(r, d.DependsOn, source.Domain, ByDependsOn, nil)
	resolveRefs(r, d.Related, source.Domain, ByRelated, nil)
	resolveRef(r, &d.ReplacedBy, source.Domain, ByReplaced, nil)
	resolveRefs(r, d.GuideRefs, source.Guide, ByRelated, nil)
	for i := range d.Responsibilities {
		d.Responsibilities[i].resolve(r)
	}
	for i := range d.Features {
		d.Features[i].resolve(r, d)
	}
	for i := range d.Interfaces {
		d.Interfaces[i].resolve(r, d)
	}
}

func (d *Domain) resolveGroup(r *resolver) {
	if d.Group.Text == "" {
		return
	}
	var ids []string
	named := "" // the group with this name, or ""
	for _, g := range r.site.Groups {
		if g.ID == d.Group.Text {
			d.In = g
			return
		}
		ids = append(ids, g.ID)
		if slices.Contains(g.Name.all(), d.Group.Text) {
			named = g.ID
		}
	}
	if n := &r.site.names; n.broken[source.Site] || n.dropped[source.Site][d.Group.Text] {
		return
	}
	help := "add it to groups in site.yaml, which has none yet"
	switch {
	case named != "":
		help = fmt.Sprintf("write the id %q; %q is the name of that group", named, d.Group.Text)
	case len(ids) > 0:
		help = didYouMean(text.Closest(d.Group.Text, ids), func() string {
			return "write one of: " + text.ListClosest(d.Group.Text, ids) + "; or add it to groups in site.yaml"
		})
	}
	r.report(&Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("unknown group %q", d.Group.Text), Help: help}, d.Group.Pos, d.Group.Len)
}

// clearReverse keeps the guides that the domain itself names, which come first.
func (d *Domain) clearReverse() {
	d.Components, d.Guides, d.Scenarios, d.Teams, d.UsedBy = nil, nil, nil, nil, nil
	for _, ref := range d.GuideRefs {
		if ref.To != nil && !slices.Contains(d.Guides, ref.To) {
			d.Guides = append(d.Guides, ref.To)
		}
	}
	for i := range d.Features {
		d.Features[i].ReferencedBy = nil
	}
	for i := range d.Interfaces {
		d.Interfaces[i].ReferencedBy = nil
	}
}

func (d *Domain) addReverse(e *edge) {
	switch from := e.from.page.(type) {
	case *Component:
		d.Components = appendIf(e.how == ByComponent, d.Components, from)
	case *Guide:
		named := slices.ContainsFunc(d.GuideRefs, func(ref Ref[Guide]) bool { return ref.To == from })
		d.Guides = appendIf(e.how == ByGuide && !named, d.Guides, from)
	case *Scenario:
		d.Scenarios = appendIf(e.how == ByScenario, d.Scenarios, from)
	case *Team:
		d.Teams = appendIf(e.how == ByTeam, d.Teams, from)
	case *Domain:
		d.UsedBy = appendIf(e.how == ByDependsOn, d.UsedBy, from)
	}
}

// OtherRelated returns the related domains without those that depend on the domain or on
// which it depends, because pages show these separately.
func (d *Domain) OtherRelated() []*Domain {
	required := Targets(d.DependsOn)
	return slices.DeleteFunc(Targets(d.Related), func(to *Domain) bool {
		return slices.Contains(required, to) || slices.Contains(d.UsedBy, to)
	})
}

// NotableStatus returns the status of the domain, or "" if the domain is active. That is
// the default, and no page shows it.
func (d *Domain) NotableStatus() Status {
	if d.Status == "active" {
		return ""
	}
	return d.Status
}

// section returns the sort key for the order of groups in site.yaml. Domains without a
// known group are last.
func (d *Domain) section(s *Site) (int, string) {
	group := slices.IndexFunc(s.Groups, func(g *Group) bool { return g.ID == d.Group.Text })
	if group < 0 {
		group = len(s.Groups)
	}
	return group, ""
}

func (d *Domain) find(part string) (Target, *Unresolved) {
	item, anchor := d.Find(part, AnyItem)
	if item == nil {
		return Target{}, d.unknownItem(part, AnyItem)
	}
	return Target{Page: d, Item: item, Anchor: anchor}, nil
}

func (d *Domain) check(c *checker) {
	if to := d.ReplacedBy.To; to != nil {
		c.checkRetired(d.ReplacedBy.Located, to, "this domain is replaced by it")
	}
	if d.Status == Draft || d.Status == Retired {
		return
	}
	for _, ref := range d.DependsOn {
		if ref.To != nil {
			c.checkRetired(ref.Located, ref.To, "this domain depends on it")
		}
	}
	if d.Interfaces == nil {
		c.warn("map/no-interface", d.Pos, d.Len, "list the ways to use it under interfaces, or write interfaces: [] if there are none", "domain %q has no interfaces", d.ID)
	}
	if len(d.Guides)+len(d.GuideRefs) == 0 && !c.site.names.mayHaveGuide(d) {
		c.warn("map/no-guide", d.Pos, d.Len, "write a guide, guides/….md, with domains: ["+d.ID+"] in its front matter", "no guide is about domain %q", d.ID)
	}
	d.checkProblem(c)
	for _, x := range d.Decisions {
		c.checkNotFuture("date", x.Date, x.dateAt, "correct the date")
	}
	d.checkSelfService(c)
	for i := range d.Features {
		d.Features[i].check(c)
	}
	for i := range d.Interfaces {
		x := &d.Interfaces[i]
		if name := x.Name.Plain(c.site.Locale()); x.Kind == "" {
			c.warn("map/interface-kind", x.Pos, x.Len, "write its kind, such as cli: "+name+" (or "+strings.Join(InterfaceKinds[1:], ", ")+")", "interface %q has no kind", name)
		}
		x.Lifecycle.check(c, "interface", x.Item)
		if to := x.Component.To; to != nil && x.Status == Available {
			c.checkRetired(x.componentAt(), to, "this interface is available")
		}
	}
}

// checkSelfService reports a domain in which product teams have a responsibility but no
// self-service interface for it.
func (d *Domain) checkSelfService(c *checker) {
	if d.HasSelfService() {
		return
	}
	for i := range d.Responsibilities {
		if r := &d.Responsibilities[i]; r.By.Column() == Product {
			c.warn("map/no-self-service", r.Pos, r.Len, "set mode: self-service for an interface, or by: platform until such an interface exists",
				"product teams have this responsibility, but domain %q has no self-service interface", d.ID)
			return
		}
	}
}

// HasSelfService reports whether the domain has an interface that people can use now
// without asking anyone.
func (d *Domain) HasSelfService() bool {
	return slices.ContainsFunc(d.Interfaces, func(x Interface) bool {
		return x.Mode == SelfService && x.Status != Planned && !x.Status.Leaving()
	})
}
