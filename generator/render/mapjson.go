package render

import (
	"bytes"
	"encoding/json"

	"platmap/generator/site"
)

// mapJSON renders map.json, the whole model.
func (r *renderer) mapJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(modelJSON(r.site))
	return buf.Bytes(), err
}

func modelJSON(s *site.Site) jsonMap {
	return jsonMap{
		Version:    mapVersion,
		Title:      textJSON(s.Title),
		Locales:    s.Locales,
		Groups:     convert(s.Groups, func(g *site.Group) jsonGroup { return jsonGroup{g.ID, textJSON(g.Name), ids(g.Domains)} }),
		Domains:    convert(s.Domains, domainJSON),
		Components: convert(s.Components, componentJSON),
		Teams:      convert(s.Teams, teamJSON),
		Scenarios:  convert(s.Scenarios, scenarioJSON),
		Guides:     convert(s.Guides, guideJSON),
		Glossary: convert(s.Terms, func(t *site.Term) jsonTerm {
			return jsonTerm{textJSON(t.Term), textJSON(t.Text), textsJSON(t.Aka)}
		}),
		Redirects: convert(s.Redirects, func(x site.Redirect) jsonRedirect {
			e := x.To.Base()
			return jsonRedirect{pagePath(e.Kind, x.Alias), pagePath(e.Kind, e.ID)}
		}),
	}
}

func entityJSON(e *site.Entity) jsonEntity {
	line, _ := e.Pos.LineColumn()
	return jsonEntity{
		ID: e.ID, Name: textJSON(e.Name), URL: escapePath(pagePath(e.Kind, e.ID)), File: e.File.Name, Line: line,
		Summary: textJSON(e.Summary), Owner: e.Owner.Text, OwnerInherited: e.OwnerInherited, Status: e.Status,
		Aka: textsJSON(e.Aka), Keywords: textsJSON(e.Keywords), Reviewed: e.Reviewed, ReviewDue: e.ReviewDue(), X: e.X,
		Aliases: convert(e.Aliases, func(a site.Located) string { return a.Text }),
		ReferencedBy: convert(e.ReferencedBy, func(ref site.Reference) jsonReference {
			from := ref.From.Base()
			return jsonReference{string(from.Kind), from.ID, string(ref.How)}
		}),
	}
}

func domainJSON(d *site.Domain) jsonDomain {
	return jsonDomain{
		jsonEntity: entityJSON(&d.Entity), Group: d.Group.Text, EssentialProblem: textJSON(d.EssentialProblem),
		Responsibilities: convert(d.Responsibilities, responsibilityJSON),
		Features:         convert(d.Features, featureJSON),
		Interfaces:       convert(d.Interfaces, interfaceJSON),
		DependsOn:        refIDs(d.DependsOn), Related: refIDs(d.Related), Components: ids(d.Components), Guides: ids(d.Guides),
		Scenarios: ids(d.Scenarios), Teams: ids(d.Teams), Standard: d.Standard, ReplacedBy: d.ReplacedBy.Text,
		Metrics: convert(d.Metrics, func(x site.Metric) jsonMetric {
			values := convert(x.Values, func(v site.Value) jsonValue { return jsonValue{v.Date, v.Number} })
			return jsonMetric{ID: x.ID, Name: textJSON(x.Name), Unit: textJSON(x.Unit), AtMost: x.AtMost, AtLeast: x.AtLeast, Framework: x.Framework, Values: values}
		}),
		Decisions: convert(d.Decisions, func(x site.Decision) jsonDecision {
			return jsonDecision{x.Date, textJSON(x.Title), textJSON(x.Why), textJSON(x.Revisit)}
		}),
		Notes: convert(d.Notes, func(n site.Note) jsonText { return textJSON(n.Text) }),
	}
}

func responsibilityJSON(x site.Responsibility) jsonResponsibility {
	by := x.By.Text
	if by == "" {
		by = site.Platform
	}
	return jsonResponsibility{
		jsonItem: itemJSON(x.Item), By: by, Target: x.Target.Text, Why: textJSON(x.Why),
		Guarantees: convert(x.Guarantees, func(g site.Guarantee) jsonGuarantee {
			return jsonGuarantee{textJSON(g.Name), g.AtMost, g.AtLeast, textJSON(g.Unit)}
		}),
	}
}

