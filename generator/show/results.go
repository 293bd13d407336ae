package show

import (
	"net/url"
	"path"
	"strings"

	"platmap/generator/search"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Result is a result of a search, with its subject and the position at which that is
// written.
type Result struct {
	Title   string `json:"title"`
	URL     string `json:"url"` // relative to the site
	Kind    string `json:"kind"`
	Lang    string `json:"lang"`           // language of the excerpt
	Part    string `json:"part,omitempty"` // title of the part of the page that matches
	Excerpt string `json:"excerpt"`
	ID      string `json:"id,omitempty"` // an argument of platmap show; "" for a view
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// Results returns the rows of a search in the index of the site.
func (a Asker) Results(rows []search.Row) []Result {
	results := []Result{}
	for _, row := range rows {
		r := Result{Title: row.Title, URL: row.URL, Kind: row.Kind, Lang: row.TextLang, Part: row.Part}
		for _, fragment := range row.Excerpt {
			r.Excerpt += fragment.Text
		}
		if pos := a.locate(row, &r); pos.IsValid() {
			r.File, r.Line = a.Place(pos)
		}
		results = append(results, r)
	}
	return results
}

// locate sets the id of a result and returns the position of its subject.
func (a Asker) locate(row search.Row, r *Result) source.Pos {
	name, _, _ := strings.Cut(row.Path, "#")
	name, err := url.PathUnescape(name)
	if err != nil {
		return source.Pos{}
	}
	b := &builder{Asker: a}
	if row.Kind == TermKind {
		for _, t := range a.Site.Terms {
			if _, anchor, _ := strings.Cut(row.Path, "#"); anchor == t.Anchor {
				r.ID = b.ref(t)
				return positionOf(t, row.TextLang)
			}
		}
	}
	folder, rest, _ := strings.Cut(strings.TrimSuffix(name, path.Ext(name)), "/")
	page := a.Site.Page(source.KindIn(folder), rest)
	if page == nil {
		return source.Pos{}
	}
	r.ID = b.ref(page)
	switch x := page.(type) {
	case *site.Domain:
		if item, anchor := x.Find(text.NFC(row.Anchor), site.AnyItem); item != nil && row.Anchor != "" {
			to := site.Target{Page: x, Item: item, Anchor: anchor}
			r.ID = b.ref(to)
			return positionOf(to, a.Lang)
		}
	case *site.Guide:
		for _, h := range x.In(row.TextLang).Doc.Headings {
			if h.ID == x.AnchorIn(row.TextLang, row.Anchor) && row.Anchor != "" {
				return h.Pos
			}
		}
		return positionOf(x, row.TextLang)
	}
	return page.Base().Pos
}
