package render

import (
	"encoding/json"
	"slices"
	"testing"

	"platmap/generator/site"
	"platmap/generator/source"
)

func TestPageKinds_AreThoseOfSource(t *testing.T) {
	var got []source.Kind
	for _, k := range pageKinds {
		got = append(got, k.kind)
	}
	want := source.PageKinds()
	slices.Sort(want)
	for _, kinds := range [][]source.Kind{got, llmsOrder} {
		if kinds = slices.Sorted(slices.Values(kinds)); !slices.Equal(kinds, want) {
			t.Errorf("got %v, want %v", kinds, want)
		}
	}
	for _, k := range want {
		if !slices.ContainsFunc(viewDefs, func(v viewDef) bool { return v.name == k.View() }) {
			t.Errorf("%s: no view %q", k, k.View())
		}
	}
}

func TestMapJSON_HasEveryKind(t *testing.T) {
	text, err := json.Marshal(modelJSON(&site.Site{}))
	if err != nil {
		t.Fatal(err)
	}
	var model map[string]any
	if err := json.Unmarshal(text, &model); err != nil {
		t.Fatal(err)
	}
	for _, k := range source.PageKinds() {
		if _, ok := model[k.Dir()]; !ok {
			t.Errorf("no %q in map.json", k.Dir())
		}
	}
}
