package publish

import (
	"bytes"
	"crypto/rand"
	"io/fs"
	"os"
	"path"
	"sync"
)

// A writer is one call of Write on its way.
type writer struct {
	dir      string
	root     *os.Root
	site     fs.FS
	names    []string            // files of the site, sorted
	wanted   map[string]struct{} // the same as a set
	progress func(done, total int)

	// from survey
	manifest  []byte           // the manifest's text as last seen or written
	known     map[string]entry // files the manifest names
	files     map[string]bool  // of these, the regular files that are there
	dirs      map[string]bool  // folders that are there
	leftovers []string         // staging folders of killed builds

	// from stage
	drafts    []draft // one for each name
	stageName string
	stageMade bool
	openStage func() (*os.Root, error) // made on first use
	buffers   sync.Pool                // of *bytes.Buffer
}

// A draft is a rendered file of which only the facts are kept.
type draft struct {
	entry
	parked bool  // its bytes wait in the staging folder
	err    error // it could not be rendered
}

func newWriter(dir string, root *os.Root, site fs.FS, names []string, opt Options) *writer {
	w := &writer{
		dir: dir, root: root, site: site, names: names,
		wanted:    make(map[string]struct{}, len(names)),
		progress:  opt.Progress,
		files:     map[string]bool{},
		dirs:      map[string]bool{},
		drafts:    make([]draft, len(names)),
		stageName: ".platmap-new-" + rand.Text(),
		buffers:   sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
	for _, name := range names {
		w.wanted[name] = struct{}{}
	}
	// Not before it is needed: a build that changes nothing leaves no trace at all.
	w.openStage = sync.OnceValues(func() (*os.Root, error) {
		if err := root.Mkdir(w.stageName, 0o777); err != nil {
			return nil, err
		}
		w.stageMade = true
		return root.OpenRoot(w.stageName)
	})
	return w
}

// clear removes the staging folder, which is empty unless the build failed.
func (w *writer) clear() {
	if !w.stageMade {
		return
	}
	if stage, err := w.openStage(); err == nil {
		stage.Close()
	}
	w.root.RemoveAll(w.stageName)
}

func (w *writer) result() Result {
	r := Result{Files: len(w.names)}
	for _, name := range w.names {
		if path.Ext(name) == ".html" {
			r.Pages++
		}
	}
	for _, d := range w.drafts {
		r.Bytes += d.Size
		if d.parked {
			r.Written++
		}
	}
	r.Unchanged = r.Files - r.Written
	for name := range w.files {
		if _, ok := w.wanted[name]; !ok {
			r.Removed++
		}
	}
	return r
}
