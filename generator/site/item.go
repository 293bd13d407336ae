package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
	"platmap/themes"
)

// Item has the fields that responsibilities, features and interfaces of a domain have in
// common. In YAML an item is a text, or a mapping with a name.
type Item struct {
	Name    Text   `key:"name,bare"`
	Text    Text   `key:"text"` // a paragraph about it
	ID      string `key:"id"`   // a stable name for references and anchors
	Details []Item `key:"details"`
	X       X      `key:"x-"`

	Pos    source.Pos
	Len    int
	Anchor string // computed: unique on the domain's page
}

func (i *Item) decoded(n *tree.Node, _ *decoder) { i.Pos, i.Len = n.Pos, n.Len }

// Items returns the interfaces, features and responsibilities of the domain.
func (d *Domain) Items() []*Item {
	var items []*Item
	for i := range d.Interfaces {
		items = append(items, &d.Interfaces[i].Item)
	}
	for i := range d.Features {
		items = append(items, &d.Features[i].Item)
	}
	for i := range d.Responsibilities {
		items = append(items, &d.Responsibilities[i].Item)
	}
	return items
}

// ItemKind limits the kinds of items that Domain.Find returns.
type ItemKind int

// The kinds of items a reference may name.
const (
	AnyItem ItemKind = iota
	OnlyFeatures
	OnlyInterfaces
	OnlyResponsibilities
)

// ItemRef is a reference to a feature or an interface: "name" in the same domain,
// or "domain#name".
type ItemRef struct {
	Located
	To *Target // set by Link; nil if there is no such item
}

// resolve resolves a reference to an item. Names without a domain refer to the
// given domain. If that is nil, because its name is unknown, only "domain#name"
// can be resolved.
func (ref *ItemRef) resolve(r *resolver, in *Domain, kind ItemKind, how How) {
	if ref.Text == "" {
		return
	}
	to, unresolved := r.site.names.item(ref.Text, in, kind)
	if unresolved != nil {
		r.report(unresolved, ref.Pos, ref.Len)
		return
	}
	ref.To = to
	r.addTargetEdge(to, how)
}

// item returns an item. Only features and interfaces may be those of another domain.
func (n *names) item(ref string, in *Domain, kind ItemKind) (*Target, *Unresolved) {
	name := ref
	if id, rest, ok := strings.Cut(ref, "#"); ok && id != "" && kind != OnlyResponsibilities {
		p, unresolved := n.page(source.Domain, id)
		if unresolved != nil {
			unresolved.name.part = rest
			return nil, unresolved
		}
		in, name = p.(*Domain), rest
	}
	if in == nil {
		return nil, &Unresolved{reported: true}
	}
	item, anchor := in.Find(text.NFC(name), kind)
	if item == nil {
		return nil, in.unknownItem(name, kind)
	}
	return &Target{Page: in, Item: item, Anchor: anchor}, nil
}

// Responsibility is a task of the platform or of its users.
type Responsibility struct {
	Item
	By         Party         `key:"by"`     // the responsible party; the default is platform
	Target     Party         `key:"target"` // the responsible party in the future
	Why        Text          `key:"why"`
	Guarantees []Guarantee   `key:"guarantees"`
	Related    []Ref[Domain] `key:"related"`

	ServedBy []Target // computed: features and interfaces that serve it, in the order of the file
}

func (x *Responsibility) resolve(r *resolver) {
	resolveRefs(r, x.Related, source.Domain, ByRelated, nil)
	x.By.resolve(r)
	x.Target.resolve(r)
}

// ByServes is the reference from a feature or an interface to a responsibility.
const ByServes How = "serves"

// resolveServes resolves the responsibilities that an item of a domain serves, and adds
// the item to the list ServedBy of each of them.
func (d *Domain) resolveServes(r *resolver, refs []ItemRef, item any, anchor string) {
	for i := range refs {
		ref := &refs[i]
		ref.resolve(r, d, OnlyResponsibilities, ByServes)
		if ref.To == nil {
			continue
		}
		x, by := ref.To.Item.(*Responsibility), Target{Page: d, Item: item, Anchor: anchor}
		if !slices.Contains(x.ServedBy, by) { // the item may have the name of the responsibility in two languages
			x.ServedBy = append(x.ServedBy, by)
		}
	}
}

