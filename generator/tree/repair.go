package tree

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// most is how many mistakes of one file are told; more would help nobody.
const most = 20

// repair tells why the text cannot be read, mistake by mistake, putting each
// right in the draft. It returns the document that comes of it, or nil when it
// is better not to go on.
func (p *parser) repair() *yaml.Node {
	rough := false
	for range most {
		f := p.draft.fails()
		if f.reason == "" {
			break
		}
		s, next := p.draft.culprit(f)
		if s == nil {
			s = p.draft.puzzled(f)
		}
		p.tell(*s)
		if next == nil {
			return nil
		}
		rough = rough || s.rough
		p.draft = next
	}
	doc, _, err := p.draft.decode()
	if err != nil || rough {
		return nil
	}
	return doc
}

// culprit returns the suspect whose edits help most, with the draft that they
// make; or one that is certain without; or nil.
func (d *draft) culprit(f failure) (*suspect, *draft) {
	var found *suspect
	var best *draft
	reached := f.line
	for _, s := range d.suspects(f) {
		if *d.left <= 0 {
			break
		}
		next := d.with(s.edits)
		if next == nil || len(s.edits) == 0 {
			if s.certain && found == nil {
				return &s, nil
			}
			continue
		}
		g := next.fails()
		switch {
		case g.reason == "", s.cause && g.line >= f.line:
			return &s, next
		case g.line > reached:
			found, best, reached = &s, next, g.line
		case s.certain && found == nil:
			return &s, nil
		}
	}
	return found, best
}

// tell reports a suspect.
func (p *parser) tell(s suspect) {
	d := p.draft
	at := func(offset int) source.Pos { return p.at(d.origin(offset)) }
	if s.code == "" {
		s.code = "yaml/syntax"
	}
	found := source.Diagnostic{Code: s.code, Pos: at(s.at), Len: d.origin(s.at+s.len) - d.origin(s.at), Text: s.text, Help: s.help}
	if s.note != "" {
		found.Related = []source.Related{{Pos: at(s.noteAt), Text: s.note}}
	}
	if s.mechanical {
		for _, e := range s.edits {
			found.Fix = append(found.Fix, source.Edit{Start: d.origin(e.Start), End: d.origin(e.End), New: e.New})
		}
	}
	p.diags.Add(found)
}

// puzzled is what is said of a line that looks like no usual mistake.
func (d *draft) puzzled(f failure) *suspect {
	l := d.line(f.line)
	s := &suspect{at: l.start + l.indent, len: len(l.text) - l.indent}
	for _, r := range reasons {
		if strings.Contains(f.reason, r.words) {
			s.text, s.help = r.text, r.help
			return s
		}
	}
	s.text = "this is not YAML: " + f.reason
	s.help = "put the value in quotes, or look at the line before"
	return s
}

// reasons are the library's words for what it could not read, and ours.
var reasons = []struct{ words, text, help string }{
	{"mapping values are not allowed", "a colon stands where no key can be", "put the text with the colon in quotes; if it is a key, indent it like the other keys"},
	{"block sequence entries are not allowed", `a list item ("- ") stands where no list can be`, "put it on a line of its own below the key it belongs to"},
	{"mapping keys are not allowed", `a "? " stands where no key can be`, "put the text in quotes"},
	{"could not find expected ':'", `this line has neither a key with ": " nor a "- " before it`, "if it goes on with the text above, indent it more than the key of the text"},
	{"did not find expected '-' indicator", "this line is not an item of the list above it", `start it with "- ", or indent it like the key it belongs to`},
	{"did not find expected key", "this line fits neither the keys above it nor their values", "indent it like the line it belongs to, or put the value above it in quotes"},
	{"did not find expected ',' or ']'", "a comma or a ] is missing", "put a comma between two items and a ] at the end, or write one item per line"},
	{"did not find expected ',' or '}'", "a comma or a } is missing", "put a comma between two keys and a } at the end, or write one key per line"},
	{"did not find expected node content", "a value is missing here", "remove the comma or the bracket that is too many, or put the text in quotes"},
	{"unexpected end of stream", "a quote is never closed", "close it with the same quote"},
	{"unexpected document indicator", "a quote is not closed before ---", "close it with the same quote"},
	{"cannot start any token", "a text cannot start like this", "put the whole value in quotes"},
	{"tab character", "a tab stands where only spaces may", "replace it with spaces"},
	{"unknown anchor", "anchors, aliases and merge keys are not used here", "put a text that starts with * in quotes"},
	{"alphabetic or numeric character", "a text that starts with * or & needs quotes", "put the whole value in quotes"},
	{"escape", "a backslash between double quotes means nothing here", "use single quotes, where a backslash is only a backslash"},
	{"comment or line break", "the text after | or > starts on the next line", "put it there, indented, or put the whole value in quotes"},
	{"block scalar", "the text below | or > is not indented as it must be", "indent all its lines alike, more than the key"},
	{"indentation indicator", "the text below | or > is not indented as it must be", "write | or > without a number, and indent all lines alike"},
	{"tag", "a text that starts with ! needs quotes", "put the whole value in quotes"},
	{"expected '>'", "a text that starts with ! needs quotes", "put the whole value in quotes"},
	{"document start", "text stands before the first --- or after the last", "remove the line of --- or ..."},
	{"directive", "a line that starts with % is an instruction to the reader of YAML; there is none here", "remove the line"},
	{"max depth", fmt.Sprintf("this is nested deeper than %d levels", MaxDepth), "make it flatter"},
}
