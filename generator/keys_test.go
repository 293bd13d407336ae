package generator

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/diff"
	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/internal/testsite"
	"platmap/generator/par"
	"platmap/generator/reference"
	"platmap/generator/render"
	"platmap/generator/rounds"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

var update = flag.Bool("update", false, "rewrite reference/shown.tsv")

// Every key has an effect on the pages that the reference lists for it: without the key,
// one of them or its twin is different or absent. With -update, the test writes the pages
// to the reference. With PLATMAP_FULL=1 it fails for a page that is missing there.
func TestEveryKeyHasAnEffect(t *testing.T) {
	content := archives(t, "testdata/keys.txtar")["testdata/keys.txtar"]
	keys := keyFinder{schemas: testsite.Schemas(t), found: map[string][]fstest.MapFS{}, all: map[string]bool{}, defaults: literalDefaults(t), explicit: map[string]fstest.MapFS{}}
	for name := range content {
		keys.file(t, content, name)
	}
	shown, err := reference.Shown()
	if err != nil {
		t.Fatal(err)
	}
	want := pagesOf(t, content, true)
	groups := map[string][]string{} // name in the reference → paths of pages
	for _, name := range want.names() {
		if group := reference.PageName(name); group != "" {
			groups[group] = append(groups[group], name)
		}
	}
	all := slices.Sorted(maps.Keys(groups))
	names := slices.Sorted(maps.Keys(keys.all))
	effects := make([][]string, len(names)) // for each key, the pages on which it has an effect
	par.Each(len(names), func(i int) {
		listed, known := shown[names[i]]
		if !known || *update || rounds.Full() || slices.Contains(listed, reference.EveryPage) {
			listed = all
		}
		effects[i] = affected(t, want, keys.found[names[i]], listed, groups)
		if content := keys.explicit[names[i]]; content != nil {
			got, without := pagesOf(t, content, false), pagesOf(t, keys.found[names[i]][0], false)
			for _, group := range listed {
				for _, page := range groups[group] {
					if got.read(page) != without.read(page) {
						t.Errorf("%s is different with %s: %s than without it, although that is the default", page, names[i], keys.defaults[names[i]])
						return
					}
				}
			}
		}
		if len(effects[i]) == len(all) {
			effects[i] = []string{reference.EveryPage}
		}
	})
	var lines strings.Builder
	for i, name := range names {
		listed := shown[name]
		if slices.ContainsFunc(listed, reference.IsCommand) {
			effects[i] = append(effects[i], listed...)
		}
		fmt.Fprintf(&lines, "%s\t%s\n", name, strings.Join(effects[i], " "))
		switch {
		case len(keys.found[name]) == 0:
			t.Errorf("%s is not in testdata/keys.txtar", name)
		case len(effects[i]) == 0:
			t.Errorf("%s has no effect on any page", name)
		case !*update && !slices.Equal(listed, effects[i]):
			t.Errorf("run this test with -update: %s shows on %q, the reference says %q", name, effects[i], listed)
		}
		delete(shown, name)
	}
	if *update {
		err = os.WriteFile("reference/shown.tsv", []byte(lines.String()), 0o666)
	} else if len(shown) > 0 {
		err = fmt.Errorf("these are no keys, but are in reference/shown.tsv: %q", slices.Sorted(maps.Keys(shown)))
	}
	if err != nil {
		t.Error(err)
	}
}

// literalDefaults returns the defaults that are values, not descriptions, by key.
func literalDefaults(t *testing.T) map[string]string {
	kinds, err := reference.Read("en")
	if err != nil {
		t.Fatal(err)
	}
	defaults := map[string]string{}
	for _, p := range reference.Places(kinds) {
		if value := p.Key.Default; value != "" && !strings.Contains(value, " ") {
			defaults[p.String()] = value
		}
	}
	return defaults
}

// defaultOf returns a default as a value of the same type as like, which is another value
// of the key.
func defaultOf(value string, like any) any {
	switch like.(type) {
	case []any:
		return []any{value}
	case string:
		return value
	}
	return value == "true"
}

// affected returns those of the listed names with a page that differs in one of the
// variants of the content.
func affected(t *testing.T, want *sitePages, variants []fstest.MapFS, listed []string, groups map[string][]string) []string {
	var sites []*sitePages
	for _, content := range variants {
		sites = append(sites, pagesOf(t, content, false))
	}
	var list []string
	for _, group := range listed {
		if slices.ContainsFunc(sites, func(got *sitePages) bool {
			return slices.ContainsFunc(groups[group], func(name string) bool { return got.read(name) != want.read(name) })
		}) {
			list = append(list, group)
		}
	}
	return list
}

