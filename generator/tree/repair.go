package tree

import (
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
	quotes  *regexp.Regexp // matched with a value to put in quotes; its group is the mistake
	find    func(d *patchedText, l line) []candidate

	code string // code of the finding; "" means yaml/syntax
	text string // of the finding; {found} and {write} come from the candidate
	help string // likewise

	mechanical bool // the edits are a fix, because they cannot change the meaning
	rough      bool // the edits may not give what was meant, so the result is not used
	certain    bool // it is reported even if the edits do not help
}

// candidate is a possible mistake. Its offsets are in d.file.
type candidate struct {
	d          *patchedText
	rule       *rule
	at, length int
	found      string // what is wrong
	write      string // the line to write instead, or what else the help needs
	edits      []source.Edit
	note       string // about a later position; lines between the two fail as a consequence
	noteAt     int
}

// replaced returns the candidate that replaces parts of the line. The offsets of the
// edits are in its text. The text to write is the line without its comment, or only
// its value if the line is long.
func (l line) replaced(edits ...source.Edit) candidate {
	comment := l.text[l.at+len(l.value):]
	write := strings.TrimSuffix(replace(l.text, edits)[l.indent:], comment)
	if utf8.RuneCountInString(write) > maxShown && l.at <= edits[0].Start {
		write = write[l.at-l.indent:]
	}
	c := candidate{at: l.start + edits[0].Start, length: edits[0].End - edits[0].Start, write: shorten(write)}
	for _, e := range edits {
		c.edits = append(c.edits, source.Edit{Start: l.start + e.Start, End: l.start + e.End, New: e.New})
	}
	return c
}

// maxLine is the maximum length in bytes of a line that patterns are matched
// with. Longer lines are written by programs.
const maxLine = 20_000

// candidates returns the candidates of the rule for a line.
func (r *rule) candidates(d *patchedText, l line) []candidate {
	switch {
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
	c := candidate{}
	from, to := 0, 0
	if i := 2 * r.pattern.SubexpIndex("edit"); i > 0 {
		from, to = l.body+m[i], l.body+m[i+1]
		c = l.replaced(source.Edit{Start: from, End: to, New: r.by})
	}
	if i := 2 * r.pattern.SubexpIndex("show"); i > 0 {
		from, to = l.body+m[i], l.body+m[i+1]
	}
	c.at, c.length, c.found = l.start+from, to-from, l.text[from:to]
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
		if best == nil {
			best = d.unknownError(f)
		}
		found = append(found, *best)
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

// bestCandidate returns the candidate whose edits let the parser get furthest,
// with the text that they give. The first one that solves everything wins. The
// text is nil if the mistake is certain but its edits do not help. The candidate
// is nil if nothing helps.
func (d *patchedText) bestCandidate(f failure) (best *candidate, text *patchedText) {
	reached := f.line
	for _, c := range d.candidates(f) {
		if *d.budget <= 0 {
			break
		}
		next := d.with(c.edits)
		g := f
		if next != nil {
			g = next.failure()
		}
		switch {
		case g.reason == "" || c.note != "" && next != nil && g.line >= f.line:
			return &c, next
		case g.line > reached:
			best, text, reached = &c, next, g.line
		case c.rule.certain && best == nil:
			return &c, nil
		}
	}
	return best, text
}

// candidates returns the candidates of all rules at the failing line and near it,
// in the order of the rules.
func (d *patchedText) candidates(f failure) []candidate {
	l, above := d.line(f.line), d.above(f.line)
	upper := above
	for upper.number > 0 && upper.indent > l.indent {
		upper = d.above(upper.number)
	}
	near := []line{l, above, upper}
	var list []candidate
	for i := range rules {
		r := &rules[i]
		if !strings.Contains(f.reason, r.reason) {
			continue
		}
		for _, l := range near {
			for _, c := range r.candidates(d, l) {
				c.d, c.rule = d, r
				list = append(list, c)
			}
		}
	}
	return list
}

// unknownError returns the finding for a line where no rule helps.
func (d *patchedText) unknownError(f failure) *candidate {
	l := d.line(f.line)
	c := &candidate{d: d, at: l.start + l.indent, length: len(l.text) - l.indent, found: f.reason}
	for i := range unknownErrors {
		c.rule = &unknownErrors[i]
		if strings.Contains(f.reason, c.rule.reason) && (c.rule.pattern == nil || c.rule.pattern.MatchString(l.text[l.indent:])) {
			break
		}
	}
	return c
}

// diagnostic returns the finding for a candidate.
func (c candidate) diagnostic() source.Diagnostic {
	fill := strings.NewReplacer("{found}", c.found, "{write}", c.write).Replace
	code := c.rule.code
	if code == "" {
		code = "yaml/syntax"
	}
	found := source.Diagnostic{Code: code, Pos: c.d.pos(c.at), Text: fill(c.rule.text), Help: fill(c.rule.help)}
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
