package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"platmap/generator/par"
)

// stage renders all files and writes those that differ from the disk to the staging
// folder.
func (w *writer) stage(ctx context.Context) error {
	for _, name := range w.leftovers {
		if err := w.root.RemoveAll(name); err != nil {
			return writeError(w.dir, name, err)
		}
	}
	var done int
	var mu sync.Mutex
	err := par.EachErr(len(w.names), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.renderAndCompare(i); err != nil {
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
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return err
	}
	return w.renderErrors()
}

// maxBuffered is the largest file in bytes that is held in memory and minified. Larger
// ones are downloads, which are copied piece by piece.
const maxBuffered = 1 << 20

// renderAndCompare renders file i and stages it if necessary. It returns only errors of
// the disk, which end the build. Rendering errors are collected, so that one build
// reports all of them.
func (w *writer) renderAndCompare(i int) error {
	name, r := w.names[i], &w.rendered[i]
	f, err := w.site.Open(name)
	if err != nil {
		r.err = err
		return nil
	}
	defer f.Close()
	if large, ok := f.(io.ReadSeeker); ok && sizeOf(f) > maxBuffered {
		return w.compareLarge(i, large)
	}
	buf := w.buffers.Get().(*bytes.Buffer)
	defer w.buffers.Put(buf)
	buf.Reset()
	if page, ok := f.(io.WriterTo); ok {
		_, r.err = page.WriteTo(buf)
	} else {
		_, r.err = buf.ReadFrom(f)
	}
	if r.err != nil {
		return nil
	}
	data := Minify(name, buf.Bytes())
	r.entry = entryOf(data)
	// w.files has the names as they are on disk. On a disk that ignores case, a file is
	// written again if only the case of its name has changed.
	if w.files[name] && w.isUnchanged(name, bytes.NewReader(data), int64(len(data))) {
		return nil
	}
	r.staged = true
	if err := w.checkLength(name); err != nil {
		return err
	}
	return w.writeStaged(i, name, bytes.NewReader(data))
}

// compareLarge does the same for a file that is read twice instead of being kept in
// memory.
func (w *writer) compareLarge(i int, f io.ReadSeeker) error {
	name, r := w.names[i], &w.rendered[i]
	if r.entry, r.err = entryOfReader(f); r.err != nil {
		return nil
	}
	if _, r.err = f.Seek(0, io.SeekStart); r.err != nil {
		return nil
	}
	if w.files[name] && w.isUnchanged(name, f, r.entry.Size) {
		return nil
	}
	if _, r.err = f.Seek(0, io.SeekStart); r.err != nil {
		return nil
	}
	r.staged = true
	return cmp.Or(w.checkLength(name), w.writeStaged(i, name, f))
}

func sizeOf(f fs.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}

// checkLength returns the error of the disk if a name is too long for it. Without this
// check, install would fail after it has changed part of the site.
func (w *writer) checkLength(name string) error {
	const always = 100 // every file system allows names of this length in bytes
	for part := range strings.SplitSeq(name, "/") {
		if len(part) <= always {
			continue
		}
		if _, err := w.root.Lstat(name); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			return writeError(w.dir, name, err)
		}
	}
	return nil
}

// isUnchanged reports whether the file on disk has exactly this content. It compares the
// sizes first, so it rarely reads a changed file.
func (w *writer) isUnchanged(name string, content io.Reader, size int64) bool {
	f, err := w.root.Open(name)
	if err != nil {
		return false // it cannot be read, so it is replaced
	}
	defer f.Close()
	if sizeOf(f) != size {
		return false
	}
	buf := w.buffers.Get().(*bytes.Buffer)
	defer w.buffers.Put(buf)
	const chunk = 32 << 10
	buf.Reset()
	buf.Grow(2 * chunk)
	both := buf.AvailableBuffer()[:2*chunk]
	got, want := both[:chunk], both[chunk:]
	for {
		n, err := io.ReadFull(f, got)
		m, wantErr := io.ReadFull(content, want)
		switch {
		case !bytes.Equal(got[:n], want[:m]):
			return false
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return wantErr == err
		case err != nil || wantErr != nil:
			return false
		}
	}
}

// writeStaged writes the content of the file name to the staging folder as file n.
func (w *writer) writeStaged(n int, name string, content io.Reader) error {
	stage, err := w.openStage()
	if err != nil {
		return writeError(w.dir, ".", err)
	}
	f, err := stage.OpenFile(strconv.Itoa(n), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return writeError(w.dir, name, err)
	}
	_, err = io.Copy(f, content)
	if err := errors.Join(err, f.Close()); err != nil {
		return writeError(w.dir, name, err)
	}
	return nil
}

// renderErrors joins the rendering errors in the order of the names. It includes only the
// first ten, because an error in a template affects every page.
func (w *writer) renderErrors() error {
	const limit = 10
	var errs RenderErrors
	n := 0
	for i, r := range w.rendered {
		if r.err == nil {
			continue
		}
		if n++; n <= limit {
			errs.First = append(errs.First, fmt.Errorf("rendering %s: %w", w.names[i], r.err))
		}
	}
	if n == 0 {
		return nil
	}
	errs.More = max(n-limit, 0)
	return &errs
}
