package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

// charsets are the encodings that Decode supports, by their names in lower case. As in
// browsers, the names of Latin-1 mean Windows-1252, which is a superset of it.
var charsets = map[string]encoding.Encoding{
	"utf-16":       unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"iso-8859-1":   charmap.Windows1252,
	"latin1":       charmap.Windows1252,
	"us-ascii":     charmap.Windows1252,
	"ascii":        charmap.Windows1252,
	"windows-1252": charmap.Windows1252,
	"cp1252":       charmap.Windows1252,
	"iso-8859-2":   charmap.ISO8859_2,
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"koi8-r":       charmap.KOI8R,
	"iso-8859-15":  charmap.ISO8859_15,
	"shift_jis":    japanese.ShiftJIS,
	"shift-jis":    japanese.ShiftJIS,
	"sjis":         japanese.ShiftJIS,
	"x-sjis":       japanese.ShiftJIS,
	"windows-31j":  japanese.ShiftJIS,
	"cp932":        japanese.ShiftJIS,
	"ms932":        japanese.ShiftJIS,
	"euc-jp":       japanese.EUCJP,
	"x-euc-jp":     japanese.EUCJP,
	"iso-2022-jp":  japanese.ISO2022JP,
}

// Decode converts a text to UTF-8. It returns false if the encoding is unknown, or if the
// bytes are not valid in it.
func Decode(charset string, b []byte) (string, bool) {
	charset = strings.ToLower(charset)
	if charset == "utf-8" {
		return string(b), utf8.Valid(b)
	}
	known := charsets[charset]
	if known == nil {
		return "", false
	}
	decoded, err := known.NewDecoder().Bytes(b)
	s := string(decoded)
	return s, err == nil && !strings.ContainsRune(s, utf8.RuneError)
}
