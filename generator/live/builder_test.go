package live

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"platmap/generator"
	"platmap/generator/internal/testsite"
)

// newBuilder returns a Builder for content, with a theme. It has not been opened.
func newBuilder(t *testing.T, content fs.FS) *Builder {
	t.Helper()
	return New(generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t)})
}

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

// page returns a file of the newest site, or "".
func page(b *Builder, name string) (text string) {
	b.View(func(v View) {
		data, _ := fs.ReadFile(v.Pages, name)
		text = string(data)
	})
	return text
}

func expectPage(t *testing.T, b *Builder, name, text string) {
	t.Helper()
	if !strings.Contains(page(b, name), text) {
		t.Errorf("%s lacks %q", name, text)
	}
}

// expectCleanBuild compares all pages and findings with those of a clean build.
func expectCleanBuild(t *testing.T, b *Builder, content fstest.MapFS) {
	t.Helper()
	(&editor{t: t, content: content, live: b, in: b.in}).compare()
}

func proceed() bool { return true }

// A page that is requested before its file was read shows its own text.
func TestEnsure_UnreadPages(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	b.threshold = 0
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
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
		if err := b.Ensure(name); err != nil {
			t.Fatal(err)
		}
		expectPage(t, b, name, text)
		b.View(func(v View) {
			if v.Unread == 0 || len(v.Findings) > 0 {
				t.Errorf("%d unread, findings %v", v.Unread, v.Findings)
			}
		})
	}
	content["guides/start/third.md"] = text("# Third, again\n")
	delete(content, "guides/ops/second.md")
	content["domains/network.yaml"] = text("name: [")
	if _, _, err := b.Update([]string{"guides/start/third.md", "guides/ops/second.md", "domains/network.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	if err := b.LoadRemaining(proceed); err != nil {
		t.Fatal(err)
	}
	content["domains/network.yaml"] = testsite.Small()["domains/network.yaml"]
	if _, _, err := b.Update([]string{"domains/network.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	expectCleanBuild(t, b, content)
}

// An update that reads the last unread file links what LoadRemaining has read.
func TestUpdate_ReadsTheLastUnreadFile(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	b.threshold = 0
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	names := b.remaining()
	last := names[len(names)-1]
	if err := b.loadStep(names[:len(names)-1]); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Update([]string{last}, false); err != nil {
		t.Fatal(err)
	}
	expectCleanBuild(t, b, content)
}

// Languages that change while files are unread apply to these, too.
func TestUpdate_NewLocalesWhileUnread(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	b.threshold = 0
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	if err := b.Ensure("domains/cdn.html"); err != nil {
		t.Fatal(err)
	}
	content["site.yaml"] = text("title: Map\nlocales: [ja, en]\nowner: infra\n")
	content["domains/cdn.yaml"] = text("name: [")
	if _, _, err := b.Update([]string{"site.yaml", "domains/cdn.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	expectPage(t, b, "domains/cdn.html", "Readers are far away.")
	content["domains/cdn.yaml"] = testsite.Small()["domains/cdn.yaml"]
	if _, _, err := b.Update([]string{"domains/cdn.yaml"}, false); err != nil {
		t.Fatal(err)
	}
	if err := b.LoadRemaining(proceed); err != nil {
		t.Fatal(err)
	}
	expectCleanBuild(t, b, content)
}

// refusing is content of which some files and folders cannot be read.
type refusing struct {
	fstest.MapFS
	names []string
}

func (r *refusing) refuse(name string) error {
	if slices.Contains(r.names, name) {
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return nil
}

func (r *refusing) Open(name string) (fs.File, error) {
	if err := r.refuse(name); err != nil {
		return nil, err
	}
	return r.MapFS.Open(name)
}

func (r *refusing) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := r.refuse(name); err != nil {
		return nil, err
	}
	return fs.ReadDir(r.MapFS, name)
}

// expectRefused checks that an error names every refused file once.
func (r *refusing) expectRefused(t *testing.T, err error) {
	t.Helper()
	if len(r.names) == 0 && err == nil {
		return
	}
	if !errors.Is(err, fs.ErrPermission) {
		t.Fatalf("refused: %v; got %v", r.names, err)
	}
	for _, name := range r.names {
		if !strings.Contains(err.Error(), "open "+name+":") {
			t.Errorf("%s is not in the error:\n%v", name, err)
		}
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != len(r.names) {
		t.Errorf("%d files are refused, %d lines in the error:\n%v", len(r.names), n, err)
	}
}

// Files that the system refuses to read are all reported. They keep their content,
// everything else is updated, and they are read as soon as that is possible.
func TestUpdate_RefusedFiles(t *testing.T) {
	for _, threshold := range []int{0, 1000} {
		content := &refusing{MapFS: testsite.Small(), names: []string{"guides/start/third.md", "teams/dx.yaml"}}
		b := newBuilder(t, content)
		b.threshold = threshold
		content.expectRefused(t, errors.Join(b.Open(), b.LoadRemaining(proceed)))
		expectPage(t, b, "domains/cdn.html", "Readers are far away.")

		content.names = []string{"domains/cdn.yaml", "domains/cicd.yaml"}
		for name, s := range map[string]string{
			"domains/cdn.yaml": "name: Another\nstatus: draft\n", "domains/cicd.yaml": "name: Another\nstatus: draft\n",
			"domains/network.yaml": "name: Wires\nstatus: draft\n",
		} {
			content.MapFS[name] = text(s)
		}
		changed, _, err := b.Update([]string{"domains/cdn.yaml", "domains/cicd.yaml", "domains/network.yaml"}, false)
		if !changed {
			t.Error("nothing changed")
		}
		content.expectRefused(t, err)
		expectPage(t, b, "domains/cdn.html", "Readers are far away.")
		expectPage(t, b, "domains/network.html", "<h1>Wires")
		expectPage(t, b, "guides/start/third.html", "Nothing much")

		content.names = nil
		if changed, _, err := b.Update(nil, false); !changed || err != nil {
			t.Fatal(changed, err)
		}
		expectCleanBuild(t, b, content.MapFS)
	}
}

// The files of a folder that cannot be listed stay as they were. Other files are
// updated.
func TestUpdate_RefusedFolder(t *testing.T) {
	content := &refusing{MapFS: fstest.MapFS{"guides/a.md": text("a"), "guides/sub/b.md": text("b")}, names: []string{"guides/sub"}}
	b := newBuilder(t, content)
	content.expectRefused(t, b.Open())
	update := func(all bool, want ...string) {
		t.Helper()
		_, edits, err := b.Update([]string{"guides/a.md"}, all)
		content.expectRefused(t, err)
		var got []string
		for _, pos := range edits {
			got = append(got, pos.File.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("with %v refused, %v changed; want %v", content.names, got, want)
		}
	}
	content.names = nil
	update(false, "guides/sub/b.md") // this update tries again to list the folder
	content.names = []string{"guides/sub"}
	content.MapFS["guides/c.md"] = text("c")
	content.MapFS["guides/sub/b.md"] = text("newer")
	update(true, "guides/c.md")
	if f := b.files["guides/sub/b.md"]; f == nil || f.File.Text != "b" {
		t.Errorf("a file in an unlisted folder is %+v", f)
	}
	content.names = []string{"."}
	content.MapFS["guides/c.md"] = text("d")
	update(true)
	content.names = nil
	update(false, "guides/c.md", "guides/sub/b.md")
	expectCleanBuild(t, b, content.MapFS)
}

// A reader that does not return delays neither an update nor other readers, and
// keeps the site that it has.
func TestUpdate_BlockedReader(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	reading, proceed, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go b.View(func(v View) {
		defer close(done)
		close(reading)
		<-proceed
		for _, name := range []string{"domains/network.html", "map.json"} {
			if s, err := fs.ReadFile(v.Pages, name); err != nil || !strings.Contains(string(s), "Machines must reach each other") {
				t.Errorf("the site of a reader has changed: %s, %v", name, err)
			}
		}
	})
	<-reading
	for _, name := range []string{"Wires", "Cables"} { // the second update finds the new site without readers
		content["domains/network.yaml"] = text("name: " + name + "\nstatus: draft\n")
		changed, _, err := b.Update([]string{"domains/network.yaml"}, false)
		if !changed || err != nil {
			t.Fatal(changed, err)
		}
		expectPage(t, b, "domains/network.html", "<h1>"+name)
	}
	close(proceed)
	<-done
	expectCleanBuild(t, b, content)
}

// An update waits for a reader that returns soon, and then changes the site in place.
func TestUpdate_InPlaceAfterLastReader(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	graph := b.view.Graph
	reading, proceed := make(chan struct{}), make(chan struct{})
	go b.View(func(View) {
		close(reading)
		<-proceed
	})
	<-reading
	idle := make(chan bool)
	go func() { idle <- b.lockIdle(time.Minute) }()
	for waits := false; !waits; runtime.Gosched() {
		select {
		case <-idle:
			t.Fatal("the update did not wait for the reader")
		default:
		}
		b.mu.Lock()
		waits = b.readers.idle != nil
		b.mu.Unlock()
	}
	b.View(func(v View) { // View does not wait for the update
		if v.Graph != graph {
			t.Error("another site")
		}
	})
	close(proceed)
	if !<-idle {
		t.Fatal("the site never had no readers")
	}
	b.mu.Unlock()
}

// Updates in place, readers, and requests for unread pages at the same time.
func TestUpdate_ConcurrentReaders(t *testing.T) {
	content := &locked{content: testsite.Small()}
	b := newBuilder(t, content)
	b.threshold = 0
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	for range 2 {
		go func() {
			defer func() { done <- struct{}{} }()
			for range 30 {
				for _, name := range []string{"index.html", "domains/network.html", "ja/guides/start/first.html"} {
					if err := b.Ensure(name); err != nil {
						t.Error(err)
					}
					if page(b, name) == "" {
						t.Errorf("no %s", name)
					}
				}
			}
		}()
	}
	for range 30 {
		content.write("domains/network.yaml", "name: Wires\nstatus: draft\n")
		if _, _, err := b.Update([]string{"domains/network.yaml"}, false); err != nil {
			t.Error(err)
		}
		content.write("domains/network.yaml", "name: Cables\nstatus: draft\n")
		if _, _, err := b.Update(nil, true); err != nil {
			t.Error(err)
		}
	}
	if err := b.LoadRemaining(proceed); err != nil {
		t.Error(err)
	}
	<-done
	<-done
	expectCleanBuild(t, b, content.content)
}

// locked is content that can be written while it is read.
type locked struct {
	mu      sync.Mutex
	content fstest.MapFS
}

func (l *locked) Open(name string) (fs.File, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.content.Open(name)
}

func (l *locked) write(name, s string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.content[name] = text(s)
}

// A file whose name is not UTF-8 is reported until it is renamed.
func TestUpdate_NameNotUTF8(t *testing.T) {
	content := testsite.Small()
	b := newBuilder(t, content)
	if err := b.Open(); err != nil {
		t.Fatal(err)
	}
	const before, after = "guides/caf\xe9.md", "guides/cafe.md"
	for _, step := range []struct{ add, remove string }{{add: before}, {add: after, remove: before}, {add: before}, {remove: before}} {
		if delete(content, step.remove); step.add != "" {
			content[step.add] = text("# Café\n")
		}
		if _, _, err := b.Update(slices.DeleteFunc([]string{step.add, step.remove}, func(s string) bool { return s == "" }), false); err != nil {
			t.Fatal(err)
		}
		reported := 0
		b.View(func(v View) {
			for _, d := range v.Findings {
				if d.Code == "file/name" {
					reported++
				}
			}
		})
		if _, exists := content[before]; exists != (reported == 1) {
			t.Errorf("%+v: %d findings", step, reported)
		}
		expectCleanBuild(t, b, content)
	}
}
