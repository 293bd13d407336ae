package report

import (
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// GitHub shows the first ten errors and the first ten warnings of a step, and 4,096
// characters of a message. It drops the other findings and characters silently.
const (
	maxCommands = 10
	maxMessage  = 4000
)

// commands returns the findings as workflow commands.
func (r Run) commands() []byte {
	var b strings.Builder
	r.Findings = Join(r.Findings)
	positions := positions{}
	for _, severity := range []source.Severity{source.Error, source.Warning} {
		list := firstPerFile(r.Findings, severity)
		for i, d := range list {
			more := 0
			if i == maxCommands-1 {
				more = len(list) - maxCommands
			}
			r.command(&b, positions, d, more)
			if i == maxCommands-1 {
				break
			}
		}
	}
	return []byte(b.String())
}

// firstPerFile returns the findings of a severity. The first finding of each file comes
// before all others, so that the first ten findings cover as many files as possible.
func firstPerFile(ds source.Diagnostics, severity source.Severity) source.Diagnostics {
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

func (r Run) command(b *strings.Builder, positions positions, d source.Diagnostic, more int) {
	fmt.Fprintf(b, "::%s ", d.Severity)
	if s := positions.span(d.Pos, d.Len); s.line > 0 {
		fmt.Fprintf(b, "file=%s,line=%d,", property(r.rootPath(d.Pos)), s.line)
		if s.endLine == s.line { // GitHub ignores columns of a range with several lines
			fmt.Fprintf(b, "col=%d,endLine=%d,endColumn=%d,", s.column, s.endLine, s.endColumn)
		} else {
			fmt.Fprintf(b, "endLine=%d,", s.endLine)
		}
	}
	message := Escape(d.Message())
	if d.Help != "" {
		message += "\nhelp: " + Escape(d.Help)
	}
	message = text.Shorten(message, maxMessage)
	if more > 0 {
		message += "\n" + Count(more, "more "+d.Severity.String()) + " in the log"
	}
	fmt.Fprintf(b, "title=%s::%s\n", property(d.Code), data(message))
}

// data and property escape the parts of a workflow command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(Escape(s)))
}

// Table returns all findings as a Markdown page, for the file named by
// GITHUB_STEP_SUMMARY. The page has at most limit bytes, and ends with the number
// of findings that are left out.
func (r Run) Table(limit int) []byte {
	r.Findings = r.Findings.Sorted()
	var b strings.Builder
	fmt.Fprintf(&b, "### platmap: %s\n\n| | Position | Finding | Help |\n|---|---|---|---|\n", escapeMarkdown(strings.TrimSuffix(r.Summary(), ".")))
	joined := Join(r.Findings)
	list := append(ofSeverity(joined, source.Error), ofSeverity(joined, source.Warning)...)
	positions := positions{}
	const last = 100 // bytes reserved for the last line
	if b.Len()+last > limit {
		return nil
	}
	for i, d := range list {
		row := r.row(positions, d)
		if b.Len()+len(row)+last > limit {
			fmt.Fprintf(&b, "\nand %s in the log\n", Count(len(list)-i, "more finding"))
			break
		}
		b.WriteString(row)
	}
	return []byte(b.String() + "\n")
}

func (r Run) row(positions positions, d source.Diagnostic) string {
	position := r.path(d.Pos)
	if s := positions.span(d.Pos, d.Len); s.line > 0 {
		position = fmt.Sprintf("%s:%d:%d", position, s.line, s.column)
	}
	return fmt.Sprintf("| %s | <code>%s</code> | %s <code>%s</code> | %s |\n",
		d.Severity, escapeMarkdown(Escape(position)), escapeMarkdown(oneLine(d.Message())), escapeMarkdown(d.Code), escapeMarkdown(helpLine(d.Help)))
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

// escapeMarkdown writes all ASCII punctuation as numeric character references, which is
// simpler than a list of the characters with a meaning in Markdown.
func escapeMarkdown(s string) string {
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
