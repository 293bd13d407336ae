package query

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

// TeamDomain is how one team works in one domain.
type TeamDomain struct {
	Team   *site.Team
	Domain *site.Domain
	Role   string           // owner, contributor, user or ""; owner also if only the domain names the team
	Work   *site.TeamDomain // nil if only the domain names the team, as its owner
}

var teams = Query{
	Name: "teams",
	Asks: "Which team works in which domain?",
	Columns: []Column{
		ids("team", source.Team), ids("domain", source.Domain), fixedWords("role", "owner", "contributor", "user"),
		fixedWords("strength", "strong", "fair", "weak"), texts("approach"), fixedWords("type", teamTypes...), texts("chat"),
	},
	rows: rowsOf(TeamDomains),
}

var teamTypes = []string{"stream-aligned", "platform", "enabling", "complicated-subsystem"}

// TeamDomains answers which team works in which domain: by team, in the order of its
// file, then the domains that name the team as their owner.
func TeamDomains(s *site.Site) []TeamDomain {
	var rows []TeamDomain
	for _, t := range s.Teams {
		listed := map[*site.Domain]bool{}
		for i := range t.Domains {
			if x := &t.Domains[i]; x.Domain.To != nil && !listed[x.Domain.To] {
				listed[x.Domain.To] = true
				row := TeamDomain{t, x.Domain.To, x.Role, x}
				if x.Role == "" && slices.Contains(t.Owns, x.Domain.To) {
					row.Role = "owner"
				}
				rows = append(rows, row)
			}
		}
		for _, d := range t.Owns {
			if !listed[d] {
				rows = append(rows, TeamDomain{Team: t, Domain: d, Role: "owner"})
			}
		}
	}
	return rows
}

func (x TeamDomain) Position() source.Pos {
	if x.Work != nil {
		return x.Work.Domain.Pos
	}
	return x.Domain.Pos
}

func (x TeamDomain) cells() []any {
	var work site.TeamDomain
	if x.Work != nil {
		work = *x.Work
	}
	return []any{x.Team.ID, x.Domain.ID, x.Role, work.Strength, work.Approach, x.Team.Type, x.Team.Contact.Chat}
}

// DomainTeams is a domain with the work of each team in it.
type DomainTeams struct {
	Domain *site.Domain
	Work   []TeamDomain  // one element for each team that works in the domain
	Teams  []*TeamDomain // one element for each team of the site, nil if the team does not work in the domain; nil if there are more than MaxTeamColumns teams
	Owners int           // number of teams with the role owner
}

// MaxTeamColumns is the maximum number of teams for which a table with a column for each
// team fits on a page.
const MaxTeamColumns = 6

// DomainMatrix returns the rows of TeamDomains by domain. Every domain has a row.
func DomainMatrix(s *site.Site) []DomainTeams {
	index := map[*site.Team]int{}
	for i, t := range s.Teams {
		index[t] = i
	}
	rowOf := map[*site.Domain]*DomainTeams{}
	rows := make([]DomainTeams, len(s.Domains))
	for i, d := range s.Domains {
		rows[i].Domain = d
		rowOf[d] = &rows[i]
	}
	for _, x := range TeamDomains(s) {
		row := rowOf[x.Domain]
		row.Work = append(row.Work, x)
		if x.Role == "owner" {
			row.Owners++
		}
	}
	if len(s.Teams) > MaxTeamColumns {
		return rows
	}
	for i := range rows {
		rows[i].Teams = make([]*TeamDomain, len(s.Teams))
		for j := range rows[i].Work {
			x := &rows[i].Work[j]
			rows[i].Teams[index[x.Team]] = x
		}
	}
	return rows
}
