package render

import (
	"path"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// This file is for the preview, which goes from pages to things and back.

// About returns the thing that a page is about, or nil, and the page's language.
func (s *FS) Subject(name string) (site.Page, string) {
	locale, kind, id := s.r.subject(name)
	p := s.r.site.Page(kind, id)
	if p == nil || s.Path(p, locale) != name {
		return nil, locale
	}
	return p, locale
}

// Has reports whether there is a file.
func (s *FS) Has(name string) bool { return s.find(name) != nil }

// WouldBe returns the name of the page that a file would give in a language, if it
// gave one.
func (s *FS) PathOfFile(f *source.File, locale string) string {
	kind := source.KindOf(f.Name)
	id := f.ID()
	if kind == source.Guide {
		lang := ""
		if id, lang = site.GuideID(f.Name, s.r.site.Locales); lang != "" {
			locale = lang
		}
	}
	if folders[kind] == "" {
		return ""
	}
	return s.r.page("", locale, entityPath(kind, id)).Path
}

// View returns the name of a page about many things ("index") in a language.
func (s *FS) ViewPath(name, locale string) string { return s.r.viewPage(name, locale).Path }

// MadeOf returns the thing that a file is about; or, of one about many things, of
// what kinds these are.
func (s *FS) Dependencies(name string) (site.Page, []source.Kind) {
	switch name {
	case "map.json", "llms.txt", "sitemap.xml":
		return nil, []source.Kind{source.Domain, source.Component, source.Team, source.Scenario, source.Guide}
	case "map.svg":
		return nil, []source.Kind{source.Domain}
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".html"), ".md")
	if stem == name { // of the theme, beside a guide, or not there
		return nil, nil
	}
	if p, _ := s.Subject(stem + ".html"); p != nil {
		return p, nil
	}
	return nil, madeOf[path.Base(stem)]
}

// madeOf is what the pages about many things are about.
var madeOf = map[string][]source.Kind{
	"index": {source.Domain}, "why": {source.Domain}, "interfaces": {source.Domain}, "components": {source.Component, source.Domain},
	"guides": {source.Guide}, "scenarios": {source.Scenario, source.Domain}, "teams": {source.Team},
}

// Address returns the name of a thing's page in a language.
func (s *FS) Path(p site.Page, locale string) string { return s.r.entityPage(p, locale).Path }

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
