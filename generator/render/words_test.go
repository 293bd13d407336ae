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
	used := regexp.MustCompile(`(?:Say|say|heading|headingOr|list|webLink|fact|factText)\((?:[01], )?"([a-z_.]+[a-z_])"`)
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, v := range viewDefs {
		words = append(words, "view."+v.name)
		if v.reader != "" {
			words = append(words, "asks."+v.name, "reader."+v.reader)
		}
	}
	for _, k := range pageKinds {
		words = append(words, "refs."+string(k.kind), "page."+string(k.kind), "view."+k.kind.Dir())
	}
	n := len(words)
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(text), -1) {
			words = append(words, m[1])
		}
	}
	if len(words)-n < 20 {
		t.Errorf("only %d words were found in the code", len(words)-n)
	}
	for _, word := range words {
		for _, locale := range []string{"en", "ja"} {
			if _, ok := th.Words(locale)[word]; !ok {
				t.Errorf("%q is not in words/%s.json", word, locale)
			}
		}
	}
}
