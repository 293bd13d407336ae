package report

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
)

// The maximum number of findings and of notes in the text format.
const (
	maxPerFile = 20
	maxShown   = 200
	maxNotes   = 10 // notes of a finding
	maxCodes   = 10 // codes in the list at the end
	maxAlso    = 3  // shown positions of a finding in many files
)

func (r Run) text() []byte {
	all := r.Findings
	r.Findings = Join(all)
	t := texter{Run: r, positions: positions{}, explained: map[string]bool{}}
	shown := selectShown(r.Findings)
	hidden, files := 0, map[*source.File]bool{}
	for i, d := range r.Findings {
		if shown[i] {
			t.finding(d)
		} else {
			hidden++
			files[d.Pos.File] = true
		}
	}
	if hidden > 0 {
		fmt.Fprintf(&t.out, "and %s in %s\n", Count(hidden, "more finding"), Count(len(files), "file"))
		t.byCode(all)
	}
	return t.out.Bytes()
}

// byCode writes the number of findings with each of the most frequent codes, so that a
// team can decide what to do about thousands of them.
func (t *texter) byCode(all source.Diagnostics) {
	counts := map[string]int{}
	for _, d := range all {
		counts[d.Code]++
	}
	codes := stable.Sorted(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	rest, hidden := 0, codes[min(len(codes), maxCodes):]
	for _, code := range hidden {
		rest += counts[code]
	}
	t.out.WriteString("all findings by code:\n")
	for _, code := range codes[:len(codes)-len(hidden)] {
		fmt.Fprintf(&t.out, "%7d %s\n", counts[code], code)
	}
	if rest > 0 {
		fmt.Fprintf(&t.out, "%7d with %s\n", rest, Count(len(hidden), "other code"))
	}
}

// selectShown decides for each finding whether it is shown. Mistakes in the syntax of
// a file have priority, because they can cause the others, and errors have priority
// over warnings.
func selectShown(ds source.Diagnostics) []bool {
	shown := make([]bool, len(ds))
	inFile, all := map[*source.File]int{}, 0
	for priority := range 3 {
		for i, d := range ds {
			if showPriority(d) == priority && all < maxShown && inFile[d.Pos.File] < maxPerFile {
				shown[i] = true
				inFile[d.Pos.File]++
				all++
			}
		}
	}
	return shown
}

func showPriority(d source.Diagnostic) int {
	switch {
	case d.Severity == source.Warning:
		return 2
	case strings.HasPrefix(d.Code, "yaml/") || strings.HasPrefix(d.Code, "file/"):
		return 0
	}
	return 1
}

type texter struct {
	Run
	out       bytes.Buffer
	positions positions
	explained map[string]bool // codes for which the explain command was printed
}

func (t *texter) finding(d source.Diagnostic) {
	s := t.positions.span(d.Pos, d.Len)
	colour := "1;31"
	if d.Severity == source.Warning {
		colour = "1;33"
	}
	fmt.Fprintf(&t.out, "%s: %s: %s [%s]\n", t.paint("1", t.position(d.Pos)), t.paint(colour, d.Severity.String()), oneLine(d.Message()), d.Code)
	gutter := strings.Repeat(" ", max(4, len(fmt.Sprint(s.line))))
	if d.Pos.IsValid() && d.Pos.File.Text != "" {
		line, pad, mark := excerpt(d.Pos.File.Line(s.line), s.byteColumn-1, d.Len)
		fmt.Fprintf(&t.out, "%*d | %s\n%s | %s%s\n", len(gutter), s.line, line, gutter, pad, t.paint(colour, mark))
	}
	if d.Help != "" {
		fmt.Fprintf(&t.out, "%s = help: %s\n", gutter, helpLine(d.Help))
	}
	limit := maxNotes
	if d.Also > 0 {
		limit = maxAlso
	}
	related := d.Related[:min(len(d.Related), limit)] // further uses in one file share a line
	for i := 0; i < len(related); {
		first := related[i]
		at := t.position(first.Pos)
		for i++; i < len(related) && related[i].Use && related[i].Text == first.Text && related[i].Pos.File == first.Pos.File; i++ {
			s := t.positions.span(related[i].Pos, 0)
			at += fmt.Sprintf(", %d:%d", s.line, s.column)
		}
		fmt.Fprintf(&t.out, "%s = note: %s: %s\n", gutter, at, oneLine(first.Text))
	}
	if more := len(d.Related) - limit; more > 0 {
		fmt.Fprintf(&t.out, "%s = note: and %s\n", gutter, Count(more, "more position"))
	}
	if !t.explained[d.Code] {
		t.explained[d.Code] = true
		fmt.Fprintf(&t.out, "%s = more: platmap explain %s\n", gutter, d.Code)
	}
}

// position returns path:line:column.
func (t *texter) position(pos source.Pos) string {
	name := Path(t.path(pos))
	if !pos.IsValid() {
		return name
	}
	s := t.positions.span(pos, 0)
	return fmt.Sprintf("%s:%d:%d", name, s.line, s.column)
}

func (t *texter) paint(style, s string) string {
	if !t.Colour {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[m"
}
