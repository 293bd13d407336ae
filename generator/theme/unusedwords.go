package theme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"platmap/generator/text"
)

// checkWords finds words laid over a theme that nobody would ever say: neither
// the theme nor a template laid over it knows their key.
func checkWords(base, overlay fs.FS) error {
	if overlay == nil {
		return nil
	}
	known, err := keysOf(base, "words/"+fallback+".json")
	if err != nil {
		return err
	}
	templates, err := readAll(overlay)
	if err != nil {
		return err
	}
	said := func(key string) bool {
		for name, text := range templates {
			if ext := path.Ext(name); (ext == ".html" || ext == ".svg") && bytes.Contains(text, []byte(`"`+key+`"`)) {
				return true
			}
		}
		return false
	}
	names, err := fs.Glob(overlay, "words/*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		keys, err := keysOf(overlay, name)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if slices.ContainsFunc(known, func(w word) bool { return w.key == k.key }) || said(k.key) {
				continue
			}
			cure := ""
			if near := text.Closest(k.key, wordKeys(known)); near != "" {
				cure = fmt.Sprintf("; did you mean %q?", near)
			}
			return fmt.Errorf("theme: %s:%d:%d: nothing says the word %q%s", name, k.line, k.column, k.key, cure)
		}
	}
	return nil
}

// word is where a key of a list of words stands.
type word struct {
	key          string
	line, column int // column from 0 in bytes, as package template counts
}

// keysOf returns the keys of a list of words that has been parsed without error.
func keysOf(fsys fs.FS, name string) ([]word, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	var keys []word
	d := json.NewDecoder(bytes.NewReader(text))
	for i := 0; ; i++ {
		token, err := d.Token()
		if err != nil { // the end
			return keys, nil
		}
		key, ok := token.(string)
		if !ok || i%2 == 0 { // the brace is 0, a key 1, its word 2
			continue
		}
		end := int(d.InputOffset())
		at := bytes.LastIndexByte(text[:end-1], '"')
		before := text[:max(at, 0)]
		keys = append(keys, word{key, 1 + bytes.Count(before, []byte("\n")), len(before) - 1 - bytes.LastIndexByte(before, '\n')})
	}
}

func wordKeys(words []word) []string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.key
	}
	return keys
}
