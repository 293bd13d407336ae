package site

import (
	"cmp"
	"slices"
	"strconv"

	"platmap/generator/source"
	"platmap/generator/tree"
)

// Scenario is a concrete problem that has needs in several domains.
type Scenario struct {
	Entity

	Problem    Text        `key:"problem"`
	Goal       Goal        `key:"target"`
	RaisedBy   []Ref[Team] `key:"raised_by"`
	Source     WebLink     `key:"source"` // the record; or the URL is one of interview, incident, dogfooding
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
	Name    Text    `key:"name,bare"`
	Unit    Text    `key:"unit"`
	AtMost  Number  `key:"at_most"`
	AtLeast Number  `key:"at_least"`
	Metric  Located `key:"metric"`
	Now     Number  `key:"now"` // today's number; the default is the last measurement

	Measured *Metric // set by Link; nil if the metric is unknown
	mostAt   Located
	nowAt    Located
}

func (x *Goal) decoded(n *tree.Node, _ *decoder) {
	x.mostAt, x.nowAt = locate(n.Get("at_most")), locate(n.Get("now"))
}

// IsZero reports whether the goal has nothing to show.
func (x Goal) IsZero() bool {
	return x.Name.IsZero() && x.AtMost == "" && x.AtLeast == "" && x.Now == "" && x.Measured == nil
}

// Measurement returns the measurement that is today's number of the goal, or nil if the
// number is unknown or written in the scenario.
func (x Goal) Measurement() *Value {
	if x.Now != "" || x.Measured == nil {
		return nil
	}
	return x.Measured.Latest()
}

// Need is the part of a scenario that one domain has to meet.
type Need struct {
	Domain    Ref[Domain] `key:"domain"`
	Need      Text        `key:"need"`
	State     string      `key:"state"`  // met, partial or gap
	Budget    Number      `key:"budget"` // its share of the goal, in the goal's unit
	Now       Number      `key:"now"`    // its share of today's number, or "" if that is unknown
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

// Now returns today's number of the goal, or "" if it is unknown.
func (s *Scenario) Now() Number {
	if v := s.Goal.Measurement(); v != nil {
		return v.Number
	}
	return s.Goal.Now
}

// NotAssigned returns the part of today's number that belongs to no need, or "" if there
// is no such part or today's number is unknown.
func (s *Scenario) NotAssigned() Number {
	rest := s.Now().Value() - s.sum(func(n *Need) Number { return n.Now })
	if s.Now() == "" || rest <= 0 {
		return ""
	}
	return Decimal(rest)
}

// sum returns the sum of a number of all needs.
func (s *Scenario) sum(of func(*Need) Number) float64 {
	sum := 0.0
	for i := range s.Needs {
		sum += of(&s.Needs[i]).Value()
	}
	return Decimal(sum).Value()
}

// Decimal returns a number without the errors of adding decimal fractions in binary,
// such as 0.3 for 0.1 + 0.2.
func Decimal(x float64) Number {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return Number(strconv.FormatFloat(rounded, 'f', -1, 64))
}

func (s *Scenario) inheritsFrom() *Domain { return s.Lead.To }

func (s *Scenario) check(c *checker) {
	for i := range s.Needs {
		n := &s.Needs[i]
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
	if sum := s.sum(func(n *Need) Number { return n.Budget }); s.Goal.AtMost != "" && sum > s.Goal.AtMost.Value() {
		c.warn("map/budget", s.Goal.mostAt.Pos, s.Goal.mostAt.Len, "lower them to "+string(s.Goal.AtMost)+" in total, or raise the target", "the budgets of the needs add up to %s, above the target of %s",
			Decimal(sum), s.Goal.AtMost)
	}
	at := s.Goal.nowAt
	if s.Goal.Measurement() != nil {
		at = s.Goal.Metric
	}
	if sum := s.sum(func(n *Need) Number { return n.Now }); s.Now() != "" && sum > s.Now().Value() {
		c.warn("map/now", at.Pos, at.Len, "correct now in the needs or in the target", "the numbers now of the needs add up to %s, above %s, the number now of the target",
			Decimal(sum), s.Now())
	}
}
