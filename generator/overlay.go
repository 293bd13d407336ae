package generator

import (
	"bytes"
	"cmp"
	"io/fs"
)

// overlay is a content folder in which some files have other texts or other names.
type overlay struct {
	fs.FS
	files map[string][]byte
	from  map[string]string // the names in FS of renamed files, which ReadDir does not list
}

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.FS.Open(o.original(name))
	if data, ok := o.files[name]; ok {
		return memory{f, bytes.NewReader(data)}, err
	}
	return f, err
}

// original returns the name of a file in FS.
func (o overlay) original(name string) string { return cmp.Or(o.from[name], name) }

// These methods return the same information about files as the content folder. Without
// them, package fs would open each file, which follows symbolic links and waits for named
// pipes.

func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }
func (o overlay) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(o.FS, o.original(name)) }
func (o overlay) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(o.FS, o.original(name)) }
func (o overlay) ReadLink(name string) (string, error)       { return fs.ReadLink(o.FS, o.original(name)) }

// memory is an open file whose text is replaced.
type memory struct {
	fs.File
	text *bytes.Reader
}

func (m memory) Read(b []byte) (int, error) { return m.text.Read(b) }
