package render

import (
	"io/fs"
	"os"
	"regexp"
	"testing"

	"platmap/generator/theme"
	"platmap/themes"
)

// Every word that this package asks the theme for is there in every language.
func TestWords(t *testing.T) {
	base, err := fs.Sub(themes.FS, "default")
	if err != nil {
		t.Fatal(err)
	}
	th, err := theme.Load(base, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`(?:Say|say|heading|list)\("([a-z_.]+[a-z_])"|facts\(1((?:, "[a-z_]+", [^"]+)+)\)`)
	quoted := regexp.MustCompile(`"([a-z_]+)"`)
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
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			keys := []string{m[1]}
			if m[1] == "" {
				keys = nil
				for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
					keys = append(keys, q[1])
				}
			}
			for _, key := range keys {
				n++
				for _, locale := range []string{"en", "ja"} {
					if _, ok := th.Words(locale)[key]; !ok {
						t.Errorf("%s says %q, which words/%s.json lacks", name, key, locale)
					}
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d words were found", n)
	}
}
