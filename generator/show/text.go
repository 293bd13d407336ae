package show

import (
	"cmp"
	"strconv"
	"strings"

	"platmap/generator/render"
	"platmap/generator/report"
	"platmap/generator/text"
)

const (
	textWidth   = 80 // width of a line, in columns
	listed      = 20 // maximum number of entries of a section
	maxLabel    = 20 // maximum width of the label of a fact, in columns
	bold, faint = "1", "2"
)

// Terminal returns the summary for a terminal, in lines of at most 80 columns if no word is
// longer. Unlike the data, it has no control characters.
func (s *Summary) Terminal(colour bool) string { return s.format(&textWriter{colour: colour}) }

// Plain returns the summary like Terminal, with the position of each entry.
func (s *Summary) Plain() string { return s.format(&textWriter{positions: true}) }

func (s *Summary) format(w *textWriter) string {
	w.words = s.words
	w.line(w.in(bold, s.Name))
	w.wrapped("", 0, faint, strings.Join(append([]string{s.ID}, s.kicker...), " · "))
	w.wrapped("", 0, faint, strings.Trim(s.File+":"+strconv.Itoa(s.Line)+"  "+s.address, " "))
	if len(s.Aka) > 0 {
		w.wrapped("", 0, faint, w.words.Say("aka")+w.words.Say("colon")+strings.Join(s.Aka, w.words.Say("comma")))
	}
	if s.Text != "" {
		w.line("")
		w.wrapped("", 0, "", s.Text)
	}
	w.facts(s.Sections)
	for _, x := range s.Sections {
		if !x.fact {
			w.section(x)
		}
	}
	return w.b.String()
}

type textWriter struct {
	b         strings.Builder
	colour    bool
	positions bool // whether entries have their file and line
	words     *render.Page
}

func (w *textWriter) line(s string) { w.b.WriteString(strings.TrimRight(s, " ") + "\n") }

// in returns a text in a style if there is colour.
func (w *textWriter) in(style, s string) string {
	if s = report.Escape(s); !w.colour || style == "" || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// wrapped writes a text. Its first line starts with prefix, which is as wide as the indent
// of the others.
func (w *textWriter) wrapped(prefix string, indent int, style, s string) {
	for i, line := range text.Wrap(s, textWidth-indent) {
		if i > 0 || prefix == "" {
			prefix = strings.Repeat(" ", indent)
		}
		w.line(prefix + w.in(style, line))
	}
}

// TerminalResults returns results for a terminal. Most of them have three lines.
func TerminalResults(results []Result, colour bool) string {
	w := &textWriter{colour: colour}
	for _, r := range results {
		title := r.Title
		if r.Part != "" && r.Part != r.Title {
			title += " › " + r.Part
		}
		w.wrapped("", 0, bold, title)
		where := r.URL
		if r.File != "" {
			where = r.File + ":" + strconv.Itoa(r.Line)
		}
		w.wrapped("", 2, faint, strings.Join(nonEmpty(cmp.Or(r.ID, r.Kind), where), "  "))
		if r.Excerpt != "" {
			w.wrapped("", 2, "", r.Excerpt)
		}
	}
	return w.b.String()
}

// facts writes the short sections as a table.
func (w *textWriter) facts(sections []Section) {
	width := 0
	for _, x := range sections {
		if x.fact && text.Columns(x.Title) <= maxLabel {
			width = max(width, text.Columns(x.Title))
		}
	}
	if width == 0 {
		return
	}
	w.line("")
	for _, x := range sections {
		if !x.fact {
			continue
		}
		prefix := w.in("", x.Title+strings.Repeat(" ", max(0, width-text.Columns(x.Title))+2))
		for _, e := range x.Entries {
			w.wrapped(prefix, width+2, "", strings.Join(nonEmpty(w.named(e), e.ID, e.Link), "  "))
			prefix = strings.Repeat(" ", width+2)
		}
	}
}

// named returns the name of an entry with its notes.
func (w *textWriter) named(e Entry) string {
	if len(e.notes) == 0 {
		return e.Name
	}
	return e.Name + w.words.Say("brackets", strings.Join(e.notes, w.words.Say("comma")))
}

// nonEmpty returns the strings that are not "".
func nonEmpty(list ...string) []string {
	var kept []string
	for _, s := range list {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

func (w *textWriter) section(x Section) {
	w.line("")
	if x.Title == "" {
		w.wrapped("", 0, "", x.Text)
		return
	}
	w.line(w.in(bold, x.Title))
	if x.Text != "" {
		w.wrapped("", 2, "", x.Text)
	}
	for i, e := range x.Entries {
		if i == listed && len(x.Entries) > listed+1 {
			x.More += len(x.Entries) - i
			break
		}
		w.entry(e)
	}
	if x.More > 0 {
		w.line("  … " + strconv.Itoa(x.More))
	}
	if len(x.Entries) == 0 && x.Text == "" {
		w.wrapped("", 2, faint, x.none)
	}
}

// entry writes an entry, its id and its link. Each is on the same line as the previous
// one if it fits.
func (w *textWriter) entry(e Entry) {
	s := w.named(e)
	indent := 2 + len(s) - len(strings.TrimLeft(s, " "))
	rest := []string{e.ID, e.Link, ""}
	if e.plain && !w.positions {
		rest[0] = ""
	}
	if w.positions && e.File != "" {
		rest[2] = e.File + ":" + strconv.Itoa(e.Line)
	}
	line, columns := "", 0
	for i, part := range text.Wrap(s[indent-2:], textWidth-indent-2) {
		if i > 0 {
			w.line(line)
		}
		in := indent + 2*min(i, 1)
		line, columns = strings.Repeat(" ", in)+w.in("", part), in+text.Columns(part)
	}
	for _, x := range nonEmpty(rest...) {
		if n := text.Columns(x); columns+2+n <= textWidth {
			line, columns = line+"  "+w.in(faint, x), columns+2+n
		} else {
			w.line(line)
			line, columns = strings.Repeat(" ", indent+2)+w.in(faint, x), indent+2+n
		}
	}
	w.line(line)
}
