package tree

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

var wideStart = regexp.MustCompile(`^[\x{3000}\x{a0}]|[\x{3000}\x{a0}]$`)

var wideItem = regexp.MustCompile(`^[-－][\x{3000}\x{a0}]`)

var wideColon = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*：`)

var wideComment = regexp.MustCompile(`[\x{3000}\x{a0}]#(?: |$)`)

// widen looks for full-width characters that YAML has silently taken into a key
// or a value where an ASCII one was meant, tells of them and returns the document
// without them.
func (p *parser) widen(doc *yaml.Node) *yaml.Node {
	if !hasWide(p.draft.text.Text[p.draft.from:p.draft.to]) {
		return doc
	}
	p.cursor = newCursor(p.draft)
	var found, bare []source.Edit
	var lines [][]source.Edit
	done := map[int]bool{} // lines
	p.wide(doc.Content[0], false, done, func(line int, edits []source.Edit) {
		if len(edits) > 0 && !done[line] {
			done[line] = true
			lines = append(lines, edits)
			found = append(found, edits...)
			bare = append(bare, closer(edits)...)
		}
	})
	if len(lines) == 0 {
		return doc
	}
	var read *yaml.Node
	next := p.draft.with(found)
	if next != nil {
		read, _, _ = next.decode()
	}
	if read == nil {
		if next = p.draft.with(bare); next != nil {
			read, _, _ = next.decode()
		}
		for i := range lines {
			lines[i] = closer(lines[i])
		}
	}
	for _, edits := range lines[:min(len(lines), most)] {
		p.tell(p.draft.wideSuspect(edits))
	}
	if read != nil && len(lines) <= most {
		p.draft = next
	}
	if len(lines) > most {
		return nil
	}
	return read
}

// wide calls found for every node with such a character, but for those on lines
// that are done.
func (p *parser) wide(y *yaml.Node, key bool, done map[int]bool, found func(int, []source.Edit)) {
	d := p.draft
	for i, c := range y.Content {
		p.wide(c, y.Kind == yaml.MappingNode && i%2 == 0, done, found)
	}
	if y.Kind != yaml.ScalarNode || y.Style != 0 || !hasWide(y.Value) || done[p.line(y)] {
		return
	}
	switch {
	case key && wideStart.MatchString(y.Value):
		l := d.line(p.line(y))
		edits := wideEdits(l.text, l.start)
		if edits == nil { // inside braces
			edits = trimEdits(d, p.offset(y), y.Value)
		}
		found(p.line(y), edits)
	case wideColon.MatchString(y.Value) && (key || !strings.Contains(y.Value, " ")) && p.aloneOnLine(y):
		at := p.offset(y) + strings.Index(y.Value, "：")
		found(p.line(y), []source.Edit{{Start: at, End: at + len("："), New: ": "}})
	case strings.HasPrefix(y.Value, "\u3000"), strings.HasPrefix(y.Value, "\u00a0"):
		l := d.line(p.line(y))
		edits := wideEdits(l.text, l.start)
		if edits == nil || edits[0].Start > p.offset(y) {
			edits = trimEdits(d, p.offset(y), y.Value)
		}
		found(p.line(y), edits)
	case wideItem.MatchString(y.Value):
		for n := p.line(y); n <= d.text.Lines(); n++ { // what follows has been taken into the text
			edits := wideEdits(d.text.Line(n), d.text.LineStart(n))
			if edits == nil {
				break
			}
			found(n, edits)
		}
	case !key && wideComment.MatchString(y.Value):
		loc := wideComment.FindStringIndex(y.Value)
		at := p.offset(y) + loc[0]
		if strings.HasPrefix(d.text.Text[at:], y.Value[loc[0]:loc[1]]) {
			_, n := utf8.DecodeRuneInString(y.Value[loc[0]:])
			found(p.line(y), []source.Edit{{Start: at, End: at + n, New: " "}})
		}
	}
}

func hasWide(text string) bool {
	return strings.Contains(text, "\u3000") || strings.Contains(text, "\u00a0") || strings.Contains(text, "：")
}

// aloneOnLine reports whether a plain text is meant as a key and its value: in
// braces, or as an item of a list, where nothing else tells.
func (p *parser) aloneOnLine(y *yaml.Node) bool {
	return strings.HasPrefix(p.draft.text.Text[p.offset(y):], y.Value)
}

// trimEdits removes wide blanks at both ends of a plain text.
func trimEdits(d *draft, at int, value string) []source.Edit {
	if !strings.HasPrefix(d.text.Text[at:], value) {
		return nil
	}
	var edits []source.Edit
	const blank = "\u3000\u00a0"
	if n := len(value) - len(strings.TrimLeft(value, blank)); n > 0 {
		edits = append(edits, source.Edit{Start: at, End: at + n})
	}
	if n := len(value) - len(strings.TrimRight(value, blank)); n > 0 && n < len(value) {
		edits = append(edits, source.Edit{Start: at + len(value) - n, End: at + len(value)})
	}
	return edits
}

// line and offset tell where a node stands in the draft's text.
func (p *parser) line(y *yaml.Node) int {
	return p.draft.first() + max(y.Line, 1) - 1
}

func (p *parser) offset(y *yaml.Node) int {
	return p.cursor.to(p.line(y), y.Column)
}
