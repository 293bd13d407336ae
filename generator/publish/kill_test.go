package publish

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/rounds"
)

const (
	childDir = "PLATMAP_TEST_PUBLISH_DIR"
	childGen = "PLATMAP_TEST_PUBLISH_GENERATION"
)

// TestMain also makes the test binary the child process that is killed. If childDir is
// set, it publishes one generation and reports its progress to its parent.
func TestMain(m *testing.M) {
	dir, ok := os.LookupEnv(childDir)
	if !ok {
		os.Exit(m.Run())
	}
	gen, _ := strconv.Atoi(os.Getenv(childGen))
	_, err := Write(context.Background(), dir, generation(gen), Options{Progress: func(done, total int) { os.Stdout.Write([]byte{'.'}) }})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generation returns a site of about 250 files. The text of a file repeats its name and
// the generation, so that an incomplete file is detected. From one generation to the
// next, some files do not change, some are added or removed, and a file becomes a folder
// or the reverse.
func generation(gen int) fstest.MapFS {
	site := fstest.MapFS{}
	add := func(name string, gen int) {
		site[name] = &fstest.MapFile{Data: []byte(text(name, gen))}
	}
	for i := range 150 {
		add(fmt.Sprintf("domains/%03d.html", i), gen)
	}
	for i := range 50 {
		add(fmt.Sprintf("same/%03d.html", i), 0)
		add(fmt.Sprintf("about-%d/%03d.html", gen, i), gen)
	}
	if gen%2 == 0 {
		add("swap", gen)
	} else {
		add("swap/deep/index.html", gen)
	}
	return site
}

func text(name string, gen int) string {
	line := fmt.Sprintf("%s of generation %d\n", name, gen)
	return strings.Repeat(line, 1+len(name)*7%300)
}

// A build that is killed at any moment leaves complete files, and the next build cleans up.
func TestWrite_Killed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	_, err := Write(t.Context(), dir, generation(0), Options{})
	must(t, err)
	start := time.Now()
	commit := child(t, dir, 1, -1, 0)
	t.Logf("a build takes %v, of which %v after the last page", time.Since(start), commit)

	builds := rounds.Of(40)
	staged, mixed := 0, 0
	for gen := 2; gen < 2+builds; gen++ {
		total := len(generation(gen))
		rendered, delay := rand.IntN(total), time.Duration(0)
		if gen%4 != 0 { // usually kill the build after all pages are rendered, while the folder changes
			rendered, delay = total, rand.N(2*commit)
		}
		child(t, dir, gen, rendered, delay)

		old, now := 0, 0
		for name, got := range onDisk(t, dir) {
			switch {
			case strings.HasPrefix(name, ".platmap-new-"):
				staged++
			case name == lockName:
				// the next build continues with these
			case name == manifestName:
				if _, err := parseManifest([]byte(got)); err != nil {
					t.Errorf("generation %d: manifest: %v", gen, err)
				}
			case strings.HasSuffix(name, "/"):
				// a folder that was just created or emptied
			case got == text(name, gen):
				now++
			case got == text(name, gen-1), got == text(name, 0) && strings.HasPrefix(name, "same/"):
				old++
			default:
				t.Errorf("generation %d: %s is neither old nor new", gen, name)
			}
		}
		if now > 0 && now < 201 { // 201 differ from the generation before
			mixed++
		}
		_, err := Write(t.Context(), dir, generation(gen), Options{})
		must(t, err)
		want := files{}
		for name, f := range generation(gen) {
			want[name] = string(f.Data)
		}
		if diff := cmp.Diff(want, pages(t, dir)); diff != "" {
			t.Fatalf("generation %d was not repaired:\n%s", gen, diff)
		}
	}
	t.Logf("of %d builds killed, %d left old and new files; staged files found: %d", builds, mixed, staged)
}

// child publishes a generation in another process. It kills the process after a number of
// pages have been rendered and a delay has passed. If rendered is negative, it waits for
// the process to finish, and returns the time since the last page.
func child(t *testing.T, dir string, gen, rendered int, delay time.Duration) (commit time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childGen+"="+strconv.Itoa(gen))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	r := bufio.NewReaderSize(out, 16)
	last := time.Now()
	for n := 0; n != rendered; n++ {
		if _, err := r.ReadByte(); err != nil {
			break
		}
		last = time.Now()
	}
	if rendered < 0 {
		commit = time.Since(last)
		must(t, cmd.Wait())
		return max(commit, time.Millisecond)
	}
	time.Sleep(delay) // a random moment, not a wait for an event
	cmd.Process.Kill()
	cmd.Wait()
	return 0
}
