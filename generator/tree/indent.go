package tree

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
)

// tabs finds tabs where only spaces may indent. All lines that have them are one
// mistake, for they have one cure.
func (d *draft) tabs(number int) []suspect {
	if !strings.Contains(indentation(d.text.Line(number)), "\t") {
		return nil
	}
	first, step := d.first(), d.step()
	s := suspect{code: "yaml/tab", at: -1, certain: true, mechanical: true}
	others, width := 0, 0
	for n := first; n <= d.text.Lines() && d.text.LineStart(n) < d.to; n++ {
		in := indentation(d.text.Line(n))
		if !strings.Contains(in, "\t") || n != number && strings.TrimSpace(d.text.Line(n)) == "" {
			continue
		}
		start := d.text.LineStart(n)
		to := strings.ReplaceAll(in, "\t", strings.Repeat(" ", step))
		s.edits = append(s.edits, source.Edit{Start: start, End: start + len(in), New: to})
		if s.at < 0 {
			s.at, s.len, width = start+strings.IndexByte(in, '\t'), 1, len(to)
		} else {
			others++
		}
	}
	if s.at < 0 {
		return nil
	}
	s.text = "a tab is used for indentation"
	s.help = fmt.Sprintf("indent with spaces, not tabs: here %d", width)
	if others == 1 {
		s.text += ", here and on 1 more line"
	} else if others > 1 {
		s.text += fmt.Sprintf(", here and on %d more lines", others)
	}
	return []suspect{s}
}

func (d *draft) first() int {
	n, _ := source.Pos{File: d.text, Offset: d.from}.LineColumn()
	return n
}

func indentation(text string) string {
	return text[:len(text)-len(strings.TrimLeft(text, " \t\u3000\u00a0"))]
}

// step returns how many spaces the file indents by.
func (d *draft) step() int {
	step := 0
	for n := d.first(); n <= d.text.Lines() && d.text.LineStart(n) < d.to; n++ {
		l := d.line(n)
		if l.indent > 0 && !l.blank() && !strings.Contains(l.text[:l.indent], "\t") && (step == 0 || l.indent < step) {
			step = l.indent
		}
	}
	if step == 0 || step > 8 {
		return 2
	}
	return step
}

// level is a column that stands open for another key or item.
type level struct {
	column int
	item   bool
	name   string
	number int
}

// levels returns the columns that are open at a line, outermost first.
func (d *draft) levels(number int) []level {
	var open []level
	block := -1 // the indentation of the key whose text is in lines of its own
	for n := d.first(); n < number; n++ {
		l := d.line(n)
		if l.blank() || block >= 0 && l.indent > block {
			continue
		}
		block = -1
		if l.block() {
			block = l.indent
		}
		for _, c := range l.columns() {
			for len(open) > 0 && open[len(open)-1].column >= c {
				open = open[:len(open)-1]
			}
			name := l.key
			if c < l.body {
				name = "- " + strings.TrimSpace(l.text[l.body:])
			}
			open = append(open, level{c, c < l.body, brief(name), n})
		}
	}
	return open
}

// indentation finds a line that stands at a column where nothing may.
func (d *draft) indentation(l, before line) []suspect {
	if l.key == "" && !l.item() || before.number == 0 {
		return nil
	}
	at := l.start + l.indent
	open := d.levels(l.number)
	var list []suspect
	for _, o := range open {
		if o.column != l.indent || o.item == l.item() {
			continue
		}
		if o.item {
			list = append(list, suspect{at: at, len: len(l.text) - l.indent, text: "a key stands among the items of a list", rough: true,
				help:  fmt.Sprintf(`start it with "- ", or indent it like the key that it belongs to; the list is in line %d`, o.number),
				edits: []source.Edit{{Start: at, End: at, New: "- "}}})
		} else if upper := d.lister(l, open); upper != nil {
			list = append(list, suspect{at: at, len: len(l.text) - l.indent, text: "an item of a list stands among keys", rough: true,
				help: "put it below the key it belongs to", certain: true})
		}
	}
	slices.SortStableFunc(open, func(a, b level) int {
		if a.item != b.item { // an item goes to items
			if a.item == l.item() {
				return -1
			}
			return 1
		}
		return max(a.column-l.indent, l.indent-a.column) - max(b.column-l.indent, l.indent-b.column)
	})
	for _, o := range open {
		if o.column == l.indent || o.item != l.item() {
			continue
		}
		s := suspect{at: at, len: len(l.text) - l.indent, rough: true,
			text: fmt.Sprintf("this line is indented by %s, which fits no line above it", spaces(l.indent)),
			help: fmt.Sprintf("indent it by %s, like %q in line %d", spaces(o.column), o.name, o.number)}
		if o.column == 0 {
			s.help = fmt.Sprintf("begin at the start of the line, like %q in line %d", o.name, o.number)
		}
		if l.indent > before.body && before.value != "" && before.key != "" && !l.item() {
			s.text = fmt.Sprintf("%s has a value already, so that no key may stand below it", brief(before.key))
			s.help += "; if it goes on with the text, put the whole text in quotes"
		}
		s.edits = d.shift(l, o.column)
		list = append(list, s)
	}
	return list
}

// lister returns the key that is open at the column of an item, or nil.
func (d *draft) lister(l line, open []level) *level {
	for i := range open {
		if open[i].column == l.indent && !open[i].item {
			return &open[i]
		}
	}
	return nil
}

// shift indents a line, and those that belong to it, anew.
func (d *draft) shift(l line, column int) []source.Edit {
	var edits []source.Edit
	for n := l.number; n <= d.text.Lines() && d.text.LineStart(n) < d.to && len(edits) < 500; n++ {
		x := d.line(n)
		if x.indent == len(x.text) {
			continue
		}
		if n > l.number && x.indent < l.indent || strings.Contains(x.text[:x.indent], "\t") {
			break
		}
		edits = append(edits, source.Edit{Start: x.start, End: x.start + x.indent, New: strings.Repeat(" ", max(0, x.indent+column-l.indent))})
	}
	return edits
}
