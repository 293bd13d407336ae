package publish

import (
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A large file is copied piece by piece, and only if it has changed.
func TestWrite_LargeFile(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		name, text string
		written    int
	}{
		{"new", strings.Repeat("abcdefgh", maxBuffered/4), 1},
		{"same", strings.Repeat("abcdefgh", maxBuffered/4), 0},
		{"last byte differs", strings.Repeat("abcdefgh", maxBuffered/4-1) + "abcdefgX", 1},
		{"longer", strings.Repeat("abcdefgh", maxBuffered/2) + ".", 1},
		{"shorter", strings.Repeat("abcdefgh", maxBuffered/4) + ".", 1},
	} {
		content := fstest.MapFS{"guides/dump.zip": {Data: []byte(tt.text)}}
		r, err := Write(t.Context(), dir, pieces{t, content}, Options{})
		must(t, err)
		if r.Written != tt.written || r.Bytes != int64(len(tt.text)) {
			t.Errorf("%s: %d files and %d bytes written", tt.name, r.Written, r.Bytes)
		}
		if got := pages(t, dir)["guides/dump.zip"]; got != tt.text {
			t.Errorf("%s: the file has %d other bytes", tt.name, len(got))
		}
	}
}

// pieces is a file system whose files fail the test if a large piece is read at once.
type pieces struct {
	t *testing.T
	fs.FS
}

func (p pieces) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	if s, ok := f.(io.ReadSeeker); ok {
		return &pieceFile{p.t, f, s}, err
	}
	return f, err
}

type pieceFile struct {
	t *testing.T
	fs.File
	seeker io.Seeker
}

func (f *pieceFile) Read(b []byte) (int, error) {
	if len(b) > 64<<10 {
		f.t.Errorf("%d bytes read at once", len(b))
	}
	return f.File.Read(b)
}

func (f *pieceFile) Seek(offset int64, whence int) (int64, error) {
	return f.seeker.Seek(offset, whence)
}

// Names that are too long for the disk are detected before anything changes.
func TestWrite_NameTooLong(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, length := range []int{250, 255} {
		write(t, dir, files{"a": "1", "guides/" + strings.Repeat("x", length): "1"})
	}
	old := onDisk(t, dir)
	for _, name := range []string{strings.Repeat("x", 256), "guides/" + strings.Repeat("あ", 86) + "/a.html"} {
		_, err := Write(t.Context(), dir, files{"a": "2", "b": "2", name: "2", "z": "2"}.site(), Options{})
		if err == nil || !strings.Contains(err.Error(), "cannot write") {
			t.Errorf("got error %v", err)
		}
		if diff := cmp.Diff(old, onDisk(t, dir)); diff != "" {
			t.Errorf("the folder changed:\n%s", diff)
		}
	}
}
