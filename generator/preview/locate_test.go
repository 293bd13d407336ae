package preview

import (
	"testing"

	"platmap/generator/source"
)

// The path of a file may be part of a query, where & and + are special characters.
func TestNote_EditorAddress(t *testing.T) {
	for _, tt := range []struct{ editor, folder, want string }{
		{"vscode://file{file}:{line}:{column}", "/home/a b/content", "vscode://file/home/a%20b/content/domains/cdn.yaml:2:1"},
		{"vscode://file{file}:{line}:{column}", "C:/content", "vscode://file/C:/content/domains/cdn.yaml:2:1"},
		{"idea://open?file={file}&line={line}", "/r&d/c++/50%?#", "idea://open?file=/r%26d/c%2B%2B/50%25%3F%23/domains/cdn.yaml&line=2"},
	} {
		s := &Server{opt: Options{Editor: tt.editor}}
		f := &source.File{Name: "domains/cdn.yaml", Text: "name: CDN\nstatus: draft\n"}
		if got := s.note(Folder{Full: tt.folder}, f.At(2, 1), "").Editor; got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