// Party is the party with a responsibility: platform, shared, product, or a team.
type Party struct {
	Located
	Team *Team // set by Link if it is a single team
}

// The parties that are not a single team. These ids are reserved.
const (
	Platform = "platform"
	Shared   = "shared"
	Product  = "product"
)

// Column returns platform, shared or product: the column of the party in a matrix.
// A single team counts as platform unless it is stream-aligned.
func (p Party) Column() string {
	switch {
	case p.Text == "":
		return Platform
	case p.Team == nil:
		return p.Text
	case p.Team.Type == "stream-aligned":
		return Product
	}
	return Platform
}

// MovesTo reports whether a responsibility is planned to move from the party to another
// one.
func (p Party) MovesTo(target Party) bool {
	return target.Text != "" && target.Text != cmp.Or(p.Text, Platform)
}

// resolve removes an unknown party, so that pages do not show it.
func (p *Party) resolve(r *resolver) {
	switch p.Text {
	case "", Platform, Shared, Product:
		return
	}
	page, unresolved := r.site.names.page(source.Team, p.Text)
	if unresolved == nil {
		p.Team = page.(*Team)
		return
	}
	if !unresolved.reported {
		n, name := &r.site.names, p.Text
		unresolved.suggest = n.suggestions.helpOnce("by "+name, func() string {
			if len(n.titled(source.Team, name).ids) > 0 {
				return n.closest(source.Team, name).help
			}
			known := n.ids(party)
			near := cmp.Or(themes.FixedWord(name, []string{Platform, Shared, Product}), known.Closest(name))
			return didYouMean(near, func() string { return "write one of: " + known.List(name) })
		})
		r.report(unresolved, p.Pos, p.Len)
	}
	p.Text = ""
}

// Guarantee is a promise, which may have a number.
type Guarantee struct {
	Name    Text    `key:"name,bare"`
	Text    Text    `key:"text"`
	AtMost  Number  `key:"at_most"`
	AtLeast Number  `key:"at_least"`
	Unit    Text    `key:"unit"`
	SLO     WebLink `key:"slo"` // the objective
}

// Number is a number as written, or "".
type Number string

// Value returns the number, or 0 if it is not one.
func (x Number) Value() float64 {
	v, _ := strconv.ParseFloat(string(x), 64)
	return v
}

func (x *Number) decode(n *tree.Node, _ *decoder) { *x = Number(n.Text) }

// Lifecycle is the stage in the life cycle of a feature or an interface.
type Lifecycle struct {
	Status     Status  `key:"status"` // the default is available
	Why        Text    `key:"why"`
	Since      Date    `key:"since"`
	Until      Date    `key:"until"`
	ReplacedBy ItemRef `key:"replaced_by"`

	sinceAt, untilAt Located
}

func (l *Lifecycle) check(c *checker, what string, i Item) {
	c.checkSince(l.Status, l.Since, l.sinceAt)
	c.checkRetiredItem(&l.ReplacedBy, "this "+what+" is replaced by it")
	c.checkEnd(what, i.Name, i.Pos, i.Len, l.Status, l.ReplacedBy.Text != "" || !l.Why.IsZero(), l.Until, l.untilAt)
}

// lifecycle returns the parts of a feature or an interface, or nil for something else.
func lifecycle(x any) (*Item, *Lifecycle) {
	switch x := x.(type) {
	case *Feature:
		return &x.Item, &x.Lifecycle
	case *Interface:
		return &x.Item, &x.Lifecycle
	}
	return nil, nil
}

// Feature is something that the domain offers.
type Feature struct {
	Item
	Lifecycle
	Variants   []Text           `key:"variants"` // "Ruby", "private"
	Components []Ref[Component] `key:"components"`
	Guide      Ref[Guide]       `key:"guide"`
	Issue      string           `key:"issue"`
	By         Party            `key:"by"` // the responsible party, for an operation such as capacity planning
	Target     Party            `key:"target"`
	Serves     []ItemRef        `key:"serves"` // responsibilities of the same domain

	Domain       *Domain     // computed
	ReferencedBy []Reference // computed
}

