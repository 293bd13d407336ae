package render

import (
	"platmap/generator/site"
)

// model turns the site into the form of map.json.
func (r *renderer) model() jsonMap {
	s := r.site
	m := jsonMap{Version: mapVersion, Title: textJSON(s.Title), Locales: s.Locales,
		Domains: []jsonDomain{}, Components: []jsonComponent{}, Teams: []jsonTeam{}, Scenarios: []jsonScenario{}, Guides: []jsonGuide{}}
	for _, g := range s.Groups {
		group := jsonGroup{ID: g.ID, Name: textJSON(g.Name), Domains: []string{}}
		for _, d := range g.Domains {
			group.Domains = append(group.Domains, d.ID)
		}
		m.Groups = append(m.Groups, group)
	}
	for _, d := range s.Domains {
		m.Domains = append(m.Domains, domainJSON(d))
	}
	for _, c := range s.Components {
		m.Components = append(m.Components, componentJSON(c))
	}
	for _, t := range s.Teams {
		m.Teams = append(m.Teams, teamJSON(t))
	}
	for _, x := range s.Scenarios {
		m.Scenarios = append(m.Scenarios, scenarioJSON(x))
	}
	for _, g := range s.Guides {
		guide := jsonGuide{jsonEntity: entityJSON(&g.Entity), Type: g.GuideType, Domains: refIDs(g.Domains), Components: refIDs(g.Components)}
		for _, v := range g.Versions {
			guide.Languages = append(guide.Languages, v.Lang)
		}
		m.Guides = append(m.Guides, guide)
	}
	for _, t := range s.Terms {
		m.Glossary = append(m.Glossary, jsonTerm{textJSON(t.Term), textJSON(t.Text), textsJSON(t.Aka)})
	}
	for _, x := range s.Redirects {
		e := x.To.Base()
		m.Redirects = append(m.Redirects, jsonRedirect{pagePath(e.Kind, x.Alias), pagePath(e.Kind, e.ID)})
	}
	return m
}

func entityJSON(e *site.Entity) jsonEntity {
	line, _ := e.Pos.LineColumn()
	j := jsonEntity{
		ID: e.ID, Name: textJSON(e.Name), URL: escapePath(pagePath(e.Kind, e.ID)), File: e.File.Name, Line: line,
		Summary: textJSON(e.Summary), Owner: e.Owner.Text, OwnerInherited: e.OwnerInherited, Status: e.Status,
		Aka: textsJSON(e.Aka), Keywords: textsJSON(e.Keywords), Reviewed: e.Reviewed, ReviewDue: e.ReviewDue(), X: e.X,
	}
	for _, a := range e.Aliases {
		j.Aliases = append(j.Aliases, a.Text)
	}
	for _, ref := range e.ReferencedBy {
		from := ref.From.Base()
		j.ReferencedBy = append(j.ReferencedBy, jsonRefer{string(from.Kind), from.ID, string(ref.How)})
	}
	return j
}

func domainJSON(d *site.Domain) jsonDomain {
	j := jsonDomain{
		jsonEntity: entityJSON(&d.Entity), Group: d.Group.Text, EssentialProblem: textJSON(d.EssentialProblem),
		Responsibilities: []jsonResponsibility{}, Features: []jsonFeature{}, Interfaces: []jsonInterface{},
		DependsOn: refIDs(d.DependsOn), Related: refIDs(d.Related), Components: ids(d.Components), Guides: ids(d.Guides),
		Scenarios: ids(d.Scenarios), Teams: ids(d.Teams), Standard: d.Standard, ReplacedBy: d.ReplacedBy.Text,
	}
	for _, x := range d.Responsibilities {
		by := x.By.Text
		if by == "" {
			by = site.Platform
		}
		r := jsonResponsibility{jsonItem: itemJSON(x.Item), By: by, Target: x.Target.Text, Why: textJSON(x.Why)}
		for _, g := range x.Guarantees {
			r.Guarantees = append(r.Guarantees, jsonGuarantee{textJSON(g.Name), g.AtMost, g.AtLeast, textJSON(g.Unit)})
		}
		j.Responsibilities = append(j.Responsibilities, r)
	}
	for _, x := range d.Features {
		j.Features = append(j.Features, jsonFeature{jsonItem: itemJSON(x.Item), Status: x.Status, Why: textJSON(x.Why), Since: x.Since, Until: x.Until,
			ReplacedBy: itemID(x.ReplacedBy), Variants: textsJSON(x.Variants), Components: refIDs(x.Components), Guide: x.Guide.Text, Issue: x.Issue})
	}
	for _, x := range d.Interfaces {
		guide := x.Guide.Text
		if guide == "" && x.Doc.To != nil {
			guide = x.Doc.To.ID
		}
		j.Interfaces = append(j.Interfaces, jsonInterface{jsonItem: itemJSON(x.Item), Kind: x.Kind, Source: x.Source, Mode: x.Mode, Status: x.Status,
			Why: textJSON(x.Why), Until: x.Until, ReplacedBy: itemID(x.ReplacedBy), Component: x.Component.Text, Guide: guide, URL: x.URL})
	}
	for _, x := range d.Metrics {
		m := jsonMetric{ID: x.ID, Name: textJSON(x.Name), Unit: textJSON(x.Unit), AtMost: x.AtMost, AtLeast: x.AtLeast, Framework: x.Framework}
		for _, v := range x.Values {
			m.Values = append(m.Values, jsonValue{v.Date, v.Number})
		}
		j.Metrics = append(j.Metrics, m)
	}
	for _, x := range d.Decisions {
		j.Decisions = append(j.Decisions, jsonDecision{x.Date, textJSON(x.Title), textJSON(x.Why), textJSON(x.Revisit)})
	}
	for _, x := range d.Notes {
		j.Notes = append(j.Notes, textJSON(x.Text))
	}
	return j
}

