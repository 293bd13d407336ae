package render

import (
	"io/fs"
	"slices"

	"platmap/generator/site"
)

// A site has two types of files. A few files exist in every site and are in a table. Each
// of the others is about one thing, which can be derived from the file's name. They are
// not in a table, because the preview would have to rebuild it after every change.
// Instead, find looks up the thing of a file, and names lists all files.

// content returns the bytes of a file. The caller may keep and change them.
type content func() ([]byte, error)

// table returns the files that exist in every site.
func (r *renderer) table() map[string]content {
	files := map[string]content{}
	for _, locale := range r.site.Locales {
		for _, v := range r.views() {
			p := r.viewPage(v.name, locale)
			files[p.Path], files[p.twinPath()] = p.render, p.markdown
			if name := p.csvPath(); name != "" {
				files[name] = p.csv
			}
		}
		for _, p := range r.groupPages(locale) {
			files[p.Path], files[p.twinPath()] = p.render, p.markdown
		}
		for _, p := range r.reviewPages(locale) {
			files[p.Path], files[p.twinPath()] = p.render, p.markdown
		}
		search := r.viewPage("search", locale)
		files[r.localPath(searchUIName, locale)] = search.searchUI
		notFound := r.notFound(locale, r.rootPath())
		files[notFound.Path] = notFound.render
	}
	r.exports(files)
	for _, a := range r.Theme.Assets() {
		if r.Review == nil && isReviewAsset(a.Name) {
			continue
		}
		files[a.Path] = func() ([]byte, error) { return slices.Clone(a.Data), nil }
	}
	return files
}

// names returns the name of every file, in no order.
func (r *renderer) names() []string {
	var names []string
	for name := range r.files {
		names = append(names, name)
	}
	for _, a := range r.site.Assets {
		names = append(names, a.File.Name)
	}
	names = append(names, r.search().Names()...)
	pages := r.site.Pages()
	for _, locale := range r.site.Locales {
		if r.calendars() {
			names = append(names, r.localPath(calendarName, locale))
		}
		names = append(names, r.listFiles(locale)...)
		names = append(names, r.cardNames(locale)...)
		names = append(names, r.lineNames(locale)...)
		for _, x := range pages {
			p := r.entityPage(x, locale)
			names = append(names, p.Path, p.twinPath())
		}
		for _, x := range r.site.Redirects {
			names = append(names, r.redirect(x, locale).Path)
		}
	}
	return names
}

// find returns the content of the file with a name, or nil. It finds exactly the
// files that names lists. A name in another letter case or Unicode form is not
// found, because most disks would not find it either.
func (r *renderer) find(name string) content {
	if c := r.files[name]; c != nil {
		return c
	}
	if c := r.findList(name); c != nil {
		return c
	}
	if c := r.searchFile(name); c != nil {
		return c
	}
	if c := r.findCards(name); c != nil {
		return c
	}
	if c := r.findLines(name); c != nil {
		return c
	}
	if a := r.site.Asset(name); a != nil && a.SVG != nil {
		return func() ([]byte, error) { return slices.Clone(a.SVG.Text), nil }
	} else if a != nil {
		return func() ([]byte, error) { return fs.ReadFile(r.Content, name) }
	}
	if locale, main := r.splitLocale(name); main == calendarName && r.calendars() {
		return r.viewPage("lifecycle", locale).calendar
	}
	locale, kind, id := r.parsePath(name)
	x := r.site.Page(kind, id)
	if x == nil {
		return nil
	}
	switch p := r.entityPage(x, locale); name {
	case p.Path:
		return p.render
	case p.twinPath():
		return p.markdown
	}
	if slices.ContainsFunc(x.Base().Aliases, func(a site.Located) bool { return a.Text == id }) {
		if p := r.redirect(site.Redirect{Alias: id, To: x}, locale); p.Path == name {
			return p.render
		}
	}
	return nil
}
