package source

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// DecodeText returns a text of any encoding in UTF-8, without a byte order mark. It is
// for files that other programs write. If a text has several encodings, each line is
// decoded separately. damaged has the numbers of lines with bytes that are invalid in
// every encoding; these bytes are replaced by U+FFFD.
func DecodeText(data []byte) (decoded string, damaged []int) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	switch encoding := encodingByMarks(data); {
	case encoding == utf16:
		if s, ok := text.Decode(encoding, withByteOrder(data)); ok {
			return s, nil
		}
	case encoding != "":
		if s, ok := text.Decode(encoding, data); ok {
			return s, nil
		}
	case utf8.Valid(data):
		return string(data), nil
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	var others []byte // the lines that are not UTF-8
	for _, line := range lines {
		if !utf8.Valid(line) {
			others = append(others, line...)
		}
	}
	common := charset(guessEncoding(others))
	var b strings.Builder
	for i, line := range lines {
		s, ok := text.Decode("utf-8", line)
		for _, name := range []string{common, charset(guessEncoding(line))} {
			if !ok && name != "" {
				s, ok = text.Decode(name, line)
			}
		}
		if !ok {
			s = strings.ToValidUTF8(string(line), "\uFFFD")
			damaged = append(damaged, i+1)
		}
		b.WriteString(s)
	}
	return b.String(), damaged
}

// charset returns the name of an encoding in package text, or "" for an encoding that is
// not decoded line by line.
func charset(encoding string) string {
	switch encoding {
	case latin:
		return "windows-1252"
	case sjis, euc:
		return encoding
	}
	return ""
}

// withByteOrder adds a byte order mark to a UTF-16 text. The byte order is guessed from
// the position of the zero bytes of ASCII characters.
func withByteOrder(data []byte) []byte {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return data
	}
	zeros := [2]int{}
	for i, b := range data[:min(len(data), 256)] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	mark := []byte{0xFE, 0xFF}
	if zeros[1] > zeros[0] {
		mark = []byte{0xFF, 0xFE}
	}
	return append(mark, data...)
}
