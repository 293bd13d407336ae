package tree

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// wide finds a full-width or no-break character where YAML wants an ASCII one.
func (d *draft) wide(l line) []suspect {
	if l.number == 0 {
		return nil
	}
	edits := wideEdits(l.text, l.start)
	if len(edits) == 0 {
		return nil
	}
	return []suspect{d.wideSuspect(edits), d.wideSuspect(closer(edits))}
}

// closer returns edits that leave no indentation where the others leave some:
// the key may belong at the start of the line.
func closer(edits []source.Edit) []source.Edit {
	edits = slices.Clone(edits)
	for i := range edits {
		if strings.Trim(edits[i].New, " ") == "" && (i == 0 || edits[i-1].New == "") {
			edits[i].New = ""
		}
	}
	return edits
}

func (d *draft) wideSuspect(edits []source.Edit) suspect {
	e := edits[0]
	written := d.text.Text[e.Start:e.End]
	r, _ := utf8.DecodeRuneInString(written)
	s := suspect{code: "yaml/wide-space", at: e.Start, len: len(written), edits: edits, mechanical: true, certain: true}
	s.text = fmt.Sprintf("%s (U+%04X) stands where YAML wants an ordinary %s", wideNames[r], r, narrowNames[r])
	s.help = "remove it"
	if e.New != "" {
		s.help = "replace it with " + replacement(e.New)
	}
	if len(edits) > 1 {
		s.help += fmt.Sprintf("; %d more on this line", len(edits)-1)
	}
	return s
}

var wideNames = map[rune]string{
	'\u3000': "a full-width space", '\u00a0': "a no-break space", '：': "a full-width colon", '－': "a full-width hyphen", '＃': "a full-width #",
}

var narrowNames = map[rune]string{'\u3000': "space", '\u00a0': "space", '：': "colon", '－': "hyphen", '＃': "#"}

func replacement(text string) string {
	switch {
	case strings.Trim(text, " ") == "":
		return spaces(len(text))
	case strings.HasSuffix(text, " "):
		return fmt.Sprintf("%q and a space", strings.TrimRight(text, " "))
	}
	return fmt.Sprintf("%q", text)
}

// wideEdits returns what makes the structure of a line ASCII: its indentation,
// its hyphens, its key's colon and the blanks around them.
func wideEdits(text string, start int) []source.Edit {
	var edits []source.Edit
	replace := func(at, n int, by string) {
		edits = append(edits, source.Edit{Start: start + at, End: start + at + n, New: by})
	}
	i := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		rest := text[i+n:]
		switch {
		case (r == '\u3000' || r == '\u00a0') && strings.ContainsAny(text[:i], "-－"):
			replace(i, n, "") // a blank follows the hyphen already
		case r == '\u3000':
			replace(i, n, "  ")
		case r == '\u00a0':
			replace(i, n, " ")
		case r == '－' && startsBlank(rest):
			blank := len(rest) - len(strings.TrimLeft(rest, " \u3000\u00a0"))
			replace(i, n+blank, "- ")
			n += blank
		case r == '-' && (strings.HasPrefix(rest, "\u3000") || strings.HasPrefix(rest, "\u00a0")):
			_, m := utf8.DecodeRuneInString(rest)
			replace(i+n, m, " ")
			n += m
		case r == '＃' && len(edits) == 0 && strings.TrimSpace(text[:i]) == "":
			replace(i, n, "#")
			return edits
		case r == ' ' || r == '\t' || r == '-' && startsBlank(rest):
		default:
			return append(edits, wideKey(text, i, start)...)
		}
		i += n
	}
	return nil // white space only
}

func startsBlank(text string) bool {
	return text == "" || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\u3000") || strings.HasPrefix(text, "\u00a0")
}

// wideKey returns the edits for the key that starts at from.
func wideKey(text string, from, start int) []source.Edit {
	end := from
	for end < len(text) && (text[end] == '_' || text[end] == '-' || text[end] >= '0' && text[end] <= '9' || text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z') {
		end++
	}
	if end == from {
		return nil
	}
	colon := end + len(text[end:]) - len(strings.TrimLeft(text[end:], " \u3000\u00a0"))
	r, n := utf8.DecodeRuneInString(text[colon:])
	if r != ':' && r != '：' {
		return nil
	}
	after := colon + n
	value := after + len(text[after:]) - len(strings.TrimLeft(text[after:], " \u3000\u00a0"))
	var edits []source.Edit
	if strings.ContainsAny(text[end:colon], "\u3000\u00a0") {
		edits = append(edits, source.Edit{Start: start + end, End: start + colon})
	}
	space := ""
	if value == after && value < len(text) {
		space = " "
	}
	wideGap := strings.ContainsAny(text[after:value], "\u3000\u00a0")
	switch {
	case r == '：':
		edits = append(edits, source.Edit{Start: start + colon, End: start + after, New: ":" + space})
		fallthrough
	case wideGap:
		if wideGap {
			to := " "
			if value == len(text) {
				to = ""
			}
			if r == '：' { // one edit, since they touch
				edits = edits[:len(edits)-1]
				edits = append(edits, source.Edit{Start: start + colon, End: start + value, New: ":" + to})
			} else {
				edits = append(edits, source.Edit{Start: start + after, End: start + value, New: to})
			}
		}
	}
	return edits
}

var wideStart = regexp.MustCompile(`^[\x{3000}\x{a0}]|[\x{3000}\x{a0}]$`)

var wideItem = regexp.MustCompile(`^[-－][\x{3000}\x{a0}]`)

var wideColon = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*：`)

var wideComment = regexp.MustCompile(`[\x{3000}\x{a0}]#(?: |$)`)

// widen looks for full-width characters that YAML has silently taken into a key
// or a value where an ASCII one was meant, tells of them and returns the document
// without them.
func (p *parser) widen(doc *yaml.Node) *yaml.Node {
	text := p.draft.text.Text[p.draft.from:p.draft.to]
	if !strings.Contains(text, "\u3000") && !strings.Contains(text, "\u00a0") && !strings.Contains(text, "：") {
		return doc
	}
	p.cursor = newCursor(p.draft)
	var found, bare []source.Edit
	var lines [][]source.Edit
	done := map[int]bool{} // lines
	p.wide(doc.Content[0], false, func(line int, edits []source.Edit) {
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

// wide calls found for every node with such a character.
func (p *parser) wide(y *yaml.Node, key bool, found func(int, []source.Edit)) {
	d := p.draft
	for i, c := range y.Content {
		p.wide(c, y.Kind == yaml.MappingNode && i%2 == 0, found)
	}
	if y.Kind != yaml.ScalarNode || y.Style != 0 {
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
