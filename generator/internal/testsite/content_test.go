package testsite

import (
	"testing"

	"platmap/generator/source"
)

// The content for random edits has every kind of file.
func TestSmall_HasEveryKind(t *testing.T) {
	found := map[source.Kind]bool{}
	for name := range Small() {
		found[source.KindOf(name)] = true
	}
	for _, kind := range append(source.SchemaKinds(), source.Metric, source.Data, source.Asset) {
		if !found[kind] {
			t.Errorf("no file of kind %s", kind)
		}
	}
}