// sitePages are the pages and twins of a content folder.
type sitePages struct {
	files fs.ReadFileFS
	t     *testing.T
	text  sync.Map // by name
}

func pagesOf(t *testing.T, content fs.FS, valid bool) *sitePages {
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), LoadHistory: twoChanges}
	s, diags, err := Check(in)
	if err != nil || valid && diags.HaveError() {
		t.Error(err, diags)
		return nil
	}
	rendered, err := in.pages(s)
	if err != nil {
		t.Error(err)
		return nil
	}
	return &sitePages{files: render.New(rendered), t: t}
}

func (p *sitePages) names() (names []string) {
	err := fs.WalkDir(p.files, ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); ext == ".html" || ext == ".md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		p.t.Error(err)
	}
	return names
}

// read returns a page, or "" if it is absent.
func (p *sitePages) read(name string) string {
	if text, ok := p.text.Load(name); ok {
		return text.(string)
	}
	data, err := p.files.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.t.Error(err)
	}
	p.text.Store(name, string(data))
	return string(data)
}

// twoChanges returns the history of a site, as from a repository with a change in January
// 2026 and one in February.
func twoChanges(s *site.Site) (*history.History, error) {
	h := &history.History{}
	for month := time.February; s.History.On && month >= time.January; month-- {
		e := &history.Entry{Commit: git.Commit{Hash: "0123456789", Time: time.Date(2026, month, 2, 0, 0, 0, 0, time.UTC)}}
		e.Changes = []history.Change{{Weight: diff.News, Thing: history.Thing{Kind: source.Domain, ID: "search"}, Text: map[string]string{"en": "news of " + month.String()}}}
		if !e.Time.Before(s.History.Since.Day()) {
			h.Entries = append(h.Entries, e)
		}
	}
	return h, nil
}

// keyFinder finds the keys in a content folder that are in the schemas.
type keyFinder struct {
	schemas *schema.Set
	all     map[string]bool           // all keys of all mappings in the content
	found   map[string][]fstest.MapFS // for each key, copies of the content without one use of it

	defaults map[string]string       // literal defaults of keys
	explicit map[string]fstest.MapFS // for each key, copies of the content in which its default is written
}

// file adds the keys of a file.
func (k *keyFinder) file(t *testing.T, content fstest.MapFS, name string) {
	f := &source.File{Name: name, Kind: source.KindOf(name), Text: string(content[name].Data)}
	if !slices.Contains(source.SchemaKinds(), f.Kind) {
		return
	}
	var diags source.Diagnostics
	from, to, body := 0, len(f.Text), ""
	if f.Kind == source.Guide {
		var start int
		from, to, start, _ = text.FrontMatter(f.Text)
		body = f.Text[start:]
	}
	if from == to {
		return
	}
	node := tree.ParsePart(f, from, to, nil, &diags)
	if diags.HaveError() {
		t.Fatal(diags)
	}
	top := node.JSON()
	// without returns the content with the current value of top in the file.
	without := func() fstest.MapFS {
		data, err := json.Marshal(top)
		if err != nil {
			t.Fatal(err)
		}
		if f.Kind == source.Guide {
			data = []byte("---\n" + string(data) + "\n---\n" + body)
		}
		changed := maps.Clone(content)
		changed[name] = &fstest.MapFile{Data: data}
		return changed
	}
	content[name] = without()[name] // write the file in the same layout as the variants, so that only values differ
	k.value(f.Kind, nil, top, without)
}

// value adds the keys of a value in a file. at is its path, in the form that
// schema.Set.Keys takes.
func (k *keyFinder) value(kind source.Kind, at []string, v any, without func() fstest.MapFS) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			k.value(kind, append(slices.Clip(at), "[]"), item, without)
		}
	case map[string]any:
		place := strings.ReplaceAll(strings.Join(append([]string{string(kind)}, at...), "."), ".[]", "")
		for _, key := range k.schemas.Keys(kind, at...) {
			name := place + "." + key
			k.all[name] = true
			inner, ok := v[key]
			if !ok {
				continue
			}
			delete(v, key)
			k.found[name] = append(k.found[name], without())
			if value, ok := k.defaults[name]; ok && k.explicit[name] == nil {
				v[key] = defaultOf(value, inner)
				k.explicit[name] = without()
			}
			v[key] = inner
			k.value(kind, append(slices.Clip(at), key), inner, without)
		}
	}
}
