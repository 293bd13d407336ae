package preview

import (
	"net/url"
	"path"
	"strings"

	"platmap/generator"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// faultsJSON is what the panel on a page shows.
type faultsJSON struct {
	Generation int         `json:"generation"`
	Page       pageJSON    `json:"page"`
	Unread     int         `json:"unread"` // files that were not read yet
	Errors     int         `json:"errors"`
	Warnings   int         `json:"warnings"`
	Here       []faultJSON `json:"here"`      // about the page's own files
	Elsewhere  []faultJSON `json:"elsewhere"` // errors first
	More       int         `json:"more"`      // how many more there are elsewhere
}

type pageJSON struct {
	Path  string `json:"path"`
	Stale bool   `json:"stale"` // a file of it cannot be made out: it shows what that said last
}

type faultJSON struct {
	Severity string       `json:"severity"`
	Code     string       `json:"code"`
	Place    string       `json:"place"`  // path:line:column, from where platmap was started
	Editor   string       `json:"editor"` // the address of the place for the author's editor, or ""
	Text     string       `json:"text"`
	Help     string       `json:"help"`
	Excerpt  *excerptJSON `json:"excerpt"`
	Notes    []noteJSON   `json:"notes"`
	Page     string       `json:"page"`   // of the file; or ""
	Anchor   string       `json:"anchor"` // what of the page it is about: the id of an element, or ""
	Words    string       `json:"words"`  // the text meant, as it may stand on the page, or ""
}

type excerptJSON struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Pad  string `json:"pad"`
	Mark string `json:"mark"`
}

type noteJSON struct {
	Place  string `json:"place"`
	Editor string `json:"editor"`
	Text   string `json:"text"`
}

// most is how many findings of other pages a panel is sent: nobody reads more.
const most = 100

// faults tells what is wrong, as seen from a page.
func (s *Server) faults(address string) faultsJSON {
	s.mu.Lock()
	themes, failure := s.withRendering()
	s.mu.Unlock()
	j := faultsJSON{Generation: s.hub.now(), Here: []faultJSON{}, Elsewhere: []faultJSON{}}
	j.Page.Path = address
	if failure != nil {
		for line := range strings.Lines(failure.Error()) {
			j.Errors++
			j.Here = append(j.Here, faultJSON{Severity: source.Error.String(), Text: report.Escape(strings.TrimSpace(line)), Notes: []noteJSON{}})
		}
	}
	for _, d := range themes {
		j.count(d)
		j.Here = append(j.Here, s.fault(s.opt.Theme, d)) // it may be why the page looks as it does
	}
	s.live.View(func(v generator.View) {
		if v.Pages == nil {
			return
		}
		j.Unread = v.Unread
		name := pageName(address)
		_, locale := v.Pages.Subject(name)
		for _, file := range ownFiles(v, name) {
			j.Page.Stale = j.Page.Stale || v.Stale[file]
		}
		var errors, warnings source.Diagnostics // elsewhere
		for _, d := range v.Findings {
			j.count(d)
			switch page := pageOf(v, d.Pos, locale); {
			case page == name, d.Pos.File == nil: // of no file: it is about all pages
				f := s.fault(s.opt.Content, d)
				f.Page = address
				f.Anchor, f.Words = mark(v, d)
				j.Here = append(j.Here, f)
			case d.Severity == source.Error:
				errors = append(errors, d)
			default:
				warnings = append(warnings, d)
			}
		}
		elsewhere := append(errors, warnings...)
		if n := len(elsewhere); n > most {
			elsewhere, j.More = elsewhere[:most], n-most
		}
		for _, d := range elsewhere {
			f := s.fault(s.opt.Content, d)
			if page := pageOf(v, d.Pos, locale); page != "" {
				f.Page = "/" + page
			}
			j.Elsewhere = append(j.Elsewhere, f)
		}
	})
	return j
}

func (j *faultsJSON) count(d source.Diagnostic) {
	if d.Severity == source.Error {
		j.Errors++
	} else {
		j.Warnings++
	}
}

func (s *Server) fault(in Folder, d source.Diagnostic) faultJSON {
	f := faultJSON{Severity: d.Severity.String(), Code: d.Code, Text: report.Escape(d.Text), Help: report.Escape(d.Help), Notes: []noteJSON{}}
	f.Place, f.Editor = s.place(in, d.Pos)
	if line, text, pad, mark := report.Excerpt(d); line > 0 {
		f.Excerpt = &excerptJSON{line, text, pad, mark}
	}
	for _, r := range d.Related {
		n := noteJSON{Text: report.Escape(r.Text)}
		n.Place, n.Editor = s.place(in, r.Pos)
		f.Notes = append(f.Notes, n)
	}
	return f
}

// pageName returns the name of the file that an address below the top of the site
// asks for.
func pageName(address string) string {
	if plain, err := url.PathUnescape(address); err == nil { // a browser tells it escaped
		address = plain
	}
	name := strings.TrimPrefix(path.Clean("/"+address), "/")
	switch {
	case name == "":
		return "index.html"
	case strings.HasSuffix(address, "/"):
		return name + "/index.html"
	}
	return name
}

// ownFiles returns the files that a page is written in.
func ownFiles(v generator.View, name string) []string {
	switch p, locale := v.Pages.Subject(name); x := p.(type) {
	case nil:
		return nil
	case *site.Guide:
		return []string{x.In(locale).File.Name}
	default:
		return v.Linked.Files(p)
	}
}

// pageOf returns the page on which a place in a file is told of, or "". Of a guide
// it is the one in the language of the file, of all else the one in a locale; ""
// is the main one.
func pageOf(v generator.View, pos source.Pos, locale string) string {
	if !pos.IsValid() {
		return ""
	}
	if locale == "" {
		locale = v.Site.Locale()
	}
	p := v.Linked.PageAt(pos)
	if g, ok := p.(*site.Guide); ok {
		for _, version := range g.Versions {
			if shown := g.In(locale).File; version.File.Name == pos.File.Name && shown.Name != pos.File.Name {
				locale = version.Lang
			}
		}
	}
	if p != nil {
		return v.Pages.Path(p, locale)
	}
	switch source.KindOf(pos.File.Name) {
	case source.Site:
		return v.Pages.ViewPath("index", locale)
	case source.Glossary:
		return v.Pages.ViewPath("glossary", locale)
	}
	return v.Pages.PathOfFile(pos.File, locale) // if it could be made out
}
