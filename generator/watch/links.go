package watch

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// links are the symbolic links to files and what they lead to, named from the
// watched folder. A target of "" is outside, no file, or not there.
type links struct {
	from map[string]string   // link → target
	to   map[string][]string // target → links
}

func newLinks() links { return links{map[string]string{}, map[string][]string{}} }

func (l *links) set(link, target string) {
	l.drop(link)
	l.from[link] = target
	if target != "" {
		l.to[target] = append(l.to[target], link)
	}
}

func (l *links) drop(link string) {
	old := l.from[link]
	delete(l.from, link)
	l.to[old] = slices.DeleteFunc(l.to[old], func(name string) bool { return name == link })
	if len(l.to[old]) == 0 {
		delete(l.to, old)
	}
}

// link learns where a link leads. The folders on the way that would not be watched
// are.
func (n *notices) link(name string) error {
	target := follow(n.dir, name)
	n.links.set(name, target)
	for folder := path.Dir(target); target != "" && folder != "." && hidden(folder); folder = path.Dir(folder) {
		if err := n.add(folder); err != nil {
			return err
		}
	}
	return nil
}

// relink adds the links that lead elsewhere than before.
func (n *notices) relink(b *batch) error {
	for link, target := range n.links.from {
		info, err := os.Lstat(n.path(link))
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			n.links.drop(link)
			b.add(link)
		} else if follow(n.dir, link) != target {
			b.add(link)
			if err := n.link(link); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow returns the file a link leads to, or "" if that is outside of dir, no
// file, or not there. dir holds no links.
func follow(dir, link string) string {
	real, err := filepath.EvalSymlinks(filepath.Join(dir, filepath.FromSlash(link)))
	if err != nil {
		return ""
	}
	target, err := filepath.Rel(dir, real)
	if err != nil || target == ".." || strings.HasPrefix(target, ".."+string(filepath.Separator)) {
		return ""
	}
	if info, err := os.Lstat(real); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	return filepath.ToSlash(target)
}
