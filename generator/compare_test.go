package generator

import (
	"fmt"
	"maps"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/changes"
	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/source"
)

// Files that are the same in both states are parsed once, and the result is the same as
// without that.
func TestCompare_ParsedOnce(t *testing.T) {
	set := testsite.Schemas(t)
	words := changes.In(testsite.Theme(t), "en")
	sentences := func(list []diff.Change) []string {
		var all []string
		for _, c := range list {
			affected := ""
			for _, a := range c.Affected {
				affected += " " + a.Page.Base().ID
			}
			all = append(all, fmt.Sprintf("%v %s %s %s: %s%s", c.Weight, c.Old.ID, c.New.ID, c.Field, words.Sentence(c), affected))
		}
		return all
	}
	r := rand.New(rand.NewSource(1))
	changed := 0
	for range rounds.Of(1000) {
		old := Input{Content: edited(r, testsite.Small()), Schemas: set}
		new := Input{Content: edited(r, testsite.Small()), Schemas: set}
		c, err := Compare(old, new)
		if err != nil {
			t.Fatal(err)
		}
		before, _, err := Check(old)
		if err != nil {
			t.Fatal(err)
		}
		after, _, err := Check(new)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "ja"} {
			r := changes.Report{Words: words.In(lang), Changes: c.Changes, Skipped: c.Skipped, Place: func(source.Pos) (string, int) { return "", 0 }}
			for _, format := range changes.Formats {
				if s := string(r.Bytes(format)); strings.Contains(s, "{0}") || strings.Contains(s, "{1}") {
					t.Fatalf("a place of a word without value in\n%s", s)
				}
			}
		}
		want := diff.Sites(before, after)
		changed += len(want)
		if len(c.Skipped) == 0 && !slices.Equal(sentences(c.Changes), sentences(want)) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(sentences(c.Changes), "\n"), strings.Join(sentences(want), "\n"))
		}
	}
	if changed == 0 {
		t.Error("nothing has changed in any round")
	}
}

var word = regexp.MustCompile(`[a-zA-Z0-9]+`)

// edited returns a copy of a content folder with a few random edits: it removes files,
// and removes or replaces words.
func edited(r *rand.Rand, content fstest.MapFS) fstest.MapFS {
	names := slices.Sorted(maps.Keys(content))
	for range r.Intn(4) {
		name := names[r.Intn(len(names))]
		f := content[name]
		if f == nil || r.Intn(5) == 0 {
			delete(content, name)
			continue
		}
		all := word.FindAllIndex(f.Data, -1)
		if len(all) == 0 {
			continue
		}
		at := all[r.Intn(len(all))]
		with := []string{"", "infra", "Purge", "retired", "7"}[r.Intn(5)]
		content[name] = &fstest.MapFile{Data: slices.Concat(f.Data[:at[0]:at[0]], []byte(with), f.Data[at[1]:])}
	}
	return content
}

// A part of a file that is missing because of an error is not reported as removed.
func TestCompare_Errors(t *testing.T) {
	set := testsite.Schemas(t)
	broken := testsite.Small()
	for name, f := range broken {
		if strings.HasSuffix(name, ".yaml") && name != "site.yaml" {
			f.Data = append([]byte("a: [\n"), f.Data...)
		}
	}
	for _, states := range [][2]fstest.MapFS{{testsite.Small(), broken}, {broken, testsite.Small()}} {
		c, err := Compare(Input{Content: states[0], Schemas: set}, Input{Content: states[1], Schemas: set})
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Skipped) < 8 {
			t.Errorf("skipped only %v", c.Skipped)
		}
		for _, x := range c.Changes {
			if x.Operation == diff.Added || x.Operation == diff.Removed {
				t.Errorf("%v: %s %q %s", x.Operation, x.Kind, x.Old.ID+x.New.ID, x.Field)
			}
		}
	}
}
