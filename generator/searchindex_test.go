package generator

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/internal/testsite"
	"platmap/generator/search"
	"platmap/generator/site"
)

// The documents of the search index have the paths of pages and, in each language, the
// anchors that these pages have.
func TestSearchIndex_Anchors(t *testing.T) {
	found := map[string]int{} // kinds of parts
	for name, content := range map[string]fs.FS{"keys": archives(t, "testdata/keys.txtar")["testdata/keys.txtar"], "small": testsite.Small()} {
		in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
		s, diags, err := Check(in)
		if err != nil || diags.HaveError() {
			t.Fatal(err, diags)
		}
		rendered := in.Render(s)
		pages := map[string]string{}
		page := func(name string) string {
			if pages[name] == "" {
				b, err := fs.ReadFile(rendered, name)
				if err != nil {
					t.Error(err)
				}
				pages[name] = string(b)
			}
			return pages[name]
		}
		paths := map[string]int{}
		for _, d := range searchDocuments(t, rendered) {
			paths[d.path]++
			file, _, _ := strings.Cut(d.path, "#")
			file, err := url.PathUnescape(file)
			if err != nil {
				t.Error(err)
			}
			for lang, parts := range d.parts {
				html := page(path.Join(strings.TrimPrefix(lang, s.Locale()), file))
				for _, p := range parts {
					found[p.Kind]++
					if p.Anchor != "" && !strings.Contains(html, ` id="`+p.Anchor+`"`) {
						t.Errorf("%s: %s in %s has no element with the id %q", name, d.path, lang, p.Anchor)
					}
				}
				if title := d.names[lang][0]; strings.HasPrefix(file, "guides/") && strings.Count(parts[0].Text, title) > 0 {
					t.Errorf("%s: the text of %s has the title %q: %s", name, d.path, title, parts[0].Text)
				}
			}
		}
		for _, x := range s.Pages() {
			if p := rendered.Path(x, s.Locale()); paths[p] != 1 {
				t.Errorf("%s: %s has %d documents", name, p, paths[p])
			}
		}
	}
	for _, kind := range strings.Fields("responsibility feature interface metric decision need heading note era interaction approach target hypothesis contact") {
		if found[kind] == 0 {
			t.Errorf("no part is a %s", kind)
		}
	}
}

// The document of a thing contains all its texts, except those that are in other
// documents.
func TestSearchIndex_HasAllTexts(t *testing.T) {
	in := Input{Content: archives(t, "testdata/keys.txtar")["testdata/keys.txtar"], Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	s, diags, err := Check(in)
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	pages := in.Render(s)
	units := []string{"min", "pages"} // units are shown with numbers, and are not searched
	documents := map[string]searchDocument{}
	for _, d := range searchDocuments(t, pages) {
		documents[d.path] = d
	}
	for _, x := range s.Pages() {
		if !slices.Contains(search.Kinds, string(x.Base().Kind)) {
			t.Errorf("package search has not the kind %s", x.Base().Kind)
		}
		d := documents[pages.Path(x, s.Locale())]
		for _, locale := range s.Locales {
			all := " " + strings.Join(d.names[locale], " ")
			for _, p := range d.parts[locale] {
				all += " " + p.Title + " " + p.Text
			}
			all = search.Normalise(all)
			texts(reflect.ValueOf(x).Elem(), func(text site.Text) {
				for _, word := range strings.Fields(search.Normalise(text.Plain(locale))) {
					if text.Has(locale) && !strings.Contains(all, word) && !strings.Contains(word, "[[") && !slices.Contains(units, word) {
						t.Errorf("%s lacks %q of %q in %s", d.path, word, text.Plain(locale), locale)
					}
				}
			})
		}
	}
}

// searchDocument is a document of the index of a site.
type searchDocument struct {
	path  string
	names map[string][]string
	parts map[string][]search.Part
}

// searchDocuments reads the files of an index with few documents, in which each document
// has its own block of texts.
func searchDocuments(t *testing.T, site fs.FS) []searchDocument {
	t.Helper()
	dir, err := fs.ReadFile(site, search.DirFile)
	if err != nil {
		t.Fatal(err)
	}
	hash := regexp.MustCompile(`"hash":"([0-9a-f]+)"`).FindSubmatch(dir)[1]
	var documents []searchDocument
	for _, titles := range blocks[[]any](t, site, string(hash), "t") {
		var d searchDocument
		d.path = titles[0].(string)
		d.names = map[string][]string{}
		for lang, names := range titles[1].(map[string]any) {
			for _, name := range names.([]any) {
				d.names[lang] = append(d.names[lang], name.(string))
			}
		}
		documents = append(documents, d)
	}
	for i, parts := range blocks[map[string][]search.Part](t, site, string(hash), "x") {
		documents[i].parts = parts
	}
	return documents
}

// blocks returns the contents of the blocks in a folder of the index.
func blocks[T any](t *testing.T, site fs.FS, hash, folder string) []T {
	t.Helper()
	var all []T
	for i := 0; ; i++ {
		b, err := fs.ReadFile(site, fmt.Sprintf("search/%s/%s/%d", hash, folder, i))
		if errors.Is(err, fs.ErrNotExist) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		var list []T
		if err := json.NewDecoder(flate.NewReader(bytes.NewReader(b))).Decode(&list); err != nil {
			t.Fatal(folder, i, err)
		}
		all = append(all, list...)
	}
}
