package render

import (
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

var teamKind = pageKind{
	kind:     source.Team,
	set:      func(p *Page, x site.Page) { p.Team = x.(*site.Team) },
	summary:  func(p *Page) string { return p.Plain(p.Team.Focus) },
	markdown: (*mdWriter).team,
	search:   (*searchWriter).team,
	mapJSON:  func(m *jsonPages, s *site.Site) { m.Teams = convert(s.Teams, teamJSON) },
}

// Newest returns a team's eras, newest first.
func (p *Page) Newest(eras []site.Era) []site.Era {
	newest := slices.Clone(eras)
	slices.Reverse(newest)
	return newest
}

func (w *mdWriter) team() {
	t := w.p.Team
	w.kicker(w.word("teamtype", t.Type), w.word("status", string(t.Status.Notable())))
	w.blank()
	w.aka(t.Aka)
	w.paragraph(t.Summary)
	w.paragraph(t.Focus)
	w.heading("team.api")
	w.fact(0, "team.chat", codeSpan(t.Contact.Chat))
	if t.Contact.GitHub != "" {
		w.bullet(0, "GitHub"+w.p.Say("colon")+codeSpan(t.Contact.GitHub))
	}
	for _, x := range [][2]string{{"oncall", t.Contact.Oncall}, {"team.site", t.Contact.URL}} {
		if x[1] != "" {
			w.fact(0, x[0], angle(x[1]))
		}
	}
	if len(t.Expectations) > 0 {
		w.bullet(0, w.p.Say("team.expectations"))
	}
	for _, x := range t.Expectations {
		w.bullet(1, w.text(x))
	}
	w.reviewed(&t.Entity)
	w.interactions(t)
	if len(t.Domains) > 0 {
		w.heading("team.domains")
	}
	for _, x := range t.Domains {
		w.bullet(0, w.links(refPages(x.Domain))+w.note(w.word("role", x.Role), w.word("strength", x.Strength)))
		w.bullet(1, w.text(x.Approach))
	}
	w.eras(t.Eras)
	w.end(t)
	w.list("team.owns", pagesOf(t.Owns))
	if n := len(t.OwnsParts); n > 0 {
		w.block("[" + w.p.Say("count.components", n) + "](" + w.href("components") + ")")
	}
	w.list("team.raised", pagesOf(t.Raised))
}

// TeamInteraction is an interaction of a team, declared by it or by the other team.
type TeamInteraction struct {
	*site.Interaction
	With   *site.Team // the other team; nil if it is unknown
	Remark string     // a word that says which of the two teams declares it, or ""
}

// Interactions returns a team's interactions. Equal interactions that both teams declare
// are merged.
func (p *Page) Interactions(t *site.Team) []TeamInteraction {
	theirs := slices.Clone(t.With)
	var list []TeamInteraction
	for i := range t.Interactions {
		x := TeamInteraction{Interaction: &t.Interactions[i], With: t.Interactions[i].Team.To}
		same := slices.IndexFunc(theirs, func(y site.TeamInteraction) bool {
			return y.From == x.With && y.Mode == x.Mode && y.Since == x.Since && y.Until == x.Until && p.Plain(y.Purpose) == p.Plain(x.Purpose)
		})
		if same >= 0 {
			x.Remark = "team.both"
			theirs = slices.Delete(theirs, same, same+1)
		}
		list = append(list, x)
	}
	for _, y := range theirs {
		list = append(list, TeamInteraction{y.Interaction, y.From, "team.their_words"})
	}
	return list
}

func (w *mdWriter) interactions(t *site.Team) {
	list := w.p.Interactions(t)
	if len(list) > 0 {
		w.heading("team.interactions")
	}
	for _, x := range list {
		name := ""
		if x.With != nil {
			name = w.link(x.With)
		}
		if x.Remark != "" {
			name = remarked(name, w.p.Say(x.Remark))
		}
		w.bullet(0, name+w.note(w.word("interaction", x.Mode)))
		w.bullet(1, w.text(x.Purpose))
		w.fact(1, "since", string(x.Since))
		w.fact(1, "until", string(x.Until))
	}
}

func (w *mdWriter) eras(eras []site.Era) {
	if len(eras) > 0 {
		w.heading("team.eras")
	}
	for _, era := range w.p.Newest(eras) {
		until := string(era.Until)
		if era.Until.IsZero() {
			until = w.p.Say("era.now")
		}
		w.blank()
		w.linef("### %s", strings.TrimSpace(string(era.From)+" – "+until+" "+w.line(era.Title)))
		w.paragraph(era.Text)
		for _, part := range []struct {
			word  string
			items []site.Item
		}{{"era.what", era.What}, {"era.how", era.How}, {"era.done", era.Done}} {
			if len(part.items) == 0 {
				continue
			}
			w.blank()
			w.linef("#### %s\n", w.p.Say(part.word))
			for _, x := range part.items {
				w.item(x, "", 0)
			}
		}
	}
}

func (w *searchWriter) team() {
	t := w.p.Team
	w.inDomains(t.Owns...)
	for i := range t.Domains {
		w.inDomains(t.Domains[i].Domain.To)
	}
	w.part("", "", site.Text{}, t.Summary, t.Focus)
	w.plainPart("api", "contact", "", append([]string{t.Contact.Chat, t.Contact.GitHub}, convert(t.Expectations, w.text)...)...)
	for i := range t.Interactions {
		if x := &t.Interactions[i]; x.Team.To != nil {
			w.part("interactions", "interaction", x.Team.To.Name, x.Purpose)
		}
	}
	for i := range t.Domains {
		if x := &t.Domains[i]; x.Domain.To != nil {
			w.part("domains", "approach", x.Domain.To.Name, x.Approach)
		}
	}
	for i := range t.Eras {
		x := &t.Eras[i]
		texts := append([]site.Text{x.Text}, itemTexts(slices.Concat(x.What, x.How, x.Done))...)
		w.part("eras", "era", x.Title, texts...)
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
