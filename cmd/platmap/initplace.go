package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"platmap/generator/git"
	"platmap/generator/source"
)

// place is the location to which init writes a project.
type place struct {
	arg  string // DIR as given, or ""
	root string // the root of the repository, or DIR if it is in no repository; absolute, without links
	wd   string // the working directory without links, or ""
	dir  string // the folder of the project relative to root, slash-separated; "" for root itself

	remote string // the URL of the remote repository, or ""
	branch string // the default branch, or ""
	unread error  // the error of git if remote and branch are unknown, or nil
}

// findPlace returns the location of a project in the folder sub of dir. Both may be ""
// for the current folder, and neither has to exist.
func findPlace(ctx context.Context, dir, sub string) (*place, error) {
	base, existing, err := realFolder(cmp.Or(dir, "."))
	if err != nil {
		return nil, err
	}
	if sub != "" {
		if !filepath.IsLocal(filepath.FromSlash(sub)) {
			return nil, fmt.Errorf("--dir %s is not below %s; write a path such as docs/map", sub, cmp.Or(dir, "the current folder"))
		}
		sub = path.Clean(filepath.ToSlash(sub))
		if existing, err = checkBelow(base, existing, sub); err != nil {
			return nil, err
		}
	}
	at := &place{arg: dir, root: base, dir: strings.TrimPrefix(sub, ".")}
	project := filepath.Join(base, filepath.FromSlash(sub))
	if err := checkAbove(project, dir != "" || sub != ""); err != nil {
		return nil, err
	}
	if err := at.findRepository(ctx, project, existing); err != nil {
		return nil, err
	}
	if wd, err := os.Getwd(); err == nil {
		at.wd, _ = filepath.EvalSymlinks(wd)
	}
	return at, nil
}

// realFolder returns the absolute path without links of a folder that may not exist yet,
// and the part of it that exists.
func realFolder(dir string) (real, existing string, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", "", err
	}
	for existing := range upward(abs) {
		if _, err := os.Lstat(existing); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		real, err := filepath.EvalSymlinks(existing)
		if err != nil {
			return "", "", fmt.Errorf("cannot use %s: %w", existing, err)
		}
		if info, err := os.Stat(real); err == nil && !info.IsDir() {
			return "", "", fmt.Errorf("%s is a file; choose another folder", shown(existing))
		}
		rest, err := filepath.Rel(existing, abs)
		return filepath.Join(real, rest), real, err
	}
	return abs, abs, nil
}

// checkBelow returns the part of the folder sub of base that exists. It returns an error
// if a part is a symbolic link or a file, because init writes nothing through a link.
func checkBelow(base, existing, sub string) (string, error) {
	dir := base
	for name := range strings.SplitSeq(sub, "/") {
		dir = filepath.Join(dir, name)
		info, err := os.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return existing, nil
		case err != nil:
			return "", err
		case info.Mode()&fs.ModeSymlink != 0:
			return "", fmt.Errorf("%s is a symbolic link; choose another folder with --dir", shown(dir))
		case !info.IsDir():
			return "", fmt.Errorf("%s is a file; choose another folder with --dir", shown(dir))
		}
		existing = dir
	}
	return existing, nil
}

// checkAbove rejects a project in the content of a map. Unless the user has named the
// folder, it also rejects one in a home folder or below another map of the repository:
// commands use the content of the nearest folder, so a second map there is rarely intended.
func checkAbove(project string, named bool) error {
	left := false // whether dir is above the repository of the project
	for dir := range upward(project) {
		if filepath.Base(dir) == "content" && isMap(dir) {
			return fmt.Errorf("%s is the content folder of a map, and a map cannot contain another; choose another folder", shown(dir))
		}
		if content := filepath.Join(dir, "content"); !named && !left && dir != project && isMap(content) {
			return fmt.Errorf("this folder belongs to the map in %s; to create another one here, run platmap init . (with the dot)", shown(content))
		}
		left = left || isRepository(dir)
	}
	if home, err := os.UserHomeDir(); err == nil && !named && sameFile(project, home) {
		return errors.New("this is your home folder; to create a new folder in it, run platmap init platform-map, or to use the home folder itself, platmap init . (with the dot)")
	}
	return nil
}

// sameFile reports whether two paths name the same file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// isMap reports whether a folder is the content folder of a map: whether it contains a
// YAML file whose path is that of a kind of content.
func isMap(dir string) bool {
	for _, kind := range source.SchemaKinds() {
		if name := kind.FileName("*"); path.Ext(name) == ".yaml" {
			if list, _ := fs.Glob(os.DirFS(dir), name); len(list) > 0 {
				return true
			}
		}
	}
	return false
}

// findRepository sets the fields about the repository that contains the project. existing
// is the part of the project's path that exists.
func (at *place) findRepository(ctx context.Context, project, existing string) error {
	root := ""
	r, err := git.Open(ctx, existing)
	switch {
	case err == nil:
		defer r.Close()
		root = filepath.Clean(existing)
		for dir := r.Dir(); dir != "."; dir = path.Dir(dir) {
			root = filepath.Dir(root)
		}
	case errors.Is(err, git.ErrNotRepository):
		return nil
	case errors.Is(err, git.ErrNotInstalled), errors.Is(err, git.ErrUntrusted):
		if root = repositoryOf(existing); root == "" {
			return nil
		}
		at.unread = err
	default: // the project is in a bare repository or in a .git folder
		return err
	}
	if home, err := os.UserHomeDir(); err == nil && sameFile(root, home) && root != project {
		return nil // a home folder under Git holds configuration files, and needs no workflow
	}
	rel, err := filepath.Rel(root, project)
	if err != nil {
		return err
	}
	at.root, at.dir = root, strings.TrimPrefix(filepath.ToSlash(rel), ".")
	if r != nil {
		at.remote = r.RemoteURL(ctx)
		branch, err := r.DefaultBranch(ctx)
		if err != nil {
			branch = r.CurrentBranch(ctx)
		}
		at.branch = strings.TrimPrefix(branch, "origin/")
	}
	return nil
}

// path returns the path of a file in root, relative to the working directory.
func (at *place) path(name string) string {
	abs := filepath.Join(at.root, filepath.FromSlash(name))
	if rel, err := filepath.Rel(at.wd, abs); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(abs)
}

// checkContent reports whether the project already has a map. It returns an error if the
// content folder has other files, because they would become pages of the map.
func (at *place) checkContent() (hasMap bool, err error) {
	content := path.Join(at.dir, "content")
	dir := filepath.Join(at.root, filepath.FromSlash(content))
	if isMap(dir) {
		return true, nil
	}
	if name, found := anyFile(dir); found {
		rel, err := filepath.Rel(at.root, name)
		if err != nil {
			return false, err
		}
		if name == dir { // WalkDir does not follow a symbolic link
			return false, fmt.Errorf("%s is a file or a symbolic link; choose another folder, such as platmap init --dir docs/map", at.path(content))
		}
		return false, fmt.Errorf("%s has other files than a map, such as %s; choose another folder, such as platmap init --dir docs/map", at.path(content), at.path(rel))
	}
	return false, nil
}

// anyFile returns any file in a folder or below it that is not hidden.
func anyFile(dir string) (name string, found bool) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case !strings.HasPrefix(d.Name(), ".") && !d.IsDir():
			name, found = path, true
			return fs.SkipAll
		}
		return nil
	})
	return name, found
}
