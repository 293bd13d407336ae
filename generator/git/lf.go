package git

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"strings"
)

// LF returns the file system with Unix line breaks in its text files. Two folders that
// are compared must not differ only because Git has converted line ends on disk.
func LF(folder fs.FS) fs.FS { return &lf{folder} }

type lf struct{ fs.FS }

// texts are the extensions of files that are converted. Other files are binary.
var texts = map[string]bool{".yaml": true, ".yml": true, ".md": true, ".csv": true, ".tsv": true, ".json": true, ".svg": true, ".txt": true}

// maxText is the size of the largest file that is converted, in bytes. It is larger than
// any text that package source reads.
const maxText = 32 << 20

// Open implements [fs.FS].
func (l *lf) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	if err != nil || !texts[strings.ToLower(path.Ext(name))] {
		return f, err
	}
	stat, err := f.Stat()
	if err != nil || !stat.Mode().IsRegular() || stat.Size() > maxText {
		return f, nil // Read returns the error
	}
	text, err := io.ReadAll(f)
	_ = f.Close()
	if err != nil {
		return nil, err
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return &converted{Reader: *bytes.NewReader(text), info: resized{stat, int64(len(text))}}, nil
}

func (l *lf) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(l.FS, name) }
func (l *lf) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(l.FS, name) }
func (l *lf) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(l.FS, name) }
func (l *lf) ReadLink(name string) (string, error)       { return fs.ReadLink(l.FS, name) }

// converted is an open text file with Unix line breaks.
type converted struct {
	bytes.Reader
	info fs.FileInfo
}

func (f *converted) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *converted) Close() error               { return nil }

// resized is the FileInfo of a file with another size.
type resized struct {
	fs.FileInfo
	size int64
}

func (r resized) Size() int64 { return r.size }
