package tree

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// wide finds a full-width or no-break character where YAML wants an ASCII one.
func (d *draft) wide(l line) []suspect {
	if l.number == 0 {
		return nil
	}
	edits := wideEdits(l.text, l.start)
	if len(edits) == 0 {
		return nil
	}
	return []suspect{d.wideSuspect(edits), d.wideSuspect(closer(edits))}
}

// closer returns edits that leave no indentation where the others leave some:
// the key may belong at the start of the line.
func closer(edits []source.Edit) []source.Edit {
	edits = slices.Clone(edits)
	for i := range edits {
		if strings.Trim(edits[i].New, " ") == "" && (i == 0 || edits[i-1].New == "") {
			edits[i].New = ""
		}
	}
	return edits
}

func (d *draft) wideSuspect(edits []source.Edit) suspect {
	e := edits[0]
	written := d.text.Text[e.Start:e.End]
	r, _ := utf8.DecodeRuneInString(written)
	s := suspect{code: "yaml/wide-space", at: e.Start, len: len(written), edits: edits, mechanical: true, certain: true}
	s.text = fmt.Sprintf("%s (U+%04X) stands where YAML wants an ordinary %s", wideNames[r], r, narrowNames[r])
	s.help = "remove it"
	if e.New != "" {
		s.help = "replace it with " + replacement(e.New)
	}
	if len(edits) > 1 {
		s.help += fmt.Sprintf("; %d more on this line", len(edits)-1)
	}
	return s
}

var wideNames = map[rune]string{
	'\u3000': "a full-width space", '\u00a0': "a no-break space", '：': "a full-width colon", '－': "a full-width hyphen", '＃': "a full-width #",
}

var narrowNames = map[rune]string{'\u3000': "space", '\u00a0': "space", '：': "colon", '－': "hyphen", '＃': "#"}

func replacement(text string) string {
	switch {
	case strings.Trim(text, " ") == "":
		return spaces(len(text))
	case strings.HasSuffix(text, " "):
		return fmt.Sprintf("%q and a space", strings.TrimRight(text, " "))
	}
	return fmt.Sprintf("%q", text)
}

// wideEdits returns what makes the structure of a line ASCII: its indentation,
// its hyphens, its key's colon and the blanks around them.
func wideEdits(text string, start int) []source.Edit {
	var edits []source.Edit
	replace := func(at, n int, by string) {
		edits = append(edits, source.Edit{Start: start + at, End: start + at + n, New: by})
	}
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		rest := text[i+n:]
		switch {
		case (r == '\u3000' || r == '\u00a0') && strings.ContainsAny(text[:i], "-－"):
			replace(i, n, "") // a blank follows the hyphen already
		case r == '\u3000':
			replace(i, n, "  ")
		case r == '\u00a0':
			replace(i, n, " ")
		case r == '－' && startsBlank(rest):
			blank := len(rest) - len(strings.TrimLeft(rest, " \u3000\u00a0"))
			replace(i, n+blank, "- ")
			n += blank
		case r == '-' && (strings.HasPrefix(rest, "\u3000") || strings.HasPrefix(rest, "\u00a0")):
			_, m := utf8.DecodeRuneInString(rest)
			replace(i+n, m, " ")
			n += m
		case r == '＃' && len(edits) == 0 && strings.TrimSpace(text[:i]) == "":
			replace(i, n, "#")
			return edits
		case r == ' ' || r == '\t' || r == '-' && startsBlank(rest):
		default:
			return append(edits, wideKey(text, i, start)...)
		}
		i += n
	}
	return nil // white space only
}

func startsBlank(text string) bool {
	return text == "" || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\u3000") || strings.HasPrefix(text, "\u00a0")
}

// wideKey returns the edits for the key that starts at from.
func wideKey(text string, from, start int) []source.Edit {
	end := from
	for end < len(text) && (text[end] == '_' || text[end] == '-' || text[end] >= '0' && text[end] <= '9' || text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z') {
		end++
	}
	if end == from {
		return nil
	}
	colon := end + len(text[end:]) - len(strings.TrimLeft(text[end:], " \u3000\u00a0"))
	r, n := utf8.DecodeRuneInString(text[colon:])
	if r != ':' && r != '：' {
		return nil
	}
	after := colon + n
	value := after + len(text[after:]) - len(strings.TrimLeft(text[after:], " \u3000\u00a0"))
	var edits []source.Edit
	if strings.ContainsAny(text[end:colon], "\u3000\u00a0") {
		edits = append(edits, source.Edit{Start: start + end, End: start + colon})
	}
	space := ""
	if value == after && value < len(text) {
		space = " "
	}
	wideGap := strings.ContainsAny(text[after:value], "\u3000\u00a0")
	switch {
	case r == '：':
		edits = append(edits, source.Edit{Start: start + colon, End: start + after, New: ":" + space})
		fallthrough
	case wideGap:
		if wideGap {
			to := " "
			if value == len(text) {
				to = ""
			}
			if r == '：' { // one edit, since they touch
				edits = edits[:len(edits)-1]
				edits = append(edits, source.Edit{Start: start + colon, End: start + value, New: ":" + to})
			} else {
				edits = append(edits, source.Edit{Start: start + after, End: start + value, New: to})
			}
		}
	}
	return edits
}
