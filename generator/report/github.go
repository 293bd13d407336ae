package report

import (
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// GitHub takes ten errors and ten warnings of a step, the first that come, and
// of each message 4,096 characters; the rest is lost without a word.
const (
	mostCommands = 10
	mostMessage  = 4000
)

// commands returns the findings as workflow commands.
func (r Run) commands() []byte {
	var b strings.Builder
	places := places{}
	for _, severity := range []source.Severity{source.Error, source.Warning} {
		list := spread(r.Findings, severity)
		for i, d := range list {
			more := 0
			if i == mostCommands-1 {
				more = len(list) - mostCommands
			}
			r.command(&b, places, d, more)
			if i == mostCommands-1 {
				break
			}
		}
	}
	return []byte(b.String())
}

// spread puts the findings of a severity in an order such that the first ten
// tell most: the first of every file, then the others.
func spread(ds source.Diagnostics, severity source.Severity) source.Diagnostics {
	var first, others source.Diagnostics
	seen := map[*source.File]bool{}
	for _, d := range ds {
		switch {
		case d.Severity != severity:
		case seen[d.Pos.File]:
			others = append(others, d)
		default:
			seen[d.Pos.File] = true
			first = append(first, d)
		}
	}
	return append(first, others...)
}

func (r Run) command(b *strings.Builder, places places, d source.Diagnostic, more int) {
	fmt.Fprintf(b, "::%s ", d.Severity)
	if s := places.span(d.Pos, d.Len); s.line > 0 {
		fmt.Fprintf(b, "file=%s,line=%d,", property(r.rootPath(d.Pos)), s.line)
		if s.endLine == s.line { // else GitHub drops the columns
			fmt.Fprintf(b, "col=%d,endLine=%d,endColumn=%d,", s.column, s.endLine, s.endColumn)
		} else {
			fmt.Fprintf(b, "endLine=%d,", s.endLine)
		}
	}
	message := Escape(d.Text)
	if d.Help != "" {
		message += "\nhelp: " + Escape(d.Help)
	}
	message = text.Shorten(message, mostMessage)
	if more > 0 {
		message += "\n" + count(more, "more "+d.Severity.String()) + " in the log"
	}
	fmt.Fprintf(b, "title=%s::%s\n", property(d.Code), data(message))
}

// data and property escape what GitHub reads from a command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(Escape(s)))
}

// Table returns all findings as a page in Markdown, which GitHub shows when it
// is in the file named by GITHUB_STEP_SUMMARY. It has at most limit bytes, and
// says what has no room.
func (r Run) Table(limit int) []byte {
	r.Findings = r.Findings.Sorted()
	var b strings.Builder
	fmt.Fprintf(&b, "### platmap: %s\n\n| | Place | Finding | Help |\n|---|---|---|---|\n", literal(strings.TrimSuffix(r.Summary(), ".")))
	list := append(ofSeverity(r.Findings, source.Error), ofSeverity(r.Findings, source.Warning)...)
	places := places{}
	const last = 100 // bytes kept for the last line
	if b.Len()+last > limit {
		return nil
	}
	for i, d := range list {
		row := r.row(places, d)
		if b.Len()+len(row)+last > limit {
			fmt.Fprintf(&b, "\nand %d more in the log\n", len(list)-i)
			break
		}
		b.WriteString(row)
	}
	return []byte(b.String() + "\n")
}

func (r Run) row(places places, d source.Diagnostic) string {
	place := r.path(d.Pos)
	if s := places.span(d.Pos, d.Len); s.line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, s.line, s.column)
	}
	return fmt.Sprintf("| %s | <code>%s</code> | %s <code>%s</code> | %s |\n",
		d.Severity, literal(Escape(place)), literal(short(d.Text)), literal(d.Code), literal(short(d.Help)))
}

func ofSeverity(ds source.Diagnostics, severity source.Severity) source.Diagnostics {
	var list source.Diagnostics
	for _, d := range ds {
		if d.Severity == severity {
			list = append(list, d)
		}
	}
	return list
}

// literal writes text so that Markdown takes none of it for a sign: every ASCII
// mark is spelled as a number, which is simpler than to know which ones matter.
func literal(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > ' ' && r < 0x7F && !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
