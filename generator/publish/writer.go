package publish

import (
	"bytes"
	"crypto/rand"
	"io/fs"
	"os"
	"path"
	"sync"
)

// A writer is the state of one call of Write.
type writer struct {
	dir      string
	root     *os.Root
	site     fs.FS
	names    []string            // files of the site, sorted
	wanted   map[string]struct{} // the same as a set
	progress func(done, total int)

	// set by scan
	manifest  []byte           // the text of the manifest when last read or written
	known     map[string]entry // files in the manifest
	files     map[string]bool  // files in the manifest that exist as regular files
	dirs      map[string]bool  // folders that exist
	leftovers []string         // staging folders of killed builds

	// set by stage
	rendered  []rendered // one for each name
	stageName string
	stageMade bool
	openStage func() (*os.Root, error) // created on first use
	buffers   sync.Pool                // of *bytes.Buffer
}

// rendered describes a rendered file.
type rendered struct {
	entry
	staged bool  // whether it differs from the disk and is in the staging folder
	err    error // the error of rendering, or nil
}

func newWriter(dir string, root *os.Root, site fs.FS, names []string, opt Options) *writer {
	w := &writer{
		dir: dir, root: root, site: site, names: names,
		wanted:    make(map[string]struct{}, len(names)),
		progress:  opt.Progress,
		files:     map[string]bool{},
		dirs:      map[string]bool{},
		rendered:  make([]rendered, len(names)),
		stageName: ".platmap-new-" + rand.Text(),
		buffers:   sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
	for _, name := range names {
		w.wanted[name] = struct{}{}
	}
	// Created only when needed: a build without changes touches nothing.
	w.openStage = sync.OnceValues(func() (*os.Root, error) {
		if err := root.Mkdir(w.stageName, 0o777); err != nil {
			return nil, err
		}
		w.stageMade = true
		return root.OpenRoot(w.stageName)
	})
	return w
}

// removeStage removes the staging folder, which is empty unless the build failed.
func (w *writer) removeStage() {
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
	for _, f := range w.rendered {
		r.Bytes += f.Size
		if f.staged {
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
