package source

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"platmap/generator/text"
)

// maxName is the maximum length in bytes of a file name on most file systems.
const maxName = 255

// CheckNames reports files whose names collide or cannot be used, and files of no known
// kind that are links to folders or look like misplaced content. The files are sorted
// by name.
func CheckNames(files []*File) Diagnostics {
	diags := Diagnostics{}
	var known []*File
	others := misplaced{}
	for _, f := range files {
		if f.Kind != "" {
			known = append(known, f)
			checkName(f, &diags)
		} else if diags = append(diags, f.Findings...); len(f.Findings) == 0 {
			others.warn(f, &diags)
		}
	}
	checkCaseCollisions(known, &diags)
	return diags
}

// checkName reports a control character in the path of a file, and a page whose name
// would be too long.
func checkName(f *File, diags *Diagnostics) {
	if i := strings.IndexFunc(f.Name, isControl); i >= 0 {
		diags.Errorf("file/name", Pos{f, 0}, 0, "rename the file or its folder without that character",
			"the path of this file contains the control character %U", []rune(f.Name[i:])[0])
	}
	if !f.Kind.HasPage() {
		return
	}
	stem := strings.TrimSuffix(path.Base(f.Name), path.Ext(f.Name))
	if page := len(stem + ".html"); page > maxName {
		diags.Errorf("file/name", Pos{f, 0}, 0, fmt.Sprintf("shorten it to at most %d bytes", maxName-len(".html")+len(path.Ext(f.Name))),
			"this file name is too long: the name of its page would have %d bytes, and file systems allow %d", page, maxName)
	}
}

// isControl reports whether a character must not be in a name, because it is invisible
// and can change how the text around it is shown.
func isControl(r rune) bool { return r == '\n' || r == '\t' || text.IsInvisible(r) }

// notUTF8 returns a file whose name is not UTF-8, with a finding, because such a file
// cannot be opened. It returns nil if the file is not found.
func notUTF8(content fs.FS, name string) (*File, error) {
	entries, err := fs.ReadDir(content, path.Dir(name))
	if notFound(err) || err == nil && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == path.Base(name) }) {
		return nil, nil
	} else if err != nil {
		return nil, readError(name, err)
	}
	f := &File{Name: name, Unreadable: true}
	f.Findings.Errorf("file/name", Pos{f, 0}, 0, "rename it; the bytes that are not UTF-8 are written as \\x… here",
		"the name of this file or folder is not UTF-8")
	return f, nil
}
