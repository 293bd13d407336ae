package tree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxUnescaped is the maximum length in bytes of a text in which escapes are considered
// to find the position of a part. Each part takes linear time.
const maxUnescaped = 10_000

// escapes are the escapes in double quotes that consist of one character after the
// backslash.
var escapes = map[byte]string{'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f",
	'r': "\r", 'e': "\x1b", ' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029"}

// escapeDigits is the number of hexadecimal digits after each of the other escapes.
var escapeDigits = map[byte]int{'x': 2, 'u': 4, 'U': 8}

// firstChar returns the value of the first character of a text, and the number of bytes
// that it takes in the file. Texts in double quotes have escapes; the value of an invalid
// escape is "".
func firstChar(s string, hasEscapes bool) (value string, size int) {
	if !hasEscapes || s[0] != '\\' || len(s) == 1 {
		_, size = utf8.DecodeRuneInString(s)
		return s[:size], size
	}
	if digits := escapeDigits[s[1]]; digits > 0 && 2+digits <= len(s) {
		r, err := strconv.ParseUint(s[2:2+digits], 16, 32)
		if err != nil || r > utf8.MaxRune {
			return "", 2
		}
		return string(rune(r)), 2 + digits
	}
	return escapes[s[1]], 2
}

// unescape returns the value of a scalar in double quotes on one line, and the offset in
// the file of each of its bytes and of the closing quote. It returns nil for a scalar
// without escapes or with unknown ones.
func unescape(n *Node) (value string, offsets []int) {
	file, from := n.Pos.File.Text, n.Pos.Offset+1
	quoted := file[from:min(n.end, len(file), from+maxUnescaped)]
	if !strings.Contains(quoted, `\`) {
		return "", nil
	}
	var b []byte
	for i := 0; i < len(quoted) && quoted[i] != '\n'; {
		if quoted[i] == '"' {
			offsets = append(offsets, from+i)
			if string(b) != n.Text { // such as a text that was corrected to parse it
				return "", nil
			}
			return n.Text, offsets
		}
		s, size := firstChar(quoted[i:], true)
		if s == "" {
			return "", nil
		}
		for range len(s) {
			offsets = append(offsets, from+i)
		}
		b = append(b, s...)
		i += size
	}
	return "", nil
}
