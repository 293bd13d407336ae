package live

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/par"
	"platmap/generator/rounds"
	"platmap/generator/search"
	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/themes"
)

// After random edits the pages are, byte for byte, those of a clean build. If every
// file parses, the findings are the same, too.
func TestUpdate_RandomEditsEqualCleanBuild(t *testing.T) { testRandomEdits(t, nil, rounds.Of(1200)) }

// The same holds while pages mark the changes since the start of the edits.
func TestUpdate_RandomEditsWithBase(t *testing.T) {
	testRandomEdits(t, &generator.Base{Name: "main", Content: testsite.Small()}, rounds.Of(500))
}

func testRandomEdits(t *testing.T, base *generator.Base, edits int) {
	e := newEditor(t, 1, base)
	for e.edits < edits && !t.Failed() {
		e.batch()
	}
	t.Logf("%d edits in %d batches, %d linked in place, %d with an outdated page; states %v", e.edits, e.batches, e.inPlace, e.outdated, e.states)
	if edits >= 100 && (e.inPlace < e.batches/10 || e.outdated == 0 || e.outdated > e.batches*3/4) {
		t.Error("the edits do not cover enough")
	}
	for _, s := range []state{unreadable, unparsable, unfit, good} {
		if edits >= 100 && e.states[s] == 0 {
			t.Errorf("no file was ever in state %d", s)
		}
	}
}

// editor makes random edits.
type editor struct {
	t       *testing.T
	r       *rand.Rand
	content fstest.MapFS
	start   fstest.MapFS      // the content before all edits
	good    map[string]string // the last text of each file that parses
	live    *Builder
	in      generator.Input

	edits, batches, inPlace, outdated int
	states                            map[state]int
	log                               []string
}

func newEditor(t *testing.T, seed uint64, base *generator.Base) *editor {
	e := &editor{t: t, r: rand.New(rand.NewPCG(seed, 7)), content: testsite.Small(), start: testsite.Small(), good: map[string]string{}, states: map[state]int{}}
	e.in = generator.Input{Content: e.content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Base: base}
	e.live = New(e.in)
	if err := e.live.Open(); err != nil {
		t.Fatal(err)
	}
	e.live.View(func(v View) {
		if v.Findings.HaveError() {
			t.Fatalf("the content must have no errors before the edits:\n%s", format(v.Findings))
		}
	})
	if base != nil {
		if err := e.live.LoadBase(); err != nil {
			t.Fatal(err)
		}
	}
	e.recordGood()
	e.compare()
	return e
}

// batch makes a few edits, updates the site once, and compares.
func (e *editor) batch() {
	e.batches++
	e.log = nil
	names := map[string]bool{}
	if e.r.IntN(2) == 0 {
		for _, name := range e.repair() {
			names[name] = true
		}
	}
	for range 1 + e.r.IntN(4)*e.r.IntN(4) {
		e.edits++
		for _, name := range e.edit() {
			names[name] = true
		}
	}
	if e.r.IntN(40) == 0 {
		e.note("theme")
		e.in.Theme = e.otherTheme()
		e.live.SetTheme(e.in.Theme)
	}
	before := e.live.view.Graph
	if _, _, err := e.live.Update(slices.Sorted(maps.Keys(names)), e.r.IntN(10) == 0); err != nil {
		e.t.Fatal(err)
	}
	if before == e.live.view.Graph && len(names) > 0 {
		e.inPlace++
	}
	e.recordGood()
	e.compare()
}

// repair restores the last good text of files that do not parse.
func (e *editor) repair() (names []string) {
	e.live.View(func(v View) { names = slices.Sorted(maps.Keys(v.Outdated)) })
	for _, name := range names {
		e.edits++
		e.write(name, e.good[name])
	}
	return names
}

