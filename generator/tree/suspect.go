package tree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// suspect is a guess at why a draft cannot be read: what would be said, and an
// edit that would put it right. Offsets are those of the draft.
type suspect struct {
	code       string // "" is yaml/syntax
	at, len    int
	text, help string
	note       string // of a second place
	noteAt     int
	edits      []source.Edit
	mechanical bool // the edits are what the author would do, without a doubt
	rough      bool // they make it YAML, but perhaps not what was meant
	certain    bool // told even when the edits do not help
	cause      bool // what comes behind it means nothing before it is mended
}

// suspects lists the usual mistakes that the line to blame, or one before it,
// looks like. The likelier come first.
func (d *draft) suspects(f failure) []suspect {
	l, before := d.line(f.line), d.above(f.line)
	upper := before // the line that this one may be a sibling of
	for upper.number > 0 && upper.indent > l.indent {
		upper = d.above(upper.number)
	}
	near := []line{l, before}
	if upper.number != before.number {
		near = append(near, upper)
	}
	var list []suspect
	list = append(list, d.conflict(f.line)...)
	list = append(list, d.tabs(f.line)...)
	list = append(list, d.runawayQuote(f.line)...)
	for _, x := range near {
		list = append(list, d.wide(x)...)
	}
	list = append(list, d.control(f)...)
	list = append(list, d.directive(l)...)
	list = append(list, d.openQuote(l)...)
	for _, x := range near {
		list = append(list, d.glued(x)...)
	}
	list = append(list, d.entries(l)...)
	list = append(list, d.flow(l)...)
	list = append(list, d.entries(before)...)
	list = append(list, d.flow(before)...)
	for _, x := range near {
		list = append(list, d.slip(x)...)
	}
	for _, x := range near {
		if d.opens(x) {
			list = append(list, d.colonless(x)...)
		}
	}
	list = append(list, d.stray(l, before, f)...)
	if !d.inside(l.number) {
		list = append(list, d.value(l)...)
	}
	list = append(list, d.indentation(l, before)...)
	list = append(list, d.openBracket(f.line)...)
	list = append(list, d.earlierQuote(f.line)...)
	for _, x := range near {
		list = append(list, d.colonless(x)...)
	}
	return list
}

// above returns the nearest line over another that says something; its number is
// 0 when there is none.
func (d *draft) above(number int) line {
	first, _ := source.Pos{File: d.text, Offset: d.from}.LineColumn()
	for n := number - 1; n >= first; n-- {
		if l := d.line(n); !l.blank() {
			return l
		}
	}
	return line{}
}

// conflict finds what a merge has left.
func (d *draft) conflict(number int) []suspect {
	for n := number; n >= max(number-1, 1); n-- {
		text := d.text.Line(n)
		if len(text) >= 7 && (strings.HasPrefix(text, "<<<<<<<") || strings.HasPrefix(text, "=======") || strings.HasPrefix(text, ">>>>>>>")) {
			return []suspect{{at: d.text.LineStart(n), len: len(text), certain: true,
				text: "a merge has left its marks here", help: "keep one of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>"}}
		}
	}
	return nil
}

// control finds a character that no editor shows.
func (d *draft) control(f failure) []suspect {
	if f.reason != "control characters are not allowed" {
		return nil
	}
	for i, r := range d.text.Text[d.from:d.to] {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 && r != 0x85 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF {
			i += d.from
			return []suspect{{at: i, len: utf8.RuneLen(r), certain: true, text: fmt.Sprintf("an invisible control character (U+%04X) is in the text", r),
				help: "remove it", edits: []source.Edit{{Start: i, End: i + utf8.RuneLen(r)}}, mechanical: true}}
		}
	}
	return nil
}

func (d *draft) directive(l line) []suspect {
	if !strings.HasPrefix(l.text, "%") {
		return nil
	}
	return []suspect{{at: l.start, len: len(l.text), text: "a line that starts with % is an instruction to the reader of YAML; there is none here",
		help: "remove the line", edits: []source.Edit{{Start: l.start, End: l.start + len(l.text)}}, rough: !strings.HasPrefix(l.text, "%YAML")}}
}
