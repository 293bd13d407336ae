package live

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// change is a file that differs from its fileState.
type change struct {
	name string
	file *source.File // nil if it was removed
}

// readAll lists the content folder, reads all files and returns the changes.
func (b *Builder) readAll() ([]change, error) {
	names, unlisted, err := source.List(b.in.Content)
	if b.unlisted = unlisted; slices.Contains(unlisted, ".") {
		return nil, err
	}
	for name := range b.files {
		inUnlisted := func(dir string) bool { return strings.HasPrefix(name, dir+"/") }
		if !slices.ContainsFunc(unlisted, inUnlisted) {
			names = append(names, name) // it may have been removed
		}
	}
	slices.Sort(names)
	changes, readErr := b.read(slices.Compact(names), false)
	return changes, errors.Join(err, readErr)
}

// readNamed reads the named files, which were written or removed, tries again the
// files that could not be read, and returns the changes.
func (b *Builder) readNamed(names []string) ([]change, error) {
	all := slices.Collect(maps.Keys(b.refused))
	for _, name := range names {
		if !source.Hidden(name) && (fs.ValidPath(name) || !utf8.ValidString(name)) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return b.read(slices.Compact(all), true)
}

// read reads files and returns the changes. It does not read the content of binary
// files: those that were written count as changed.
func (b *Builder) read(names []string, written bool) ([]change, error) {
	files, errs := source.ReadFiles(b.in.Content, names)
	var changes []change
	for i, name := range names {
		f, old := files[i], b.files[name]
		delete(b.refused, name)
		switch {
		case errs[i] != nil:
			b.refused[name] = true
			if old == nil || !old.isLoaded() {
				changes = append(changes, change{name, &source.File{Name: name, Kind: source.KindOf(name), Unreadable: true}})
			}
		case f == nil && old == nil:
		case f != nil && old != nil && old.state != unread && f.Equal(old.File) && !(written && f.IsBinary()):
		default:
			changes = append(changes, change{name, f})
		}
	}
	return changes, errors.Join(errs...)
}

// edits returns the position of the first difference in each changed file of a known
// kind that still exists.
func (b *Builder) edits(changes []change) []source.Pos {
	var edits []source.Pos
	for _, c := range changes {
		if c.file == nil || c.file.Kind == "" {
			continue
		}
		before, offset := "", 0
		if old := b.files[c.name]; old != nil {
			before = old.File.Text
		}
		for offset < min(len(c.file.Text), len(before)) && c.file.Text[offset] == before[offset] {
			offset++
		}
		edits = append(edits, source.Pos{File: c.file, Offset: offset})
	}
	return edits
}
