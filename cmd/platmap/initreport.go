package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"platmap/generator/report"
	"platmap/generator/starter"
)

// initReport is the output of init: the files that it has written or left unchanged, and
// the next steps.
type initReport struct {
	place   *place
	written map[string]string // texts by name in the root
	left    []leftItem
	same    int // existing files to which nothing has to be added
	hasMap  bool
	out     *printer
}

// leftItem is something that init has not written.
type leftItem struct {
	why   string
	paste string // lines to add by hand, or ""
}

func (r *initReport) leave(why, paste string) { r.left = append(r.left, leftItem{why, paste}) }

// maxExisting limits the size of an existing file that init reads, in bytes.
const maxExisting = 1 << 20

// missing returns the files that do not exist. It adds to the report what the user has to
// add to the others.
func (at *place) missing(files map[string]string, p starter.Project, r *initReport) (map[string]string, error) {
	missing := map[string]string{}
	root, err := os.OpenRoot(at.root)
	if errors.Is(err, fs.ErrNotExist) {
		return files, nil
	} else if err != nil {
		return nil, err
	}
	defer root.Close()
	outdated := false
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := at.checkPath(root, name); err != nil {
			return nil, err
		}
		existing := at.existing(root, name)
		if existing == "" {
			missing[name] = files[name]
			continue
		}
		have := readUpTo(root, existing, maxExisting)
		paste := p.Missing(name, have, files[name])
		switch {
		case paste != "":
			r.leave(at.path(existing)+" exists; "+toAdd(name), paste)
		case path.Base(name) == "platmap.yml" && !strings.Contains(have, p.Dir):
			r.leave(at.path(existing)+" exists, but not for the folder "+p.Dir+"; copy it to another name and write this folder in it", "")
		case strings.HasSuffix(name, ".schema.json") && differs(root, name, files[name]):
			outdated = true
		default:
			r.same++
		}
	}
	if outdated {
		dir := at.path(p.In("schemas"))
		r.leave(dir+" has schemas of another version; to replace them, run platmap schema --write "+shellWord(dir), "")
	}
	return missing, nil
}

// toAdd introduces the lines to add to a file.
func toAdd(name string) string {
	switch name {
	case ".vscode/settings.json":
		return "add to its settings:"
	case ".vscode/extensions.json":
		return "add to its recommendations:"
	case ".editorconfig":
		return "it indents YAML by tabs, which YAML does not allow, so add at its end:"
	}
	return "add at its end:"
}

// checkPath returns an error if there is a file or a symbolic link where a folder is
// needed, or a folder where the file is needed.
func (at *place) checkPath(root *os.Root, name string) error {
	if info, err := root.Lstat(name); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder where a file is needed; rename it", at.path(name))
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		info, err := root.Lstat(dir)
		switch {
		case err != nil || info.IsDir():
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a symbolic link; replace it with a folder", at.path(dir))
		default:
			return fmt.Errorf("%s is a file where a folder is needed; rename it", at.path(dir))
		}
	}
	return nil
}

// existing returns the existing file that makes a new file of this name unnecessary:
// usually the file with that name. It returns "" if there is no such file.
func (at *place) existing(root *os.Root, name string) string {
	if _, err := root.Lstat(name); err == nil {
		return name
	}
	if dir := path.Dir(name); starter.IsREADME(name) {
		list, _ := fs.ReadDir(root.FS(), dir)
		for _, entry := range list {
			if starter.IsREADME(entry.Name()) && !entry.IsDir() {
				return path.Join(dir, entry.Name())
			}
		}
	}
	if other := strings.TrimSuffix(name, ".yml") + ".yaml"; path.Ext(name) == ".yml" {
		if _, err := root.Lstat(other); err == nil {
			return other
		}
	}
	return ""
}

// readUpTo returns the start of a file, or "" if it cannot be read.
func readUpTo(root *os.Root, name string, size int64) string {
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := root.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, size))
	return string(text)
}

// print prints the report.
func (r *initReport) print() {
	w := r.out.stderr
	if project := printable(r.place.path(r.place.dir)); len(r.written) > 0 {
		fmt.Fprintf(w, "%s: %s written\n", project, report.Count(len(r.written), "file"))
		r.printWritten(w)
	} else {
		fmt.Fprintf(w, "%s: all files exist, so none was written\n", project)
	}
	if r.hasMap {
		r.leave(r.place.path(path.Join(r.place.dir, "content"))+" has a map, to which init adds no other; to add a file to it, run platmap new KIND ID", "")
	}
	if r.same == 1 {
		r.leave("1 file exists already and needs no change", "")
	} else if r.same > 0 {
		r.leave(report.Count(r.same, "file")+" exist already and need no change", "")
	}
	for i, item := range r.left {
		lead := "left: "
		if i > 0 {
			lead = "      "
		}
		fmt.Fprintf(w, "%s%s\n", lead, escape(item.why))
		if item.paste != "" { // without indentation, so that it can be copied
			fmt.Fprintf(w, "\n%s\n", item.paste)
		}
	}
}

// printNext prints the next steps as commands. imported is whether a list was imported.
func (r *initReport) printNext(imported bool) {
	next := []string{"platmap serve", "platmap build", "platmap import --help"}
	if imported {
		next = []string{"platmap check", "platmap serve", "platmap build"}
	}
	if dir := r.place.path(r.place.dir); dir != "." {
		next = slices.Insert(next, 0, "cd "+shellWord(dir))
	}
	fmt.Fprintf(r.out.stderr, "next: %s\n", strings.Join(next, "\n      "))
}

// printWritten prints the names of the files. Of content and schemas it prints only the
// number.
func (r *initReport) printWritten(w io.Writer) {
	folders := map[string]int{}
	for name := range r.written {
		for _, dir := range []string{"content", "schemas"} {
			if dir = path.Join(r.place.dir, dir); strings.HasPrefix(name, dir+"/") {
				name = dir
			}
		}
		folders[name]++
	}
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		fmt.Fprint(w, "  ", printable(r.place.path(name)))
		if _, isFile := r.written[name]; !isFile {
			fmt.Fprintf(w, "/ (%s)", report.Count(folders[name], "file"))
		}
		fmt.Fprintln(w)
	}
}

// service returns the service whose files are already in the repository, or "".
func (at *place) service() string {
	for _, f := range [][2]string{{starter.GitLab, ".gitlab-ci.yml"}, {starter.GitHub, ".github/workflows"}} {
		if _, err := os.Stat(filepath.Join(at.root, filepath.FromSlash(f[1]))); err == nil {
			return f[0]
		}
	}
	return ""
}

// hasWorkflow reports whether the repository already has the workflow that init writes.
func (at *place) hasWorkflow(service string) bool {
	name := ".github/workflows/platmap.yml"
	if service == starter.GitLab {
		name = ".gitlab/platmap.yml"
	}
	_, err := os.Stat(filepath.Join(at.root, filepath.FromSlash(name)))
	return err == nil
}
