package themes

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// pageWords maps the words on pages, in all languages of the default theme, to their
// keys: "計画中" to status.planned.
var pageWords = sync.OnceValue(func() map[string][]string {
	keys := map[string][]string{}
	names, _ := fs.Glob(FS, "default/words/*.json")
	for _, name := range names {
		content, _ := fs.ReadFile(FS, name)
		var words map[string]string
		_ = json.Unmarshal(content, &words) // an error only removes a help; the tests of the theme report it
		for key, word := range words {
			word = strings.ToLower(word)
			keys[word] = append(keys[word], key)
		}
	}
	return keys
})

// FixedWord returns the fixed word of want that pages show as this text, such as planned
// for 計画中, or "".
func FixedWord(shown string, want []string) string {
	keys := pageWords()[strings.ToLower(strings.TrimSpace(shown))]
	i := slices.IndexFunc(want, func(word string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return strings.HasSuffix(key, "."+word) })
	})
	if i < 0 {
		return ""
	}
	return want[i]
}
