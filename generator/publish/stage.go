package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"sync"

	"platmap/generator/par"
)

// stage renders all files and parks those that differ from what is in the folder.
func (w *writer) stage() error {
	for _, name := range w.leftovers {
		if err := w.root.RemoveAll(name); err != nil {
			return plain(w.dir, name, err)
		}
	}
	var done int
	var mu sync.Mutex
	err := par.EachErr(len(w.names), func(i int) error {
		if err := w.draft(i); err != nil {
			return err
		}
		if w.progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			w.progress(done, len(w.names))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.renderErrors()
}

// draft renders one file. It returns only errors of the disk, which end the build;
// errors of rendering are collected, so that one build shows all of them.
func (w *writer) draft(i int) error {
	name, d := w.names[i], &w.drafts[i]
	buf := w.buffers.Get().(*bytes.Buffer)
	buf.Reset()
	if buf.Cap() < 1<<20 { // one huge file must not be held by every worker for ever
		defer w.buffers.Put(buf)
	}
	if d.err = render(buf, w.site, name); d.err != nil {
		return nil
	}
	data := Minify(name, buf.Bytes())
	d.entry = entryOf(data)
	// files has the names as the disk spells them: where upper and lower case are one,
	// a file whose case changed is written anew rather than found unchanged.
	if w.files[name] && w.holds(name, data) {
		return nil
	}
	d.parked = true
	return w.park(i, name, data)
}

func render(buf *bytes.Buffer, site fs.FS, name string) error {
	f, err := site.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if page, ok := f.(io.WriterTo); ok {
		_, err = page.WriteTo(buf)
	} else {
		_, err = buf.ReadFrom(f)
	}
	return err
}

// holds reports whether the file on disk has exactly these bytes. Sizes are compared
// first, so a changed file is seldom read.
func (w *writer) holds(name string, data []byte) bool {
	f, err := w.root.Open(name)
	if err != nil {
		return false // cannot be read, so it is written anew
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() != int64(len(data)) {
		return false
	}
	buf := w.buffers.Get().(*bytes.Buffer)
	defer w.buffers.Put(buf)
	buf.Reset()
	buf.Grow(32 << 10)
	chunk := buf.AvailableBuffer()[:32<<10]
	for {
		n, err := f.Read(chunk)
		if n > len(data) || !bytes.Equal(chunk[:n], data[:n]) {
			return false
		}
		data = data[n:]
		if err != nil {
			return err == io.EOF && len(data) == 0
		}
	}
}

// park writes data, meant for name, as number n into the staging folder.
func (w *writer) park(n int, name string, data []byte) error {
	stage, err := w.openStage()
	if err != nil {
		return plain(w.dir, ".", err)
	}
	f, err := stage.OpenFile(strconv.Itoa(n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return plain(w.dir, name, err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return plain(w.dir, name, err)
	}
	return nil
}

// renderErrors joins what went wrong in rendering, in the order of the names. A fault
// in a template fails every page, so only the first few are spelled out.
func (w *writer) renderErrors() error {
	const show = 10
	var errs RenderErrors
	n := 0
	for i, d := range w.drafts {
		if d.err == nil {
			continue
		}
		if n++; n <= show {
			errs.First = append(errs.First, fmt.Errorf("rendering %s: %w", w.names[i], d.err))
		}
	}
	if n == 0 {
		return nil
	}
	errs.More = max(n-show, 0)
	return &errs
}

// RenderErrors is the error of a site that cannot be rendered.
type RenderErrors struct {
	First []error // of the first files, in the order of their names
	More  int     // number of other files that cannot be rendered
}

func (e *RenderErrors) Error() string {
	text := errors.Join(e.First...).Error()
	if e.More > 0 {
		text += fmt.Sprintf("\nand %d more files could not be rendered", e.More)
	}
	return text
}

// Unwrap returns the errors of the first files.
func (e *RenderErrors) Unwrap() []error { return e.First }
