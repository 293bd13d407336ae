package site

import (
	"fmt"
	"slices"

	"platmap/generator/source"
)

// Team is a group of people, described for other teams.
type Team struct {
	Entity

	Type         string        `key:"type"` // stream-aligned, platform, enabling or complicated-subsystem
	Focus        Text          `key:"focus"`
	Contact      Contact       `key:"contact"`
	Domains      []TeamDomain  `key:"domains"`
	Interactions []Interaction `key:"interactions"`
	Eras         []Era         `key:"eras"` // oldest first
	Expectations []Text        `key:"expectations"`

	// Computed by Link.
	Owns      []*Domain         // domains that this team owns
	OwnsParts []*Component      // components that this team owns
	Raised    []*Scenario       // scenarios that it raised
	With      []TeamInteraction // interactions with it that other teams declare
}

// ByTeam is the reference from a team to a domain or to another team.
const ByTeam How = "team"

// Contact says how to reach a team. It has no names of people, because these become
// outdated quickly.
type Contact struct {
	Chat   string `key:"chat"`
	GitHub string `key:"github"`
	Oncall string `key:"oncall"`
	URL    string `key:"url"`
}

// TeamDomain describes how a team works in a domain.
type TeamDomain struct {
	Domain   Ref[Domain] `key:"domain,bare"`
	Role     string      `key:"role"` // owner, contributor or user
	Approach Text        `key:"approach"`
	Strength string      `key:"strength"` // strong, fair or weak
}

// Interaction describes how a team works with another one.
type Interaction struct {
	Team    Ref[Team] `key:"team"`
	Mode    string    `key:"mode"` // collaboration, x-as-a-service or facilitating
	Purpose Text      `key:"purpose"`
	Since   Date      `key:"since"`
	Until   Date      `key:"until"`
}

// TeamInteraction is an interaction that another team declares.
type TeamInteraction struct {
	From *Team
	*Interaction
}

// Era is a period in the history of a team, with its vision.
type Era struct {
	From  Date   `key:"from"`
	Until Date   `key:"until"`
	Title Text   `key:"title"`
	Text  Text   `key:"text"`
	What  []Item `key:"what"` // the goals of the era
	How   []Item `key:"how"`  // how to achieve the vision
	Done  []Item `key:"done"` // what was done
}

func (t *Team) reset(parts []part, _ []string) {
	old, from := *t, parts[0].page().(*Team)
	*t = *from
	t.Domains = slices.Clone(from.Domains)
	t.Interactions = refill(old.Interactions, from.Interactions)
}

func (t *Team) resolve(r *resolver) {
	for i := range t.Domains {
		resolveRef(r, &t.Domains[i].Domain, source.Domain, ByTeam, nil)
	}
	for i := range t.Interactions {
		resolveRef(r, &t.Interactions[i].Team, source.Team, ByTeam, &t.Interactions[i])
	}
}

func (t *Team) clearReverse() { t.Raised, t.With = nil, nil }

func (t *Team) addReverse(e *edge) {
	switch from := e.from.page.(type) {
	case *Scenario:
		t.Raised = appendIf(e.how == ByScenario, t.Raised, from)
	case *Team:
		if i, ok := e.via.(*Interaction); ok {
			t.With = append(t.With, TeamInteraction{from, i})
		}
	}
}

// check reports domains in which the team has the role owner although another team is
// their owner.
func (t *Team) check(c *checker) {
	for i := range t.Domains {
		x := &t.Domains[i]
		d := x.Domain.To
		if d == nil || x.Role != ownerRole || d.node.parts[0].doc.Unfit { // in an unfit document, the key owner may be misspelled
			continue
		}
		owner, related := d.Owner.To, source.Related{Pos: d.Owner.Pos, Text: "the owner is set here"}
		if d.Owner.Text == "" { // the owner is the first team with this role
			owner, related = d.firstOwner()
		}
		if owner == nil || owner == t {
			continue
		}
		c.diags.Add(source.Diagnostic{Code: "map/owner", Severity: source.Warning, Pos: x.Domain.Pos, Len: x.Domain.Len,
			Text: fmt.Sprintf("team %q has the role owner in domain %q, whose owner is team %q", t.ID, d.ID, owner.ID),
			Help: fmt.Sprintf("set owner: %s in %s, or another role here", t.ID, d.File.Name), Related: []source.Related{related}})
	}
}

// ownerRole is the role of the team that owns a domain.
const ownerRole = "owner"

// onlyOwner returns the team that has the role owner in the domain, or nil if there are
// several or none.
func (d *Domain) onlyOwner() *Team {
	var owner *Team
	for _, t := range d.Teams {
		for i := range t.Domains {
			if x := &t.Domains[i]; x.Domain.To != d || x.Role != ownerRole || owner == t {
				continue
			}
			if owner != nil {
				return nil
			}
			owner = t
		}
	}
	return owner
}

// firstOwner returns the first team with the role owner in the domain, and the position
// of that role.
func (d *Domain) firstOwner() (*Team, source.Related) {
	for _, t := range d.Teams {
		for i := range t.Domains {
			if x := &t.Domains[i]; x.Domain.To == d && x.Role == ownerRole {
				return t, source.Related{Pos: x.Domain.Pos, Text: fmt.Sprintf("team %q has the role owner here", t.ID)}
			}
		}
	}
	return nil, source.Related{}
}