func featureJSON(x site.Feature) jsonFeature {
	return jsonFeature{jsonItem: itemJSON(x.Item), Status: x.Status, Why: textJSON(x.Why), Since: x.Since, Until: x.Until,
		ReplacedBy: itemID(x.ReplacedBy), Variants: textsJSON(x.Variants), Components: refIDs(x.Components), Guide: x.Guide.Text, Issue: x.Issue}
}

func interfaceJSON(x site.Interface) jsonInterface {
	guide := x.Guide.Text
	if guide == "" && x.Doc.To != nil {
		guide = x.Doc.To.ID
	}
	return jsonInterface{jsonItem: itemJSON(x.Item), Kind: x.Kind, Source: x.Source, Mode: x.Mode, Status: x.Status,
		Why: textJSON(x.Why), Until: x.Until, ReplacedBy: itemID(x.ReplacedBy), Component: x.Component.Text, Guide: guide, URL: x.URL}
}

func componentJSON(c *site.Component) jsonComponent {
	return jsonComponent{jsonEntity: entityJSON(&c.Entity), Kind: c.ComponentKind, Domains: refIDs(c.Domains), Source: c.Source, Repo: c.Repo,
		PartOf: c.PartOf.Text, DependsOn: refIDs(c.DependsOn), ReplacedBy: c.ReplacedBy.Text, Value: c.Value, Toil: c.Toil,
		Why: textJSON(c.Why), Since: c.Since, Until: c.Until, Match: c.Match}
}

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

func scenarioJSON(s *site.Scenario) jsonScenario {
	j := jsonScenario{
		jsonEntity: entityJSON(&s.Entity), Problem: textJSON(s.Problem), Lead: s.Lead.Text, RaisedBy: refIDs(s.RaisedBy),
		Source: s.Source, Hypothesis: textJSON(s.Hypothesis),
		Needs: convert(s.Needs, func(n site.Need) jsonNeed {
			return jsonNeed{n.Domain.Text, textJSON(n.Need), n.State, n.Budget, itemID(n.Feature), itemID(n.Interface), n.Issue, textJSON(n.Why)}
		}),
	}
	if !s.Goal.Name.IsZero() {
		j.Target = &jsonGuarantee{textJSON(s.Goal.Name), s.Goal.AtMost, s.Goal.AtLeast, textJSON(s.Goal.Unit)}
	}
	return j
}

func guideJSON(g *site.Guide) jsonGuide {
	return jsonGuide{jsonEntity: entityJSON(&g.Entity), Type: g.GuideType, Domains: refIDs(g.Domains), Components: refIDs(g.Components),
		Languages: convert(g.Versions, func(v site.GuideVersion) string { return v.Lang })}
}

func itemJSON(x site.Item) jsonItem {
	return jsonItem{textJSON(x.Name), x.Anchor, textJSON(x.Text), itemsJSON(x.Details)}
}

func itemsJSON(list []site.Item) []jsonItem { return convert(list, itemJSON) }

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

func textsJSON(list []site.Text) []jsonText { return convert(list, textJSON) }

// itemID returns the id of a feature or an interface as domain#anchor.
func itemID(r site.ItemRef) string {
	if r.To == nil {
		return ""
	}
	return r.To.Page.Base().ID + "#" + r.To.Anchor
}

func refIDs[T any](refs []site.Ref[T]) []string {
	return convert(refs, func(r site.Ref[T]) string { return r.Text })
}

func ids[P site.Page](pages []P) []string {
	return convert(pages, func(p P) string { return p.Base().ID })
}

// convert returns a list of the results of f, which is not nil.
func convert[A, B any](list []A, f func(A) B) []B {
	converted := make([]B, 0, len(list))
	for _, x := range list {
		converted = append(converted, f(x))
	}
	return converted
}