// recordGood records the texts that parse, and the states of all files.
func (e *editor) recordGood() {
	files, _, err := source.Read(e.content)
	if err != nil {
		e.t.Fatal(err)
	}
	here := map[string]bool{}
	for _, p := range generator.Parse(files, e.live.locales, e.in.Schemas) {
		here[p.File.Name] = true
		if p.Doc != nil {
			e.good[p.File.Name] = string(e.content[p.File.Name].Data)
		}
	}
	for _, s := range e.live.files {
		e.states[s.state]++
	}
	maps.DeleteFunc(e.good, func(name, _ string) bool { return !here[name] })
}

// compare compares the site with a clean build, which gets the last good text of
// files that do not parse.
func (e *editor) compare() {
	in := e.in
	content := maps.Clone(e.content)
	var outdated map[string]bool
	e.live.View(func(v View) {
		outdated = v.Outdated
		for name := range v.Outdated {
			content[name] = &fstest.MapFile{Data: []byte(e.good[name])}
		}
	})
	if len(outdated) > 0 {
		e.outdated++
	}
	in.Content = content
	s, found, err := generator.Check(in)
	if err != nil {
		e.t.Fatal(err)
	}
	pages := in.Render(s)
	if in.Base != nil {
		old, err := in.CheckBase(nil, nil)
		if err != nil {
			e.t.Fatal(err)
		}
		pages = in.RenderAgainst(old, s, slices.DeleteFunc(slices.Clone(found), func(d source.Diagnostic) bool {
			return d.Pos.File != nil && outdated[d.Pos.File.Name] // the preview has no findings about older versions
		}))
	}
	want := testsite.Texts(e.t, pages)
	e.live.UpdateIndex(func() bool { return true }, par.Each)
	if x, current := e.live.Index(); !current || string(x.File(search.DirFile)) != want[search.DirFile] { // this file has a hash of the whole index
		e.t.Errorf("batch %d: the search index differs after:\n%s", e.batches, strings.Join(e.log, "\n"))
	}
	e.live.View(func(v View) {
		got := testsite.Texts(e.t, v.Pages)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				e.t.Errorf("batch %d: %s differs after:\n%s\n%s", e.batches, name, strings.Join(e.log, "\n"), difference(got[name], want[name]))
				return
			}
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				e.t.Errorf("batch %d: %s must not exist after:\n%s", e.batches, name, strings.Join(e.log, "\n"))
			}
		}
		if len(outdated) > 0 {
			return
		}
		if !slices.EqualFunc(v.Findings, found, source.SameFinding) {
			e.t.Errorf("batch %d: the findings differ after:\n%s\n%s", e.batches, strings.Join(e.log, "\n"), difference(format(v.Findings), format(found)))
		}
	})
}

// format returns findings as text, one a line.
func format(ds source.Diagnostics) string {
	var b strings.Builder
	for _, d := range ds {
		line, column := d.Pos.LineColumn()
		name := ""
		if d.Pos.File != nil {
			name = d.Pos.File.Name
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s | %s", name, line, column, d.Text, d.Help)
		for _, r := range d.Related {
			line, column := r.Pos.LineColumn()
			fmt.Fprintf(&b, " | %d:%d %s", line, column, r.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// difference shows the first difference of two texts.
func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, min(i-150, len(s))):min(len(s), i+200)] }
	return fmt.Sprintf("live:  …%s…\nbuild: …%s…", around(got), around(want))
}

func (e *editor) note(format string, args ...any) {
	e.log = append(e.log, fmt.Sprintf(format, args...))
}

func (e *editor) otherTheme() *theme.Theme {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		e.t.Fatal(err)
	}
	th, err := theme.Load(base, fstest.MapFS{"css/own.css": {Data: fmt.Appendf(nil, "p { order: %d }\n", e.r.IntN(100))}})
	if err != nil {
		e.t.Fatal(err)
	}
	return th
}

