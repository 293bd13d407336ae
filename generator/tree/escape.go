package tree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxUnescaped is the most bytes of a text whose escapes are considered to find the
// position of a part of it. The time for each part is linear.
const maxUnescaped = 10_000

// escapes are the escapes of one character in double quotes.
var escapes = map[byte]string{'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f",
	'r': "\r", 'e': "\x1b", ' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029"}

// escapeDigits has the number of hexadecimal digits after each other escape.
var escapeDigits = map[byte]int{'x': 2, 'u': 4, 'U': 8}

// unescape returns the value of a scalar in double quotes on one line, and the offset in
// the file of each of its bytes and of the closing quote. It returns nil for a scalar
// without escapes or with others.
func unescape(n *Node) (value string, offsets []int) {
	file, from := n.Pos.File.Text, n.Pos.Offset+1
	quoted := file[from:min(n.end, len(file), from+maxUnescaped)]
	if !strings.Contains(quoted, `\`) {
		return "", nil
	}
	var b []byte
	for i := 0; i < len(quoted) && quoted[i] != '\n'; {
		s, size := quoted[i:i+1], 1
		switch {
		case quoted[i] == '"':
			offsets = append(offsets, from+i)
			if string(b) != n.Text { // such as a text that was corrected to parse it
				return "", nil
			}
			return n.Text, offsets
		case quoted[i] == '\\' && i+1 < len(quoted):
			size = 2
			s = escapes[quoted[i+1]]
			if digits := escapeDigits[quoted[i+1]]; digits > 0 && i+2+digits <= len(quoted) {
				r, err := strconv.ParseUint(quoted[i+2:i+2+digits], 16, 32)
				if err != nil || r > utf8.MaxRune {
					return "", nil
				}
				s, size = string(rune(r)), 2+digits
			}
		}
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
