package render

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"platmap/generator/site"
)

// A view with many rows is divided into parts. Each part is a page below lists/, so that
// its path differs from those of things. The page of the view then links to the parts,
// and its filter searches all rows: when the reader types the first key, a script loads
// the rows from a file, so that they do not slow down the page.

const (
	maxRows = 200 // maximum number of rows of a view that is not divided
	maxPart = 400 // maximum number of rows on a page of a part
)

// listDefs are the views that may be divided.
var listDefs map[string]*listDef

func init() {
	listDefs = map[string]*listDef{
		"changes": changesList, "compare": compareList, "components": componentsList, "gaps": gapsList, "guides": guidesList,
		"interfaces": interfacesList, "lifecycle": lifecycleList, "names": namesList, "responsibilities": responsibilitiesList, "reviews": reviewsList,
	}
}

// listDef describes how the rows of a view are divided and searched.
type listDef struct {
	rows func(s *site.Site) []listRow
	// rowsIn replaces rows in a view whose rows depend on the language of the page.
	rowsIn func(p *Page) []listRow
	// max replaces maxRows if it is not 0.
	max int
	// always returns the keys of parts that have a page even if the view has few rows. It
	// is nil for a view without such parts, whose filter searches the table of the page
	// unless the view is divided.
	always func(rows []listRow) []string
	// columns are the columns of the filter besides the text. sortColumns are columns
	// that are only shown and sorted, such as dates.
	columns, sortColumns []string
	// data returns the texts that the filter shows, searches and sorts.
	data func(p *Page, row any) RowData
}

// listRow is a row of a view and the part that it belongs to.
type listRow struct {
	key  string // the key of the part in its path; "" for a row that stays on the page of the view
	name any    // the name of the part: an argument of Name, a word of the theme, or a text
	row  any
}

// word is the key of a word of the theme.
type word string

// inDomain returns a row of the part about a domain, or of the part for rows without a
// domain.
func inDomain(d *site.Domain, row any) listRow {
	if d == nil {
		return listRow{site.NoDomain, word("none.domain"), row}
	}
	return listRow{d.ID, d, row}
}

// Part is a page with some of the rows of a view.
type Part struct {
	Key   string
	Name  string
	Count int // number of rows
	Page  int // number of the page if the key has several pages, from 1; otherwise 0

	rows []any
}

// divided returns the rows of the views that may be divided, which are computed when they
// are first needed.
func (r *renderer) divided() map[string]func(locale string) *viewRows {
	all := map[string]func(string) *viewRows{}
	for view, def := range listDefs {
		rows := sync.OnceValue(func() []listRow { return def.rows(r.site) })
		byLocale := map[string]func() *viewRows{}
		for _, locale := range r.site.Locales {
			byLocale[locale] = sync.OnceValue(func() *viewRows {
				if def.rowsIn != nil {
					return r.divide(def, def.rowsIn(r.viewPage(view, locale)), locale)
				}
				return r.divide(def, rows(), locale)
			})
		}
		all[view] = func(locale string) *viewRows { return byLocale[locale]() }
	}
	return all
}

// viewRows is the rows of a view.
type viewRows struct {
	all   []any   // all rows, in the order of the view
	own   []any   // the rows on the page of the view
	parts []*Part // the others
}

func (r *renderer) divide(def *listDef, rows []listRow, locale string) *viewRows {
	l := &viewRows{all: rowsOf(rows)}
	var keys []string
	byKey := map[string][]listRow{}
	for _, row := range rows {
		if byKey[row.key] == nil {
			keys = append(keys, row.key)
		}
		byKey[row.key] = append(byKey[row.key], row)
	}
	var always []string
	if def.always != nil {
		always = def.always(rows)
	}
	own := map[string]bool{}
	for _, key := range keys {
		if own[key] = key == "" || len(rows) <= cmp.Or(def.max, maxRows) && !slices.Contains(always, key); !own[key] {
			l.parts = append(l.parts, r.partsOf(byKey[key], locale)...)
		}
	}
	for _, row := range rows {
		if own[row.key] {
			l.own = append(l.own, row.row)
		}
	}
	return l
}

