package theme

import (
	"io"
	"testing"
)

// The templates of a valid theme are parsed when the first page is executed.
func TestLoadValid(t *testing.T) {
	files := tiny()
	valid, err := LoadValid(files)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := run(t, valid, "a"), run(t, load(t, files, nil), "a"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	files["page.html"] = file("{{if}}")
	if valid, err = LoadValid(files); err != nil {
		t.Fatal(err)
	}
	if err := valid.Execute(io.Discard, "a", "en", nil); err == nil {
		t.Error("no error")
	}
}
