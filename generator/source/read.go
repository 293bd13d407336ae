package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"platmap/generator/par"
)

// MaxSize is the maximum size of a text file that is read, in bytes. People write these
// files by hand; a larger one is a mistake or an attack.
const MaxSize = 1 << 20

// MaxDataSize is the maximum size, in bytes, of a file that is written by a program.
const MaxDataSize = 16 << 20

// maxSize returns the maximum size at which the file is read, in bytes.
func (f *File) maxSize() int {
	if f.Kind == Data || f.Kind == Baseline {
		return MaxDataSize
	}
	return MaxSize
}

// Read returns every file of a content folder, sorted by name, and findings about names;
// findings about the bytes of a file are in the File. Hidden files and files of no known
// kind are skipped; files that look like misplaced content are reported. The file system
// must not follow symbolic links out of the folder, which is the case for the FS of an
// os.Root.
//
// If a folder or file cannot be read, Read returns no files. The error joins one error
// for each of them.
func Read(content fs.FS) ([]*File, Diagnostics, error) {
	names, _, err := List(content)
	files, errs := ReadFiles(content, names)
	if err := errors.Join(err, errors.Join(errs...)); err != nil {
		return nil, nil, err
	}
	files = slices.DeleteFunc(files, func(f *File) bool { return f == nil }) // removed since it was listed
	diags := CheckNames(files)
	return slices.DeleteFunc(files, func(f *File) bool { return f.Kind == "" }), diags, nil
}

// List returns the names of all files of a content folder that are not hidden, sorted. A
// folder with a name that is not UTF-8 counts as a file. unlisted are the folders that
// cannot be listed; err joins one error for each of them.
func List(content fs.FS) (names, unlisted []string, err error) {
	var errs []error
	for dirs := []string{"."}; len(dirs) > 0; {
		listings := make([][]fs.DirEntry, len(dirs))
		failures := make([]error, len(dirs))
		par.Each(len(dirs), func(i int) { listings[i], failures[i] = fs.ReadDir(content, dirs[i]) })
		var deeper []string
		for i, dir := range dirs {
			if err := failures[i]; notFound(err) && dir != "." { // removed since its parent was listed
				continue
			} else if err != nil {
				unlisted = append(unlisted, dir)
				errs = append(errs, fmt.Errorf("reading the content folder: %w", err))
				continue
			}
			for _, entry := range listings[i] {
				switch name := path.Join(dir, entry.Name()); {
				case Hidden(entry.Name()):
				case entry.IsDir() && utf8.ValidString(entry.Name()): // otherwise it cannot be opened
					deeper = append(deeper, name)
				default:
					names = append(names, name)
				}
			}
		}
		dirs = deeper
	}
	slices.Sort(names)
	return names, unlisted, errors.Join(errs...)
}

// Hidden reports whether a file, or a folder above it, is hidden.
func Hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// ReadFiles reads files on all cores. files[i] is nil if names[i] is not found, is a
// folder, or cannot be read; in the last case errs[i] is the error.
func ReadFiles(content fs.FS, names []string) (files []*File, errs []error) {
	files, errs = make([]*File, len(names)), make([]error, len(names))
	par.Each(len(names), func(i int) { files[i], errs[i] = readFile(content, names[i]) })
	return files, errs
}

// Equal reports whether two versions of a file have the same content and findings. For a
// binary file, it compares size and modification time.
func (f *File) Equal(g *File) bool {
	return f.Text == g.Text && f.HasBOM == g.HasBOM && f.Unreadable == g.Unreadable && f.stamp == g.stamp &&
		slices.EqualFunc(f.Findings, g.Findings, SameFinding)
}

// stamp identifies a version of a binary file, whose content is not read.
type stamp struct {
	size     int64
	modified time.Time
}

