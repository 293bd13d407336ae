package generator

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator/diff"
	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/internal/testsite"
	"platmap/generator/par"
	"platmap/generator/render"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// commandKeys are the keys that change no page, with the command that reads them.
var commandKeys = map[string]string{}

// A key of a schema has an effect that readers see: without it, a page or its twin is
// different, or is absent.
func TestEveryKeyHasAnEffect(t *testing.T) {
	content := archives(t, "testdata/keys.txtar")["testdata/keys.txtar"]
	keys := keyFinder{schemas: testsite.Schemas(t), found: map[string][]fstest.MapFS{}, all: map[string]bool{}}
	for name := range content {
		keys.file(t, content, name)
	}
	want := map[string]string{}
	eachPage(t, content, true, "", func(name, page string) bool {
		want[name] = page
		return true
	})
	names := slices.Sorted(maps.Keys(keys.all))
	effects := make([]bool, len(names))
	var changed atomic.Value // the last page with a difference: mostly the next key of the kind is on it too
	changed.Store("")
	par.Each(len(names), func(i int) {
		effects[i] = slices.ContainsFunc(keys.found[names[i]], func(without fstest.MapFS) bool {
			n, same := 0, true
			eachPage(t, without, false, changed.Load().(string), func(name, page string) bool {
				if n, same = n+1, want[name] == page; !same {
					changed.Store(name)
				}
				return same
			})
			return !same || n != len(want)
		})
	})
	for i, name := range names {
		switch command := commandKeys[name]; {
		case len(keys.found[name]) == 0:
			t.Errorf("%s is not in testdata/keys.txtar", name)
		case !effects[i] && command == "":
			t.Errorf("%s has no effect on any page", name)
		case effects[i] && command != "":
			t.Errorf("%s is on a page, so it is not only for %s", name, command)
		}
	}
	for name, command := range commandKeys {
		if !keys.all[name] {
			t.Errorf("%s, which %s reads, is no key", name, command)
		}
	}
}

// eachPage calls do with the pages and twins of a content folder, until it returns false.
// It starts with the page first, if there is one.
func eachPage(t *testing.T, content fs.FS, valid bool, first string, do func(name, page string) bool) {
	in := Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), LoadHistory: twoChanges}
	s, diags, err := Check(in)
	if err != nil {
		t.Error(err)
		return
	}
	if valid && diags.HaveError() {
		t.Error(diags)
	}
	rendered, err := in.pages(s)
	if err != nil {
		t.Error(err)
		return
	}
	pages := render.New(rendered)
	if page, err := pages.ReadFile(first); err == nil && !do(first, string(page)) {
		return
	}
	err = fs.WalkDir(pages, ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); err != nil || name == first || ext != ".html" && ext != ".md" {
			return err
		}
		page, err := pages.ReadFile(name)
		if err == nil && !do(name, string(page)) {
			return fs.SkipAll
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// twoChanges returns the history that a site would have in a repository with a change in
// January 2026 and one in February.
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

// keyFinder finds the keys of schemas, and where a content folder has them.
type keyFinder struct {
	schemas *schema.Set
	all     map[string]bool           // every key of every mapping that the content has
	found   map[string][]fstest.MapFS // content folders without one use of the key
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
	// without returns the content in which the file has the present value of top.
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
	content[name] = without()[name] // so that another layout is no difference
	k.value(f.Kind, nil, top, without)
}

// value adds the keys of a value in a file, at a path as schema.Set.Keys takes it.
func (k *keyFinder) value(kind source.Kind, at []string, v any, without func() fstest.MapFS) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			k.value(kind, append(slices.Clip(at), "[]"), item, without)
		}
	case map[string]any:
		place := strings.Join(append([]string{string(kind)}, at...), ".")
		if kind == source.Component { // in a list or in its own file
			place = strings.Replace(place, "component.[]", "component", 1)
		}
		for _, key := range k.schemas.Keys(kind, at...) {
			name := place + "." + key
			k.all[name] = true
			inner, ok := v[key]
			if !ok {
				continue
			}
			delete(v, key)
			k.found[name] = append(k.found[name], without())
			v[key] = inner
			k.value(kind, append(slices.Clip(at), key), inner, without)
		}
	}
}
