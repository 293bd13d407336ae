package site

// Scenario is a concrete problem, made of needs in several domains.
type Scenario struct {
	Entity

	Problem    Text        `key:"problem"`
	Goal       Goal        `key:"target"`
	RaisedBy   []Ref[Team] `key:"raised_by"`
	Source     string      `key:"source"` // a link, or interview, incident, dogfooding
	Lead       Ref[Domain] `key:"lead"`   // or "none": it fits no domain, which is a signal
	Hypothesis Text        `key:"hypothesis"`
	Needs      []Need      `key:"needs"`
}

// NoDomain is the lead of a scenario that fits no domain.
const NoDomain = "none"

// Goal is the number a scenario wants to reach.
type Goal struct {
	Name    Text   `key:"name,bare"`
	Unit    Text   `key:"unit"`
	AtMost  Number `key:"at_most"`
	AtLeast Number `key:"at_least"`
	Metric  string `key:"metric"`
}

// Need is the part of a scenario that one domain has to meet.
type Need struct {
	Domain    Ref[Domain] `key:"domain"`
	Need      Text        `key:"need"`
	State     string      `key:"state"`  // met, partial or gap
	Budget    Number      `key:"budget"` // its share of the goal, in the goal's unit
	Feature   ItemRef     `key:"feature"`
	Interface ItemRef     `key:"interface"`
	Issue     string      `key:"issue"`
	Why       Text        `key:"why"`
}
