package render

import (
	"cmp"
	"slices"

	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// findingsByPage returns the findings about each page.
func (r *renderer) findingsByPage() map[*site.Entity]source.Diagnostics {
	byPage := map[*site.Entity]source.Diagnostics{}
	if r.Review == nil {
		return byPage
	}
	for _, d := range r.Review.Findings {
		if x := r.Review.PageAt(d.Pos); x != nil {
			byPage[x.Base()] = append(byPage[x.Base()], d)
		}
	}
	return byPage
}

// findingCount returns the numbers of errors and of warnings as a text, or "".
func (p *Page) findingCount() string {
	errors, warnings := p.r.Review.Findings.Count()
	var list []string
	if errors > 0 {
		list = append(list, p.Say("findings.errors", errors))
	}
	if warnings > 0 {
		list = append(list, p.Say("findings.warnings", warnings))
	}
	return joinWith(p.Say("comma"), list)
}

// ReviewFinding is a finding on a page of a preview. Its texts are in English.
type ReviewFinding struct {
	Severity string // "error" or "warning"
	Code     string
	Text     string
	Help     string
	Position string   // path:line:column; the path is relative to the repository
	Excerpt  []string // the line before, in and after what is marked; or none
	On       any      // the page that shows the position, as for Href; or nil
}

// AllFindings returns all findings, errors first.
func (p *Page) AllFindings() []*ReviewFinding {
	sorted := slices.Clone(p.r.Review.Findings)
	stable.Sort(sorted, func(a, b source.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	return convert(sorted, func(d source.Diagnostic) *ReviewFinding {
		f := p.reviewFinding(d)
		if x := p.r.Review.PageAt(d.Pos); x != nil {
			f.On = x
		} else if d.Pos.File != nil {
			if kind := source.KindOf(d.Pos.File.Name); kind.View() != "" && !kind.HasPage() {
				f.On = kind.View()
			}
		}
		return f
	})
}

// reviewFinding converts a finding, without setting its page.
func (p *Page) reviewFinding(d source.Diagnostic) *ReviewFinding {
	f := &ReviewFinding{Severity: d.Severity.String(), Code: d.Code, Text: report.Escape(d.Text), Help: report.Escape(d.Help)}
	if d.Pos.File != nil {
		f.Position = report.Position(p.Site.ContentPath(), d.Pos)
	}
	if line, shown, pad, mark := report.Excerpt(d); line > 0 {
		before, rest := cutColumns(shown, text.Columns(pad))
		marked, after := cutColumns(rest, len(mark))
		f.Excerpt = []string{before, marked, after}
	}
	return f
}

// cutColumns cuts a text after n columns of a terminal. A mark in a line of its own would
// be at another place on a page, whose fonts have wide characters of other widths.
func cutColumns(s string, n int) (before, after string) {
	for i, r := range s {
		columns := text.RuneColumns(r)
		if n <= 0 && columns > 0 {
			return s[:i], s[i:]
		}
		n -= columns
	}
	return s, ""
}

// findings writes the twin of the list of findings.
func (w *mdWriter) findings() {
	w.block(w.p.Say("findings.lead"))
	w.blank()
	for _, f := range w.p.AllFindings() {
		w.bullet(0, w.p.Say("finding."+f.Severity)+w.p.Say("colon")+escapeMarkdown(f.Text)+w.note(codeSpan(f.Code)))
		w.bullet(1, codeSpan(f.Position))
		w.fact(1, "finding.help", escapeMarkdown(f.Help))
		if f.On != nil {
			w.fact(1, "finding.on", w.link(f.On))
		}
	}
}
