package render

import (
	"io/fs"
	"os"
	"regexp"
	"testing"

	"platmap/generator/theme"
	"platmap/themes"
)

// Every word that this package uses exists in every language of the default theme.
func TestWords(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	th, err := theme.Load(base, nil)
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`(?:Say|say|heading|list|facts|date)\("([a-z_.]+[a-z_])"`)
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(text), -1) {
			n++
			for _, locale := range []string{"en", "ja"} {
				if _, ok := th.Words(locale)[m[1]]; !ok {
					t.Errorf("%s uses %q, which is not in words/%s.json", name, m[1], locale)
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d words were found", n)
	}
}
