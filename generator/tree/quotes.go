package tree

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// openQuote recognises a quote that is not closed on its line.
func openQuote(d *patchedText, l line) []candidate {
	v := l.value
	if !startsWithQuote(v) || quoteEnd(v) >= 0 {
		return nil
	}
	end := l.at + len(v)
	edit, help := source.Edit{Start: end, End: end, New: v[:1]}, "close it: "
	last, size := utf8.DecodeLastRuneInString(v)
	if strings.ContainsRune("”“’‘＂", last) {
		edit.Start, help = end-size, "close it with the same quote: "
	} else if last == ',' || (last == ']' || last == '}') && d.insideFlow(l.number) {
		return nil
	} else if n, _ := matchBrackets(v[1:]); n == len(v)-1 { // "{ja: 検索, en: Search}
		edit, help = source.Edit{Start: l.at, End: l.at + 1}, "remove it: "
	}
	c := l.replaced(edit)
	c.at, c.length, c.found, c.write = l.start+l.at, len(v), v[:1], help+c.write
	return []candidate{c}
}

// closedLater recognises an open quote above the failing line that nothing closes,
// or that includes keys or items because the opening quote of another text closes
// it.
func closedLater(d *patchedText, failing line) []candidate {
	last := 0
	for l := range d.linesBefore(failing.number) {
		if l.number <= last || !startsWithQuote(l.value) || quoteEnd(l.value) >= 0 {
			continue
		}
		at := l.start + l.at
		n := quoteEnd(d.file.Text[at:d.to])
		if n < 0 {
			return openQuote(d, l)
		}
		last = d.lineAt(at + n - 1)
		for m := l.number + 1; m <= min(last, l.number+100); m++ {
			if x := d.line(m); !x.isBlank() && (x.key != "" || x.isItem()) && x.indent <= l.body {
				list := openQuote(d, l)
				for i := range list {
					list[i].note, list[i].noteAt = "this quote closes it", at+n-1
				}
				return list
			}
		}
	}
	return nil
}

// unquoted returns the candidate that puts a value of the line in quotes: the
// whole value or a value in its brackets. It puts all values in brackets that any
// rule finds in quotes, because one alone may not help.
func (d *patchedText) unquoted(l line, r *rule) []candidate {
	if l.indent == 0 && strings.HasPrefix(l.text, "--- ") {
		return nil // a document marker, not a text
	}
	inFlow := d.flowValues(l)
	if m := r.quotes.FindStringSubmatchIndex(l.value); m != nil && !l.opensBlock() && (l.isFlow() || inFlow == nil) {
		c := l.replaced(source.Edit{Start: l.at, End: l.at + len(l.value), New: quote(l.value)})
		if last := d.lastOfText(l); last > l.number {
			end := d.file.LineStart(last) + len(strings.TrimRight(d.file.Line(last), " \t"))
			c.edits[0].End, c.edits[0].New = end, quote(d.file.Text[c.at:end])
			c.write = `"…"`
		}
		c.found = l.value[m[2]:m[3]]
		if c.found[0] == '\\' {
			c.at, c.length = c.at+m[2], m[3]-m[2]
		}
		return []candidate{c}
	}
	for _, v := range inFlow {
		if m := r.quotes.FindStringSubmatchIndex(l.text[v.from:v.to]); m != nil {
			c := l.replaced(quoteAll(l, inFlow)...)
			c.at, c.length, c.found = l.start+v.from+m[2], m[3]-m[2], l.text[v.from+m[2]:v.from+m[3]]
			return []candidate{c}
		}
	}
	return nil
}

// quoteAll returns the edits that put values in brackets in quotes.
func quoteAll(l line, values []span) []source.Edit {
	var edits []source.Edit
	for _, v := range values {
		value := l.text[v.from:v.to]
		for i := range rules {
			if r := rules[i].quotes; r != nil && r.MatchString(value) {
				edits = append(edits, source.Edit{Start: v.from, End: v.to, New: quote(value)})
				break
			}
		}
	}
	return edits
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

// quote returns s as a quoted YAML scalar. Quotes that were meant to enclose the
// whole text, as in 'Don't', are replaced.
func quote(s string) string {
	if n := len(s); n > 1 && startsWithQuote(s) && s[n-1] == s[0] && !strings.Contains(s, s[:1]+",") {
		s = s[1 : n-1]
	}
	return text.QuoteYAML(s)
}

// maxShown is the maximum number of characters that a help text quotes.
const maxShown = 72

// shorten returns s on one line, with at most maxShown characters.
func shorten(s string) string { return text.Shorten(text.OneLine(s), maxShown) }
