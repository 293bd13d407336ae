package watch

import (
	"os"
	"slices"
	"sync/atomic"
	"testing"
)

// A save with the system calls of each editor is one Change. It names the file, and
// possibly temporary files of the editor.
func TestFolder_SaveIsOneChange(t *testing.T) {
	editors := []struct {
		name      string
		save      func(w *watched, name string)
		temporary []string
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
			_ = os.Symlink("writer@host.123", w.path(".#"+name)) // not available on all systems
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
			eachMode(t, func(t *testing.T, refuse func(string) error) {
				var busy atomic.Bool
				w := watch(t, temp(t, "a.md", "b.md"), oneBatch(refuse, &busy))
				busy.Store(true)
				e.save(w, "a.md")
				busy.Store(false)
				got := w.next()
				names := slices.DeleteFunc(slices.Clone(got.Names), func(name string) bool { return slices.Contains(e.temporary, name) })
				if got.All || !slices.Equal(names, []string{"a.md"}) {
					t.Errorf("got %+v", got)
				}
				w.write("b.md", "new")
				if got := w.next(); got.All || !slices.Equal(got.Names, []string{"b.md"}) {
					t.Errorf("the next save: got %+v", got)
				}
			})
		})
	}
}
