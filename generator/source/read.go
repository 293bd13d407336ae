package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"platmap/generator/par"
)

// MaxSize is the largest text file that is read, in bytes. People write these
// files by hand; a larger one is a mistake or an attack.
const MaxSize = 1 << 20

// Read returns every file of a content folder, sorted by name. Hidden files
// and files of no known kind are passed over; of those that look meant for
// platmap a warning tells. The folder must refuse to be left through symbolic
// links, as os.Root's FS does.
func Read(content fs.FS, diags *Diagnostics) ([]*File, error) {
	r := NewReader(content)
	if _, err := r.All(); err != nil {
		return nil, err
	}
	*diags = append(*diags, r.Diagnostics()...)
	return r.Files(), nil
}

// Reader reads a content folder, and again what has changed in it. A file whose
// text is the same stays the same *File.
type Reader struct {
	content fs.FS
	files   map[string]*entry // every file of a known kind
	strays  map[string]*entry // every other one that is not hidden

	names  Diagnostics // about names; nil when they must be looked at again
	failed []string    // files that could not be read last time
	lost   bool        // nor could a folder
}

// entry is a file of the folder.
type entry struct {
	file  *File       // nil until it is read
	diags Diagnostics // about this file alone
	stamp stamp       // of a file whose text is not read
}

// stamp tells whether a file was written since.
type stamp struct {
	size int64
	time time.Time
}

// NewReader returns a reader that has read nothing yet.
func NewReader(content fs.FS) *Reader {
	return &Reader{content: content, files: map[string]*entry{}, strays: map[string]*entry{}}
}

// All looks at everything and returns the names of the files that are new, gone
// or different since the last time, sorted. Files that cannot be read stay as they
// were; the error tells, and the next look is at them again.
func (r *Reader) All() ([]string, error) {
	seen, closed, err := r.walk()
	if r.lost = err != nil; slices.Contains(closed, ".") {
		return nil, err
	}
	for _, entries := range []map[string]*entry{r.files, r.strays} {
		for name := range entries {
			if !slices.ContainsFunc(closed, func(dir string) bool { return strings.HasPrefix(name, dir+"/") }) {
				seen = append(seen, name) // it may be gone
			}
		}
	}
	slices.Sort(seen)
	changed, unread := r.read(slices.Compact(seen), false)
	return changed, cmp.Or(err, unread)
}

// Names takes in the names of all files without reading any of a known kind, and
// returns those that have one, sorted. It is for a reader that has read nothing
// yet.
func (r *Reader) Names() ([]string, error) {
	names, closed, err := r.walk()
	if r.lost = err != nil; slices.Contains(closed, ".") {
		return nil, err
	}
	var known, strays []string
	for _, name := range names {
		if KindOf(name) != "" {
			known = append(known, name)
			r.files[name] = &entry{}
		} else {
			strays = append(strays, name)
		}
	}
	_, unread := r.read(strays, false)
	return known, cmp.Or(err, unread)
}

// Some looks at files that may have changed, and returns the names of those that
// are new, gone or different, sorted. Files whose text is not read count as
// different always. Of files that cannot be read it is as with All.
func (r *Reader) Some(names []string) ([]string, error) {
	if r.lost {
		return r.All()
	}
	visible := r.failed
	for _, name := range names {
		if !hidden(name) && fs.ValidPath(name) {
			visible = append(visible, name)
		}
	}
	slices.Sort(visible)
	return r.read(slices.Compact(visible), true)
}

