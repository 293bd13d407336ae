package site

import "strings"

// prose follows every name and link in texts.
func (j *resolver) prose(p part) {
	for _, m := range p.prose {
		to, fault := j.site.Resolve(m.link, p.doc.File)
		switch {
		case fault != nil:
			j.report(fault, m.link.Pos, m.link.Len)
		case to.Page != nil:
			j.deepEdge(&to, ByProse)
		}
	}
}

// questions finds where the questions of the home page lead.
func (l *Graph) questions() {
	for i := range l.Site.Questions {
		q := &l.Site.Questions[i]
		q.Leads = nil
		if q.To.Text == "" {
			continue
		}
		var to Target
		var fault *Unresolved
		if strings.HasPrefix(q.To.Text, "http://") || strings.HasPrefix(q.To.Text, "https://") {
			to = Target{URL: q.To.Text}
		} else if view, ok := views[q.To.Text]; ok {
			to = Target{View: view}
		} else {
			to, fault = l.Site.names.wiki(strings.Trim(q.To.Text, "[]"))
		}
		if fault != nil {
			l.report(fault, q.To)
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
