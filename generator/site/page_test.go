package site

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
	if want := source.PageKinds(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
