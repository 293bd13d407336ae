package source

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// MaxSize is the largest text file that is read, in bytes. People write these
// files by hand; a larger one is a mistake or an attack.
const MaxSize = 1 << 20

// Read returns every file of a content folder, sorted by name. Hidden files
// and files of no known kind are passed over; of those that look meant for
// platmap a warning tells. The folder must refuse to be left through symbolic
// links, as os.Root's FS does.
func Read(content fs.FS, diags *Diagnostics) ([]*File, error) {
	var files []*File
	names := strayNames{}
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading the content folder: %w", err)
		}
		if name != "." && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		f := &File{Name: name, Kind: KindOf(name)}
		if f.Kind == "" {
			if !f.linkedFolder(content, d, diags) {
				names.warn(f, diags)
			}
			return nil
		}
		if !f.readable(content, d, diags) {
			f.Unreadable = true
		} else if f.Kind != Asset || strings.EqualFold(path.Ext(f.Name), ".svg") {
			if err := f.read(content, diags); err != nil {
				return err
			}
		}
		files = append(files, f)
		return nil
	})
	oneName(files, diags)
	return files, err
}

func (f *File) read(content fs.FS, diags *Diagnostics) error {
	r, err := content.Open(f.Name)
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	defer r.Close()
	if info, err := r.Stat(); err == nil && info.Size() > MaxSize {
		f.tooLarge(info.Size(), diags)
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	if len(text) > MaxSize {
		f.tooLarge(int64(len(text)), diags)
		return nil
	}
	f.take(text, diags)
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
