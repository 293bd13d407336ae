package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator"
	"platmap/generator/rounds"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/tree"
	"platmap/schemas"
)

// checked returns the site of content without errors.
func checked(t testing.TB, content fs.FS) *site.Site {
	t.Helper()
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	s, diags, err := generator.Check(generator.Input{Content: content, Schemas: set})
	if err != nil || diags.HaveError() {
		t.Fatal(err, diags)
	}
	return s
}

// Everything in the sample that can be referred to is a candidate with a description,
// and the candidates for items resolve.
func TestCandidatesOf_Sample(t *testing.T) {
	t.Parallel()
	s := checked(t, os.DirFS("../../content"))
	candidates := candidatesOf(s)
	ids := func(kind source.Kind) []string {
		var list []string
		for _, p := range s.Pages() {
			if p.Base().Kind == kind {
				list = append(list, p.Base().ID)
			}
		}
		slices.Sort(list)
		return list
	}
	for kind, names := range map[source.Kind][]schemas.Name{
		source.Domain: candidates.Domains, source.Component: candidates.Components, source.Team: candidates.Teams, source.Guide: candidates.Guides,
	} {
		var got []string
		for _, n := range names {
			got = append(got, n.ID)
			if n.About == "" && kind != source.Component {
				t.Errorf("%s %s: no description", kind, n.ID)
			}
		}
		if want := ids(kind); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s: candidates %q, want %q", kind, got, want)
		}
	}
	if len(candidates.Groups) != len(s.Groups) || len(candidates.Metrics) == 0 {
		t.Errorf("%d groups and %d metrics", len(candidates.Groups), len(candidates.Metrics))
	}
	for kind, names := range map[site.ItemKind][]schemas.Name{site.OnlyFeatures: candidates.Features, site.OnlyInterfaces: candidates.Interfaces} {
		if len(names) < 30 {
			t.Errorf("only %d items", len(names))
		}
		for _, n := range names {
			id, item, _ := strings.Cut(n.ID, "#")
			i := slices.IndexFunc(s.Domains, func(d *site.Domain) bool { return d.ID == id })
			if i < 0 {
				t.Errorf("%s: no domain %s", n.ID, id)
			} else if found, _ := s.Domains[i].Find(item, kind); found == nil {
				t.Errorf("%s does not resolve", n.ID)
			}
		}
	}
}

