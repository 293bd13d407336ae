package tree

import (
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// openQuote recognises a quote, on the failing line or above it, that is not closed, or
// that includes keys or items because the opening quote of another text closes it.
func openQuote(d *patchedText, failing line) []candidate {
	last := 0
	for l := range d.linesBetween(d.firstLine(), failing.number+1) {
		if l.number <= last || !startsWithQuote(l.value) || quoted.MatchString(l.value) {
			continue
		}
		at := l.start + l.at
		n := len(quoted.FindString(d.file.Text[at:d.to]))
		if n == 0 {
			return []candidate{l.closeQuote()}
		}
		last = d.lineAt(at + n - 1)
		for m := l.number + 1; m <= min(last, l.number+100); m++ {
			if x := d.line(m); !x.isBlank() && (x.key != "" || x.isItem()) && x.indent <= l.body {
				c := l.closeQuote()
				c.note, c.noteAt = "this quote closes it", at+n-1
				return []candidate{c}
			}
		}
	}
	return nil
}

// closeQuote returns the candidate that closes the quote before the value, or
// removes it if brackets enclose the rest.
func (l line) closeQuote() candidate {
	v := l.value
	end := l.at + len(v)
	edit, help := source.Edit{Start: end, End: end, New: v[:1]}, "close it:"
	if last, size := utf8.DecodeLastRuneInString(v); strings.ContainsRune("”“’‘＂", last) {
		edit.Start, help = end-size, "close it with the same quote:"
	} else if n, _ := matchBrackets(v[1:]); n == len(v)-1 { // "{ja: 検索, en: Search}
		edit, help = source.Edit{Start: l.at, End: l.at + 1}, "remove it:"
	}
	c := l.replaced(edit)
	c.at, c.length, c.found, c.help = l.start+l.at, len(v), v[:1], help
	return c
}

// unquoted returns the candidates that put text of the line in quotes: values in
// brackets, or the whole value. All values in brackets that any rule finds are put in
// quotes, because one alone may not help.
func (d *patchedText) unquoted(l line, r *rule) (list []candidate) {
	if l.opensBlock() || l.indent == 0 && strings.HasPrefix(l.text, "--- ") { // a document marker is not a text
		return nil
	}
	inBrackets := l.inBrackets()
	for _, v := range inBrackets {
		if m := r.quotes.FindStringSubmatchIndex(l.text[v.Start:v.End]); m != nil {
			c := l.replaced(inBrackets...)
			c.at, c.length, c.found = l.start+v.Start+m[2], m[3]-m[2], l.text[v.Start+m[2]:v.Start+m[3]]
			list = append(list, c)
			break
		}
	}
	if m := r.quotes.FindStringSubmatchIndex(l.value); m != nil && !l.isNested(m[3]) {
		c := candidate{at: l.start + l.at + m[2], length: m[3] - m[2], found: l.value[m[2]:m[3]]}
		last := d.line(d.lastOfText(l))
		whole := d.file.Text[l.start+l.at : last.start+last.at+len(last.value)]
		c.edits = []source.Edit{{Start: l.start + l.at, End: l.start + l.at + len(whole), New: quote(whole)}}
		c.write = l.text[l.indent:l.at] + quote(text.OneLine(whole)) + l.text[l.at+len(l.value):]
		if list = append(list, c); l.isFlow() { // this candidate is first because it keeps brackets that are text
			slices.Reverse(list)
		}
	}
	return list
}

// isNested reports whether the text before an offset of the value ends with a bracket
// inside the brackets that enclose the whole value. The text after it is then no reason
// to put the whole value in quotes.
func (l line) isNested(end int) bool {
	if !l.isFlow() || strings.IndexByte("]}", l.value[end-1]) < 0 {
		return false
	}
	outer, _ := matchBrackets(l.value)
	return outer > end
}

// lastOfText returns the number of the last line that may belong to the text of a
// line.
func (d *patchedText) lastOfText(l line) int {
	for n := l.number + 1; n <= d.lastLine(); n++ {
		if x := d.line(n); x.isBlank() || x.indent <= l.indent || x.key != "" {
			return n - 1
		}
	}
	return d.lastLine()
}

func startsWithQuote(v string) bool { return v != "" && (v[0] == '"' || v[0] == '\'') }

// quote returns s as a quoted YAML scalar. Quotes around the whole text, as in 'Don't',
// are replaced.
func quote(s string) string {
	if n := len(s); n > 1 && startsWithQuote(s) && s[n-1] == s[0] && !strings.Contains(s, s[:1]+",") {
		s = s[1 : n-1]
	}
	return text.QuoteYAML(s)
}

// withText returns a help. If help ends with a colon, the text to write is added. A text
// that is too long for a message is left out, because a part of it would not help.
func withText(help, write string) string {
	const maxWritten = 400
	start, hasText := strings.CutSuffix(help, ":")
	if !hasText || utf8.RuneCountInString(write) > maxWritten {
		return start
	}
	return help + " " + write
}
