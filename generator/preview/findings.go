package preview

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"platmap/generator/live"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// findingsJSON is the content of the panel on a page.
type findingsJSON struct {
	Generation int           `json:"generation"`
	Page       pageJSON      `json:"page"`
	Unread     int           `json:"unread"` // number of content files that are not read yet
	Errors     int           `json:"errors"`
	Warnings   int           `json:"warnings"`
	Here       []findingJSON `json:"here"`      // about the page's own files, or about all pages
	Elsewhere  []findingJSON `json:"elsewhere"` // about other pages, errors first
	More       int           `json:"more"`      // number of further findings about other pages
}

type pageJSON struct {
	Path  string `json:"path"`
	Stale bool   `json:"stale"` // whether the page shows the last good version of a file that does not parse
}

type findingJSON struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	noteJSON
	Help    string       `json:"help"`
	Excerpt *excerptJSON `json:"excerpt"`
	Notes   []noteJSON   `json:"notes"`
	Page    string       `json:"page"`   // address of the page that shows the position, or ""
	Anchor  string       `json:"anchor"` // id of the element on the page that the finding is about, or ""
	Words   string       `json:"words"`  // text on the page that the finding is about, or ""; may be absent there
}

type excerptJSON struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Pad  string `json:"pad"`
	Mark string `json:"mark"`
}

type noteJSON struct {
	Position string `json:"position"` // path:line:column; the path as in messages
	Editor   string `json:"editor"`   // URL that opens the position in an editor, or ""
	Text     string `json:"text"`
}

// maxElsewhere is the maximum number of findings about other pages in a panel.
const maxElsewhere = 100

// maxNotes is the maximum number of notes of a finding.
const maxNotes = 100

// findings returns all findings, sorted for the page at an address.
func (s *Server) findings(address string) findingsJSON {
	s.mu.Lock()
	themes, failure := s.withPageFailures()
	s.mu.Unlock()
	j := findingsJSON{Page: pageJSON{Path: address}, Here: []findingJSON{}, Elsewhere: []findingJSON{}}
	j.Generation, _ = s.hub.current()
	if failure != nil {
		for line := range strings.Lines(failure.Error()) {
			j.Errors++
			j.Here = append(j.Here, findingJSON{Severity: source.Error.String(), noteJSON: noteJSON{Text: report.Escape(strings.TrimSpace(line))}, Notes: []noteJSON{}})
		}
	}
	j.count(themes)
	for _, d := range themes { // a theme affects every page
		j.Here = append(j.Here, s.finding(s.opt.Theme, d))
	}
	s.live.View(func(v live.View) {
		if v.Pages == nil {
			return
		}
		j.Unread = v.Unread
		name := fileOf(address)
		_, locale := v.Pages.Subject(name)
		for _, file := range sourcesOf(v, name) {
			j.Page.Stale = j.Page.Stale || v.Outdated[file]
		}
		j.count(v.Findings)
		var elsewhere source.Diagnostics
		for _, d := range v.Findings {
			d, here := onPage(d, func(pos source.Pos) bool { return pageOf(v, pos, locale) == name })
			if !here {
				elsewhere = append(elsewhere, d)
				continue
			}
			f := s.finding(s.opt.Content, d)
			f.Page = address
			f.Anchor, f.Words = locate(v, d)
			j.Here = append(j.Here, f)
		}
		elsewhere = report.Join(elsewhere)
		stable.Sort(elsewhere, func(a, b source.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
		if n := len(elsewhere); n > maxElsewhere {
			elsewhere, j.More = elsewhere[:maxElsewhere], n-maxElsewhere
		}
		for _, d := range elsewhere {
			f := s.finding(s.opt.Content, d)
			if page := pageOf(v, d.Pos, locale); page != "" {
				f.Page = "/" + page
			}
			j.Elsewhere = append(j.Elsewhere, f)
		}
	})
	return j
}

// onPage returns a finding with its first position on a page, and reports whether it has
// one. An unknown name, for example, has a position at each use.
func onPage(d source.Diagnostic, isHere func(source.Pos) bool) (source.Diagnostic, bool) {
	if d.Pos.File == nil || isHere(d.Pos) {
		return d, true
	}
	for i, r := range d.Related {
		if r.Use && isHere(r.Pos) {
			d.Related = slices.Clone(d.Related)
			d.Pos, d.Related[i].Pos = r.Pos, d.Pos
			return d, true
		}
	}
	return d, false
}

func (j *findingsJSON) count(ds source.Diagnostics) {
	errors, warnings := ds.Count()
	j.Errors, j.Warnings = j.Errors+errors, j.Warnings+warnings
}

// finding returns the JSON form of a finding about a file in a folder, without
// its location on a page.
func (s *Server) finding(in Folder, d source.Diagnostic) findingJSON {
	f := findingJSON{Severity: d.Severity.String(), Code: d.Code, noteJSON: s.note(in, d.Pos, d.Message()), Help: report.Escape(d.Help), Notes: []noteJSON{}}
	if line, text, pad, mark := report.Excerpt(d); line > 0 {
		f.Excerpt = &excerptJSON{line, text, pad, mark}
	}
	for _, r := range d.Related[:min(len(d.Related), maxNotes)] {
		f.Notes = append(f.Notes, s.note(in, r.Pos, r.Text))
	}
	return f
}

// fileOf returns the name of the site's file at an address. Addresses of folders
// end in a slash.
func fileOf(address string) string {
	if unescaped, err := url.PathUnescape(address); err == nil {
		address = unescaped
	}
	name := strings.TrimPrefix(path.Clean("/"+address), "/")
	if name == "" || strings.HasSuffix(address, "/") {
		return path.Join(name, "index.html")
	}
	return name
}

// sourcesOf returns the source files of a page.
func sourcesOf(v live.View, name string) []string {
	switch p, locale := v.Pages.Subject(name); x := p.(type) {
	case nil:
		return nil
	case *site.Guide:
		return []string{x.In(locale).File.Name}
	default:
		return v.Graph.Files(p)
	}
}