// Files returns all files that were read, sorted by name.
func (r *Reader) Files() []*File {
	files := make([]*File, 0, len(r.files))
	for _, e := range r.files {
		if e.file != nil {
			files = append(files, e.file)
		}
	}
	slices.SortFunc(files, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	return files
}

// File returns a file that was read, or nil.
func (r *Reader) File(name string) *File {
	if e := r.files[name]; e != nil {
		return e.file
	}
	return nil
}

// Has reports whether a file is there, read or not.
func (r *Reader) Has(name string) bool { return r.files[name] != nil }

// Diagnostics returns what was found, in no order.
func (r *Reader) Diagnostics() Diagnostics {
	if r.names == nil {
		r.names = Diagnostics{}
		told := misplaced{}
		for _, name := range slices.Sorted(maps.Keys(r.strays)) {
			if e := r.strays[name]; len(e.diags) == 0 {
				told.warn(e.file, &r.names)
			}
		}
		checkCaseCollisions(r.Files(), &r.names)
	}
	all := slices.Clone(r.names)
	for _, entries := range []map[string]*entry{r.files, r.strays} {
		for _, e := range entries {
			all = append(all, e.diags...)
		}
	}
	return all
}

// walk returns the names of all files that are not hidden, sorted. Folders are
// read side by side, all of one depth at a time. Those that cannot be read are
// closed; the error is about the first of them.
func (r *Reader) walk() (names, closed []string, err error) {
	for dirs := []string{"."}; len(dirs) > 0; {
		type listing struct {
			entries []fs.DirEntry
			err     error
		}
		listings := make([]listing, len(dirs))
		par.Each(len(dirs), func(i int) { listings[i].entries, listings[i].err = fs.ReadDir(r.content, dirs[i]) })
		var deeper []string
		for i, l := range listings {
			if gone(l.err) && dirs[i] != "." { // removed this moment
				continue
			} else if l.err != nil {
				closed = append(closed, dirs[i])
				err = cmp.Or(err, fmt.Errorf("reading the content folder: %w", l.err))
				continue
			}
			for _, d := range l.entries {
				switch name := path.Join(dirs[i], d.Name()); {
				case hidden(d.Name()):
				case d.IsDir():
					deeper = append(deeper, name)
				default:
					names = append(names, name)
				}
			}
		}
		dirs = deeper
	}
	slices.Sort(names)
	return names, closed, err
}

// hidden reports whether a file or a folder above it is hidden.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// read reads files on all cores. written says that all of them were written.
func (r *Reader) read(names []string, written bool) (changed []string, err error) {
	type result struct {
		entry *entry
		err   error
	}
	results := make([]result, len(names))
	par.Each(len(names), func(i int) { results[i].entry, results[i].err = readEntry(r.content, names[i]) })
	r.failed = nil
	for i, name := range names {
		if results[i].err != nil {
			r.failed = append(r.failed, name)
			err = cmp.Or(err, results[i].err)
		} else if r.enter(name, results[i].entry, written) {
			changed = append(changed, name)
		}
	}
	return changed, err
}

// enter puts an entry, or nil for a file that is gone, in the place of the one
// before. It returns whether a file of a known kind is another now.
func (r *Reader) enter(name string, e *entry, written bool) bool {
	entries := r.files
	if KindOf(name) == "" {
		entries = r.strays
	}
	old := entries[name]
	switch {
	case e == nil && old == nil:
		return false
	case e == nil:
		delete(entries, name)
		r.names = nil
		return true
	case old == nil || old.file == nil:
		r.names = nil
	case old.file.same(e.file) && slices.EqualFunc(old.diags, e.diags, SameFinding):
		if e.file.IsBinary() && (written || old.stamp != e.stamp) {
			break
		}
		return false
	}
	entries[name] = e
	return true
}

// same reports whether two files of one name say the same.
func (f *File) same(g *File) bool {
	return f.Text == g.Text && f.HasBOM == g.HasBOM && f.Unreadable == g.Unreadable
}

// readEntry reads one file; there is none of one that is gone, or a folder.
func readEntry(content fs.FS, name string) (*entry, error) {
	info, err := fs.Lstat(content, name)
	if err != nil || info.IsDir() {
		if gone(err) {
			err = nil
		}
		return nil, wrap(err, name)
	}
	d := fs.FileInfoToDirEntry(info)
	e := &entry{file: &File{Name: name, Kind: KindOf(name)}}
	switch f := e.file; {
	case f.Kind == "":
		f.linkedFolder(content, d, &e.diags)
	case !f.readable(content, d, &e.diags):
		f.Unreadable = true
	case f.IsBinary():
		if d.Type()&fs.ModeSymlink != 0 {
			if info, err = fs.Stat(content, name); err != nil {
				return nil, nil // gone this moment
			}
		}
		e.stamp = stamp{info.Size(), info.ModTime()}
	default:
		if err := f.read(content, &e.diags); gone(err) {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
	}
	return e, nil
}

// gone reports whether an error means that there is no such file, nor a folder
// for it.
func gone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || err != nil && strings.HasSuffix(err.Error(), "not a directory")
}

func wrap(err error, name string) error {
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

func (f *File) read(content fs.FS, diags *Diagnostics) error {
	r, err := content.Open(f.Name)
	if err != nil {
		return wrap(err, f.Name)
	}
	defer r.Close()
	size := int64(0)
	if info, err := r.Stat(); err == nil {
		size = info.Size()
	}
	if size > MaxSize {
		f.tooLarge(size, diags)
		return nil
	}
	text := make([]byte, 0, size+1)
	for len(text) <= MaxSize {
		n, err := r.Read(text[len(text):cap(text)])
		if text = text[:len(text)+n]; err == io.EOF {
			f.take(text, diags)
			return nil
		} else if err != nil {
			return wrap(err, f.Name)
		}
		if len(text) == cap(text) {
			text = slices.Grow(text, 512)
		}
	}
	f.tooLarge(int64(len(text)), diags)
	return nil
}

func (f *File) tooLarge(size int64, diags *Diagnostics) {
	f.Unreadable = true
	help := "split it into several files"
	if f.Kind == Asset {
		help = "make the picture simpler, or save it as PNG or WebP"
	}
	shown := fmt.Sprintf("%.1f MiB", float64(size)/(1<<20))
	if size < MaxSize+MaxSize/20 {
		shown = fmt.Sprintf("%d bytes", size)
	}
	diags.Add(Diagnostic{Code: "file/size", Pos: Pos{f, 0}, Text: "this file is larger than 1 MiB", Help: help,
		Related: []Related{{Pos{f, 0}, "it has " + shown}}})
}
