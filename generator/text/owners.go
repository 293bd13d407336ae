package text

import (
	"regexp"
	"strings"
)

// codeOwner matches a user, a team or a mail address.
var codeOwner = regexp.MustCompile(`^(@[\w.-]+(/[\w.-]+)?|[^@\s]+@[^@\s]+)$`)

// IsOwner reports whether a word of CODEOWNERS is a user, a team or a mail address.
func IsOwner(word string) bool { return codeOwner.MatchString(word) }

// OwnerWords returns the pattern and the owners in a line of CODEOWNERS, without a comment.
// A backslash before a space in the pattern escapes it.
func OwnerWords(line string) []string {
	const escaped = "\x00" // a character that text files do not contain
	words := strings.Fields(strings.ReplaceAll(line, `\ `, escaped))
	for i, word := range words {
		if strings.HasPrefix(word, "#") {
			return words[:i]
		}
		words[i] = strings.ReplaceAll(word, escaped, " ")
	}
	return words
}
