package render

import (
	"slices"

	"platmap/generator/site"
	"platmap/generator/source"
)

var teamKind = pageKind{
	kind:     source.Team,
	set:      func(p *Page, x site.Page) { p.Team = x.(*site.Team) },
	summary:  func(p *Page) string { return p.Plain(p.Team.Focus) },
	markdown: (*mdWriter).team,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Teams = convert(s.Teams, teamJSON) },
}

// period returns "2014–2020" in the format of the page's language.
func (p *Page) period(from, until site.Date) string {
	return formatDate(from, p.Locale) + "–" + formatDate(until, p.Locale)
}

// Newest returns a team's eras, newest first.
func (p *Page) Newest(eras []site.Era) []site.Era {
	newest := slices.Clone(eras)
	slices.Reverse(newest)
	return newest
}

func (w *mdWriter) team() {
	t := w.p.Team
	w.paragraph(t.Focus)
	w.list("view.domains", pagesOf(t.Owns))
	for _, era := range t.Eras {
		w.linef("\n## %s %s\n", w.p.period(era.From, era.Until), escapeMarkdown(w.p.Plain(era.Title)))
		w.more(era.Text, 0)
		for _, items := range [][]site.Item{era.What, era.How, era.Done} {
			for _, x := range items {
				w.item(x, "", 0)
			}
		}
	}
}

type (
	jsonTeam struct {
		jsonEntity
		Type         string            `json:"type,omitempty"`
		Focus        jsonText          `json:"focus,omitempty"`
		Chat         string            `json:"chat,omitempty"`
		GitHub       string            `json:"github,omitempty"`
		Oncall       string            `json:"oncall,omitempty"`
		ContactURL   string            `json:"contactUrl,omitempty"`
		Domains      []jsonTeamDomain  `json:"domains,omitempty"`
		Interactions []jsonInteraction `json:"interactions,omitempty"`
		Eras         []jsonEra         `json:"eras,omitempty"`
		Expectations []jsonText        `json:"expectations,omitempty"`
	}

	jsonTeamDomain struct {
		Domain   string   `json:"domain"`
		Role     string   `json:"role,omitempty"`
		Strength string   `json:"strength,omitempty"`
		Approach jsonText `json:"approach,omitempty"`
	}

	jsonInteraction struct {
		Team    string    `json:"team"`
		Mode    string    `json:"mode,omitempty"`
		Purpose jsonText  `json:"purpose,omitempty"`
		Since   site.Date `json:"since,omitempty"`
		Until   site.Date `json:"until,omitempty"`
	}

	jsonEra struct {
		From  site.Date  `json:"from,omitempty"`
		Until site.Date  `json:"until,omitempty"`
		Title jsonText   `json:"title,omitempty"`
		Text  jsonText   `json:"text,omitempty"`
		What  []jsonItem `json:"what,omitempty"`
		How   []jsonItem `json:"how,omitempty"`
		Done  []jsonItem `json:"done,omitempty"`
	}
)

func teamJSON(t *site.Team) jsonTeam {
	return jsonTeam{
		jsonEntity: entityJSON(&t.Entity), Type: t.Type, Focus: textJSON(t.Focus), Chat: t.Contact.Chat, GitHub: t.Contact.GitHub,
		Oncall: t.Contact.Oncall, ContactURL: t.Contact.URL, Expectations: textsJSON(t.Expectations),
		Domains: convert(t.Domains, func(x site.TeamDomain) jsonTeamDomain {
			return jsonTeamDomain{x.Domain.Text, x.Role, x.Strength, textJSON(x.Approach)}
		}),
		Interactions: convert(t.Interactions, func(x site.Interaction) jsonInteraction {
			return jsonInteraction{x.Team.Text, x.Mode, textJSON(x.Purpose), x.Since, x.Until}
		}),
		Eras: convert(t.Eras, func(x site.Era) jsonEra {
			return jsonEra{x.From, x.Until, textJSON(x.Title), textJSON(x.Text), itemsJSON(x.What), itemsJSON(x.How), itemsJSON(x.Done)}
		}),
	}
}
