package git

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"time"
)

// Tree is a folder at a commit, as a file system. Its folders are in memory; files are
// read when they are opened. It implements [fs.ReadDirFS], [fs.ReadFileFS], [fs.StatFS]
// and [fs.ReadLinkFS]. Its methods may be called concurrently.
//
// Like package disk, it follows symbolic links within the folder only.
type Tree struct {
	repository *Repository
	root       *folder
	time       time.Time
}

// folder is a folder of a tree. It is immutable, and trees share it.
type folder struct {
	id      string
	entries []entry // sorted by name
}

// entry is a file, a symbolic link or a folder.
type entry struct {
	name   string
	mode   fs.FileMode
	id     string
	folder *folder // nil if it is not a folder
}

// FS returns a folder (relative to the root) at a commit.
func (r *Repository) FS(ctx context.Context, c Commit, dir string) (*Tree, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l := &loader{ctx: ctx, repository: r, commit: c, folders: map[string]*folder{}}
	root, err := l.find(dir)
	if err != nil {
		return nil, err
	}
	r.folders = l.folders
	return &Tree{r, root, c.Time}, nil
}

// loader reads the folders of a tree. It reuses those of the last tree, because trees of
// successive commits have most folders in common.
type loader struct {
	ctx        context.Context
	repository *Repository
	commit     Commit
	folders    map[string]*folder // by id
}

// find returns a folder of the commit with all its contents.
func (l *loader) find(dir string) (*folder, error) {
	id := l.commit.Hash + "^{tree}"
	if dir != "." {
		for i, name := range strings.Split(dir, "/") {
			list, _, err := l.list(id)
			if err != nil {
				return nil, err
			}
			at := slices.IndexFunc(list, func(e rawEntry) bool { return e.name == name })
			switch {
			case at >= 0 && list[at].mode == modeSubmodule:
				return nil, inSubmodule(path.Join(strings.Split(dir, "/")[:i+1]...), l.commit)
			case at < 0 || list[at].mode != modeFolder:
				return nil, noFolder(dir, l.commit)
			}
			id = list[at].id
		}
	}
	return l.load(id, dir)
}

// list returns the entries of a tree object, and its id.
func (l *loader) list(name string) ([]rawEntry, string, error) {
	if err := l.ctx.Err(); err != nil {
		return nil, "", err
	}
	obj, err := l.repository.objects.read(name)
	if err != nil {
		return nil, "", err
	}
	if obj.kind != "tree" || obj.data == nil && obj.size > 0 {
		return nil, "", fmt.Errorf("git: %s is not a tree", short(name))
	}
	list, err := parseTree(obj.data, len(obj.id)/2)
	return list, obj.id, err
}

// load returns the folder with an id. dir is its path, for errors.
func (l *loader) load(id, dir string) (*folder, error) {
	if f := cmp.Or(l.folders[id], l.repository.folders[id]); f != nil {
		l.keep(f)
		return f, nil
	}
	list, id, err := l.list(id)
	if err != nil {
		return nil, err
	}
	f := &folder{id: id, entries: make([]entry, len(list))}
	for i, raw := range list {
		e := entry{name: raw.name, id: raw.id, mode: 0o444}
		switch raw.mode {
		case modeFolder:
			e.mode = fs.ModeDir | 0o555
			e.folder, err = l.load(raw.id, path.Join(dir, raw.name))
		case modeSymlink:
			e.mode = fs.ModeSymlink | 0o777
		case modeSubmodule:
			err = hasSubmodule(path.Join(dir, raw.name), l.commit)
		}
		if err != nil {
			return nil, err
		}
		f.entries[i] = e
	}
	sort.Slice(f.entries, func(i, j int) bool { return f.entries[i].name < f.entries[j].name }) // git sorts the names of folders as if they ended in /
	l.folders[id] = f
	return f, nil
}

// keep adds a folder that is reused, and the folders in it, to the folders of the new
// tree.
func (l *loader) keep(f *folder) {
	if l.folders[f.id] != nil {
		return
	}
	l.folders[f.id] = f
	for _, e := range f.entries {
		if e.folder != nil {
			l.keep(e.folder)
		}
	}
}

// BlobID returns the hash of the content of a file. Files with equal content have the
// same hash, in all commits.
func (t *Tree) BlobID(name string) (string, error) {
	e, err := t.find("open", name, true)
	if err == nil && e.folder != nil {
		err = &fs.PathError{Op: "open", Path: name, Err: errIsFolder}
	}
	return e.id, err
}

// errIsFolder, errOutside and errTooLarge are the reasons why a file cannot be read.
var (
	errIsFolder = errors.New("is a folder")
	errOutside  = errors.New("outside the folder")
	errTooLarge = fmt.Errorf("larger than %d MiB", maxObject>>20)
)

// find returns the entry with a name. If the entry is a symbolic link, follow decides
// whether it is followed. Links on the path to it are always followed.
func (t *Tree) find(op, name string, follow bool) (entry, error) {
	if !fs.ValidPath(name) {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	e, err := t.walk(name, follow)
	if err != nil {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return e, nil
}

// maxLinks is the maximum number of symbolic links that are followed for a name, as on
// Linux.
const maxLinks = 40

func (t *Tree) walk(name string, follow bool) (entry, error) {
	top := entry{name: ".", mode: fs.ModeDir | 0o555, id: t.root.id, folder: t.root}
	at := []entry{top}
	links := 0
	for rest := strings.Split(name, "/"); len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		switch f := at[len(at)-1].folder; {
		case f == nil: // the path continues after the name of a file
			return entry{}, fs.ErrNotExist
		case part == "." || part == "":
			continue
		case part == "..":
			if len(at) == 1 {
				return entry{}, errOutside
			}
			at = at[:len(at)-1]
			continue
		default:
			i, found := slices.BinarySearchFunc(f.entries, part, func(e entry, name string) int { return cmp.Compare(e.name, name) })
			if !found {
				return entry{}, fs.ErrNotExist
			}
			e := f.entries[i]
			if e.mode&fs.ModeSymlink == 0 || len(rest) == 0 && !follow {
				at = append(at, e)
				continue
			}
			target, err := t.target(e)
			if err != nil {
				return entry{}, err
			}
			if links++; links > maxLinks {
				return entry{}, errors.New("too many symbolic links")
			}
			rest = append(strings.Split(target, "/"), rest...)
		}
	}
	return at[len(at)-1], nil
}

// target returns the target of a symbolic link.
func (t *Tree) target(e entry) (string, error) {
	obj, err := t.repository.objects.read(e.id)
	if err != nil {
		return "", err
	}
	if target := string(obj.data); target != "" && !path.IsAbs(target) {
		return target, nil
	}
	return "", errOutside
}
