package git

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	e, err := t.find("open", name, true)
	if err != nil {
		return nil, err
	}
	if e.folder != nil {
		return &openFolder{info: t.info(e), rest: t.list(e.folder)}, nil
	}
	obj, err := t.repository.objects.read(e.id)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	f := &openFile{name: name, info: t.info(e), Reader: *bytes.NewReader(obj.data)}
	f.info.size = obj.size
	return f, nil
}

// ReadFile implements [fs.ReadFileFS].
func (t *Tree) ReadFile(name string) ([]byte, error) {
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// ReadDir implements [fs.ReadDirFS].
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := t.find("readdir", name, true)
	if err != nil {
		return nil, err
	}
	if e.folder == nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return t.list(e.folder), nil
}

// Stat implements [fs.StatFS]. It follows symbolic links.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	e, err := t.find("stat", name, true)
	if err != nil {
		return nil, err
	}
	return t.info(e), nil
}

// Lstat implements [fs.ReadLinkFS]. It does not follow a symbolic link.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	e, err := t.find("lstat", name, false)
	if err != nil {
		return nil, err
	}
	return t.info(e), nil
}

// ReadLink implements [fs.ReadLinkFS]. It returns the target of a symbolic link.
func (t *Tree) ReadLink(name string) (string, error) {
	e, err := t.find("readlink", name, false)
	if err != nil {
		return "", err
	}
	if e.mode&fs.ModeSymlink == 0 {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	obj, err := t.repository.objects.read(e.id)
	return string(obj.data), err
}

func (t *Tree) list(f *folder) []fs.DirEntry {
	list := make([]fs.DirEntry, len(f.entries))
	for i, e := range f.entries {
		list[i] = fs.FileInfoToDirEntry(t.info(e))
	}
	return list
}

func (t *Tree) info(e entry) *info { return &info{entry: e, tree: t, size: -1} }

// info implements fs.FileInfo for an entry.
type info struct {
	entry
	tree *Tree
	size int64 // -1 if it is not known yet
}

func (i *info) Name() string       { return i.name }
func (i *info) Mode() fs.FileMode  { return i.mode }
func (i *info) IsDir() bool        { return i.mode.IsDir() }
func (i *info) ModTime() time.Time { return i.tree.time }
func (i *info) Sys() any           { return nil }

// Size returns the size of a file. It reads the file, because Git's trees do not contain
// sizes. If that fails, it returns 0.
func (i *info) Size() int64 {
	if i.size >= 0 {
		return i.size
	}
	if i.folder != nil {
		return 0
	}
	obj, _ := i.tree.repository.objects.read(i.id)
	return obj.size
}

// openFile is an open file. All of its content is in memory.
type openFile struct {
	bytes.Reader
	name string
	info *info
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

// Read implements [io.Reader]. It fails if the file was too large to be read into memory.
func (f *openFile) Read(b []byte) (int, error) {
	if f.info.size > maxObject {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: errTooLarge}
	}
	return f.Reader.Read(b)
}

// openFolder is an open folder.
type openFolder struct {
	info *info
	rest []fs.DirEntry // not yet returned by ReadDir
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: errIsFolder}
}

// ReadDir implements [fs.ReadDirFile].
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	list := f.rest[:n:n]
	f.rest = f.rest[n:]
	return list, nil
}
