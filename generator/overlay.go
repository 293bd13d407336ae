package generator

import (
	"bytes"
	"io/fs"
)

// overlay is a content folder in which the texts of some files are replaced.
type overlay struct {
	fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		f, err := o.FS.Open(name)
		return memory{f, bytes.NewReader(data)}, err
	}
	return o.FS.Open(name)
}

// These methods keep what the content folder reports about its files. Without them,
// package fs would open each file, which follows symbolic links and waits for named
// pipes.

func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }
func (o overlay) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(o.FS, name) }
func (o overlay) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(o.FS, name) }
func (o overlay) ReadLink(name string) (string, error)       { return fs.ReadLink(o.FS, name) }

// memory is an open file whose text is replaced.
type memory struct {
	fs.File
	text *bytes.Reader
}

func (m memory) Read(b []byte) (int, error) { return m.text.Read(b) }
