package render

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"platmap/generator/stable"
)

// FS is the rendered site. A file is rendered when it is opened. All folders are listed
// when the first one is read. An FS is safe for concurrent use.
type FS struct {
	r       *renderer
	find    func(name string) content       // returns nil if the file does not exist
	folders func() map[string][]fs.DirEntry // sorted by name
}

// list returns the entries of every folder that contains files with these names.
func list(names []string) map[string][]fs.DirEntry {
	folders := map[string][]fs.DirEntry{".": nil}
	for _, name := range names {
		addEntry(folders, name, false)
	}
	for _, entries := range folders {
		stable.Sort(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return folders
}

// addEntry adds a file or folder to its folder.
func addEntry(folders map[string][]fs.DirEntry, name string, isDir bool) {
	dir := path.Dir(name)
	_, known := folders[dir]
	folders[dir] = append(folders[dir], entry{path.Base(name), isDir})
	if !known {
		addEntry(folders, dir, true)
	}
}

// Open renders a file.
func (s *FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if s.find(name) == nil {
		if entries, ok := s.folders()[name]; ok {
			return &dir{entry: entry{path.Base(name), true}, entries: entries}, nil
		}
	}
	if f := s.Download(name); f != nil {
		return f, nil
	}
	b, err := s.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &file{bytes.NewReader(b), entry{path.Base(name), false}}, nil
}

// ReadDir lists a folder. If name is a file, it fails quickly, without listing the
// folders, because the preview calls it for every page.
func (s *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	if s.find(name) == nil {
		if entries, ok := s.folders()[name]; ok {
			return slices.Clone(entries), nil
		}
	}
	return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
}

// Has reports whether there is a file.
func (s *FS) Has(name string) bool { return s.find(name) != nil }

// NotFound renders the page that a static host shows for a path that does not exist, if
// the site is at the root of the host.
func (s *FS) NotFound() ([]byte, error) {
	root := s.r.rootPath()
	if root != "" {
		root = "/"
	}
	return s.r.notFound(s.r.site.Locale(), root).render()
}

// ReadFile renders a file.
func (s *FS) ReadFile(name string) ([]byte, error) {
	c := s.find(name)
	if c == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	b, err := c()
	if err != nil {
		return nil, &fs.PathError{Op: "render", Path: name, Err: err}
	}
	return b, nil
}

// Download opens a file that is published unchanged from the content folder, so that a
// large file is not read into memory. The returned file is an io.Seeker. Download returns
// nil for all other files.
func (s *FS) Download(name string) fs.File {
	if a := s.r.site.Asset(name); a == nil || !a.File.IsBinary() {
		return nil
	}
	f, err := s.r.Content.Open(name)
	if err != nil {
		return nil // ReadFile returns the error
	}
	source, ok := f.(seekableFile)
	if !ok {
		f.Close()
		return nil
	}
	return &download{source, entry{path.Base(name), false}}
}

// download is an opened file of the content folder.
type download struct {
	seekableFile
	entry entry
}

type seekableFile interface {
	fs.File
	io.Seeker
}

func (d *download) Stat() (fs.FileInfo, error) {
	source, err := d.seekableFile.Stat()
	if err != nil {
		return nil, err
	}
	return info{d.entry, source.Size()}, nil
}

// file is an opened file in memory.
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

// entry is a name in a folder. The size of a file is not known before it is
// rendered, so Info returns 0.
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
func (i info) ModTime() time.Time { return time.Time{} } // no time, because equal input must give equal files
func (i info) Sys() any           { return nil }
