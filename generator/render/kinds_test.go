package render

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/schemas"
)

func TestPageKinds_AreThoseOfSource(t *testing.T) {
	want := source.PageKinds()
	slices.Sort(want)
	for _, list := range [][]pageKind{pageKinds, llmsOrder()} {
		got := convert(list, func(k pageKind) source.Kind { return k.kind })
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	for _, k := range want {
		if !slices.ContainsFunc(viewDefs, func(v viewDef) bool { return v.name == k.View() }) {
			t.Errorf("%s: no view %q", k, k.View())
		}
	}
}

func TestViews_AreThoseOfSource(t *testing.T) {
	got := convert(viewDefs, func(v viewDef) string { return v.name })
	if slices.Sort(got); !slices.Equal(got, source.Views) {
		t.Errorf("got %v, want %v", got, source.Views)
	}
	inMenu := 0
	for _, v := range viewDefs {
		if v.inMenu {
			inMenu++
		} else if !slices.Contains(readers, v.reader) {
			t.Errorf("%s: no section %q on the page views", v.name, v.reader)
		}
	}
	if inMenu > 6 {
		t.Errorf("%d views in the header; there is room for six", inMenu)
	}
}

// notInMapJSON are the keys of schemas that map.json does not have: keys for pages and
// editing only, and keys with another name in map.json.
var notInMapJSON = []string{"lang", "order", "review_every", "links", "notes", "label", "draft", "title", "contact"}

func TestMapJSON_HasEveryKindAndKey(t *testing.T) {
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	lists := reflect.ValueOf(modelJSON(&site.Site{}).jsonPages)
	for _, kind := range source.PageKinds() {
		i := slices.Index(keysJSON(lists.Type()), kind.Dir())
		if i < 0 || lists.Field(i).IsNil() {
			t.Errorf("no %q in map.json", kind.Dir())
			continue
		}
		have := keysJSON(lists.Field(i).Type().Elem())
		for _, key := range set.Keys(kind) {
			same := func(name string) bool { return strings.EqualFold(name, strings.ReplaceAll(key, "_", "")) }
			if !slices.Contains(notInMapJSON, key) && !slices.ContainsFunc(have, same) {
				t.Errorf("%s: no %q in map.json", kind, key)
			}
		}
	}
}

// keysJSON returns the keys of a struct in JSON, in the order of its fields.
func keysJSON(t reflect.Type) []string {
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		keys = append(keys, key)
	}
	return keys
}
