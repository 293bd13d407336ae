package generator

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/edit"
	"platmap/generator/internal/testsite"
	"platmap/generator/levels"
	"platmap/generator/rename"
	"platmap/generator/rounds"
	"platmap/generator/site"
	"platmap/generator/source"
)

// Renaming a page and renaming it back restores every file. In between, no reference has
// the old name, the old address redirects, and the baseline hides the same findings.
func TestRename_ThereAndBack(t *testing.T) {
	sample := wholeSample(t)
	for seed := range uint64(rounds.Of(500)) {
		random := rand.New(rand.NewPCG(seed, 1))
		content := sample
		if seed%10 != 0 {
			content = renameCorpus(random)
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { thereAndBack(t, content, random) })
	}
}

func thereAndBack(t *testing.T, content fstest.MapFS, random *rand.Rand) {
	in := Input{Content: content, Schemas: testsite.Schemas(t)}
	s, found, err := CheckFiltered(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found.Findings {
		if d.Severity == source.Error {
			t.Fatalf("the content has an error: %s", describe(d))
		}
	}
	content = maps.Clone(content)
	content[levels.BaselineFile] = &fstest.MapFile{Data: found.NewBaseline().JSON()}
	in.Content = content
	r, reverse := randomRename(random, s)
	plan, err := Rename(in, r)
	if err != nil {
		t.Fatalf("%v: %s", r, renameError(err))
	}
	renamed := applied(content, plan)
	if plan.KeptAlias != "" {
		checkRenamed(t, renamed, r)
	}
	in.Content = renamed
	if _, found, err := CheckFiltered(in); err != nil || len(found.Findings) > 0 || found.Stale > 0 {
		t.Errorf("%v: %v findings are not in the baseline, which has %d others: %v", r, found.Findings, found.Stale, err)
	}
	back, err := Rename(in, reverse)
	if err != nil {
		t.Fatalf("%v back: %s", r, renameError(err))
	}
	if diff := differentFiles(content, applied(renamed, back)); diff != "" {
		t.Errorf("%v: after renaming back %s", r, diff)
	}
}

// randomRename returns a request and the one that reverses it.
func randomRename(random *rand.Rand, s *site.Site) (r, reverse rename.Request) {
	switch random.IntN(8) {
	case 0:
		g := s.Groups[random.IntN(len(s.Groups))]
		return rename.Request{Kind: rename.Group, Old: g.ID, New: "fresh"}, rename.Request{Kind: rename.Group, Old: "fresh", New: g.ID}
	case 1:
		g := s.Guides[random.IntN(len(s.Guides))]
		v := g.Versions[random.IntN(len(g.Versions))]
		h := v.Doc.Headings[random.IntN(len(v.Doc.Headings))]
		line, _, _ := strings.Cut(v.File.Text[h.Pos.Offset:], "\n")
		if id := g.ID + "." + v.Lang + "#"; strings.Contains(line, h.Text) && !strings.Contains(line, "{#") { // a heading without markup and without an id of its own
			return rename.Request{Kind: source.Guide, Old: id + h.ID, New: "Fresh 見出し"}, rename.Request{Kind: source.Guide, Old: id + "fresh-見出し", New: h.Text}
		}
	}
	page := s.Pages()[random.IntN(len(s.Pages()))].Base()
	id := newID(random, s, page)
	return rename.Request{Kind: page.Kind, Old: page.ID, New: id}, rename.Request{Kind: page.Kind, Old: id, New: page.ID}
}

// newID returns an id that no page has.
func newID(random *rand.Rand, s *site.Site, page *site.Entity) string {
	words := []string{"delivery", "edge", "3scale", "x", "alpha-beta", "2nd-try", "a-very-long-name-with-many-words"}
	for {
		id := words[random.IntN(len(words))]
		if page.Kind == source.Guide && path.Base(page.ID) == "README" { // links to its folder refer to it only while it has this name
			id = "README"
		}
		if page.Kind == source.Guide {
			folders := []string{path.Dir(page.ID), "moved", "moved/deep", path.Join(path.Dir(page.ID), "sub"), "."}
			id = path.Join(folders[random.IntN(len(folders))], id)
		}
		if !slices.ContainsFunc(source.PageKinds(), func(k source.Kind) bool { return s.Page(k, id) != nil }) {
			return id
		}
	}
}

// applied returns a content folder after applying a plan.
func applied(content fstest.MapFS, plan *rename.Plan) fstest.MapFS {
	result := fstest.MapFS{}
	for name, f := range content {
		result[name] = f
	}
	for _, c := range plan.Changes {
		delete(result, c.File.Name)
	}
	for _, c := range plan.Changes {
		f := content[c.File.Name]
		if c.File.Kind != source.Asset {
			f = &fstest.MapFile{Data: []byte(c.Content)}
		}
		result[c.To] = f
	}
	return result
}

// checkRenamed tests a content folder after a renaming.
func checkRenamed(t *testing.T, content fstest.MapFS, r rename.Request) {
	t.Helper()
	in := Input{Content: content, Schemas: testsite.Schemas(t)}
	state, err := in.readAll()
	if err != nil {
		t.Fatal(err)
	}
	s := state.graph.Site
	if p := s.Page(r.Kind, r.New); p == nil || p.Base().ID != r.New {
		t.Fatalf("%v: no page has the new id", r)
	}
	if !slices.ContainsFunc(s.Redirects, func(to site.Redirect) bool {
		return to.Alias == r.Old && to.To.Base().Kind == r.Kind && to.To.Base().ID == r.New
	}) {
		t.Errorf("%v: the old address does not redirect", r)
	}
	for _, u := range state.graph.Uses() {
		if u.To.Page != s.Page(r.Kind, r.New) {
			continue
		}
		name := u.Name.Text
		if u.Link != nil {
			name = u.Link.Dest
		}
		name, _, _ = strings.Cut(strings.TrimSpace(name[strings.Index(name, ":")+1:]), "#")
		if name == r.Old {
			line, _ := u.Name.Pos.LineColumn()
			t.Errorf("%v: the reference %q in %s:%d is not changed", r, name, u.File.Name, line)
		}
	}
}

func differentFiles(want, got fstest.MapFS) (diff string) {
	for name, f := range want {
		switch g := got[name]; {
		case g == nil:
			diff += name + " is missing\n"
		case string(g.Data) != string(f.Data):
			diff += name + " is different:\n" + firstDifference(string(f.Data), string(g.Data))
		}
	}
	for name := range got {
		if want[name] == nil {
			diff += name + " is new\n"
		}
	}
	return diff
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("%d: -%q +%q\n", i+1, a[i], append(b, "")[min(i, len(b))])
		}
	}
	return fmt.Sprintf("-%q +%q\n", want[max(0, len(want)-80):], got[max(0, len(got)-80):])
}

// renameError returns the message of an error of Rename with its findings or position.
func renameError(err error) string {
	switch e := err.(type) {
	case *BlockedError:
		text := fmt.Sprintf("after=%v", e.After)
		for _, d := range e.Findings {
			text += "\n" + describe(d)
		}
		return text
	case *edit.Error:
		line, column := e.Pos.LineColumn()
		return fmt.Sprintf("%s:%d:%d: %s", e.Pos.File.Name, line, column, e.Text)
	}
	return err.Error()
}

// wholeSample returns the sample without the guides about findings, which take most of
// the time.
func wholeSample(t *testing.T) fstest.MapFS {
	content := testsite.Files(testsite.Texts(t, os.DirFS("../content")))
	maps.DeleteFunc(content, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "guides/findings/") })
	content["guides/findings/all-findings.md"] = &fstest.MapFile{Data: []byte("# All findings\n")}
	return content
}
