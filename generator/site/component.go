package site

// Component is one thing of the inventory: something the platform provides and
// maintains, or did.
type Component struct {
	Entity

	ComponentKind string           `key:"kind"`    // library, service, process, …
	Domains       []Ref[Domain]    `key:"domains"` // the first is the main one; none is legal
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
	Match         []string         `key:"match"` // its names in lists made by machines

	// Computed by Link.
	Parts      []*Component // that are part of it
	UsedBy     []*Component // that depend on it
	Replaces   []*Component // that it replaced
	Features   []*Feature   // that are made of it
	Interfaces []*Interface // that are it
	Guides     []*Guide     // that are about it
}
