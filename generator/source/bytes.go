package source

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// setText checks the bytes of a file and stores them as its text.
func (f *File) setText(text []byte) {
	if f.IsSVG() {
		f.setXML(text)
		return
	}
	if rest, found := bytes.CutPrefix(text, []byte("\uFEFF")); found {
		text, f.HasBOM = rest, true
		f.Findings.Add(Diagnostic{Code: "file/bom", Severity: Warning, Pos: Pos{f, 0}, Text: "this file starts with a byte order mark",
			Help: "save it as UTF-8 without a byte order mark", Fix: []Edit{{Start: -len("\uFEFF"), End: 0}}})
	}
	if encoding := encodingByMarks(text); encoding != "" || !utf8.Valid(text) {
		f.notUTF8(text, encoding)
		return
	}
	f.Text = string(text)
	if yaml := path.Ext(f.Name) == ".yaml"; yaml || f.Kind == Guide {
		f.lineEnds(yaml)
	}
	if f.Kind == Guide {
		f.invisible()
	}
}

// notUTF8 reports a text that is not UTF-8, at the first invalid byte.
func (f *File) notUTF8(text []byte, encoding string) {
	f.Unreadable = true
	at := 0
	for at < len(text) && encoding != utf16 {
		r, n := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && n == 1 || r == '\x1b' && encoding == jis {
			break
		}
		at += n
	}
	f.Text = string(text[:at]) // the text before it, so that the position can be shown
	if encoding == "" {
		encoding = guessEncoding(text)
	}
	help := "save it as UTF-8"
	switch encoding {
	case "":
	case damaged:
		help = "type this character again; the rest of the file is UTF-8"
	default:
		help = "save it as UTF-8; it seems to be " + encoding + " (iconv -f " + iconvNames[encoding] + " -t UTF-8)"
	}
	what := "this file is not UTF-8"
	if text[at] >= 0x80 { // a smaller byte is only invalid in its context
		what += fmt.Sprintf(": byte 0x%02X", text[at])
	}
	f.Findings.Errorf("file/encoding", Pos{f, at}, 0, help, "%s", what)
}

// invisible reports control characters. In YAML they can also be written as escapes, so
// package tree reports them in YAML files.
func (f *File) invisible() {
	var edits []Edit
	var first rune
	for at := 0; ; {
		i := text.IndexInvisible(f.Text[at:])
		if i < 0 {
			break
		}
		r, n := utf8.DecodeRuneInString(f.Text[at+i:])
		if at += i + n; r == '\r' {
			continue
		}
		if edits == nil {
			first = r
		}
		edits = append(edits, Edit{Start: at - n, End: at})
	}
	if edits != nil {
		f.Findings.Add(Diagnostic{Code: "file/control", Pos: Pos{f, edits[0].Start}, Len: edits[0].End - edits[0].Start, Fix: edits,
			Text: fmt.Sprintf("invisible control character (%U)", first), Help: "remove it"})
	}
}

// lineEnds reports line breaks other than the line feed. In YAML, some of them
// make all later positions wrong, because editors count lines differently.
func (f *File) lineEnds(yaml bool) {
	var edits []Edit
	for from := 0; ; {
		i := strings.Index(f.Text[from:], "\r\n")
		if i < 0 {
			break
		}
		from += i + 2
		edits = append(edits, Edit{Start: from - 2, End: from - 1})
	}
	if yaml {
		if i := oddLineEnd(f.Text); i >= 0 {
			f.Unreadable = true
			r, n := utf8.DecodeRuneInString(f.Text[i:])
			help := "replace it with a space or an ordinary line break"
			if r == '\r' {
				help = "save the file with Unix line breaks (LF)"
			}
			f.Findings.Errorf("file/line-endings", Pos{f, i}, n, help, "this line ends in %s, which editors and YAML count differently", oddNames[r])
			return
		}
	}
	if edits != nil {
		f.Findings.Add(Diagnostic{Code: "file/line-endings", Severity: Warning, Pos: Pos{f, edits[0].Start}, Fix: edits,
			Text: "this file has Windows line breaks (CRLF)", Help: "save it with Unix line breaks (LF); for a whole repository, write * text=auto eol=lf in .gitattributes"})
	}
}

var oddNames = map[rune]string{'\r': "a lone carriage return", '\u0085': "a next-line character (U+0085)",
	'\u2028': "a line separator (U+2028)", '\u2029': "a paragraph separator (U+2029)"}

// oddLineEnd returns the offset of the first character that either YAML or editors,
// but not both, treat as a line break, or -1.
func oddLineEnd(text string) int {
	best := -1
	for _, odd := range []string{"\u0085", "\u2028", "\u2029"} {
		if i := strings.Index(text, odd); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '\r')
		if i < 0 {
			return best
		}
		if i += from; !strings.HasPrefix(text[i:], "\r\n") {
			if best < 0 || i < best {
				return i
			}
			return best
		}
		from = i + 2
	}
}
