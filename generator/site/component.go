package site

import (
	"slices"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Component is an entry of the inventory: something that the platform provides
// and maintains, or once did.
type Component struct {
	Entity

	ComponentKind string           `key:"kind"`    // library, service, process, …
	Domains       []Ref[Domain]    `key:"domains"` // the first is the main one; may be empty
	Source        string           `key:"source"`  // oss, private or vendor
	Repo          string           `key:"repo"`
	PartOf        Ref[Component]   `key:"part_of"`
	DependsOn     []Ref[Component] `key:"depends_on"`
	ReplacedBy    Ref[Component]   `key:"replaced_by"`
	Value         string           `key:"value"` // low, medium or high
	Toil          string           `key:"toil"`
	Why           Text             `key:"why"`
	Since         Date             `key:"since"`
	Until         Date             `key:"until"`
	Match         []string         `key:"match"` // its names in lists made by programs

	// Computed by Link.
	Parts      []*Component // components that are part of it
	UsedBy     []*Component // components that depend on it
	Replaces   []*Component // components that it has replaced
	Features   []*Feature   // features that it implements
	Interfaces []*Interface // interfaces that it implements
	Guides     []*Guide     // about it

	sinceAt, untilAt Located
}

// ByComponent is the reference from a component to a domain that it belongs to.
const ByComponent How = "component"

// decoded sets the id of a component that is not derived from the name of the file. An
// item of a list may consist only of its id.
func (c *Component) decoded(n *tree.Node, d *decoder) {
	c.sinceAt, c.untilAt = locate(n.Get("since")), locate(n.Get("until"))
	if n.IsScalar() {
		c.ID = n.Text
	} else if id := n.Get("id"); id != nil {
		c.ID, c.Pos, c.Len = id.Text, id.Pos, id.Len
	}
	if !text.IsID(c.ID) { // other files may reference the component by the id that was meant
		d.doc.dropped = append(d.doc.dropped, text.SuggestID(c.ID))
	}
	if c.Name.IsZero() {
		c.Name = plainText(c.ID, d.lang, c.Pos)
	}
}

func (c *Component) reset(parts []part, _ []string) {
	*c = *parts[0].page().(*Component)
	c.Domains = slices.Clone(c.Domains)
	c.DependsOn = slices.Clone(c.DependsOn)
}

func (c *Component) resolve(r *resolver) {
	if c.Status == "" {
		c.Status = Available
	}
	resolveRefs(r, c.Domains, source.Domain, ByComponent, nil)
	resolveRef(r, &c.PartOf, source.Component, ByPartOf, nil)
	resolveRefs(r, c.DependsOn, source.Component, ByDependsOn, nil)
	resolveRef(r, &c.ReplacedBy, source.Component, ByReplaced, nil)
}

func (c *Component) clearReverse() {
	c.Parts, c.UsedBy, c.Replaces, c.Features, c.Interfaces, c.Guides = nil, nil, nil, nil, nil, nil
}

func (c *Component) addReverse(e *edge) {
	switch from := e.from.page.(type) {
	case *Component:
		c.Parts = appendIf(e.how == ByPartOf, c.Parts, from)
		c.UsedBy = appendIf(e.how == ByDependsOn, c.UsedBy, from)
		c.Replaces = appendIf(e.how == ByReplaced, c.Replaces, from)
	case *Guide:
		c.Guides = appendIf(e.how == ByGuide, c.Guides, from)
	case *Domain:
		addItem(&c.Features, &c.Interfaces, e.via)
	}
}

// Successor returns the component to use instead of c: its successor, or the successor of
// that, and so on, the first one that is not retired. It returns nil if all of them are
// retired. Linking has removed cycles.
func (c *Component) Successor() *Component {
	to := c.ReplacedBy.To
	for to != nil && to.Status == Retired {
		to = to.ReplacedBy.To
	}
	return to
}

func (c *Component) inheritsFrom() *Domain { return firstDomain(c.Domains) }

// firstDomain returns the first known domain.
func firstDomain(refs []Ref[Domain]) *Domain {
	for _, ref := range refs {
		if ref.To != nil {
			return ref.To
		}
	}
	return nil
}

func (c *Component) check(ch *checker) {
	if len(c.Domains) == 0 {
		ch.warn("map/no-domain", c.Pos, c.Len, "set domains: [id]; until then it is listed under \"No domain\"", "component %q is in no domain", c.Name.Plain(ch.site.Locale()))
	}
	if to := c.ReplacedBy.To; to != nil {
		ch.checkRetired(c.ReplacedBy.Located, to, "this component is replaced by it")
	}
	if c.Status != Retired {
		if c.PartOf.To != nil {
			ch.checkRetired(c.PartOf.Located, c.PartOf.To, "this component is part of it")
		}
		for _, ref := range c.DependsOn {
			if ref.To != nil {
				ch.checkRetired(ref.Located, ref.To, "this component depends on it")
			}
		}
	}
	ch.checkSince(c.Status, c.Since, c.sinceAt)
	ch.checkEnd("component", c.Name, c.Pos, c.Len, c.Status, c.ReplacedBy.Text != "" || !c.Why.IsZero(), c.Until, c.untilAt)
}
