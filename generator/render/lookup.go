package render

import (
	"path"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// This file is for the preview, which goes from pages to things and back.

// About returns the thing that a page is about, or nil, and the page's language.
func (s *FS) About(name string) (site.Page, string) {
	locale, kind, id := s.r.subject(name)
	p := s.r.site.Page(kind, id)
	if p == nil || s.Address(p, locale) != name {
		return nil, locale
	}
	return p, locale
}

// View returns the name of a page about many things ("index") in a language.
func (s *FS) View(name, locale string) string { return s.r.viewPage(name, locale).Path }

// MadeOf returns the thing that a file is about; or, of one about many things, of
// what kinds these are.
func (s *FS) MadeOf(name string) (site.Page, []source.Kind) {
	page := strings.TrimSuffix(name, path.Ext(name)) + ".html" // of a twin, too
	if p, _ := s.About(page); p != nil {
		return p, nil
	}
	if kinds, ok := madeOf[path.Base(page)]; ok && path.Ext(name) != ".json" {
		return nil, kinds
	}
	return nil, []source.Kind{source.Domain, source.Component, source.Team, source.Scenario, source.Guide}
}

// madeOf is what the pages about many things, and the figure, are about. Those
// that are about everything are not among them.
var madeOf = map[string][]source.Kind{
	"index.html": {source.Domain}, "why.html": {source.Domain}, "interfaces.html": {source.Domain}, "map.html": {source.Domain},
	"components.html": {source.Component, source.Domain}, "guides.html": {source.Guide},
	"scenarios.html": {source.Scenario, source.Domain}, "teams.html": {source.Team}, "glossary.html": nil, "404.html": nil,
}

// Address returns the name of a thing's page in a language.
func (s *FS) Address(p site.Page, locale string) string { return s.r.entityPage(p, locale).Path }

// Count returns how many pages there are, all languages counted.
func (s *FS) Count() int {
	site := s.r.site
	return len(site.Locales) * (len(viewNames) + 1 + len(site.Pages()) + len(site.Redirects))
}

// NotFound returns the page that says so, for a name that no file has: its links
// lead on from there.
func (s *FS) NotFound(name string) ([]byte, error) {
	p := s.r.notFound(s.r.site.Locale())
	for _, locale := range s.r.site.Locales[1:] {
		if strings.HasPrefix(name, locale+"/") {
			p = s.r.notFound(locale)
		}
	}
	p.Path = name
	return p.render()
}
