package tree

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

var nextKey = regexp.MustCompile(`\s+[\w-]+: `)

// flow finds a text inside brackets or braces that needs quotes or a comma.
func (d *draft) flow(l line) []suspect {
	if l.number == 0 {
		return nil
	}
	text := strings.TrimRight(l.text, " \t")
	inside := d.inside(l.number)
	if !strings.ContainsAny(text, "[{") && !inside || strings.HasPrefix(l.value, "{{") || strings.HasPrefix(l.value, "{%") {
		return nil
	}
	var list []suspect
	for i := l.body; i < len(text) && len(list) < most; {
		i += blanks(text[i:])
		end := i
		if i < len(text) && (text[i] == '"' || text[i] == '\'') {
			n := closing(text[i:])
			if n < 0 {
				end = len(text)
			} else {
				end = i + n
			}
			if rest := strings.TrimLeft(text[end:], " "); rest != "" && !strings.ContainsRune(",]}:#", rune(rest[0])) { // "a" b
				stop := itemEnd(text, end)
				list = append(list, entry(l, i, stop, "the text goes on after the closing quote"))
			}
			i = end + 1
			continue
		}
		end = itemEnd(text, i)
		item := strings.TrimRight(text[i:end], " \t")
		if c, _ := utf8.DecodeRuneInString(item); item != "" && (i > l.at || inside) {
			switch {
			case strings.ContainsRune("@`%*&!|>", c):
				list = append(list, entry(l, i, i+len(item), fmt.Sprintf("a text that starts with %c needs quotes", c)))
			case c == '#':
				list = append(list, entry(l, i, i+len(strings.TrimRight(item, "]},")), "# starts a comment, which hides the rest of the line"))
			}
		}
		if m := nextKey.FindStringIndex(item); m != nil {
			at := l.start + i + m[0]
			list = append(list, suspect{at: l.start + i + m[1] - len(strings.TrimLeft(item[m[0]:m[1]], " \t")), len: len(strings.TrimSpace(item[m[0]:m[1]])),
				text: fmt.Sprintf("a comma is missing before %q", strings.TrimSpace(item[m[0]:m[1]])), help: "write " + brief(item[:m[0]]+", "+item[m[1]-len(strings.TrimLeft(item[m[0]:m[1]], " \t")):]),
				edits: []source.Edit{{Start: at, End: at, New: ","}}})
		}
		i = max(end, i+1)
	}
	return together(l, list)
}

// together adds, before several suspects of one line, the one that is all of
// them.
func together(l line, list []suspect) []suspect {
	if len(list) < 2 {
		return list
	}
	all := list[0]
	all.edits = nil
	for i, s := range list {
		if i > 0 && s.edits[0].Start < list[i-1].edits[0].End {
			return list
		}
		all.edits = append(all.edits, s.edits...)
	}
	text, at := "", l.start+l.indent
	for _, e := range all.edits {
		text += l.text[at-l.start:e.Start-l.start] + e.New
		at = e.End
	}
	all.help = "write " + brief(text+l.text[at-l.start:])
	return append(list, all)
}

// itemEnd returns where a plain text inside brackets ends.
func itemEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case strings.IndexByte(",[]{}", c) >= 0:
			return i
		case c == ':' && (i+1 == len(text) || text[i+1] == ' ') && !strings.ContainsAny(text[from:i], " "):
			return i + 1
		}
	}
	return len(text)
}

// entry suspects a text inside brackets that lacks quotes.
func entry(l line, from, to int, text string) suspect {
	inner := inQuotes(strings.TrimRight(l.text[from:to], " \t"))
	help := "put it in quotes: " + inner
	if whole := l.text[l.indent:from] + inner + l.text[to:]; utf8.RuneCountInString(whole) <= 72 {
		help = "put it in quotes: " + whole
	}
	return suspect{at: l.start + from, len: to - from, text: text, help: help,
		edits: []source.Edit{{Start: l.start + from, End: l.start + to, New: inner}}}
}

// inside reports whether a line seems to stand inside brackets that an earlier
// one has opened.
func (d *draft) inside(number int) bool {
	for n, tried := number-1, 0; n >= 1 && tried < 30 && d.text.LineStart(n) >= d.from; n, tried = n-1, tried+1 {
		l := d.line(n)
		if l.value != "" && (l.value[0] == '[' || l.value[0] == '{') {
			end, _ := brackets(d.text.Text[l.start+l.at : d.text.LineStart(number)])
			return end < 0
		}
	}
	return false
}
