package site

import (
	"cmp"
	"slices"
	"strconv"

	"platmap/generator/source"
)

// Scenario is a concrete problem that has needs in several domains.
type Scenario struct {
	Entity

	Problem    Text        `key:"problem"`
	Goal       Goal        `key:"target"`
	RaisedBy   []Ref[Team] `key:"raised_by"`
	Source     string      `key:"source"` // a link, or one of interview, incident, dogfooding
	Lead       Ref[Domain] `key:"lead"`   // or NoDomain
	Hypothesis Text        `key:"hypothesis"`
	Needs      []Need      `key:"needs"`
}

// ByScenario is the reference from a scenario to a domain, an item of it, or a team.
const ByScenario How = "scenario"

// NoDomain is the lead of a scenario that belongs to no domain.
const NoDomain = "none"

// Goal is the number that a scenario should reach.
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

func (s *Scenario) reset(parts []part, _ []string) {
	*s = *parts[0].page().(*Scenario)
	s.RaisedBy = slices.Clone(s.RaisedBy)
	s.Needs = slices.Clone(s.Needs)
}

func (s *Scenario) resolve(r *resolver) {
	if s.Status == "" {
		s.Status = "open"
	}
	if s.Lead.Text != NoDomain {
		resolveRef(r, &s.Lead, source.Domain, ByScenario, nil)
	}
	resolveRefs(r, s.RaisedBy, source.Team, ByScenario, nil)
	for i := range s.Needs {
		n := &s.Needs[i]
		reported := len(r.node.unresolved)
		resolveRef(r, &n.Domain, source.Domain, ByScenario, nil)
		if len(r.node.unresolved) > reported { // the item identifies a renamed domain
			r.node.unresolved[reported].name.part = cmp.Or(n.Feature.Text, n.Interface.Text)
		}
		n.Feature.resolve(r, n.Domain.To, OnlyFeatures, ByScenario)
		n.Interface.resolve(r, n.Domain.To, OnlyInterfaces, ByScenario)
	}
}

func (s *Scenario) inheritsFrom() *Domain { return s.Lead.To }

func (s *Scenario) check(c *checker) {
	sum := 0.0
	for i := range s.Needs {
		n := &s.Needs[i]
		if x, err := strconv.ParseFloat(string(n.Budget), 64); err == nil {
			sum += x
		}
		if n.State == "gap" && s.Status == "solved" {
			c.warn("map/solved-with-gap", n.Domain.Pos, n.Domain.Len, "set the need's state, or the scenario's status", "the scenario is solved, but this need is a gap")
		}
		if n.State == "met" {
			c.checkRetiredItem(&n.Feature, "this need is met by it")
			c.checkRetiredItem(&n.Interface, "this need is met by it")
		}
		if n.Feature.To == nil || n.State != "met" {
			continue
		}
		if f, ok := n.Feature.To.Item.(*Feature); ok && f.Status == Planned {
			c.warn("map/need-planned", n.Feature.Pos, n.Feature.Len, "set state: gap or partial, or the feature's status", "this need is met by %q, which is only planned", n.Feature.Text)
		}
	}
	if goal, err := strconv.ParseFloat(string(s.Goal.AtMost), 64); err == nil && sum > goal {
		c.warn("map/budget", s.Pos, s.Len, "lower them to "+string(s.Goal.AtMost)+" in total, or raise the target", "the budgets of the needs add up to %s, above the target of %s",
			strconv.FormatFloat(sum, 'f', -1, 64), s.Goal.AtMost)
	}
}
