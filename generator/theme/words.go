package theme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// fallback is the language that every word exists in.
const fallback = "en"

// Say returns a word of the theme in a language, with {0}, {1} … replaced by
// the arguments. A word in two forms, "{0} guide|{0} guides", is one and many:
// the first argument decides. A missing word is said in English, and one that
// is in no list at all shows its key.
func (t *Theme) Say(locale, key string, args ...any) string {
	word, ok := t.Words(locale)[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return word
	}
	if one, many, two := strings.Cut(word, "|"); two {
		if word = many; args[0] == 1 {
			word = one
		}
	}
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), fmt.Sprint(arg))
	}
	return strings.NewReplacer(pairs...).Replace(word)
}

// Words returns all words of a language. It must not be changed.
func (t *Theme) Words(locale string) map[string]string { return t.words[t.closest(locale)] }

// closest returns the language there are words in that suits a locale best.
func (t *Theme) closest(locale string) string {
	base, _, _ := strings.Cut(locale, "-")
	for _, lang := range []string{locale, base} {
		if t.words[lang] != nil {
			return lang
		}
	}
	return fallback
}

// parseWords reads the words of every language, key by key: a theme laid over
// another may change a single word.
func parseWords(layers ...fs.FS) (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for _, layer := range layers {
		if layer == nil {
			continue
		}
		names, err := fs.Glob(layer, "words/*.json")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(layer, name)
			if err != nil {
				return nil, fmt.Errorf("theme: %w", err)
			}
			lang := strings.TrimSuffix(path.Base(name), ".json")
			words := all[lang]
			if words == nil {
				words = map[string]string{}
				all[lang] = words
			}
			if err := json.Unmarshal(text, &words); err != nil {
				return nil, fmt.Errorf("theme: %s:%d: %w", name, lineOf(text, err), err)
			}
		}
	}
	if all[fallback] == nil {
		return nil, fmt.Errorf("theme: words/%s.json is missing", fallback)
	}
	for _, words := range all {
		for key, word := range all[fallback] {
			if _, ok := words[key]; !ok {
				words[key] = word
			}
		}
	}
	return all, nil
}

// lineOf returns the line a JSON error speaks of.
func lineOf(text []byte, err error) int {
	var offset int64
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	return 1 + bytes.Count(text[:min(int(offset), len(text))], []byte("\n"))
}
