package tree

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/text"
)

// openQuote recognises a quote, on the failing line or above it, that nothing
// closes, or that includes keys or items because the opening quote of another text
// closes it.
func openQuote(d *patchedText, failing line) []candidate {
	last := 0
	for l := range d.linesBefore(failing.number + 1) {
		if l.number <= last || !startsWithQuote(l.value) || quoteEnd(l.value) >= 0 {
			continue
		}
		at := l.start + l.at
		n := quoteEnd(d.file.Text[at:d.to])
		if n < 0 {
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
	edit, help := source.Edit{Start: end, End: end, New: v[:1]}, "close it: "
	if last, size := utf8.DecodeLastRuneInString(v); strings.ContainsRune("”“’‘＂", last) {
		edit.Start, help = end-size, "close it with the same quote: "
	} else if n, _ := matchBrackets(v[1:]); n == len(v)-1 { // "{ja: 検索, en: Search}
		edit, help = source.Edit{Start: l.at, End: l.at + 1}, "remove it: "
	}
	c := l.replaced(edit)
	c.at, c.length, c.found, c.write = l.start+l.at, len(v), v[:1], help+c.write
	return c
}

// unquoted returns the candidate that puts a value of the line in quotes: the
// whole value or a value in its brackets. It puts all values in brackets that any
// rule finds in quotes, because one alone may not help.
func (d *patchedText) unquoted(l line, r *rule) []candidate {
	if l.opensBlock() || l.indent == 0 && strings.HasPrefix(l.text, "--- ") { // a document marker is not a text
		return nil
	}
	values := d.flowValues(l)
	isWhole := values == nil || l.isFlow() && r.quotes.MatchString(l.value)
	if isWhole {
		values = []span{{l.at, l.at + len(l.value)}}
	}
	for _, v := range values {
		m := r.quotes.FindStringSubmatchIndex(l.text[v.from:v.to])
		if m == nil {
			continue
		}
		c := l.replaced(quoteAll(l, values)...)
		if last := d.lastOfText(l); isWhole && last > l.number {
			end := d.file.LineStart(last) + len(strings.TrimRight(d.file.Line(last), " \t"))
			c.edits[0].End, c.edits[0].New = end, quote(d.file.Text[c.at:end])
			c.write = `"…"`
		}
		c.found = l.text[v.from+m[2] : v.from+m[3]]
		if !isWhole || c.found[0] == '\\' {
			c.at, c.length = l.start+v.from+m[2], len(c.found)
		}
		return []candidate{c}
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
