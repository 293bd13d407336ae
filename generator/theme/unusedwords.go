package theme

import (
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// checkUnusedWords reports a word of the overlay that no template uses: its key
// is neither in the words of the base nor in a template of the overlay.
func (t *Theme) checkUnusedWords(base files) error {
	known := map[string]bool{}
	for _, k := range wordKeys(base["words/"+fallback+".json"]) {
		known[k.key] = true
	}
	for _, name := range wordLists(t.overlay) {
		for _, k := range wordKeys(t.overlay[name]) {
			if known[k.key] || t.overlay.templateHas(`"`+k.key+`"`) {
				continue
			}
			e := t.errorAt(name, k.offset, "unknown key %q of words: no template uses it", k.key)
			e.Finding.Len = len(k.key) + len(`""`)
			if near := text.Closest(k.key, slices.Sorted(maps.Keys(known))); near != "" {
				e.Finding.Help = `did you mean "` + near + `"?`
			}
			return e
		}
	}
	return nil
}

// checkMisplaced reports a file at the top of the overlay that has no effect there,
// because the base has the file of this name in a folder, such as css/layout.css. Other
// files without effect, such as a README, are allowed.
func (t *Theme) checkMisplaced(base files) error {
	for _, name := range t.overlay.names() {
		if path.Dir(name) != "." || path.Ext(name) == ".html" || base[name] != nil {
			continue
		}
		for _, other := range base.names() {
			if path.Base(other) == name {
				e := t.errorAt(name, 0, "this file has no effect here, because the default theme has it in a folder")
				e.Finding.Help = "move it to " + other + " in the folder of your theme"
				return e
			}
		}
	}
	return nil
}

// templateHas reports whether a template contains a text.
func (f files) templateHas(text string) bool {
	for name, file := range f {
		if ext := path.Ext(name); (ext == ".html" || ext == ".svg") && strings.Contains(file.Text, text) {
			return true
		}
	}
	return false
}

// wordKey is a key of a list of words.
type wordKey struct {
	key    string
	offset int // offset of the opening quote
}

// wordKeys returns the keys of a list of words that parses without error.
func wordKeys(f *source.File) []wordKey {
	var keys []wordKey
	d := json.NewDecoder(strings.NewReader(f.Text))
	for i := 0; ; i++ {
		token, err := d.Token()
		if err != nil { // the end
			return keys
		}
		key, ok := token.(string)
		if !ok || i%2 == 0 { // token 0 is the brace, 1 a key, 2 its word
			continue
		}
		end := int(d.InputOffset())
		keys = append(keys, wordKey{key, strings.LastIndexByte(f.Text[:end-1], '"')})
	}
}
