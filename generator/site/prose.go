package site

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
)

// prose checks every name and link in texts, and tells what is named by whom.
// Finding out where they lead only reads, and is done on all cores.
func (l *linker) prose(docs []*Document) {
	type lead struct {
		to    Target
		fault *Fault
	}
	leads := make([][]lead, len(docs))
	source.OnAllCores(len(docs), func(i int) {
		leads[i] = make([]lead, len(docs[i].prose))
		for j, m := range docs[i].prose {
			leads[i][j].to, leads[i][j].fault = l.site.Resolve(m.link, docs[i].File)
		}
	})
	for i, doc := range docs {
		for j, m := range doc.prose {
			if fault := leads[i][j].fault; fault != nil {
				l.report(fault, m.link.Pos, m.link.Len)
			} else if from := l.page(doc, m.nth); from != nil {
				referTarget(leads[i][j].to, from, ByProse)
			}
		}
	}
}

// page returns the page that a document's text stands on.
func (l *linker) page(doc *Document, nth int) Page {
	n := &l.site.names
	switch {
	case doc.Domain != nil:
		return n.pages[source.Domain][doc.Domain.ID]
	case doc.Team != nil:
		return n.pages[source.Team][doc.Team.ID]
	case doc.Scenario != nil:
		return n.pages[source.Scenario][doc.Scenario.ID]
	case doc.Guide != nil:
		return n.pages[source.Guide][doc.Guide.ID]
	case nth < len(doc.Components):
		return n.pages[source.Component][doc.Components[nth].ID]
	}
	return nil
}

// questions finds where the questions of the home page lead.
func (l *linker) questions() {
	for i := range l.site.Questions {
		q := &l.site.Questions[i]
		if q.To.Text == "" {
			continue
		}
		var to Target
		var fault *Fault
		if strings.HasPrefix(q.To.Text, "http://") || strings.HasPrefix(q.To.Text, "https://") {
			to = Target{URL: q.To.Text}
		} else if view, ok := views[q.To.Text]; ok {
			to = Target{View: view}
		} else {
			to, fault = l.site.names.wiki(strings.Trim(q.To.Text, "[]"))
		}
		if fault != nil {
			l.report(fault, q.To.Pos, q.To.Len)
			continue
		}
		q.Leads = &to
	}
}

// views are pages about many things that a question may lead to.
var views = map[string]string{
	"interfaces": "interfaces", "components": "components", "guides": "guides", "why": "why",
	"scenarios": "scenarios", "teams": "teams", "glossary": "glossary",
}

// titles orders a guide's languages and the terms of the glossary, whose
// anchors must be known before anybody points at them.
func (l *linker) titles() {
	rank := map[string]int{}
	for i, locale := range l.site.Locales {
		rank[locale] = i
	}
	for _, g := range l.site.Guides {
		slices.SortStableFunc(g.Versions, func(a, b GuideVersion) int { return cmp.Compare(rank[a.Lang], rank[b.Lang]) })
	}
	anchors := newAnchors()
	for _, t := range l.site.Terms {
		t.Anchor = anchors.unique(cmp.Or(markdown.Slug(t.Term.Plain(l.site.Locale())), "term"))
	}
}
