package watch

import (
	"os"
	"slices"
	"sync/atomic"
	"testing"
)

// Each editor's save, by the system calls it makes, is one change that names the
// file; what else it names is of the editor's making.
func TestEditors(t *testing.T) {
	editors := []struct {
		name string
		save func(w *watched, name string)
		also []string
	}{
		{"truncate and write, as VS Code does", func(w *watched, name string) {
			w.write(name, "")
			w.write(name, "new")
		}, nil},
		{"in pieces", func(w *watched, name string) {
			f, err := os.Create(w.path(name))
			w.must(err)
			for range 100 {
				_, err := f.WriteString("a piece, and ")
				w.must(err)
			}
			w.must(f.Close())
		}, nil},
		{"vim", func(w *watched, name string) {
			w.write(".a.md.swp", "text")
			w.write("4913", "")
			w.remove("4913")
			w.rename(name, name+"~")
			w.write(name, "new")
			w.must(os.Chmod(w.path(name), 0o644))
			w.remove(name + "~")
		}, []string{"4913"}},
		{"vim that copies", func(w *watched, name string) {
			w.write(name+"~", "old")
			w.write(name, "new")
			w.remove(name + "~")
		}, nil},
		{"JetBrains", func(w *watched, name string) {
			w.write(name+"___jb_tmp___", "new")
			w.rename(name, name+"___jb_old___")
			w.rename(name+"___jb_tmp___", name)
			w.remove(name + "___jb_old___")
		}, []string{"a.md___jb_tmp___", "a.md___jb_old___"}},
		{"emacs", func(w *watched, name string) {
			_ = os.Symlink("writer@host.123", w.path(".#"+name)) // not everywhere
			w.rename(name, name+"~")
			w.write(name, "new")
			_ = os.Remove(w.path(".#" + name))
		}, nil},
		{"sed -i", func(w *watched, name string) {
			w.write("sedXYZ", "new")
			w.must(os.Chmod(w.path("sedXYZ"), 0o644))
			w.rename("sedXYZ", name)
		}, []string{"sedXYZ"}},
	}
	for _, e := range editors {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, refuse func(string) error) {
				var busy atomic.Bool
				w := watch(t, temp(t, "a.md", "b.md"), slowly(refuse, &busy))
				busy.Store(true)
				e.save(w, "a.md")
				busy.Store(false)
				got := w.next()
				names := slices.DeleteFunc(slices.Clone(got.Names), func(name string) bool { return slices.Contains(e.also, name) })
				if got.All || !slices.Equal(names, []string{"a.md"}) {
					t.Errorf("got %+v", got)
				}
				w.write("b.md", "new")
				if got := w.next(); got.All || !slices.Equal(got.Names, []string{"b.md"}) {
					t.Errorf("after it, got %+v", got)
				}
			})
		})
	}
}
