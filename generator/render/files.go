package render

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// The files of a site are of two sorts. Some are there whatever it holds: they
// are few, and entered into a table. All others are about one thing each and
// grow in number with the content, but their names tell the thing. So they need
// no table, which would have to be made after every change: find looks the
// thing up, and names lists them all for those who want a whole site.

// content makes a file. Its caller may keep the bytes.
type content func() ([]byte, error)

// fixed is content that is known beforehand.
func fixed(b []byte) content {
	return func() ([]byte, error) { return slices.Clone(b), nil }
}

// table returns the files that are there whatever the site holds.
func (r *renderer) table() map[string]content {
	files := map[string]content{}
	for _, locale := range r.site.Locales {
		r.views(files, locale)
	}
	r.exports(files)
	for _, a := range r.Theme.Assets() {
		files[a.Path] = fixed(a.Data)
	}
	return files
}

// views adds the pages about many things.
func (r *renderer) views(files map[string]content, locale string) {
	for _, v := range viewNames {
		p := r.viewPage(v, locale)
		files[p.Path], files[p.twinPath()] = p.render, p.markdown
	}
	notFound := r.notFound(locale)
	files[notFound.Path] = notFound.render
}

func (r *renderer) notFound(locale string) *Page {
	p := r.page("404", locale, "404.html")
	p.Title = p.Say("notfound.title")
	p.NoIndex = true
	return p
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
	things := r.site.Pages()
	for _, locale := range r.site.Locales {
		for _, x := range things {
			p := r.entityPage(x, locale)
			names = append(names, p.Path, p.twinPath())
		}
		for _, x := range r.site.Redirects {
			names = append(names, r.redirect(x, locale).Path)
		}
	}
	return names
}

// find returns the content of the file with a name, or nil if there is none: it
// finds what names lists. A name that is close to one, in another letter case
// or Unicode form, is not found, for it would not be on a disk either.
func (r *renderer) find(name string) content {
	if c := r.files[name]; c != nil {
		return c
	}
	if r.site.Asset(name) != nil {
		return func() ([]byte, error) { return fs.ReadFile(r.Content, name) }
	}
	locale, kind, id := r.subject(name)
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
	if former := func(a site.Located) bool { return a.Text == id }; slices.ContainsFunc(x.Base().Aliases, former) {
		if p := r.redirect(site.Redirect{Alias: id, To: x}, locale); p.Path == name {
			return p.render
		}
	}
	return nil
}

// subject tells which thing a file must be about, if it is about one.
func (r *renderer) subject(name string) (locale string, kind source.Kind, id string) {
	locale = r.site.Locale()
	for _, other := range r.site.Locales[1:] {
		if rest, ok := strings.CutPrefix(name, other+"/"); ok {
			locale, name = other, rest
			break
		}
	}
	folder, rest, _ := strings.Cut(name, "/")
	for k, f := range folders {
		if f == folder {
			kind = k
		}
	}
	return locale, kind, strings.TrimSuffix(rest, path.Ext(rest))
}