// partsOf returns the pages for the rows of one key.
func (r *renderer) partsOf(rows []listRow, locale string) []*Part {
	p := r.viewPage("overview", locale)
	var name string
	switch x := rows[0].name.(type) {
	case string:
		name = x
	case word:
		name = p.Say(string(x))
	default:
		name = p.NameText(x)
	}
	if len(rows) <= maxPart {
		return []*Part{{Key: rows[0].key, Name: name, Count: len(rows), rows: rowsOf(rows)}}
	}
	var parts []*Part
	for chunk := range slices.Chunk(rows, maxRows) {
		parts = append(parts, &Part{Key: rows[0].key, Name: name, Count: len(chunk), Page: len(parts) + 1, rows: rowsOf(chunk)})
	}
	return parts
}

func rowsOf(rows []listRow) []any { return convert(rows, func(r listRow) any { return r.row }) }

// path returns the path of a part's page in the main language.
func (part *Part) path(view string) string {
	name := part.Key
	if part.Page > 1 {
		name += "--" + strconv.Itoa(part.Page)
	}
	return "lists/" + view + "/" + name + ".html"
}

// listOf returns the list of the page's view, or nil.
func (p *Page) listOf() *viewRows {
	if f := p.r.lists[p.Kind]; f != nil && p.Entity == nil {
		return f(p.Locale)
	}
	return nil
}

// Rows returns the rows that the page shows. A twin has the rows of all parts.
func (p *Page) Rows() []any {
	switch l := p.listOf(); {
	case p.Part != nil:
		return p.Part.rows
	case l == nil:
		return nil
	case p.isTwin:
		return l.all
	default:
		return l.own
	}
}

// rowsOn returns the rows that a page shows, which are of type R.
func rowsOn[R any](p *Page) []R {
	return convert(p.Rows(), func(row any) R { return row.(R) })
}

// Divided reports whether the view has rows on several pages.
func (p *Page) Divided() bool {
	l := p.listOf()
	return l != nil && len(l.parts) > 0
}

// Parts returns the other pages with rows of the view, or nil on one of those pages.
func (p *Page) Parts() []*Part {
	if l := p.listOf(); l != nil && p.Part == nil {
		return l.parts
	}
	return nil
}

// PartName returns the name of a part, with a number if it is one of several.
func (p *Page) PartName(part *Part) string {
	if part.Page == 0 {
		return part.Name
	}
	return p.Say("lists.page", part.Name, part.Page)
}

// PartHref returns the relative URL of a part.
func (p *Page) PartHref(part *Part) string {
	return p.relative(p.r.localPath(part.path(p.Kind), p.Locale))
}

// RowCount returns the number of rows on the page or, on the page of the view, of all
// rows.
func (p *Page) RowCount() int {
	l := p.listOf()
	switch {
	case p.Part != nil:
		return p.Part.Count
	case l == nil:
		return 0
	}
	return len(l.all)
}

// partPage returns the page of a part.
func (r *renderer) partPage(view, locale string, part *Part) *Page {
	p := r.page(view, locale, part.path(view))
	p.Part = part
	return p
}

// listPages returns the pages of all parts in a language.
func (r *renderer) listPages(locale string) []*Page {
	var pages []*Page
	for _, v := range r.views() {
		if listDefs[v.name] == nil {
			continue
		}
		for _, part := range r.lists[v.name](locale).parts {
			pages = append(pages, r.partPage(v.name, locale, part))
		}
	}
	return pages
}

// listFiles returns the names of the files below lists/ in a language.
func (r *renderer) listFiles(locale string) []string {
	var names []string
	for _, v := range r.views() {
		if p := r.viewPage(v.name, locale); p.hasData() {
			names = append(names, p.dataPath())
		}
	}
	for _, p := range r.listPages(locale) {
		names = append(names, p.Path)
	}
	return names
}

// hasData reports whether there is a file with the rows of the page's view.
func (p *Page) hasData() bool {
	def := listDefs[p.Kind]
	return def != nil && (def.always != nil || p.Divided())
}

// findList returns the content of a file below lists/, or nil.
func (r *renderer) findList(name string) content {
	locale, main := r.splitLocale(name)
	view := viewOf(main)
	if listDefs[view] == nil {
		return nil
	}
	if p := r.viewPage(view, locale); p.dataPath() == name && p.hasData() {
		return p.data
	}
	for _, part := range r.lists[view](locale).parts {
		if p := r.partPage(view, locale, part); p.Path == name {
			return p.render
		}
	}
	return nil
}

// viewOf returns the view that a file below lists/ belongs to, or "".
func viewOf(main string) string {
	rest, ok := strings.CutPrefix(main, "lists/")
	if !ok {
		return ""
	}
	view, _, _ := strings.Cut(rest, "/")
	return strings.TrimSuffix(view, path.Ext(view))
}
