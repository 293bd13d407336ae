package live

import (
	"sync"

	"platmap/generator/render"
	"platmap/generator/search"
)

// index is the search index of a recent state of the site. It is made in steps, because
// that takes longer than anything else: seconds, with 10,000 guides.
type index struct {
	making  sync.Mutex               // held while an index is made; guards:
	entries map[string]*search.Entry // entries of the last index, by path

	mu     sync.Mutex // guards:
	newest *search.Index
	of     *render.FS // the pages from which newest was made
}

// stepDocs is the number of documents in a step. A step takes a few milliseconds, during
// which the site cannot change in place.
const stepDocs = 10

// UpdateIndex makes the search index of the newest site, unless it exists. Only documents
// that have changed are analysed again. Before each step it calls proceed, which may
// wait, so that saves and requests for pages come first; if proceed returns false,
// UpdateIndex ends. It does nothing before all files are read. each calls do for each
// number below n, like par.Each, and may call proceed before each of these calls.
func (b *Builder) UpdateIndex(proceed func() bool, each func(n int, do func(i int))) {
	b.index.making.Lock()
	defer b.index.making.Unlock()
	var of *render.FS
	var locales []string
	var entries []*search.Entry
	var paths []string
	for from, total := 0, 1; from < total; from += stepDocs {
		if !proceed() {
			return
		}
		var docs []search.Doc
		ok := true
		b.View(func(v View) {
			if ok = v.Pages != nil && v.Unread == 0 && !b.hasIndexOf(v.Pages); !ok {
				return
			}
			if of != v.Pages { // the site has changed, so all documents may have
				of, locales, entries, paths, from = v.Pages, v.Site.Locales, nil, nil, 0
			}
			n, doc := v.Pages.SearchDocs()
			total = n
			for i := from; i < min(from+stepDocs, n); i++ {
				docs = append(docs, doc(i))
			}
		})
		if !ok {
			return
		}
		made := make([]*search.Entry, len(docs))
		each(len(docs), func(i int) {
			if made[i] = b.index.entries[docs[i].Path]; made[i] == nil || !made[i].IsOf(docs[i]) {
				made[i] = search.Analyse(docs[i])
			}
		})
		entries = append(entries, made...)
		for _, d := range docs {
			paths = append(paths, d.Path)
		}
	}
	x := search.Assemble(locales, entries, func(n int, do func(i int)) {
		each(n, func(i int) {
			proceed()
			do(i)
		})
	})
	b.index.entries = map[string]*search.Entry{}
	for i, e := range entries {
		b.index.entries[paths[i]] = e
	}
	b.index.mu.Lock()
	defer b.index.mu.Unlock()
	b.index.newest, b.index.of = x, of
}

func (b *Builder) hasIndexOf(pages *render.FS) bool {
	b.index.mu.Lock()
	defer b.index.mu.Unlock()
	return b.index.of == pages
}

// Index returns the newest search index, or nil. current reports whether it is the index
// of the newest site.
func (b *Builder) Index() (x *search.Index, current bool) {
	b.mu.Lock()
	pages := b.view.Pages
	b.mu.Unlock()
	b.index.mu.Lock()
	defer b.index.mu.Unlock()
	return b.index.newest, pages != nil && b.index.of == pages
}
