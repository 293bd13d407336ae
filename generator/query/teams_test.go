package query_test

import (
	"slices"
	"strings"
	"testing"

	"platmap/generator/query"
)

const domain = "name: X\nessential_problem: Services need it.\nresponsibilities: [Keep it running]\nfeatures: [Something]\ninterfaces: []\n"

var threeTeams = map[string]string{
	"site.yaml":              "owner: infra\n",
	"domains/cicd.yaml":      domain,
	"domains/computing.yaml": domain,
	"domains/logging.yaml":   domain,
	"teams/dx.yaml": `name: DX
type: platform
domains:
  - {domain: cicd, role: owner, strength: strong, approach: Measure first}
  - {domain: computing, role: user}
interactions:
  - {team: infra, mode: collaboration, purpose: Faster releases}
  - {team: shop, mode: facilitating, purpose: Faster tests}
`,
	"teams/infra.yaml": `name: Infra
type: platform
domains:
  - {domain: computing, role: owner, strength: fair}
interactions:
  - {team: dx, mode: collaboration, purpose: Faster releases}
`,
	"teams/shop.yaml": "name: Shop\ntype: stream-aligned\ndomains: [{domain: cicd, role: user}, {domain: computing, role: user}]\n",
}

// A team also has the domains whose owner it is only according to other files.
func TestTeamDomains(t *testing.T) {
	var got []string
	for _, x := range query.TeamDomains(linked(t, threeTeams)) {
		got = append(got, x.Team.ID+" "+x.Domain.ID+" "+x.Role+" "+x.Position().File.Name)
	}
	want := []string{
		"dx cicd owner teams/dx.yaml", "dx computing user teams/dx.yaml",
		"infra computing owner teams/infra.yaml", "infra logging owner domains/logging.yaml",
		"shop cicd user teams/shop.yaml", "shop computing user teams/shop.yaml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDomainMatrix(t *testing.T) {
	files := map[string]string{}
	for name, text := range threeTeams {
		files[name] = text
	}
	files["site.yaml"] = "title: T\n"
	var got []string
	for _, row := range query.DomainMatrix(linked(t, files)) {
		cells := []string{row.Domain.ID}
		for _, x := range row.Teams {
			if x == nil {
				cells = append(cells, "-")
			} else {
				cells = append(cells, x.Role)
			}
		}
		got = append(got, strings.Join(cells, " "))
	}
	if want := []string{"cicd owner - user", "computing user owner user", "logging - - -"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for i := range query.MaxTeamColumns {
		files["teams/t"+string(rune('a'+i))+".yaml"] = "name: T\ntype: enabling\n"
	}
	if rows := query.DomainMatrix(linked(t, files)); rows[0].Teams != nil || len(rows[0].Work) != 2 {
		t.Errorf("many teams: got %+v", rows[0])
	}
}

func TestPairs(t *testing.T) {
	var got []string
	for _, p := range query.Pairs(linked(t, threeTeams)) {
		words := []string{p.A.ID + "+" + p.B.ID}
		for _, x := range p.Shared {
			words = append(words, x.Domain.ID+":"+x.A.Role+"/"+x.B.Role)
		}
		for _, x := range p.Interactions {
			arrow := ">"
			if x.Both {
				arrow = "="
			}
			words = append(words, x.From.ID+arrow+x.To.ID+":"+x.Mode)
		}
		got = append(got, strings.Join(words, " "))
	}
	want := []string{
		"dx+infra computing:user/owner dx=infra:collaboration", // both teams describe it in the same words
		"dx+shop cicd:owner/user dx>shop:facilitating",         // both only use computing
		"infra+shop computing:owner/user",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
