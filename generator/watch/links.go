package watch

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// links are the symbolic links to files and their targets, as names within the
// watched folder. The target "" is outside, not a file, or missing.
type links struct {
	targets map[string]string   // by link
	links   map[string][]string // by target
}

func newLinks() links { return links{map[string]string{}, map[string][]string{}} }

func (l *links) set(link, target string) {
	l.remove(link)
	l.targets[link] = target
	if target != "" {
		l.links[target] = append(l.links[target], link)
	}
}

func (l *links) remove(link string) {
	old := l.targets[link]
	delete(l.targets, link)
	l.links[old] = slices.DeleteFunc(l.links[old], func(name string) bool { return name == link })
	if len(l.links[old]) == 0 {
		delete(l.links, old)
	}
}

// addLink records the target of a link, and watches the hidden folders that
// contain it.
func (n *notifier) addLink(name string) error {
	target := linkTarget(n.dir, name)
	n.links.set(name, target)
	for folder := path.Dir(target); target != "" && folder != "." && isHidden(folder); folder = path.Dir(folder) {
		if err := n.watchFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// updateLinks adds the links whose target has changed to the batch.
func (n *notifier) updateLinks(b *batch) error {
	for link, target := range n.links.targets {
		info, err := os.Lstat(n.path(link))
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			n.links.remove(link)
			b.add(link)
		} else if linkTarget(n.dir, link) != target {
			b.add(link)
			if err := n.addLink(link); err != nil {
				return err
			}
		}
	}
	return nil
}

// linkTarget returns the file that a link resolves to, as a name within dir, or "" if
// that is outside dir, not a file, or missing. The path dir contains no links.
//
// The function follow of package source is different: it follows links one by one in an
// fs.FS, to report each step. Events name the file on the disk, so here all links in the
// path are resolved at once.
func linkTarget(dir, link string) string {
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
