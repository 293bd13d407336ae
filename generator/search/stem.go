package search

import (
	"strings"
	"unicode/utf8"
)

// stem returns the common part of the forms of an English word, such as deploy for
// deploying. Each form begins with it, apart from a final y. It returns "" for words of
// one or two letters and for words with other characters than a to z.
func stem(word string) string {
	if len(word) < 3 || !isASCIIWord(word) {
		return ""
	}
	root := word
	switch {
	case len(word) == 3:
		return word
	case strings.HasSuffix(word, "ies"):
		root = word[:len(word)-3] + "y"
	case hasSuffix(word, "ses", "xes", "zes", "ches", "shes"):
		root = word[:len(word)-2]
	case strings.HasSuffix(word, "s") && !hasSuffix(word, "ss", "us", "is"):
		root = word[:len(word)-1]
	case len(word) > 5 && strings.HasSuffix(word, "ing"):
		root = undouble(word[:len(word)-3])
	case len(word) > 4 && strings.HasSuffix(word, "ed"):
		root = undouble(word[:len(word)-2])
	}
	if len(root) > 4 {
		root = strings.TrimSuffix(root, "e")
	}
	if len(root) < 3 { // uses
		return word
	}
	return root
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

// undouble returns run for runn, but roll for roll.
func undouble(s string) string {
	if n := len(s); n > 2 && s[n-1] == s[n-2] && !strings.ContainsRune("aeioulsz", rune(s[n-1])) {
		return s[:n-1]
	}
	return s
}

func isASCIIWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// maxTypos returns the maximum number of wrong letters in a typed word.
func maxTypos(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case strings.ContainsAny(word, "0123456789+#."): // no typing errors in numbers: e1001 is not e1002
		return 0
	case n >= 8:
		return 2
	case n >= 4:
		return 1
	}
	return 0
}
