package publish

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/rounds"
)

// After Write the folder equals the site, for any earlier site whose files may have been
// changed.
func TestWrite_RandomSites(t *testing.T) {
	for seed := range uint64(rounds.Of(30)) {
		r := rand.New(rand.NewPCG(seed, 0))
		dir := filepath.Join(t.TempDir(), "public")
		for step := range 15 {
			site := randomTree(r)
			got := write(t, dir, site)
			if diff := cmp.Diff(site, pages(t, dir)); diff != "" {
				t.Fatalf("seed %d, step %d (-want +got):\n%s", seed, step, diff)
			}
			backdate(t, dir)
			again := write(t, dir, site)
			if touched := touched(t, dir); len(touched) > 0 || again.Unchanged != got.Files || again.Bytes != got.Bytes {
				t.Fatalf("seed %d, step %d: second build: %+v, touched %q", seed, step, again, touched)
			}
			for _, name := range slices.Sorted(maps.Keys(site)) {
				file := filepath.Join(dir, name)
				switch r.IntN(12) {
				case 0:
					must(t, os.WriteFile(file, []byte("changed"), 0o666))
				case 1:
					must(t, os.Truncate(file, 0))
				case 2:
					must(t, os.Remove(file))
				}
			}
		}
	}
}

// randomTree uses few names, so that files and folders often replace each other.
func randomTree(r *rand.Rand) files {
	tree := files{}
	for range r.IntN(12) {
		parts := make([]string, 1+r.IntN(4))
		for i := range parts {
			parts[i] = string("abA"[r.IntN(3)])
		}
		name := strings.Join(parts, "/")
		clash := false
		for other := range tree {
			clash = clash || strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/")
		}
		if !clash {
			tree[name] = strings.Repeat(fmt.Sprint(r.IntN(3)), r.IntN(3)*40_000)
		}
	}
	return tree
}

// On a disk that ignores case the old name must be removed first.
func TestStale(t *testing.T) {
	known := map[string]entry{}
	for _, name := range []string{"Guide.html", "a", "b/c", "b/d/e", "Dir/x", "dir2/old", "other"} {
		known[name] = entry{}
	}
	w := newWriter("", nil, nil, []string{"a/b", "b", "dir/x", "dir2/new", "guide.html"}, Options{})
	w.known = known
	blocking, rest := w.stale()
	if diff := cmp.Diff([]string{"Dir/x", "Guide.html", "a", "b/c", "b/d/e"}, blocking); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"dir2/old", "other"}, rest); diff != "" {
		t.Error(diff)
	}
}