func (f *Feature) decoded(n *tree.Node, d *decoder) {
	f.Item.decoded(n, d)
	f.sinceAt, f.untilAt = locate(n.Get("since")), locate(n.Get("until"))
}

func (f *Feature) resolve(r *resolver, d *Domain) {
	f.Domain = d
	if f.Status == "" {
		f.Status = Available
	}
	resolveRefs(r, f.Components, source.Component, ByFeature, f)
	resolveRef(r, &f.Guide, source.Guide, ByFeature, f)
	f.By.resolve(r)
	f.Target.resolve(r)
	f.ReplacedBy.resolve(r, d, AnyItem, ByReplaced)
	d.resolveServes(r, f.Serves, f, f.Anchor)
}

func (f *Feature) check(c *checker) {
	f.Lifecycle.check(c, "feature", f.Item)
	if f.Status != Available {
		return
	}
	for _, ref := range f.Components {
		if ref.To != nil {
			c.checkRetired(ref.Located, ref.To, "this feature is available")
		}
	}
}

// Interface is a way to use the domain.
type Interface struct {
	Item
	Lifecycle
	Kind      string         // one of InterfaceKinds, or "" if none is written
	Doc       Ref[Guide]     // only for kind doc: the guide, whose title is the name of the interface
	Source    string         `key:"source"` // oss, private or vendor
	Mode      string         `key:"mode"`   // self-service, assisted or on-request
	Component Ref[Component] `key:"component"`
	Guide     Ref[Guide]     `key:"guide"`
	URL       string         `key:"url"`
	Serves    []ItemRef      `key:"serves"` // responsibilities of the same domain

	Domain       *Domain     // computed
	ReferencedBy []Reference // computed
}

// InterfaceKinds are the keys that give the name and the kind of an interface.
var InterfaceKinds = []string{"cli", "api", "portal", "template", "manifest", "iac", "library", "doc", "chat", "ticket"}

// SelfService is the mode of an interface that people use without asking anyone.
const SelfService = "self-service"

func (i *Interface) decoded(n *tree.Node, d *decoder) {
	i.Item.decoded(n, d)
	i.sinceAt, i.untilAt = locate(n.Get("since")), locate(n.Get("until"))
	for _, kind := range InterfaceKinds {
		v := n.Get(kind)
		if v == nil {
			continue
		}
		i.Kind = kind
		d.isName = true
		i.Name.decode(v, d)
		d.isName = false
		if kind == "doc" && v.IsScalar() {
			i.Doc.decode(v, d)
		}
	}
}

// componentAt returns the component of the interface with its position. If the component
// is not written but has the same name, it is the position of the interface.
func (i *Interface) componentAt() Located {
	if i.Component.Pos.IsValid() {
		return i.Component.Located
	}
	return Located{i.Component.Text, i.Pos, i.Len}
}

func (i *Interface) isGuide() bool { return i.Doc.Text != "" && i.URL == "" }

func (i *Interface) resolve(r *resolver, d *Domain) {
	i.Domain = d
	if i.Status == "" {
		i.Status = Available
	}
	if i.Component.Text == "" { // the default is the component whose id is the interface's name, if there is one
		id := i.Name.Plain(r.site.Locale())
		if c, ok := r.site.names.pages[source.Component][id].(*Component); ok {
			i.Component = Ref[Component]{Located: Located{Text: id}, To: c}
			r.addEdge(c, ByInterface, i)
		}
	} else {
		resolveRef(r, &i.Component, source.Component, ByInterface, i)
	}
	if i.isGuide() {
		resolveRef(r, &i.Doc, source.Guide, ByInterface, i)
	}
	resolveRef(r, &i.Guide, source.Guide, ByInterface, i)
	i.ReplacedBy.resolve(r, d, AnyItem, ByReplaced)
	d.resolveServes(r, i.Serves, i, i.Anchor)
}
