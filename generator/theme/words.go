package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/text"
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
	return t.Fill(locale, word, args...)
}

// Fill replaces {0}, {1} … in a text with the arguments. It does not change other braces,
// or braces in arguments. Japanese and Chinese have a space between Latin and other
// characters: "Redis を追加", but "検索を追加" and "「Redis」を追加".
func (t *Theme) Fill(locale, word string, args ...any) string {
	lang := t.Language(locale)
	spaced := lang == "ja" || strings.HasPrefix(lang, "zh")
	var b strings.Builder
	for {
		before, after, _ := strings.Cut(word, "{")
		b.WriteString(before)
		if len(before) == len(word) {
			return b.String()
		}
		number, rest, _ := strings.Cut(after, "}")
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(args) {
			s := fmt.Sprint(args[i])
			if spaced {
				s = space(before, s) + s + space(s, rest)
			}
			b.WriteString(s)
			word = rest
		} else {
			b.WriteByte('{')
			word = after
		}
	}
}

// space returns the space between two parts of a Japanese or Chinese text, or "".
func space(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if isLatin(last) && isEastAsian(first) || isEastAsian(last) && isLatin(first) {
		return " "
	}
	return ""
}

func isLatin(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%`)", r))
}

func isEastAsian(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// Words returns all words of a language. The caller must not change them.
func (t *Theme) Words(locale string) map[string]string { return t.words[t.Language(locale)] }

// Languages returns the languages for which the theme has words, sorted.
func (t *Theme) Languages() []string { return slices.Sorted(maps.Keys(t.words)) }

// Languages returns the languages for which a theme has words, without reading it.
func Languages(base fs.FS) ([]string, error) {
	names, err := fs.Glob(base, "words/*.json")
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".json")
	}
	return names, err
}

// Language returns the language of the theme that suits a locale best.
func (t *Theme) Language(locale string) string {
	if t.words[locale] != nil {
		return locale
	}
	if lang, ok := t.suited.Load(locale); ok {
		return lang.(string)
	}
	lang := fallback
	for _, code := range slices.Backward(text.LanguageFallbacks(locale)) {
		if t.words[code] != nil {
			lang = code
		}
	}
	t.suited.Store(locale, lang)
	return lang
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
				return t.wordsError(name, err)
			}
		}
	}
	// A word that zh-CN lacks is taken from zh-Hans. The words that are added here do not
	// change later results, because each language adds the words of its own fallbacks
	// before English ones.
	for _, lang := range t.Languages() {
		words := t.words[lang]
		for _, from := range append(text.LanguageFallbacks(lang), fallback) {
			for key, word := range t.words[from] {
				if _, ok := words[key]; !ok {
					words[key] = word
				}
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

// wordsError returns the error of a file of words that is not a JSON object of texts.
func (t *Theme) wordsError(name string, err error) *Error {
	e := t.errorAt(name, offsetOf(err), "%v", err)
	f, at := e.Finding.Pos.File, e.Finding.Pos.Offset
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && strings.HasPrefix(strings.TrimSpace(f.Text), "{"):
		e.Finding.Text, e.Finding.Help = "a word must be text, not a JSON "+kind.Value, "put it in quotes"
	case errors.As(err, &kind):
		e.Finding.Text, e.Finding.Help = "words must be a JSON object, not a JSON "+kind.Value, `write {"KEY": "TEXT"}`
	case strings.HasPrefix(f.Text[at:], "}") && strings.HasSuffix(strings.TrimSpace(f.Text[:at]), ","):
		e.Finding.Help = "remove the comma before it"
	}
	return e
}

// offsetOf returns the byte offset of a JSON error.
func offsetOf(err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return max(int(syntax.Offset)-1, 0) // the offset is after the wrong byte
	case errors.As(err, &kind):
		return max(int(kind.Offset)-1, 0) // the offset is after the wrong value
	}
	return 0
}
