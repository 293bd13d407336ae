package render

import (
	"fmt"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

func (w *mdWriter) view(name string) {
	title := w.p.Title
	if name == "why" {
		title = w.p.Say("why.title")
	}
	w.title(title, "")
	viewNamed(name).markdown(w)
}

func (w *mdWriter) overview() {
	s := w.p.Site
	switch {
	case !s.Why.IsZero():
		w.paragraph(s.Why)
	case !s.Summary.IsZero():
		w.paragraph(s.Summary)
	case len(s.Domains) > 0:
		w.block(w.p.Say("overview.lead", len(s.Domains)))
	}
	w.questions()
	w.heading("map.title")
	if w.p.r.hasGroupPages() {
		w.blank()
		for _, g := range w.p.Groups() {
			w.lot(w.p.r.groupLot(g, w.p.Locale))
		}
	} else {
		w.plan(w.p.Groups())
	}
	if len(s.Domains) == 0 {
		w.block(w.p.Say("overview.none"))
	}
	w.blank()
	for _, v := range w.p.r.shownViews()[1:] {
		w.bullet(0, w.link(v.name))
	}
}

// questions writes the questions of readers, with links to the answers.
func (w *mdWriter) questions() {
	w.blank()
	for _, q := range w.p.Site.Questions {
		question := escapeMarkdown(text.OneLine(w.p.Plain(q.Text)))
		if q.Leads != nil {
			question = "[" + question + "](" + w.href(q.Leads) + ")"
		}
		w.bullet(0, question)
	}
	if len(w.p.Site.Questions) > 0 || noDomains(w.p.Site) {
		return
	}
	for _, view := range []string{"interfaces", "why", "guides"} {
		if view != "guides" || len(w.p.Site.Guides) > 0 {
			w.bullet(0, "["+w.p.Say("question."+view)+"]("+w.href(view)+")")
		}
	}
}

func (w *mdWriter) why() {
	if w.p.Site.Why.IsZero() {
		w.block(w.p.Say("why.lead"))
	} else {
		w.paragraph(w.p.Site.Why)
	}
	groups := w.p.Groups()
	for _, g := range groups {
		if !g.Name.IsZero() {
			w.headingOf(w.p.Plain(g.Name))
		} else if len(groups) > 1 {
			w.heading("group.none")
		}
		w.paragraph(g.Text)
		w.blank()
		for _, d := range g.Domains {
			w.bullet(0, w.link(d)+w.note(w.word("status", string(d.NotableStatus()))))
			if d.EssentialProblem.IsZero() {
				w.bullet(1, w.p.Say("none.problem"))
			}
			w.bullet(1, w.text(d.EssentialProblem))
		}
	}
}

func (w *mdWriter) scenarioIndex() {
	w.block(w.p.Say("scenarios.lead"))
	w.blank()
	for _, s := range w.p.Site.Scenarios {
		w.bullet(0, w.link(s)+w.note(w.status(s.Status, "open")))
		w.progress(1, s)
		w.bullet(1, w.text(s.Problem))
		w.bullet(1, w.tally(s.Needs))
		w.bullet(1, w.links(needDomains(s.Needs)))
		if !s.Goal.Name.IsZero() {
			w.fact(1, "scenario.target", w.line(s.Goal.Name)+w.note(w.p.Limit(s.Goal.AtMost, s.Goal.AtLeast, s.Goal.Unit)))
		}
		if s.Lead.Text == site.NoDomain {
			w.bullet(1, w.p.Say("lead.none"))
		}
	}
}

// needDomains returns the domains of needs.
func needDomains(needs []site.Need) []site.Page {
	return refPages(convert(needs, func(n site.Need) site.Ref[site.Domain] { return n.Domain })...)
}

// tally returns the number of needs in each state, such as "Met 2, Gap 1".
func (w *mdWriter) tally(needs []site.Need) string {
	count := map[string]int{}
	for _, n := range needs {
		if n.State != "met" && n.State != "partial" {
			n.State = "gap"
		}
		count[n.State]++
	}
	var facts []string
	for _, state := range []string{"met", "partial", "gap"} {
		if count[state] > 0 {
			facts = append(facts, fmt.Sprint(w.p.Say("state."+state), " ", count[state]))
		}
	}
	return w.join(facts...)
}

func (w *mdWriter) glossary() {
	w.block(w.p.Say("glossary.lead"))
	for _, t := range w.p.Site.Terms {
		var others []string
		for _, v := range t.Term.Versions() {
			if v.Lang != w.p.Locale {
				others = append(others, escapeMarkdown(text.OneLine(v.Plain())))
			}
		}
		w.block(strings.TrimSpace("**" + escapeMarkdown(text.OneLine(w.p.Plain(t.Term))) + "** " + strings.Join(others, " ")))
		w.paragraph(t.Text)
		if len(t.Aka) > 0 {
			w.block(w.p.Say("aka") + w.p.Say("colon") + w.join(convert(t.Aka, w.line)...))
		}
	}
}
