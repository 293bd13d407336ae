package render

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// FS is the rendered site. A file is rendered when it is opened; until then it
// costs a few words of memory. It is safe for use by many goroutines.
type FS struct {
	files map[string]content
	dirs  map[string][]fs.DirEntry // sorted by name
}

// content gives a file's bytes.
type content interface {
	bytes() ([]byte, error)
}

// fixed is content that is known beforehand.
type fixed []byte

func (b fixed) bytes() ([]byte, error) { return b, nil }

// deferred is content that is made when it is asked for.
type deferred func() ([]byte, error)

func (f deferred) bytes() ([]byte, error) { return f() }

func newFS(files map[string]content) *FS {
	s := &FS{files: files, dirs: map[string][]fs.DirEntry{".": nil}}
	for name := range files {
		s.list(name, false)
	}
	for dir := range s.dirs {
		slices.SortFunc(s.dirs[dir], func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return s
}

// list enters a file or folder into the folder that holds it.
func (s *FS) list(name string, isDir bool) {
	dir := path.Dir(name)
	_, known := s.dirs[dir]
	s.dirs[dir] = append(s.dirs[dir], entry{path.Base(name), isDir})
	if !known {
		s.list(dir, true)
	}
}

// Open renders a file.
func (s *FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if c, ok := s.files[name]; ok {
		b, err := c.bytes()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return &file{bytes.NewReader(b), entry{path.Base(name), false}}, nil
	}
	if entries, ok := s.dirs[name]; ok {
		return &dir{entry: entry{path.Base(name), true}, entries: entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists a folder.
func (s *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, ok := s.dirs[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return slices.Clone(entries), nil
}

// ReadFile renders a file.
func (s *FS) ReadFile(name string) ([]byte, error) {
	c, ok := s.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	b, err := c.bytes()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return slices.Clone(b), nil
}

// file is an opened file.
type file struct {
	*bytes.Reader
	entry entry
}

func (f *file) Stat() (fs.FileInfo, error) { return info{f.entry, f.Reader.Size()}, nil }
func (f *file) Close() error               { return nil }

// dir is an opened folder.
type dir struct {
	entry   entry
	entries []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return info{d.entry, 0}, nil }
func (d *dir) Close() error               { return nil }
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.entry.name, Err: fs.ErrInvalid}
}

func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.entries) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.entries) {
		n = len(d.entries)
	}
	some := d.entries[:n]
	d.entries = d.entries[n:]
	return some, nil
}

// entry is a name in a folder. Its size is not known without rendering, so
// Info says 0 for files.
type entry struct {
	name  string
	isDir bool
}

func (e entry) Name() string               { return e.name }
func (e entry) IsDir() bool                { return e.isDir }
func (e entry) Info() (fs.FileInfo, error) { return info{e, 0}, nil }
func (e entry) Type() fs.FileMode          { return e.mode().Type() }
func (e entry) mode() fs.FileMode {
	if e.isDir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type info struct {
	entry
	size int64
}

func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode() }
func (i info) ModTime() time.Time { return time.Time{} } // equal input gives equal files
func (i info) Sys() any           { return nil }