// A description is the name in every language and the beginning of the summary.
func TestCandidatesOf_Descriptions(t *testing.T) {
	s := checked(t, fstest.MapFS{
		"site.yaml":            {Data: []byte("locales: [ja, en]\n")},
		"components/all.yaml":  {Data: []byte("- kube\n- {id: old, name: Old one, status: retired, why: x}\n")},
		"domains/network.yaml": {Data: []byte("name: {ja: ネットワーク, en: Network}\nstatus: draft\nessential_problem: |\n  " + strings.Repeat("長い", 60) + "\n  続き\n")},
		"domains/other.yaml":   {Data: []byte("name: Other\nstatus: draft\nsummary: Short **words**\nfeatures: [{name: A, id: first, serves: care}]\nresponsibilities: [{name: Care, id: care}, Watch]\ninterfaces: [{doc: start}, {cli: kube}]\n")},
		"guides/start.md":      {Data: []byte("# はじめに\n")},
	})
	candidates := candidatesOf(s)
	for _, c := range []struct {
		names []schemas.Name
		want  string
	}{
		{candidates.Components, `[{"kube" ""} {"old" "Old one (retired)"}]`},
		{candidates.Domains, `[{"network" "ネットワーク / Network: ` + strings.Repeat("長い", 39) + `長…"} {"other" "Other: Short words"}]`},
		{candidates.Features, `[{"other#first" "A: Other"}]`},
		{candidates.Interfaces, `[{"other#start" "はじめに: Other"} {"other#kube" "kube: Other"}]`},
		{candidates.Responsibilities, `[{"care" "Care: Other"} {"Watch" "Watch: Other"}]`},
		{candidates.Guides, `[{"start" "はじめに"}]`},
	} {
		if got := fmt.Sprintf("%q", c.names); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// schemaFiles are the schemas of a copy of the sample content.
type schemaFiles struct {
	*testing.T
	repo, content, folder string
}

func newSchemaFiles(t *testing.T) schemaFiles {
	t.Parallel()
	dir := t.TempDir()
	copyContent(t, dir, "")
	return schemaFiles{t, dir, filepath.Join(dir, "content"), filepath.Join(dir, ".platmap")}
}

// start starts a run, as platmap serve does.
func (s schemaFiles) start() *editorSchemas {
	s.Helper()
	e, err := newEditorSchemas(s.content)
	if err != nil {
		s.Fatal(err)
	}
	return e
}

func (s schemaFiles) write(e *editorSchemas) error {
	s.Helper()
	return e.write(candidatesOf(checked(s.T, os.DirFS(s.content))))
}

func (s schemaFiles) mustWrite(e *editorSchemas) {
	s.Helper()
	if err := s.write(e); err != nil {
		s.Fatal(err)
	}
}

func (s schemaFiles) addDomain(id, name string) {
	s.Helper()
	writeFile(s.T, filepath.Join(s.content, "domains", id+".yaml"), "name: "+name+"\nstatus: draft\n")
}

func TestEditorSchemas_Write(t *testing.T) {
	s := newSchemaFiles(t)
	e := s.start()
	if _, err := os.Stat(s.folder); err == nil {
		t.Error("newEditorSchemas wrote files")
	}
	s.mustWrite(e)
	files := mustTree(t, s.folder)
	want := []string{".gitignore"}
	for _, kind := range schemaKinds() {
		want = append(want, kind+".schema.json")
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) || files[".gitignore"] != "*\n" {
		t.Fatalf("got files %q with .gitignore %q, want %q", got, files[".gitignore"], want)
	}
	if git, err := exec.LookPath("git"); err == nil {
		for _, args := range [][]string{{"init", "-q"}, {"status", "--porcelain"}} {
			c := exec.Command(git, args...)
			c.Dir = s.repo
			if out, err := c.CombinedOutput(); err != nil || strings.Contains(string(out), "platmap") {
				t.Errorf("git %q: %v %s", args, err, out)
			}
		}
	}
}

// The schemas are written again only when their content changes, also by a new run.
func TestEditorSchemas_WriteOnlyChanges(t *testing.T) {
	s := newSchemaFiles(t)
	e := s.start()
	s.mustWrite(e)
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	for name := range mustTree(t, s.folder) {
		if err := os.Chtimes(filepath.Join(s.folder, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	written := func() []string {
		t.Helper()
		var list []string
		for name := range mustTree(t, s.folder) {
			info, err := os.Stat(filepath.Join(s.folder, name))
			if err != nil {
				t.Fatal(err)
			}
			if !info.ModTime().Equal(past) {
				list = append(list, name)
			}
		}
		slices.Sort(list)
		return list
	}
	s.mustWrite(e)
	s.mustWrite(s.start())
	if list := written(); len(list) > 0 {
		t.Errorf("%q were written again without a change", list)
	}
	s.addDomain("brand-new", "Brand new")
	s.mustWrite(e)
	if list := written(); !slices.Equal(list, []string{"component.schema.json", "domain.schema.json", "guide.schema.json", "scenario.schema.json", "team.schema.json"}) {
		t.Errorf("%q were written for a new domain", list)
	}
	if text := mustTree(t, s.folder)["domain.schema.json"]; !strings.Contains(text, `{"label":"brand-new","description":"Brand new","bodyText":"brand-new"}`) {
		t.Error("the new domain is missing")
	}
}

// After an error the next call writes the files.
func TestEditorSchemas_WriteAfterError(t *testing.T) {
	s := newSchemaFiles(t)
	e := s.start()
	s.mustWrite(e)
	files := mustTree(t, s.folder)
	if err := os.RemoveAll(s.folder); err != nil {
		t.Fatal(err)
	}
	writeFile(t, s.folder, "in the way")
	s.addDomain("newer", "Newer")
	if err := s.write(e); err == nil {
		t.Error("write returned no error for a file in place of the folder")
	}
	if err := os.Remove(s.folder); err != nil {
		t.Fatal(err)
	}
	s.mustWrite(e)
	if len(mustTree(t, s.folder)) != len(files) {
		t.Error("the schemas were not written again")
	}
}

// A reader never sees a file that is only partly written.
func TestEditorSchemas_WriteIsAtomic(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, err := newEditorSchemas(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	states := make([]*schemas.Candidates, 2)
	for i := range states {
		states[i] = &schemas.Candidates{}
		for n := range 100 + 300*i {
			states[i].Domains = append(states[i].Domains, schemas.Name{ID: fmt.Sprint("domain-", n)})
		}
	}
	if err := e.write(states[0]); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		var err error
		for i := 0; i < rounds.Of(60) && err == nil; i++ {
			err = e.write(states[i%2])
		}
		done <- err
	}()
	for {
		text, err := os.ReadFile(filepath.Join(dir, ".platmap", "domain.schema.json"))
		if err != nil || !json.Valid(text) {
			t.Fatalf("%v: incomplete file of %d bytes", err, len(text))
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}

// A symbolic link that leaves the project is not followed.
func TestEditorSchemas_LinkOutside(t *testing.T) {
	t.Parallel()
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, ".platmap")); err != nil {
		t.Skip(err)
	}
	e, err := newEditorSchemas(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.write(&schemas.Candidates{}); err == nil || len(mustTree(t, elsewhere)) > 0 {
		t.Errorf("error %v, files outside: %q", err, mustTree(t, elsewhere))
	}
}

// A schema with completions reports the same findings as the plain one.
func TestEditorSchemas_SameFindings(t *testing.T) {
	t.Parallel()
	files, _, err := source.Read(os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range schemaKinds() {
		files = append(files, &source.File{Name: "wrong.yaml", Kind: source.Kind(kind), Text: "owner: Not an id\nreplaced_by: {}\ndepends_on: [a, a, B]\ndomains: x\nlead: 1\n"})
	}
	candidates := candidatesOf(checked(t, os.DirFS("../../content")))
	for _, kind := range schemaKinds() {
		text, err := schemas.WithCompletions(kind, candidates)
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := schemas.Bundle(kind)
		if err != nil {
			t.Fatal(err)
		}
		var findings [2]string
		for i, text := range []string{string(text), bundle} {
			set, err := schema.Compile(fstest.MapFS{kind + ".schema.json": {Data: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if f.Kind != source.Kind(kind) || f.Kind == source.Guide && f.Name != "wrong.yaml" {
					continue
				}
				var diags source.Diagnostics
				set.Check(f.Kind, tree.Parse(f, &diags), "en", &diags)
				for _, d := range diags {
					findings[i] += fmt.Sprintln(f.Name, d.Pos.Offset, d.Code, d.Text)
				}
			}
		}
		if findings[0] != findings[1] || findings[0] == "" {
			t.Errorf("%s: with completions:\n%swithout:\n%s", kind, findings[0], findings[1])
		}
	}
}

// The schemas that serve writes are not reported as outdated.
func TestEditorSchemas_NotOutdated(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	writeFile(t, filepath.Join(content, "domains", "x.yaml"), "# yaml-language-server: $schema=../../.platmap/domain.schema.json\nname: X\nstatus: draft\n")
	s := checked(t, os.DirFS(content))
	e, err := newEditorSchemas(content)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.write(candidatesOf(s)); err != nil {
		t.Fatal(err)
	}
	if diags := outdated(s, content); len(diags) > 0 {
		t.Errorf("%v", diags)
	}
}

// BenchmarkEditorSchemas writes the schemas of 10,000 guides and 1,000 domains: once
// without a change, as after most edits, and once with one.
func BenchmarkEditorSchemas(b *testing.B) {
	content := fstest.MapFS{}
	for i := range 1000 {
		content[fmt.Sprintf("domains/domain-%d.yaml", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "name: {ja: 領域%d, en: Domain %d}\nessential_problem: Without it *somebody* has to remember what happened, and nobody does.\nresponsibilities: [r]\nfeatures: [a, b, {name: c, id: c%d}]\ninterfaces: [{cli: x}]\n", i, i, i)}
	}
	for i := range 10000 {
		content[fmt.Sprintf("guides/g/guide-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\nsummary: How to do **this**\n---\n# Guide %d\n", i)}
	}
	content["site.yaml"] = &fstest.MapFile{Data: []byte("locales: [ja, en]\n")}
	s := checked(b, content)
	e, err := newEditorSchemas(filepath.Join(b.TempDir(), "content"))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("same", func(b *testing.B) {
		for b.Loop() {
			if err := e.write(candidatesOf(s)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("new", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			candidates := candidatesOf(s)
			candidates.Domains[0].About = fmt.Sprint(i)
			if err := e.write(candidates); err != nil {
				b.Fatal(err)
			}
		}
	})
}
