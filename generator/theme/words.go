package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
)

// fallback is the language that has every word.
const fallback = "en"

// Say returns the text for a key in a language, with {0}, {1} … replaced by the
// arguments. If the text has two forms, as in "{0} guide|{0} guides", it returns
// the first form if the first argument is 1. If there is no text in the language,
// it returns the English one; for an unknown key it returns the key.
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

// Words returns all words of a language. The caller must not change them.
func (t *Theme) Words(locale string) map[string]string { return t.words[t.closest(locale)] }

// closest returns the language of the theme that suits a locale best.
func (t *Theme) closest(locale string) string {
	base, _, _ := strings.Cut(locale, "-")
	for _, lang := range []string{locale, base} {
		if t.words[lang] != nil {
			return lang
		}
	}
	return fallback
}

// parseWords reads the words of every language. It reads the words of the overlay
// last, so that they replace the others.
func (t *Theme) parseWords(base files) error {
	if base["words/"+fallback+".json"] == nil {
		return fmt.Errorf("theme: words/%s.json is missing", fallback)
	}
	t.words = map[string]map[string]string{}
	for _, layer := range []files{base, t.overlay} {
		for _, name := range wordLists(layer) {
			lang := strings.TrimSuffix(path.Base(name), ".json")
			words := t.words[lang]
			if words == nil {
				words = map[string]string{}
				t.words[lang] = words
			}
			if err := json.Unmarshal([]byte(layer[name].Text), &words); err != nil {
				return t.errorAt(name, offsetOf(err), "%v", err)
			}
		}
	}
	for _, words := range t.words {
		for key, word := range t.words[fallback] {
			if _, ok := words[key]; !ok {
				words[key] = word
			}
		}
	}
	return nil
}

// wordLists returns the names of the files of words.
func wordLists(layer files) []string {
	var names []string
	for _, name := range layer.names() {
		if dir, base := path.Split(name); dir == "words/" && path.Ext(base) == ".json" {
			names = append(names, name)
		}
	}
	return names
}

// offsetOf returns the byte offset of a JSON error.
func offsetOf(err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return max(int(syntax.Offset)-1, 0) // the offset is after the wrong byte
	case errors.As(err, &kind):
		return int(kind.Offset)
	}
	return 0
}
