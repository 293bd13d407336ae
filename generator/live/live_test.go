package live

import (
	"cmp"
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
	"platmap/generator/render"
	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/themes"
)

// After any edits whatsoever a Live is, byte for byte, what a clean build makes
// of the content; and finds the same, if every file can be made out.
func TestLiveEqualsBuild(t *testing.T) {
	edits := 1000
	if testing.Short() {
		edits = 100
	}
	e := newEditor(t, 1)
	for e.edits < edits && !t.Failed() {
		e.batch()
	}
	t.Logf("%d edits in %d batches, %d of them linked in place, %d with a file that cannot be made out", e.edits, e.batches, e.inPlace, e.stale)
	if !testing.Short() && (e.inPlace < e.batches/10 || e.stale == 0 || e.stale > e.batches*3/4) {
		t.Error("the edits try too little")
	}
}

// A large site is served before it is read. Every page then is what it is in the
// end as far as it says something itself; and when all is read, and files were
// edited meanwhile, everything is.
func TestLiveUnread(t *testing.T) {
	content := testsite.Small()
	l := New(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
	l.threshold = 0
	if err := l.Open(); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{
		"guides/start/first.html":       `<h2 id="install">Install`,
		"ja/guides/start/first.html":    "準備",
		"domains/cdn.html":              "Readers are far away.",
		"index.html":                    "CI/CD",
		"teams.html":                    "Infra",
		"components/cache.html":         "",
		"scenarios/rollback.html":       "one step",
		"guides.html":                   "Third",
		"components.html":               "old-cache",
		"en/nothing.html":               "",
		"assets/nothing":                "",
		"domains/cdn.md":                "Readers are far away.",
		"guides/start/p.png":            "not really a picture",
		"map.json":                      `"one step"`,
		"guides/ops/unpublished.html":   "",
		"ja/guides/ops/second.html":     "Second",
		"guides/start/third.md":         "Nothing much",
		"guides/start/third/index.html": "",
	} {
		if err := l.Ensure(name); err != nil {
			t.Fatal(err)
		}
		l.View(func(v View) {
			if b, err := fs.ReadFile(v.Pages, name); says != "" && (err != nil || !strings.Contains(string(b), says)) {
				t.Errorf("%s lacks %q: %v", name, says, err)
			}
			if v.Unread == 0 || len(v.Findings) > 0 {
				t.Errorf("%d unread, findings %v", v.Unread, v.Findings)
			}
		})
	}
	content["guides/start/third.md"] = &fstest.MapFile{Data: []byte("# Third, again\n")}
	delete(content, "guides/ops/second.md")
	content["domains/network.yaml"] = &fstest.MapFile{Data: []byte("name: [")}
	if _, _, err := l.Update([]string{"guides/start/third.md", "guides/ops/second.md", "domains/network.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	if err := l.LoadRemaining(func() bool { return true }); err != nil {
		t.Fatal(err)
	}
	content["domains/network.yaml"] = testsite.Small()["domains/network.yaml"]
	if _, _, err := l.Update([]string{"domains/network.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, content: content, live: l, in: l.in}
	e.compare()
}

// A file that the system refuses to give keeps what it said, and keeps nobody else
// from going on. When it can be read again it is.
func TestLiveRefused(t *testing.T) {
	for _, threshold := range []int{0, 1000} {
		content := &refusing{MapFS: testsite.Small(), name: "guides/start/third.md"}
		l := New(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
		l.threshold = threshold
		err := cmp.Or(l.Open(), l.LoadRemaining(func() bool { return true }))
		if err == nil || !strings.Contains(err.Error(), "guides/start/third.md") {
			t.Fatalf("got %v", err)
		}
		shows := func(name, text string) {
			t.Helper()
			l.View(func(v View) {
				if b, _ := fs.ReadFile(v.Pages, name); !strings.Contains(string(b), text) {
					t.Errorf("%s lacks %q", name, text)
				}
			})
		}
		shows("domains/cdn.html", "Readers are far away.")
		content.name = "domains/cdn.yaml"
		for name, text := range map[string]string{"domains/cdn.yaml": "name: Another\nstatus: draft\n", "domains/network.yaml": "name: Wires\nstatus: draft\n"} {
			content.MapFS[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if changed, _, err := l.Update([]string{"domains/cdn.yaml", "domains/network.yaml"}, false); !changed || err == nil {
			t.Fatal(changed, err)
		}
		shows("domains/cdn.html", "Readers are far away.")
		shows("domains/network.html", "<h1>Wires")
		shows("guides/start/third.html", "Nothing much")
		content.name = ""
		if changed, _, err := l.Update(nil, false); !changed || err != nil {
			t.Fatal(changed, err)
		}
		e := &editor{t: t, content: content.MapFS, live: l, in: l.in}
		e.compare()
	}
}

// refusing is content with a file that cannot be read.
type refusing struct {
	fstest.MapFS
	name string
}

func (r *refusing) Open(name string) (fs.File, error) {
	if name == r.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.MapFS.Open(name)
}

// editor changes content at random, as people do who try everything.
type editor struct {
	t       *testing.T
	r       *rand.Rand
	content fstest.MapFS
	start   fstest.MapFS      // what it was at first
	good    map[string]string // what every file said when it could last be made out
	live    *Builder
	in      generator.Input

	edits, batches, inPlace, stale int
	log                            []string
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{t: t, r: rand.New(rand.NewPCG(seed, 7)), content: testsite.Small(), start: testsite.Small(), good: map[string]string{}}
	e.in = generator.Input{Content: e.content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)}
	e.live = New(e.in)
	if err := e.live.Open(); err != nil {
		t.Fatal(err)
	}
	e.live.View(func(v View) {
		if v.Findings.HaveError() {
			t.Fatalf("the content is to be without errors at first:\n%s", told(v.Findings))
		}
	})
	e.learn()
	e.compare()
	return e
}

// batch makes a few edits at once, lets the Live know, and compares.
func (e *editor) batch() {
	e.batches++
	e.log = nil
	names := map[string]bool{}
	if e.r.IntN(2) == 0 {
		for _, name := range e.mend() {
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
	e.learn()
	e.compare()
}

// mend gives files that cannot be made out the text they had before.
func (e *editor) mend() (names []string) {
	e.live.View(func(v View) { names = slices.Sorted(maps.Keys(v.Outdated)) })
	for _, name := range names {
		e.edits++
		e.write(name, e.good[name])
	}
	return names
}

// learn keeps the texts that can be made out.
func (e *editor) learn() {
	files, err := source.Read(e.content, new(source.Diagnostics))
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
	maps.DeleteFunc(e.good, func(name, _ string) bool { return !here[name] })
}

// compare holds the Live against a clean build. Of files that cannot be made out
// the clean build gets what they said last.
func (e *editor) compare() {
	in := e.in
	content := maps.Clone(e.content)
	stale := false
	e.live.View(func(v View) {
		for name := range v.Outdated {
			stale = true
			content[name] = &fstest.MapFile{Data: []byte(e.good[name])}
		}
	})
	if stale {
		e.stale++
	}
	in.Content = content
	s, found, err := generator.Check(in)
	if err != nil {
		e.t.Fatal(err)
	}
	want := readAll(e.t, render.New(render.Input{Site: s, Theme: in.Theme, Content: in.Content}))
	e.live.View(func(v View) {
		got := readAll(e.t, v.Pages)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				e.t.Errorf("batch %d: %s differs after:\n%s\n%s", e.batches, name, strings.Join(e.log, "\n"), difference(got[name], want[name]))
				return
			}
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				e.t.Errorf("batch %d: %s should be gone after:\n%s", e.batches, name, strings.Join(e.log, "\n"))
			}
		}
		if stale {
			return
		}
		if !slices.EqualFunc(v.Findings, found, source.SameFinding) {
			e.t.Errorf("batch %d: other findings after:\n%s\n%s", e.batches, strings.Join(e.log, "\n"), difference(told(v.Findings), told(found)))
		}
	})
}

func told(ds source.Diagnostics) string {
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

// difference shows the first place where two texts differ.
func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, min(i-150, len(s))):min(len(s), i+200)] }
	return fmt.Sprintf("live:  …%s…\nbuild: …%s…", around(got), around(want))
}

func readAll(t *testing.T, site fs.FS) map[string]string {
	files := map[string]string{}
	var names []string
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, len(names))
	par.Each(len(names), func(i int) {
		b, err := fs.ReadFile(site, names[i])
		if err != nil {
			t.Error(err)
		}
		texts[i] = string(b)
	})
	for i, name := range names {
		files[name] = texts[i]
	}
	return files
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

// edit changes one file, or two, and returns their names.
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
	case n < 30: // mend, or add what is gone
		starts := slices.Sorted(maps.Keys(e.start))
		name = starts[e.r.IntN(len(starts))]
		e.write(name, string(e.start[name].Data))
	case n < 36: // break
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

// reword changes a line or a word.
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
	"metrics: [{id: hits, name: Hits}]\n", "contact: {github: example/x}\n", "  - {team: infra, mode: collaboration}\n", "type: stream-aligned\n", "interfaces: []\n", "essential_problem: what kube does\n",
}
