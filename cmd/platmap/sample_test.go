package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator/rounds"
)

// The tests of this file run the program on the sample content of the repository.

// Equal content gives equal bytes, whatever the number of cores, the folder, the time
// zone and the language.
func TestSampleBuild_Reproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("two builds of the sample; the script build_twice_same_bytes has a small test")
	}
	t.Parallel()
	before := time.Now()
	one, two := t.TempDir(), filepath.Join(t.TempDir(), "elsewhere", "and deeper", "日本")
	copyContent(t, one, "")
	copyContent(t, two, "")
	platmap(t, one, []string{"GOMAXPROCS=1", "TZ=UTC", "LANG=C"}, "build")
	platmap(t, two, []string{"GOMAXPROCS=8", "TZ=Asia/Tokyo", "LANG=ja_JP.UTF-8"}, "build", "--content", filepath.Join(two, "content"), "--out", "public")
	got := mustTree(t, filepath.Join(one, "public"))
	if names := differing(got, mustTree(t, filepath.Join(two, "public"))); len(names) > 0 {
		t.Fatalf("files differ: %q", names)
	}
	if len(got) < 100 {
		t.Errorf("only %d files", len(got))
	}

	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	// The output contains no path of this machine and not today's date. The content
	// contains neither.
	forbidden := append([]string{one, two, filepath.Dir(filepath.Dir(wd)), filepath.Clean(os.TempDir()) + "/"}, dates(before)...)
	forbidden = append(forbidden, dates(time.Now())...)
	for name, text := range got {
		for _, s := range forbidden {
			if strings.Contains(text, s) {
				t.Errorf("%s contains %q", name, s)
			}
		}
	}
}

// dates returns a day in the formats that a program might use. Formats that other
// numbers may match, such as the year alone, are omitted.
func dates(at time.Time) []string {
	var list []string
	for _, zone := range []*time.Location{time.Local, time.UTC} {
		for _, layout := range []string{"2006-01-02", "2006/01/02", "02 Jan 2006", "Jan _2, 2006", "January 2, 2006", "2006年1月2日"} {
			list = append(list, at.In(zone).Format(layout))
		}
	}
	return list
}

// A build that is killed at any moment leaves every file complete, with either its old or
// its new content, and the next build finishes the work. Every page differs between the
// two editions.
func TestSampleBuild_Killed(t *testing.T) {
	if testing.Short() {
		t.Skip("several builds of the sample; generator/publish has a small test of killed builds")
	}
	t.Parallel()
	dir := t.TempDir()
	names := []string{"first", "second"}
	public := filepath.Join(dir, "public")
	args := func(i int, out string) []string {
		work := filepath.Join(dir, names[i])
		return []string{"build", "--content", filepath.Join(work, "content"), "--theme", filepath.Join(work, "theme"), "--out", out}
	}
	var want []map[string]string
	var usual time.Duration
	for i, name := range names {
		work := filepath.Join(dir, name)
		copyContent(t, work, "\n\nWords of the "+name+" edition.\n")
		writeFile(t, filepath.Join(work, "content", "guides", name, "only-here.md"), "# Only in the "+name+"\n")
		writeFile(t, filepath.Join(work, "theme", "parts", "footer.html"), `{{define "footer"}}<footer>`+strings.Repeat(name+" ", 200)+`</footer>{{end}}`)
		out := []string{filepath.Join(work, "public"), public}[i]
		start := time.Now()
		platmap(t, dir, nil, args(i, out)...)
		usual = time.Since(start)
		want = append(want, mustTree(t, out))
	}

	killed, mixed, times := 0, 0, rounds.Of(20)
	now := mustTree(t, public)
	for n := range times {
		to := n % 2
		// Most rounds kill the build while it changes the folder.
		wait := fileReplaced(filepath.Join(public, filepath.FromSlash(randomPage(differing(now, want[to]), now))))
		if n%4 == 0 {
			wait = after(rand.N(usual))
		}
		if kill(t, dir, wait, args(to, public)) {
			killed++
		}
		now = mustTree(t, public)
		if checkEditions(t, now, want) {
			mixed++
		}
		if n%5 < 4 && n < times-1 {
			continue
		}
		platmap(t, dir, nil, args(to, public)...)
		now = mustTree(t, public)
		if names := differing(now, want[to]); len(names) > 0 {
			t.Fatalf("%d: the next build did not repair %q", n, names)
		}
	}
	t.Logf("a build takes %v; of %d, %d were killed, and %d left files of both editions", usual, times, killed, mixed)
}

// checkEditions checks that every file belongs to one of two editions, and reports
// whether there are files of both.
func checkEditions(t *testing.T, files map[string]string, editions []map[string]string) bool {
	t.Helper()
	first, second := 0, 0
	for name, text := range files {
		one, two := editions[0][name] == text, editions[1][name] == text
		switch {
		case strings.HasPrefix(name, ".platmap-new-"), name == ".platmap-lock": // the next build continues with these
		case name == manifest:
			if !json.Valid([]byte(text)) {
				t.Error("the manifest is incomplete")
			}
		case one && !two:
			first++
		case two && !one:
			second++
		case !one && !two:
			t.Errorf("%s belongs to neither edition (%d bytes)", name, len(text))
		}
	}
	return first > 0 && second > 0
}

const manifest = ".platmap-manifest.json"

// randomPage returns one of the names that files contains.
func randomPage(names []string, files map[string]string) string {
	names = slices.DeleteFunc(names, func(name string) bool { return files[name] == "" || strings.HasPrefix(name, ".") })
	if len(names) == 0 {
		return manifest
	}
	return names[rand.IntN(len(names))]
}

// kill starts platmap and kills it when wait returns. It reports whether platmap was
// still running then.
func kill(t *testing.T, dir string, wait func(exited <-chan struct{}), args []string) bool {
	t.Helper()
	cmd := exec.Command("platmap", args...)
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		wait(exited)
		_ = cmd.Process.Kill()
	}()
	err := cmd.Wait()
	close(exited)
	<-killed
	return err != nil
}

// after returns a function that waits for a duration or until the process has exited.
func after(d time.Duration) func(exited <-chan struct{}) {
	return func(exited <-chan struct{}) {
		select {
		case <-time.After(d):
		case <-exited:
		}
	}
}

// fileReplaced returns a function that waits until the file is replaced or the process
// has exited.
func fileReplaced(name string) func(exited <-chan struct{}) {
	before, _ := os.Stat(name)
	return func(exited <-chan struct{}) {
		for {
			select {
			case <-exited:
				return
			case <-time.After(100 * time.Microsecond):
			}
			if now, err := os.Stat(name); err == nil && !os.SameFile(before, now) {
				return
			}
		}
	}
}

// platmap runs the program and requires the exit status 0. The program may print
// warnings.
func platmap(t *testing.T, dir string, env []string, args ...string) {
	t.Helper()
	cmd := exec.Command("platmap", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("platmap %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// copyContent copies the sample content below dir. It appends text to every guide and
// replaces the date of today.
func copyContent(t *testing.T, dir, added string) {
	t.Helper()
	for name, text := range mustTree(t, filepath.Join("..", "..", "content")) {
		text = strings.ReplaceAll(text, time.Now().Format("2006-01-02"), "2001-02-03")
		if strings.HasSuffix(name, ".md") {
			text += added
		}
		writeFile(t, filepath.Join(dir, "content", filepath.FromSlash(name)), text)
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// differing returns the names of files that differ or that only one of a and b has.
func differing(a, b map[string]string) []string {
	var names []string
	for name, text := range a {
		if other, ok := b[name]; !ok || other != text {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func mustTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}
