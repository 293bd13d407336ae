package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/rounds"
)

// Builds that run at the same time wait for each other. Afterwards the folder has the
// site of the last one and is not refused.
func TestWrite_Concurrent(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for round := range rounds.Of(50) {
		var wg sync.WaitGroup
		for n := range 3 {
			wg.Go(func() {
				if _, err := Write(t.Context(), dir, generation(3*round+n), Options{}); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		cmd := exec.Command(os.Args[0]) // another process
		cmd.Env = append(os.Environ(), childDir+"="+dir, childGen+"="+strconv.Itoa(round))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("round %d: another process: %v\n%s", round, err, out)
		}
		wg.Wait()
		got := pages(t, dir)
		var winner fstest.MapFS
		for _, gen := range []int{3 * round, 3*round + 1, 3*round + 2, round} {
			if _, ok := got[fmt.Sprintf("about-%d/000.html", gen)]; ok {
				winner = generation(gen)
			}
		}
		want := files{}
		for name, f := range winner {
			want[name] = string(f.Data)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("round %d: the folder is not the site of one build:\n%s", round, diff)
		}
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	unlock, err := lock(t.Context(), dir, root, 0)
	must(t, err)

	_, err = lock(t.Context(), dir, root, time.Millisecond)
	var locked *LockedError
	if !errors.As(err, &locked) || !strings.Contains(err.Error(), fmt.Sprintf("process %d on host ", os.Getpid())) {
		t.Errorf("locked twice: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lock(ctx, dir, root, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted while waiting: %v", err)
	}

	unlock()
	if diff := cmp.Diff(files{}, onDisk(t, dir)); diff != "" {
		t.Errorf("left after unlock:\n%s", diff)
	}
	files{lockName: "process 1 on host gone"}.put(t, dir) // the lock file of a process that was killed
	unlock, err = lock(t.Context(), dir, root, 0)
	must(t, err)
	unlock()
}

// A lock file that platmap did not create is not opened.
func TestLock_Foreign(t *testing.T) {
	outside := files{"config": "mine"}
	dir := t.TempDir()
	outside.put(t, dir)
	public := filepath.Join(dir, "public")
	files{lockName: "→../config"}.put(t, public)
	_, err := Write(t.Context(), public, files{"a": "1"}.site(), Options{})
	var foreign *ForeignError
	if !errors.As(err, &foreign) || foreign.Name != lockName {
		t.Errorf("got error %v", err)
	}
	if diff := cmp.Diff(files{"config": "mine", "public/" + lockName: "→../config"}, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// An interrupted build removes its staging folder and changes nothing else.
func TestWrite_Interrupted(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files{"a": "1", "b": "1"})
	old := onDisk(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Write(ctx, dir, generation(1), Options{Progress: func(done, total int) {
		if done == total/2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
	if diff := cmp.Diff(old, onDisk(t, dir)); diff != "" {
		t.Errorf("the folder changed:\n%s", diff)
	}
}
