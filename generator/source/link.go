package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// readable follows a symbolic link and reports where it must not lead.
func (f *File) readable(content fs.FS, d fs.DirEntry, diags *Diagnostics) bool {
	if d.Type()&fs.ModeSymlink == 0 && d.Type().IsRegular() {
		return true
	}
	chain, target := follow(content, f.Name)
	info, err := fs.Stat(content, f.Name)
	switch {
	case target != "":
		diags.Errorf("file/outside", Pos{f, 0}, 0, fmt.Sprintf("it leads to %q; put a copy of the file under the content folder", target), "this symbolic link leaves the content folder")
	case slices.Index(chain, chain[len(chain)-1]) < len(chain)-1:
		diags.Errorf("file/symlink", Pos{f, 0}, 0, "replace one of them with a plain file", "symbolic links lead in a circle: %s", strings.Join(chain, " → "))
	case errors.Is(err, fs.ErrNotExist):
		diags.Errorf("file/symlink", Pos{f, 0}, 0, fmt.Sprintf("there is no %s; point it at a file that exists, or remove it", chain[len(chain)-1]), "this symbolic link leads nowhere")
	case err != nil:
		diags.Errorf("file/outside", Pos{f, 0}, 0, "put a copy of the file under the content folder", "this symbolic link leaves the content folder")
	case info.IsDir():
		diags.Errorf("file/symlink", Pos{f, 0}, 0, "copy the folder, or link its files one by one", "a symbolic link to a folder is not followed")
	case !info.Mode().IsRegular():
		diags.Errorf("file/symlink", Pos{f, 0}, 0, "replace it with a plain file", "this is not a plain file")
	default:
		return true
	}
	return false
}

// linkedFolder reports a symbolic link that stands for a folder with content, or
// one in such a folder. It returns whether it did.
func (f *File) linkedFolder(content fs.FS, d fs.DirEntry, diags *Diagnostics) bool {
	top, _, inside := strings.Cut(f.Name, "/")
	if d.Type()&fs.ModeSymlink == 0 || !slices.Contains(folders, top) || path.Ext(f.Name) != "" {
		return false
	}
	if info, err := fs.Stat(content, f.Name); inside && err == nil && !info.IsDir() {
		return false
	}
	return !f.readable(content, d, diags)
}

// folders are those that hold content.
var folders = []string{"domains", "components", "teams", "scenarios", "guides", "metrics", "data"}

// follow returns the names that a symbolic link leads through, itself first; the
// last is no link any more, or one that was there before. outside is where it
// leaves the content folder, or "".
func follow(content fs.FS, name string) (chain []string, outside string) {
	chain = []string{name}
	for range 64 {
		target, err := fs.ReadLink(content, name)
		if err != nil { // no link any more
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
