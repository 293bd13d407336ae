package render

import (
	"slices"
	"testing"

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
