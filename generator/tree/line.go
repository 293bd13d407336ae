package tree

import (
	"iter"
	"slices"
	"strings"

	"platmap/generator/stable"
)

// line is one line, split by a simple pattern. That is enough to guess a mistake,
// because every guess is verified by parsing.
type line struct {
	number int    // 0 means that there is no such line
	start  int    // offset of its first byte
	text   string // without the line end
	indent int    // bytes of white space before the content
	body   int    // offset of the content after "- "
	key    string // with its quotes, or ""
	at     int    // offset of the value
	value  string // without a comment
}

func (d *patchedText) line(number int) line {
	return splitLine(number, d.file.LineStart(number), d.file.Line(number))
}

var lineShape = re(`^([ \t]*)((?:-(?: [ \t]*|$))*)(?:(` + quotedShape + `|[^\s\[{#&*!|>@%"'\x60](?:[^ ]| +[^ #])*?) *:(?:[ \t]+|$))?`)

// valueShape matches a value without the comment and the blanks after it. A comment
// without a space after # may be meant as text.
var valueShape = re(`^(?:(?:` + quotedShape + `|[^ \t#])(?:[^ \t]|[ \t]+(?:[^ \t#]|#[^ \t#]))*)?`)

func splitLine(number, start int, text string) line {
	m := lineShape.FindStringSubmatchIndex(text)
	l := line{number: number, start: start, text: text, indent: m[3], body: m[5], at: m[1]}
	if m[6] >= 0 {
		l.key = text[m[6]:m[7]]
	}
	l.value = valueShape.FindString(text[l.at:])
	return l
}

// isItem reports whether the line starts with "- ".
func (l line) isItem() bool { return l.body > l.indent }

// isBlank reports whether the line is empty or only a comment.
func (l line) isBlank() bool { return l.indent == len(l.text) || l.text[l.indent] == '#' }

// isFlow reports whether the value starts with a bracket or brace.
func (l line) isFlow() bool {
	return l.value != "" && strings.IndexByte("[{", l.value[0]) >= 0
}

var blockHeader = re(`^[|>][0-9+-]{0,2}$`)

// opensBlock reports whether the value is | or >, with its text below.
func (l line) opensBlock() bool { return blockHeader.MatchString(l.value) }

// blockColumn returns the column of the key or item whose text, after | or >, is below the
// line, or -1. Lines that are indented further are a part of that text.
func (l line) blockColumn() int {
	switch {
	case !l.opensBlock():
		return -1
	case l.key != "":
		return l.body
	}
	return l.indent
}

// linesBetween yields the lines from first to the line above number, except blank lines
// and the text below | or >.
func (d *patchedText) linesBetween(first, number int) iter.Seq[line] {
	return func(yield func(line) bool) {
		block := -1
		for n := first; n < number; n++ {
			l := d.line(n)
			if l.isBlank() || block >= 0 && l.indent > block {
				continue
			}
			block = l.blockColumn()
			if !yield(l) {
				return
			}
		}
	}
}

// column is a column at which a key or an item may start.
type column struct {
	at   int
	item bool
	step string // the key without quotes, or "[]" for an item
	line line   // the line that opened the column
}

// outline lists the columns at which the next line may start, outermost first.
type outline []column

// add adds the columns that a line opens and removes those that it closes.
func (o outline) add(l line) outline {
	open := func(at int, item bool, step string) {
		for len(o) > 0 && o[len(o)-1].at >= at {
			o = o[:len(o)-1]
		}
		o = append(o, column{at, item, step, l})
	}
	for i := l.indent; i < l.body; i++ {
		if l.text[i] == '-' {
			open(i, true, "[]")
		}
	}
	if l.key != "" {
		open(l.body, false, strings.Trim(l.key, `"'`))
	}
	return o
}

// nearest returns the columns in the order of their distance to one.
func (o outline) nearest(at int) outline {
	distance := func(c column) int { return max(c.at-at, at-c.at) }
	return stable.Sorted(slices.Values(o), func(a, b column) int { return distance(a) - distance(b) })
}

const quotedShape = `"(?:\\(?s:.)|[^"\\])*"|'(?:''|[^'])*'`

// quoted matches the quoted text at the start of a text.
var quoted = re(`^(?:` + quotedShape + `)`)

// flowSigns yields the offsets of the brackets and commas in a text in brackets. It
// skips quoted parts and stops at a quote that is not closed.
func flowSigns(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < len(text); i++ {
			startsToken := i == 0 || strings.IndexByte(" \t\n,[{:", text[i-1]) >= 0
			switch c := text[i]; {
			case startsToken && startsWithQuote(text[i:]):
				n := len(quoted.FindString(text[i:]))
				if n == 0 {
					return
				}
				i += n - 1
			case startsToken && (c == '[' || c == '{') || c == ']' || c == '}' || c == ',':
				if !yield(i) {
					return
				}
			}
		}
	}
}

// matchBrackets returns the offset after the bracket that closes the first
// bracket in text, or -1. open has the offsets of the brackets that are not
// closed, outermost first.
func matchBrackets(text string) (end int, open []int) {
	for i := range flowSigns(text) {
		switch text[i] {
		case '[', '{':
			open = append(open, i)
		case ']', '}':
			if len(open) == 0 {
				return -1, nil
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return i + 1, nil
			}
		}
	}
	return -1, open
}
