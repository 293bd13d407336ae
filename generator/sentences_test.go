package generator

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"platmap/generator/changes"
	"platmap/generator/internal/testsite"
)

// Adding or removing any key of a schema is a change that has a sentence in each
// language, made from words of the theme.
func TestEveryKeyHasASentence(t *testing.T) {
	content := archives(t, "testdata/keys.txtar")["testdata/keys.txtar"]
	keys := keyFinder{schemas: testsite.Schemas(t), found: map[string][]fstest.MapFS{}, all: map[string]bool{}}
	for name := range content {
		keys.file(t, content, name)
	}
	// a word without a text, an unfilled placeholder, or a key in place of its label
	raw := regexp.MustCompile(`\b(?:noun|field|change|changes|weight|status|party|mode)\.|[{}|]|_`)
	seen := map[string]bool{} // test -v prints each sentence once, for those who edit the words
	for _, key := range slices.Sorted(maps.Keys(keys.found)) {
		for _, without := range keys.found[key] {
			for i, states := range [][2]fstest.MapFS{{content, without}, {without, content}} {
				if i > 0 && testing.Short() {
					break
				}
				c, err := Compare(Input{Content: states[0], Schemas: keys.schemas}, Input{Content: states[1], Schemas: keys.schemas})
				if err != nil {
					t.Fatal(err)
				}
				for _, lang := range []string{"en", "ja"} {
					words := changes.In(testsite.Theme(t), lang)
					for _, x := range changes.Condense(c.Changes) {
						s := words.Sentence(x)
						if !seen[s] {
							seen[s] = true
							t.Logf("%s: %s", x.Weight, s)
						}
						if raw.MatchString(s) {
							t.Errorf("%s: %s", key, s)
						}
					}
				}
			}
		}
	}
}
