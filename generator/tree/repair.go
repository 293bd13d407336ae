package tree

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/source"
)

// maxFindings limits the mistakes reported for one file.
const maxFindings = 20

// rule is one common mistake in YAML: how to recognise it, how to correct it, and
// what to report. See rules.go. A rule may guess wrong, because its edits are
// used only if more of the text parses after them.
type rule struct {
	name   string
	test   string // a test file with the mistake: archive/file in testdata/findings
	reason string // if not "", the library's error must contain it

	// One of these recognises the mistake.
	pattern *regexp.Regexp // matched with a line without indentation and "- "; group "show" is the mistake, "edit" is replaced
	by      string         // the replacement of group "edit"
	quotes  *regexp.Regexp // matched with a value to put in quotes; the group of the pattern is the mistake
	find    func(d *patchedText, l line) []candidate

	code string // code of the finding; "" means yaml/syntax
	text string // text of the finding; {found} comes from the candidate
	help string // help of the finding; see withText

	mechanical bool // the edits are a fix, because they cannot change the meaning
	rough      bool // the author may have meant something else, so the result of the edits is not used
	certain    bool // the mistake is reported even if the edits do not help
}

// candidate is a possible mistake. Its offsets are in d.file.
type candidate struct {
	d          *patchedText
	rule       *rule
	at, length int
	lines      int    // number of lines with the mistake, if more than one
	found      string // the text that is wrong
	help       string // if not "", replaces the help of the rule
	write      string // the line to write instead
	edits      []source.Edit
	note       string // a note about a later position; errors between the two positions are consequences
	noteAt     int
}

// replaced returns the candidate that replaces parts of the line. The offsets of the
// edits are in its text.
func (l line) replaced(edits ...source.Edit) candidate {
	c := candidate{at: l.start + edits[0].Start, length: edits[0].End - edits[0].Start}
	c.write = strings.TrimSpace(replace(l.text, edits)[l.indent:])
	for _, e := range edits {
		c.edits = append(c.edits, source.Edit{Start: l.start + e.Start, End: l.start + e.End, New: e.New})
	}
	return c
}

// maxLine is the maximum length in bytes of a line that is matched with patterns. Longer
// lines are written by programs.
const maxLine = 20_000

// near returns a line, the one above it, and the nearest one above that is not
// indented further.
func (d *patchedText) near(number int) []line {
	l := d.line(number)
	lines := []line{l, {}, {}}
	for x := range d.linesBetween(d.lineAt(d.topLevel(number-1)), number) {
		if lines[1] = x; x.indent <= l.indent {
			lines[2] = x
		}
	}
	return lines
}

// candidates returns the candidates of the rule at the failing line and near it.
func (r *rule) candidates(d *patchedText, f failure, near []line) (list []candidate) {
	if !strings.Contains(f.reason, r.reason) {
		return nil
	}
	if r.reason != "" {
		near = near[:1]
	}
	for _, l := range near {
		for _, c := range r.onLine(d, l) {
			if c.d, c.rule = d, r; c.found == "" {
				c.found = f.reason
			}
			list = append(list, c)
		}
	}
	return list
}

// onLine returns the candidates of the rule on a line.
func (r *rule) onLine(d *patchedText, l line) []candidate {
	switch {
	case r.pattern == nil && r.quotes == nil && r.find == nil:
		return []candidate{{at: l.start + l.indent, length: len(l.text) - l.indent}}
	case l.number == 0 || len(l.text) > maxLine:
		return nil
	case r.find != nil:
		return r.find(d, l)
	case r.quotes != nil:
		return d.unquoted(l, r)
	}
	m := r.pattern.FindStringSubmatchIndex(l.text[l.body:])
	if m == nil {
		return nil
	}
	var c candidate
	if i := 2 * r.pattern.SubexpIndex("edit"); i > 0 {
		c = l.replaced(source.Edit{Start: l.body + m[i], End: l.body + m[i+1], New: r.by})
	}
	if i := 2 * r.pattern.SubexpIndex("show"); i > 0 {
		c.at, c.length = l.start+l.body+m[i], m[i+1]-m[i]
	}
	c.found = d.file.Text[c.at : c.at+c.length]
	if r, _ := utf8.DecodeRuneInString(c.found); !unicode.IsPrint(r) {
		c.found = fmt.Sprintf("%U", r)
	}
	return []candidate{c}
}

// repair looks for the mistakes in a text that does not parse, one by one. It
// returns them and the corrected text, which is nil if some cannot be corrected
// reliably.
func (d *patchedText) repair() (found []candidate, repaired *patchedText) {
	rough := false
	f := d.failure()
	for f.reason != "" && len(found) < maxFindings {
		best, next := d.bestCandidate(f)
		found = append(found, best)
		if next == nil {
			return found, nil
		}
		rough = rough || best.rule.rough
		d, f = next, next.failure()
	}
	if f.reason != "" || rough {
		return found, nil
	}
	return found, d
}

// bestCandidate returns the candidate at the failing line or near it whose edits let the
// parser get furthest, and the text after these edits. The first one that solves
// everything wins. The text is nil if the mistake is certain but its edits do not help,
// as for the last rule.
func (d *patchedText) bestCandidate(f failure) (best candidate, text *patchedText) {
	reached := f.line
	lines := d.near(f.line)
	for i := range rules {
		for _, c := range rules[i].candidates(d, f, lines) {
			next, g := d.with(c.edits), f
			if c.edits != nil && *d.budget > 0 {
				from := min(f.from, d.topLevel(d.lineAt(c.edits[0].Start)))
				if next.parse(from, f.line).reason != f.reason { // a part of the text parses faster
					g = next.failure()
				}
			}
			switch {
			case g.reason == "" || c.note != "" && g.line >= f.line:
				return c, next
			case g.line > reached:
				best, text, reached = c, next, g.line
			case c.rule.certain && best.rule == nil:
				best = c
			}
		}
		if best.rule != nil && text == nil { // certain
			return best, nil
		}
	}
	return best, text
}

// diagnostic returns the finding for a candidate.
func (c candidate) diagnostic() source.Diagnostic {
	found := source.Diagnostic{
		Code: cmp.Or(c.rule.code, "yaml/syntax"),
		Pos:  c.d.pos(c.at),
		Text: strings.ReplaceAll(c.rule.text, "{found}", c.found),
		Help: withText(cmp.Or(c.help, c.rule.help), c.write),
	}
	if c.lines > 1 {
		found.Text += fmt.Sprintf(", on %d lines", c.lines)
	}
	found.Len = c.d.origin(c.at+c.length) - found.Pos.Offset
	if c.note != "" {
		found.Related = []source.Related{{Pos: c.d.pos(c.noteAt), Text: c.note}}
	}
	if c.rule.mechanical {
		for _, e := range c.edits {
			found.Fix = append(found.Fix, source.Edit{Start: c.d.origin(e.Start), End: c.d.origin(e.End), New: e.New})
		}
	}
	return found
}
