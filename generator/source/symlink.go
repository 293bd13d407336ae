package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// readable reports whether a file is a regular file or a symbolic link to one in
// the content folder. If not, it adds a finding.
func (f *File) readable(content fs.FS, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 && d.Type().IsRegular() {
		return true
	}
	chain, target := follow(content, f.Name)
	info, err := fs.Stat(content, f.Name)
	switch {
	case target != "":
		f.Findings.Errorf("file/outside", Pos{f, 0}, 0, fmt.Sprintf("put a copy of the file in the content folder; the link points to %q", target), "symbolic link to a file outside the content folder")
	case slices.Index(chain, chain[len(chain)-1]) < len(chain)-1:
		f.Findings.Errorf("file/symlink", Pos{f, 0}, 0, "replace one of them with a regular file", "symbolic links form a cycle: %s", strings.Join(chain, " → "))
	case errors.Is(err, fs.ErrNotExist):
		f.Findings.Errorf("file/symlink", Pos{f, 0}, 0, fmt.Sprintf("%s does not exist; point the link to a file that exists, or remove it", chain[len(chain)-1]), "this symbolic link has no target")
	case err != nil:
		f.Findings.Errorf("file/outside", Pos{f, 0}, 0, "put a copy of the file in the content folder", "symbolic link to a file outside the content folder")
	case info.IsDir():
		f.Findings.Errorf("file/symlink", Pos{f, 0}, 0, "copy the folder, or link its files one by one", "symbolic links to folders are not followed")
	case !info.Mode().IsRegular():
		f.notRegular()
	default:
		return true
	}
	return false
}

// notRegular adds a finding about a named pipe, a socket or a device, which could block a
// reader forever.
func (f *File) notRegular() {
	f.Unreadable = true
	f.Findings.Errorf("file/symlink", Pos{f, 0}, 0, "replace it with a regular file", "this is not a regular file")
}

// checkLinkedFolder adds a finding if the file is a symbolic link to a folder that was
// meant as a content folder or as a folder in one.
func (f *File) checkLinkedFolder(content fs.FS, d fs.DirEntry) {
	top, _, inside := strings.Cut(f.Name, "/")
	if d.Type()&fs.ModeSymlink == 0 || !slices.Contains(folders, top) || path.Ext(f.Name) != "" {
		return
	}
	if info, err := fs.Stat(content, f.Name); inside && err == nil && !info.IsDir() {
		return
	}
	f.readable(content, d)
}

// follow returns the names of a symbolic link, of its target, and so on. The last name is
// not a link, or it occurs earlier in the list, so that the links form a cycle. outside
// is the target outside the content folder, or "".
func follow(content fs.FS, name string) (chain []string, outside string) {
	chain = []string{name}
	for range 64 {
		target, err := fs.ReadLink(content, name)
		if err != nil { // not a link
			break
		}
		target = strings.ReplaceAll(target, `\`, "/")
		if path.IsAbs(target) || len(target) > 1 && target[1] == ':' {
			return chain, target
		}
		name = path.Join(path.Dir(name), target)
		if name == ".." || strings.HasPrefix(name, "../") {
			return chain, target
		}
		known := slices.Contains(chain, name)
		if chain = append(chain, name); known {
			break
		}
	}
	return chain, ""
}