// edit changes one or two files and returns their names.
func (e *editor) edit() []string {
	names := slices.Sorted(maps.Keys(e.content))
	name := names[e.r.IntN(len(names))]
	text := string(e.content[name].Data)
	switch n := e.r.IntN(100); {
	case n < 4: // delete
		delete(e.content, name)
		e.note("rm %s", name)
		return []string{name}
	case n < 8: // rename
		to := path.Join(path.Dir(name), pick(e.r, "a", "b", "cdn", "new", "network", "first.en", "ops")+path.Ext(name))
		delete(e.content, name)
		e.write(to, text)
		return []string{name, to}
	case n < 12: // copy
		to := path.Join(path.Dir(name), pick(e.r, "a", "b", "cdn", "new", "network", "first.en", "ops")+path.Ext(name))
		e.write(to, text)
		return []string{to}
	case n < 30: // repair or restore
		starts := slices.Sorted(maps.Keys(e.start))
		name = starts[e.r.IntN(len(starts))]
		e.write(name, string(e.start[name].Data))
	case n < 36: // break the syntax
		i := e.r.IntN(len(text) + 1)
		e.write(name, text[:i]+pick(e.r, "\"", "[", "\t- x", ": : ", "{{", "\xff", "---\n", "&a ")+text[i:])
	case n < 38:
		e.write(name, "")
	default:
		e.write(name, e.reword(text))
	}
	return []string{name}
}

func (e *editor) write(name, text string) {
	e.content[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(e.edits), 0)}
	e.note("write %s:\n%s", name, text)
}

// reword changes one line or one word.
func (e *editor) reword(text string) string {
	lines := strings.SplitAfter(text, "\n")
	i := e.r.IntN(len(lines))
	switch e.r.IntN(6) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines = slices.Insert(lines, i, lines[e.r.IntN(len(lines))])
	case 2:
		if next := (i + 1) % len(lines); true {
			lines[i], lines[next] = lines[next], lines[i]
		}
	case 3:
		lines = slices.Insert(lines, i, pick(e.r, snippets...))
	default:
		words := strings.Fields(lines[i])
		if len(words) == 0 {
			break
		}
		lines[i] = strings.Replace(lines[i], words[e.r.IntN(len(words))], pick(e.r, vocabularyOfEdits...), 1)
	}
	return strings.Join(lines, "")
}

func pick(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

var vocabularyOfEdits = []string{
	"cdn", "network", "cicd", "infra", "dx", "kube", "cache", "planned", "deprecated", "available", "product", "shared", "Purge", "Terraform",
	"[[cdn#Purge]]", "[[network]]", "[[guide:start/first]]", "[[kube]]", "[x](../domains/cdn.yaml)", "[y](first.md#install)", "[z](../start/first.md#setup)",
	"name:", "owner: dx", "title:", "Network", "はじめに", "domains:", "[cdn]", "[cdn, network]", "3", "2026-01-01", "-", "#", "status:", "retired", "label:", "lang: ja", "x-y:",
}

var snippets = []string{
	"owner: dx\n", "owner: infra\n", "status: retired\n", "aliases: [old]\n", "aliases: [kube]\n", "order: 3\n", "group: b\n", "depends_on: [network, cdn]\n", "related: [cicd]\n",
	"  - {name: Zeta, components: [kube, cache], status: planned}\n", "  - {cli: kube}\n", "  - doc: start/first\n", "  - doc: ops/second\n", "  - {iac: Terraform, replaced_by: cdn#Purge}\n",
	"## Setup\n", "# Another title\n", "See [[cdn#purge]] and [[network#Terraform]].\n", "See [there](../start/first.md#setup).\n", "![p](p.png)\n", "title: A new title\n", "title: B\n",
	"- {id: extra, domains: [cdn]}\n", "part_of: kube\n", "replaced_by: cache\n", "draft: true\n", "  - {domain: cdn, need: x, feature: Purge}\n", "locales: [en, ja]\n", "locales: [ja]\n", "review_every: 1y\n",
	"metrics: [{id: hits, name: Hits}]\n", "contact: {github: example/x}\n", "findings: {link/missing: warning, ref/unknown: off}\n", "# platmap: allow ref/unknown\n", "<!-- platmap: allow link/missing -->\n", "  - {team: infra, mode: collaboration}\n", "type: stream-aligned\n", "interfaces: []\n", "essential_problem: what kube does\n",
}
