package changes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spaced adds the spaces that Japanese and Chinese have between Latin and other
// characters around the arguments of a text: "Redis を追加", but "検索を追加" and "「Redis」を追加".
func spaced(word string, args []any) {
	for i, arg := range args {
		s, ok := arg.(string)
		before, after, found := strings.Cut(word, "{"+string(rune('0'+i))+"}")
		if !ok || !found || s == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(s)
		if isJapanese(last) && isLatin(first) {
			s = " " + s
		}
		last, _ = utf8.DecodeLastRuneInString(s)
		first, _ = utf8.DecodeRuneInString(after)
		if isLatin(last) && isJapanese(first) {
			s += " "
		}
		args[i] = s
	}
}

func isLatin(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("%`)", r))
}

func isJapanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
