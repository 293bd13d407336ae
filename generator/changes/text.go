package changes

import (
	"strings"

	"platmap/generator/diff"
	"platmap/generator/report"
	"platmap/generator/text"
)

// maxPadded is the maximum width to which a sentence is padded, so that the affected
// pages form one column.
const maxPadded = 76

// line is a change in the text form.
type line struct {
	weight                    diff.Weight
	sentence, affected, asked string
	rewording                 string
}

// text returns the report for a terminal: the changes of each thing, one a line, and the
// numbers of the changes that are not listed.
func (r *Report) text() []byte {
	var b strings.Builder
	var lines [][]line
	var names []string
	width := 0
	for _, s := range r.Subjects(r.Changes) {
		var list []line
		for _, c := range s.Changes {
			if !r.shows(c.Weight) {
				continue
			}
			l := line{weight: c.Weight, sentence: r.Sentence(c), affected: r.affected(c), asked: r.asked(c, text.CodeSpan)}
			if c.Weight == diff.Wording {
				pieces, _ := r.Reworded(c)
				l.rewording = wordDiffLine(pieces)
			}
			if n := text.Columns(l.sentence); l.affected+l.asked != "" && n <= maxPadded {
				width = max(width, n)
			}
			list = append(list, l)
		}
		if list != nil {
			names, lines = append(names, s.Name), append(lines, list)
		}
	}
	for i, list := range lines {
		b.WriteString(r.paint("1", names[i]) + "\n")
		for _, l := range list {
			r.textLine(&b, l, width)
		}
	}
	if r.Only == nil {
		b.WriteString(escapeLine(r.rest()))
	}
	return []byte(b.String())
}

func (r *Report) textLine(b *strings.Builder, l line, width int) {
	weight := r.lower(r.say("weight." + l.weight.String()))
	column := 0
	for _, name := range diff.Weights {
		column = max(column, text.Columns(r.say("weight."+name)))
	}
	s := pad(weight, column+2)
	if colour := colours[l.weight]; colour != "" {
		s = r.paint(colour, weight) + pad("", column+2-text.Columns(weight))
	}
	s = "  " + s
	if l.affected+l.asked == "" {
		s += report.Escape(l.sentence)
	} else {
		s += pad(report.Escape(l.sentence), width)
	}
	for _, part := range []string{l.affected, l.asked} {
		if part != "" {
			s += "   " + report.Escape(part)
		}
	}
	b.WriteString(strings.TrimRight(s, " ") + "\n")
	if l.rewording != "" {
		b.WriteString(pad("", column+4) + report.Escape(l.rewording) + "\n")
	}
}

var colours = map[diff.Weight]string{diff.Promise: "1;31", diff.News: "32"}

// rest returns the numbers of the changes that are not listed.
func (r *Report) rest() string {
	var parts []string
	if upkeep := r.Counts(r.of(diff.Upkeep)); upkeep != "" {
		parts = append(parts, upkeep)
	}
	if n := len(r.of(diff.Wording)); n > 0 {
		parts = append(parts, r.say("changes.wording", n))
	}
	return strings.Join(parts, r.say("changes.between"))
}

// escapeLine returns a text as a safe line, or "" if it is empty.
func escapeLine(s string) string {
	if s == "" {
		return ""
	}
	return report.Escape(s) + "\n"
}

func pad(s string, columns int) string {
	return s + strings.Repeat(" ", max(0, columns-text.Columns(s)))
}

func (r *Report) paint(style, s string) string {
	s = report.Escape(s)
	if !r.Colour {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[m"
}
