package site

import (
	"platmap/generator/source"
	"platmap/generator/tree"
)

// Domain is a problem domain: a kind of problem the platform takes care of.
type Domain struct {
	Entity

	Group            Located          `key:"group"`
	EssentialProblem Text             `key:"essential_problem"`
	Responsibilities []Responsibility `key:"responsibilities"`
	Features         []Feature        `key:"features"`
	Interfaces       []Interface      `key:"interfaces"`
	DependsOn        []Ref[Domain]    `key:"depends_on"` // what it stands on
	Related          []Ref[Domain]    `key:"related"`
	Decisions        []Decision       `key:"decisions"`
	Metrics          []Metric         `key:"metrics"`
	GuideRefs        []Ref[Guide]     `key:"guides"` // normally absent: guides name their domains
	Label            Label            `key:"label"`
	Standard         []string         `key:"standard"` // "cncf/…"
	ReplacedBy       Ref[Domain]      `key:"replaced_by"`

	// Computed by Link.
	In         *Group       // nil for a domain in no group
	Components []*Component // that name this domain, main or not
	Guides     []*Guide     // that name this domain
	Scenarios  []*Scenario  // that need it, or that it leads
	Teams      []*Team      // that say how they work in it
	UsedBy     []*Domain    // that depend on it
}

// Item is the common part of everything that is listed: a text, or a mapping
// with a name.
type Item struct {
	Name    Text   `key:"name,bare"`
	Text    Text   `key:"text"` // a paragraph about it
	ID      string `key:"id"`   // a stable name for references and anchors
	Details []Item `key:"details"`
	X       X      `key:"x-"`

	Pos    source.Pos // where it is written
	Len    int
	Anchor string // computed: unique on the domain's page
}

func (i *Item) decoded(n *tree.Node, _ *decoder) { i.Pos, i.Len = n.Pos, n.Len }

// Responsibility is something somebody has to carry.
type Responsibility struct {
	Item
	By         Party         `key:"by"`     // who carries it; platform when not written
	Target     Party         `key:"target"` // who should, one day
	Why        Text          `key:"why"`
	Guarantees []Guarantee   `key:"guarantees"`
	Related    []Ref[Domain] `key:"related"`
}

// Party is who carries something: platform, shared, product, or one team.
type Party struct {
	Located
	Team *Team // when it is one team, after linking
}

// The parties that are no single team. No team may have such an id.
const (
	Platform = "platform"
	Shared   = "shared"
	Product  = "product"
)

// Column returns platform, shared or product: where the responsibility stands
// in a matrix. A single team counts as platform unless it is stream-aligned.
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

// Guarantee is something that can be held to, with a number where there is one.
type Guarantee struct {
	Name    Text   `key:"name,bare"`
	ID      string `key:"id"`
	Text    Text   `key:"text"`
	AtMost  Number `key:"at_most"`
	AtLeast Number `key:"at_least"`
	Unit    Text   `key:"unit"`
	SLO     string `key:"slo"` // a link to the objective
}

// Number is a number as it was written; "" is none.
type Number string

func (x *Number) decode(n *tree.Node, _ *decoder) { *x = Number(n.Text) }

// Feature is something the domain offers.
type Feature struct {
	Item
	Lifecycle
	Variants   []Text           `key:"variants"` // "Ruby", "private"
	Components []Ref[Component] `key:"components"`
	Guide      Ref[Guide]       `key:"guide"`
	Issue      string           `key:"issue"`
	By         Party            `key:"by"` // of an operation, such as capacity planning
	Target     Party            `key:"target"`

	Domain       *Domain     // computed
	ReferencedBy []Reference // computed
}

// Lifecycle is where a feature or an interface stands between idea and end.
type Lifecycle struct {
	Status     Status  `key:"status"` // available when not written
	Why        Text    `key:"why"`
	Since      Date    `key:"since"`
	Until      Date    `key:"until"`
	ReplacedBy ItemRef `key:"replaced_by"`
}

// ItemRef names a feature or an interface: "name" in the same domain, or
// "domain#name". Link fills in To.
type ItemRef struct {
	Located
	To *Target
}

// Interface is a way to use the domain.
type Interface struct {
	Item
	Lifecycle
	Kind      string         // one of InterfaceKinds, or "" when not yet known
	Doc       Ref[Guide]     // of a doc: the guide it is; its name is the guide's title
	Source    string         `key:"source"` // oss, private or vendor
	Mode      string         `key:"mode"`   // self-service, assisted or on-request
	Component Ref[Component] `key:"component"`
	Guide     Ref[Guide]     `key:"guide"`
	URL       string         `key:"url"`

	Domain       *Domain     // computed
	ReferencedBy []Reference // computed
}

// InterfaceKinds are the keys that name an interface and say what kind it is.
var InterfaceKinds = []string{"cli", "api", "portal", "template", "manifest", "iac", "library", "doc", "chat", "ticket"}

// SelfService is the mode of an interface that needs nobody's help.
const SelfService = "self-service"

func (i *Interface) decoded(n *tree.Node, d *decoder) {
	i.Item.decoded(n, d)
	for _, kind := range InterfaceKinds {
		v := n.Get(kind)
		if v == nil {
			continue
		}
		i.Kind = kind
		i.Name.decode(v, d)
		if kind == "doc" && v.IsScalar() {
			i.Doc.decode(v, d)
		}
	}
}

// Decision is a choice that was made, with its reason.
type Decision struct {
	Date    Date `key:"date"`
	Title   Text `key:"title"`
	Why     Text `key:"why"`
	Revisit Text `key:"revisit"`
}

// Label is the issue label of a domain, where it differs from the computed one.
type Label struct {
	Name  string `key:"name"`
	Color string `key:"color"`
}