// readFile reads one file. It returns nil if the file is not found or is a folder.
func readFile(content fs.FS, name string) (*File, error) {
	if !utf8.ValidString(name) {
		return notUTF8(content, name)
	}
	info, err := fs.Lstat(content, name)
	if notFound(err) || err == nil && info.IsDir() {
		return nil, nil
	} else if err != nil {
		return nil, readError(name, err)
	}
	f := &File{Name: name, Kind: KindOf(name)}
	switch entry := fs.FileInfoToDirEntry(info); {
	case f.Kind == "":
		f.checkLinkedFolder(content, entry)
	case !f.readable(content, entry):
		f.Unreadable = true
	case f.IsBinary():
		if entry.Type()&fs.ModeSymlink != 0 {
			if info, err = fs.Stat(content, name); err != nil {
				return nil, nil // removed since readable followed the link
			}
		}
		f.stamp = stamp{info.Size(), info.ModTime()}
		if err := f.readStart(content); notFound(err) {
			return nil, nil
		} else if err != nil {
			return nil, readError(name, err)
		}
	default:
		if err := f.read(content); notFound(err) {
			return nil, nil
		} else if err != nil {
			return nil, readError(name, err)
		}
	}
	return f, nil
}

// NewFile returns a file of the content folder that is not written to disk yet.
func NewFile(name, text string) *File {
	f := &File{Name: name, Kind: KindOf(name)}
	switch {
	case f.IsBinary():
		f.stamp.size = int64(len(text))
		f.checkStart([]byte(text[:min(len(text), startSize)]))
	case len(text) > MaxSize:
		f.tooLarge(int64(len(text)))
	default:
		f.setText([]byte(text))
	}
	return f
}

// ReadOther reads a file outside the content folder. It returns nil if there is no such
// file. If the file cannot be used, a finding states the reason.
func ReadOther(folder fs.FS, name string) *File {
	info, err := fs.Stat(folder, name)
	if err != nil || info.IsDir() {
		return nil
	}
	f := &File{Name: name}
	if !info.Mode().IsRegular() {
		f.notRegular()
	} else if f.read(folder) != nil {
		return nil
	}
	return f
}

// notFound reports whether an error means that a file, or the folder for it, does not
// exist.
func notFound(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

func readError(name string, err error) error { return fmt.Errorf("reading %s: %w", name, err) }

// read sets the text of the file.
func (f *File) read(content fs.FS) error {
	r, err := content.Open(f.Name)
	if err != nil {
		return err
	}
	defer r.Close()
	size := int64(0)
	if info, err := r.Stat(); err == nil {
		size = info.Size()
	}
	if size > int64(f.maxSize()) {
		f.tooLarge(size)
		return nil
	}
	text := make([]byte, 0, size+1)
	for len(text) <= f.maxSize() {
		n, err := r.Read(text[len(text):cap(text)])
		if text = text[:len(text)+n]; err == io.EOF {
			f.setText(text)
			return nil
		} else if err != nil {
			return err
		}
		if len(text) == cap(text) {
			text = slices.Grow(text, 512)
		}
	}
	f.tooLarge(int64(len(text)))
	return nil
}

func (f *File) tooLarge(size int64) {
	f.Unreadable = true
	severity, text, help := Error, "this file is larger than 1 MiB", "split it into several files"
	switch f.Kind {
	case Data:
		text, help = "this file is larger than 16 MiB", "export only the fields that are read: run platmap issues pull"
	case Baseline:
		text, help = "this file is larger than 16 MiB", "set frequent findings to warning or off under findings in site.yaml, and write it again with platmap check --update-baseline"
	case Asset: // only a warning, because pages can do without an image
		severity, text, help = Warning, "this image is larger than 1 MiB, so pages show its alternative text", "simplify it, or save it as PNG or WebP"
	}
	shown := fmt.Sprintf("%.1f MiB", float64(size)/(1<<20))
	if most := int64(f.maxSize()); size < most+most/20 {
		shown = fmt.Sprintf("%d bytes", size)
	}
	f.Findings.Add(Diagnostic{Code: "file/size", Severity: severity, Pos: Pos{f, 0}, Text: text, Help: help,
		Related: []Related{{Pos: Pos{f, 0}, Text: "its size is " + shown}}})
}