func componentJSON(c *site.Component) jsonComponent {
	j := jsonComponent{jsonEntity: entityJSON(&c.Entity), Kind: c.ComponentKind, Domains: refIDs(c.Domains), Source: c.Source, Repo: c.Repo,
		PartOf: c.PartOf.Text, DependsOn: refIDs(c.DependsOn), ReplacedBy: c.ReplacedBy.Text, Value: c.Value, Toil: c.Toil,
		Why: textJSON(c.Why), Since: c.Since, Until: c.Until, Match: c.Match}
	if j.Domains == nil {
		j.Domains = []string{}
	}
	return j
}

func teamJSON(t *site.Team) jsonTeam {
	j := jsonTeam{jsonEntity: entityJSON(&t.Entity), Type: t.Type, Focus: textJSON(t.Focus), Chat: t.Contact.Chat, GitHub: t.Contact.GitHub,
		Oncall: t.Contact.Oncall, ContactURL: t.Contact.URL, Expectations: textsJSON(t.Expectations)}
	for _, x := range t.Domains {
		j.Domains = append(j.Domains, jsonTeamDomain{x.Domain.Text, x.Role, x.Strength, textJSON(x.Approach)})
	}
	for _, x := range t.Interactions {
		j.Interactions = append(j.Interactions, jsonInteraction{x.Team.Text, x.Mode, textJSON(x.Purpose), x.Since, x.Until})
	}
	for _, x := range t.Eras {
		j.Eras = append(j.Eras, jsonEra{x.From, x.Until, textJSON(x.Title), textJSON(x.Text), itemsJSON(x.What), itemsJSON(x.How), itemsJSON(x.Done)})
	}
	return j
}

func scenarioJSON(s *site.Scenario) jsonScenario {
	j := jsonScenario{jsonEntity: entityJSON(&s.Entity), Problem: textJSON(s.Problem), Lead: s.Lead.Text, RaisedBy: refIDs(s.RaisedBy),
		Source: s.Source, Hypothesis: textJSON(s.Hypothesis), Needs: []jsonNeed{}}
	if !s.Goal.Name.IsZero() {
		j.Target = &jsonGuarantee{textJSON(s.Goal.Name), s.Goal.AtMost, s.Goal.AtLeast, textJSON(s.Goal.Unit)}
	}
	for _, n := range s.Needs {
		j.Needs = append(j.Needs, jsonNeed{n.Domain.Text, textJSON(n.Need), n.State, n.Budget, itemID(n.Feature), itemID(n.Interface), n.Issue, textJSON(n.Why)})
	}
	return j
}

func textJSON(t site.Text) jsonText {
	if t.IsZero() {
		return nil
	}
	j := jsonText{}
	for _, v := range t.Versions() {
		j[v.Lang] = v.Doc.Plain(nil)
	}
	return j
}

func textsJSON(list []site.Text) []jsonText {
	var j []jsonText
	for _, t := range list {
		j = append(j, textJSON(t))
	}
	return j
}

func itemJSON(x site.Item) jsonItem {
	return jsonItem{textJSON(x.Name), x.Anchor, textJSON(x.Text), itemsJSON(x.Details)}
}

func itemsJSON(list []site.Item) []jsonItem {
	var j []jsonItem
	for _, x := range list {
		j = append(j, itemJSON(x))
	}
	return j
}

// itemID names a feature or interface as domain#anchor.
func itemID(r site.ItemRef) string {
	if r.To == nil {
		return ""
	}
	return r.To.Page.Base().ID + "#" + r.To.Anchor
}

func refIDs[T any](refs []site.Ref[T]) []string {
	var list []string
	for _, r := range refs {
		list = append(list, r.Text)
	}
	return list
}

func ids[P site.Page](pages []P) []string {
	var list []string
	for _, p := range pages {
		list = append(list, p.Base().ID)
	}
	return list
}
