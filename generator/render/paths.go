package render

import (
	"path"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The paths of pages, from the root of the site and not escaped. Pages of the main
// language are at the root; those of another language are in a folder named after
// it.

// pagePath returns the path of the page with an id in the main language.
func pagePath(kind source.Kind, id string) string { return kind.Dir() + "/" + id + ".html" }

// viewPath returns the path of a view in the main language.
func viewPath(name string) string {
	if name == "overview" {
		name = "index"
	}
	return name + ".html"
}

// localPath returns the path in a language for a path in the main language.
func (r *renderer) localPath(main, locale string) string {
	if locale == r.site.Locale() {
		return main
	}
	return locale + "/" + main
}

// splitLocale is the inverse of localPath.
func (r *renderer) splitLocale(name string) (locale, main string) {
	for _, locale := range r.site.Locales[1:] {
		if main, ok := strings.CutPrefix(name, locale+"/"); ok {
			return locale, main
		}
	}
	return r.site.Locale(), name
}

// parsePath returns the page that a file belongs to, if any.
func (r *renderer) parsePath(name string) (locale string, kind source.Kind, id string) {
	locale, name = r.splitLocale(name)
	folder, rest, _ := strings.Cut(name, "/")
	return locale, source.KindIn(folder), strings.TrimSuffix(rest, path.Ext(rest))
}

// Path returns the path of the page of x in a language.
func (s *FS) Path(x site.Page, locale string) string { return s.r.entityPage(x, locale).Path }

// TwinPath returns the path of the Markdown twin of the page of x in a language.
func (s *FS) TwinPath(x site.Page, locale string) string { return s.r.entityPage(x, locale).twinPath() }

// ViewPath returns the path of a view in a language.
func (s *FS) ViewPath(name, locale string) string { return s.r.viewPage(name, locale).Path }

// PathOfFile returns the path of the page that is made from a source file if it
// has no errors, or "". A language in the name of the file takes precedence over
// locale.
func (s *FS) PathOfFile(f *source.File, locale string) string {
	kind, id := source.KindOf(f.Name), f.ID()
	if kind == source.Guide {
		lang := ""
		if id, lang = site.GuideID(f.Name, s.r.site.Locales); lang != "" {
			locale = lang
		}
	}
	if !kind.HasPage() {
		return ""
	}
	return s.r.localPath(pagePath(kind, id), locale)
}

// Subject returns the subject of a page, or nil, and the language of the page.
func (s *FS) Subject(name string) (site.Page, string) {
	locale, kind, id := s.r.parsePath(name)
	p := s.r.site.Page(kind, id)
	if p == nil || s.Path(p, locale) != name {
		return nil, locale
	}
	return p, locale
}

// Dependencies returns the things from which a file is rendered: the subject of its page
// or, for a file about many things, their kinds.
func (s *FS) Dependencies(name string) (site.Page, []source.Kind) {
	switch name {
	case "map.json", "llms.txt", "sitemap.xml":
		return nil, source.PageKinds()
	case "map.svg":
		return nil, []source.Kind{source.Domain}
	}
	if _, main := s.r.splitLocale(name); viewNamed(viewOf(main)) != nil {
		return nil, viewNamed(viewOf(main)).kinds
	}
	if _, main := s.r.splitLocale(name); cardGroupOf(main) != nil {
		return nil, cardGroupOf(main).kinds
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	if !slices.Contains([]string{".html", ".md", ".csv", ".ics"}, path.Ext(name)) { // an asset, or not a file of the site
		return nil, nil
	}
	if p, _ := s.Subject(stem + ".html"); p != nil {
		return p, nil
	}
	if _, main := s.r.splitLocale(stem); strings.HasPrefix(main, "groups/") {
		return nil, viewDefs[0].kinds
	}
	for _, v := range s.r.views() {
		if viewPath(v.name) == path.Base(stem)+".html" {
			return nil, v.kinds
		}
	}
	return nil, nil
}

// Count returns the number of pages in all languages.
func (s *FS) Count() int {
	site := s.r.site
	return len(site.Locales) * (len(s.r.views()) + len(s.r.reviewPages(site.Locale())) + len(s.r.groupPages(site.Locale())) + 1 + len(site.Pages()) + len(site.Redirects))
}
