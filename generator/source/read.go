package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// MaxSize is the largest text file that is read, in bytes. People write these
// files by hand; a larger one is a mistake or an attack.
const MaxSize = 1 << 20

// Read returns every file of a content folder, sorted by name. Hidden files
// and files of no known kind are passed over. The folder must refuse to be
// left through symbolic links, as os.Root's FS does.
func Read(content fs.FS, diags *Diagnostics) ([]*File, error) {
	var files []*File
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
			warnExtension(f, diags)
			return nil
		}
		if !f.readable(content, d, diags) {
			f.Unreadable = true
		} else if f.Kind != Asset || path.Ext(f.Name) == ".svg" {
			if err := f.read(content, diags); err != nil {
				return err
			}
		}
		files = append(files, f)
		return nil
	})
	return files, err
}

// warnExtension tells of a file that looks meant for platmap but is not read.
func warnExtension(f *File, diags *Diagnostics) {
	dir, _, _ := strings.Cut(f.Name, "/")
	switch dir {
	case "guides":
		switch ext := path.Ext(f.Name); strings.ToLower(ext) {
		case ".md", ".markdown", ".mdx":
			diags.Warnf("file/extension", Pos{f, 0}, 0, "rename it so that its name ends in .md", "%s is not read", path.Base(f.Name))
		}
	case "domains", "components", "teams", "scenarios", "site.yml", "glossary.yml":
		if strings.Contains(path.Base(f.Name), ".y") {
			diags.Warnf("file/extension", Pos{f, 0}, 0, "rename it so that its name ends in .yaml, directly in its folder",
				"%s is not read", path.Base(f.Name))
		}
	}
}

// readable follows a symbolic link and reports where it must not lead.
func (f *File) readable(content fs.FS, d fs.DirEntry, diags *Diagnostics) bool {
	if d.Type()&fs.ModeSymlink == 0 && d.Type().IsRegular() {
		return true
	}
	info, err := fs.Stat(content, f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		diags.Errorf("file/symlink", Pos{f, 0}, 0, "point it at a file that exists, or remove it", "this symbolic link leads nowhere")
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

func (f *File) read(content fs.FS, diags *Diagnostics) error {
	r, err := content.Open(f.Name)
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return fmt.Errorf("reading %s: %w", f.Name, err)
	}
	f.take(text, diags)
	return nil
}

// take checks the bytes of a file and keeps them as its text.
func (f *File) take(text []byte, diags *Diagnostics) {
	if len(text) > MaxSize {
		f.Unreadable = true
		diags.Errorf("file/size", Pos{f, 0}, 0, "split it into several files", "this file is larger than 1 MiB")
		return
	}
	if rest, found := bytes.CutPrefix(text, []byte("\uFEFF")); found {
		text, f.Marked = rest, true
		diags.Warnf("file/bom", Pos{f, 0}, 0, "save it as UTF-8 without a byte order mark", "this file starts with a byte order mark")
	}
	if !utf8.Valid(text) {
		f.Unreadable = true
		valid, bad := splitValid(text)
		// Keep what was readable, so that the place can be shown.
		f.Text = string(valid)
		diags.Errorf("file/encoding", Pos{f, len(valid)}, 0, encodingHelp(text), "this is not UTF-8: byte 0x%02X", bad)
		return
	}
	f.Text = string(text)
	if path.Ext(f.Name) != ".yaml" {
		return
	}
	if i := oddLineEnd(f.Text); i >= 0 {
		f.Unreadable = true
		diags.Errorf("file/line-endings", Pos{f, i}, 0, "replace it with an ordinary line feed",
			"this line ends with %s, which editors and YAML count differently", oddNames[oddRune(f.Text[i:])])
	}
}

func splitValid(text []byte) (valid []byte, bad byte) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return text[:i], text[i]
		}
		i += n
	}
	return text, 0
}

// encodingHelp guesses what the file was saved as.
func encodingHelp(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE}), bytes.HasPrefix(text, []byte{0xFE, 0xFF}):
		return "it looks like UTF-16; save it as UTF-8"
	case bytes.IndexByte(text, 0x82) >= 0 || bytes.IndexByte(text, 0x83) >= 0: // hiragana and katakana lead bytes
		return "it looks like Shift_JIS; save it as UTF-8 (iconv -f CP932 -t UTF-8)"
	}
	return "save it as UTF-8"
}

var oddNames = map[rune]string{'\r': "a lone carriage return", '\u0085': "U+0085", '\u2028': "U+2028", '\u2029': "U+2029"}

func oddRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// oddLineEnd returns the offset of the first character that YAML takes for a
// line end and editors do not (or the other way round), or -1.
func oddLineEnd(text string) int {
	for from := 0; from < len(text); {
		i := strings.IndexAny(text[from:], "\r\u0085\u2028\u2029")
		if i < 0 {
			return -1
		}
		i += from
		if text[i] == '\r' && strings.HasPrefix(text[i:], "\r\n") {
			from = i + 2
			continue
		}
		return i
	}
	return -1
}
