package testsite

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"platmap/generator/par"
)

// Files returns a file system of texts by their paths.
func Files(texts map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// Texts reads all files of a file system, some of which may take time to make.
func Texts(t testing.TB, files fs.FS) map[string]string {
	t.Helper()
	var names []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(names))
	par.Each(len(names), func(i int) {
		b, err := fs.ReadFile(files, names[i])
		if err != nil {
			t.Error(err)
		}
		list[i] = string(b)
	})
	texts := make(map[string]string, len(names))
	for i, name := range names {
		texts[name] = list[i]
	}
	return texts
}
