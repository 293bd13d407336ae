package tree

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// value finds a text that needs quotes.
func (d *draft) value(l line) []suspect {
	v := l.value
	if v == "" || l.block() {
		return nil
	}
	s := suspect{at: l.start + l.at, len: len(v)}
	switch c, _ := utf8.DecodeRuneInString(v); {
	case c == '"' || c == '\'':
		end := closing(v)
		if end < 0 {
			return nil // openQuote has a say
		}
		if end == len(v) {
			return d.escape(l)
		}
		s.text = "the text goes on after the closing quote"
	case strings.HasPrefix(v, "{{") || strings.HasPrefix(v, "{%"):
		s.text = fmt.Sprintf("a text that starts with %s needs quotes", v[:2])
	case c == '[' || c == '{':
		end, _ := brackets(v)
		if end < 0 || end == len(v) {
			return nil
		}
		s.text = fmt.Sprintf("the text goes on after the closing %c", v[end-1])
		if strings.Trim(v[end:], "]} ") == "" {
			at := s.at + end
			return []suspect{{at: at, len: len(v) - end, text: fmt.Sprintf("the bracket %s closes nothing", v[end:]), help: "remove it: " + correct(l, v[:end]),
				edits: []source.Edit{{Start: at, End: s.at + len(v)}}}}
		}
	case strings.HasPrefix(v, "- "):
		item := v[2:]
		s.text, s.rough = "a list cannot start on the line of its key", true
		s.help = "put each item on a line of its own below the key, such as: - " + brief(item)
		s.edits = []source.Edit{{Start: s.at, End: s.at + len(v), New: "[" + inQuotes(item) + "]"}}
		return []suspect{s}
	case strings.ContainsRune("@`%*&!|>,]}", c):
		s.text = fmt.Sprintf("a text that starts with %c needs quotes", c)
		if anchorShape.MatchString(v) {
			s.code = "yaml/anchor"
			s.text = "anchors, aliases and merge keys are not used here"
		}
	case strings.Contains(v, ": ") || strings.HasSuffix(v, ":"):
		i := strings.Index(v+" ", ": ")
		s.text = fmt.Sprintf("%q inside a text starts another value", v[i:min(i+2, len(v))])
	default:
		return nil
	}
	return d.quoted(l, s)
}

var anchorShape = regexp.MustCompile(`^[*&][A-Za-z0-9_-]+$`)

// quoted gives a suspect the edit that quotes the whole value, on one line or on
// all of its lines.
func (d *draft) quoted(l line, s suspect) []suspect {
	end := s.at + len(l.value)
	inner := inQuotes(l.value)
	s.help = "put the whole value in quotes: " + correct(l, inner)
	s.edits = []source.Edit{{Start: s.at, End: end, New: inner}}
	list := []suspect{s}
	if last := d.lastOf(l); last > l.number {
		end = d.text.LineStart(last) + len(strings.TrimRight(d.text.Line(last), " \t"))
		s.help = "put the whole value in quotes, or write | after the key and the text below it, indented"
		s.edits = []source.Edit{{Start: s.at, End: end, New: inQuotes(d.text.Text[s.at:end])}}
		list = append(list, s)
	}
	return list
}

// lastOf returns the last of the lines that a plain value may go on for.
func (d *draft) lastOf(l line) int {
	last := l.number
	for n := l.number + 1; n <= d.text.Lines() && d.text.LineStart(n) < d.to; n++ {
		next := d.line(n)
		if next.indent == len(next.text) {
			continue
		}
		if next.indent <= l.indent || l.item() && next.indent < l.body || next.key != "" {
			break
		}
		last = n
	}
	return last
}

// correct returns the line with another value, for a help line.
func correct(l line, value string) string {
	whole := l.text[l.indent:l.at] + value
	if utf8.RuneCountInString(whole) > 72 {
		return brief(value)
	}
	return whole
}

// escape finds a backslash that means nothing, as in "C:\path".
func (d *draft) escape(l line) []suspect {
	if l.value[0] != '"' || strings.Contains(l.value, `\"`) {
		return nil
	}
	for i := 0; i+1 < len(l.value); i++ {
		if l.value[i] != '\\' {
			continue
		}
		r, n := utf8.DecodeRuneInString(l.value[i+1:])
		if i++; strings.ContainsRune("0abtnvfre \"/\\N_LPxuU\t", r) && r != 'u' && r != 'U' && r != 'x' {
			continue
		}
		at := l.start + l.at
		plain := inQuotes(l.value)
		return []suspect{{at: at + i - 1, len: 1 + n, text: fmt.Sprintf(`\%c means nothing between double quotes`, r),
			help:  "use single quotes, where a backslash is only a backslash: " + correct(l, plain),
			edits: []source.Edit{{Start: at, End: at + len(l.value), New: plain}}}}
	}
	return nil
}
