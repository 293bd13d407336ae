package tree

import (
	"fmt"
	"regexp"
	"strings"

	"platmap/generator/source"
)

// wideComma is where a full-width comma was meant to part two keys in braces.
var wideComma = regexp.MustCompile(`([、，])[ \x{3000}]*[A-Za-z_][A-Za-z0-9_-]*$`)

// longestGuess is how long a line may be, in bytes, for its brackets to be
// followed one by one. A longer one was written by a program.
const longestGuess = 20_000

// entries finds texts inside brackets or braces that hold a bracket or a colon,
// over which YAML stumbles without a word on the cause.
func (d *draft) entries(l line) []suspect {
	from := l.at
	switch {
	case l.number == 0 || strings.HasPrefix(l.value, "{{") || strings.HasPrefix(l.value, "{%"):
		return nil
	case strings.HasPrefix(l.value, "[") || strings.HasPrefix(l.value, "{"):
	case d.inside(l.number):
		from = l.body
	default:
		return nil
	}
	text := strings.TrimRight(l.text, " \t")
	if len(text) > longestGuess {
		return nil
	}
	var list []suspect
	for i := from; i < len(text) && len(list) < most; {
		switch c := text[i]; {
		case c == '#' && (i == 0 || text[i-1] == ' '):
			return together(l, list)
		case strings.IndexByte(" \t[]{},:", c) >= 0:
			i++
		case c == '"' || c == '\'':
			n := closing(text[i:])
			if n < 0 {
				return together(l, append(list, openEntry(l, text, i)...))
			}
			i += n
		default:
			e := readEntry(text, i)
			if e.end < 0 {
				return together(l, list)
			}
			if strings.ContainsRune("[{\"'", rune((text[e.value:] + " ")[0])) && e.value > i {
				i = e.value
				continue
			}
			if s := e.suspect(l); s != nil {
				list = append(list, *s)
			}
			i = e.end
		}
	}
	return together(l, list)
}

// openEntry suspects a quote that should end before the brackets at the end of
// the line.
func openEntry(l line, text string, from int) []suspect {
	end := len(strings.TrimRight(text, "]}, "))
	if end == len(text) || end <= from+1 {
		return nil
	}
	whole := text[l.indent:end] + text[from:from+1] + text[end:]
	return []suspect{{at: l.start + from, len: end - from, text: fmt.Sprintf("the quote %c is never closed", text[from]),
		help: "close it: " + brief(whole), edits: []source.Edit{{Start: l.start + end, End: l.start + end, New: text[from : from+1]}}}}
}

// flowEntry is a text inside brackets as it was meant: up to the next comma that
// no bracket of its own holds.
type flowEntry struct {
	value, end int // where the value starts, behind the key if it has one
	colon      int // a second colon, or -1
	open, shut int // the first bracket in the value, and behind its end; or -1
}

func readEntry(text string, from int) flowEntry {
	e := flowEntry{value: from, end: len(text), colon: -1, open: -1, shut: -1}
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '#' && i > from && text[i-1] == ' ':
			e.end = -1
			return e
		case c == '[' || c == '{':
			if depth++; e.open < 0 {
				e.open = i
			}
		case (c == ']' || c == '}') && depth > 0:
			if depth--; depth == 0 && e.shut < 0 {
				e.shut = i + 1
			}
		case (c == ',' || c == ']' || c == '}') && depth == 0:
			e.end = i
			return e
		case c == ':' && depth == 0 && i+1 < len(text) && text[i+1] == ' ':
			if e.value > from {
				if e.colon < 0 {
					e.colon = i
				}
				continue
			}
			e.value = i + 1 + blanks(text[i+1:])
			if e.value < len(text) && strings.IndexByte("[{\"'", text[e.value]) >= 0 {
				return e
			}
			e.open, e.shut = -1, -1
		}
	}
	if depth > 0 {
		e.end = -1
	}
	return e
}

// suspect tells what is wrong with the entry, or nil.
func (e flowEntry) suspect(l line) *suspect {
	switch {
	case e.colon >= 0:
		before := l.text[e.value:e.colon]
		if m := wideComma.FindStringSubmatchIndex(before); m != nil {
			at, end := e.value+m[2], e.value+m[3]
			word := strings.TrimLeft(l.text[end:e.colon], " \u3000")
			edit := source.Edit{Start: l.start + at, End: l.start + e.colon - len(word), New: ", "}
			return &suspect{at: l.start + at, len: end - at, text: fmt.Sprintf("%s does not part two keys", before[m[2]:m[3]]),
				help:  "write an ordinary comma and a space: " + brief(l.text[l.indent:at]+", "+word+l.text[e.colon:]),
				edits: []source.Edit{edit}}
		}
		if strings.ContainsAny(before, " \t") && nextKey.MatchString(before+": ") {
			return nil // a comma is missing, which flow tells
		}
		s := entry(l, e.value, e.end, `": " inside a text starts another value`)
		s.at, s.len = l.start+e.colon, len(": ")
		return &s
	case e.open >= e.value && e.shut > 0:
		s := entry(l, e.value, e.end, fmt.Sprintf("%c inside a text opens a %s of its own", l.text[e.open], map[byte]string{'[': "list", '{': "mapping"}[l.text[e.open]]))
		s.at, s.len = l.start+e.open, e.shut-e.open
		return &s
	}
	return nil
}
