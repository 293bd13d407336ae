package tree

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// Keys returns the keys that a mapping of the file may have. path has one step
// for each key from the top of the file to the mapping, and "[]" for the items of
// a list. It returns nil for a mapping without known keys.
type Keys func(path ...string) []string

// A full-width character is fine in a text and wrong where YAML needs its ASCII
// form. YAML itself makes it part of a text without an error. Where it may belong
// to a text (at the start of an item, inside a text), the known keys decide.
const (
	wideSpaces = "\u3000\u00a0"
	wideChars  = wideSpaces + "：－＃"
)

var wideNames = map[string]string{
	"\u3000": "full-width space (U+3000) in place of an ordinary space",
	"\u00a0": "no-break space (U+00A0) in place of an ordinary space",
	"：":      `full-width colon (U+FF1A) in place of ":"`,
	"－":      `full-width hyphen (U+FF0D) in place of "-"`,
	"＃":      `full-width # (U+FF03) in place of "#"`,
}

var (
	wideHint  = re(`^[ -~\t]*[\x{3000}\x{a0}：－＃]|[\w-][ \x{3000}\x{a0}]*：|[\x{3000}\x{a0}]#|[\[{,] *[\x{3000}\x{a0}]`)
	wideStart = re(`^([ \t\x{3000}\x{a0}]*)((?:[-－](?:[ \t\x{3000}\x{a0}]+|$))*)`)
	wideDash  = re(`[-－][ \t\x{3000}\x{a0}]*`)
	wideKey   = re(`^([A-Za-z_][\w-]*)([ \x{3000}\x{a0}]*(?::(?:[ \t\x{3000}\x{a0}]+|$)|：[ \t\x{3000}\x{a0}]*))`)
	wideText  = re(`(?:^|[、，,；;])[ \x{3000}\x{a0}]*([A-Za-z_][\w-]*)[ \x{3000}\x{a0}]*：[ \x{3000}\x{a0}]*`)
	wideHash  = re(`[\x{3000}\x{a0}](#)(?: |$)`)
)

var (
	wideRule = rule{code: "yaml/wide-space", text: "{found}", help: "{write}", mechanical: true}
	textRule = rule{code: "yaml/wide-space", text: "{found}", help: "{write}; if it is text, put it in quotes"}
)

// fixWide reports full-width characters in place of ASCII ones. It replaces them
// if the text then parses at least as far as before.
func (p *parser) fixWide(keys Keys) {
	d := p.text
	if !mayHaveWide(d.file.Text[d.from:d.to]) {
		return
	}
	s := wideScan{d: d, keys: keys, known: map[string][]string{}}
	for n := d.firstLine(); n <= d.lastLine() && len(s.found) < maxFindings; n++ {
		s.scan(d.line(n))
	}
	if len(s.found) == 0 {
		return
	}
	var edits []source.Edit
	for _, c := range s.found {
		edits = append(edits, c.edits...)
	}
	next, usable := d.with(edits), false
	if next != nil {
		before, after := d.failure(), next.failure()
		if usable = after.reason == "" || before.reason != "" && after.line >= before.line; usable {
			p.text = next
		}
	}
	for _, c := range s.found {
		if !usable {
			c.rule = &textRule
		}
		c.found += onLines(c.lines)
		p.diags.Add(c.diagnostic())
	}
}

// mayHaveWide reports whether a full-width character may be in place of an ASCII
// one. It must be fast, because many texts have such characters.
func mayHaveWide(text string) bool {
	if !hasWide(text) {
		return false
	}
	for line := range strings.Lines(text) {
		if hasWide(line) && wideHint.MatchString(line) {
			return true
		}
	}
	return false
}

// hasWide reports whether a text has one of the characters of wideNames. It is
// several times faster than strings.ContainsAny.
func hasWide(text string) bool {
	for c := range wideNames {
		if strings.Contains(text, c) {
			return true
		}
	}
	return false
}

// wideScan looks for full-width characters, line by line.
type wideScan struct {
	d        *patchedText
	keys     Keys
	known    map[string][]string // results of keys
	open     outline
	holder   line   // the last line with a key or an item, after its edits
	brackets []byte // brackets that are open in its value
	found    []wideCandidate
	current  wideCandidate // the mistake of the line; its edits have offsets of the line
}

// wideCandidate is a full-width character, together with the same mistake on the
// lines below.
type wideCandidate struct {
	candidate
	lines    int
	lastLine int
}

// scan looks at one line. The same mistake on lines that follow each other is one
// finding.
func (s *wideScan) scan(l line) {
	if l.isBlank() || strings.Trim(l.text, " \t"+wideSpaces) == "" {
		return
	}
	previous := s.holder.number
	s.current = wideCandidate{candidate: candidate{d: s.d, rule: &wideRule}, lines: 1, lastLine: l.number}
	if n := len(s.open); n > 0 && s.holder.value != "" && l.indent > s.open[n-1].at {
		s.value(l, l.indent, l.text[l.indent:])
	} else {
		s.structure(l)
	}
	c := s.current
	if c.found == "" {
		return
	}
	if c.edits != nil {
		c.edits = l.replaced(c.edits...).edits
	}
	if n := len(s.found) - 1; n >= 0 && s.found[n].lastLine >= previous && s.found[n].found == c.found {
		last := &s.found[n]
		last.lines, last.lastLine = last.lines+1, l.number
		if c.rule == &textRule {
			last.rule = c.rule
		}
		last.edits = append(last.edits, c.edits...)
		return
	}
	s.found = append(s.found, c)
}

// mark records the character at an offset of the line. The first one is reported.
func (s *wideScan) mark(l line, at int, write string) {
	if s.current.found == "" {
		_, size := utf8.DecodeRuneInString(l.text[at:])
		s.current.at, s.current.length, s.current.write = l.start+at, size, write
		s.current.found = wideNames[l.text[at:at+size]]
	}
}

// replace replaces a part of the line if it has a full-width character.
func (s *wideScan) replace(l line, from, to int, text string) {
	i := strings.IndexAny(l.text[from:to], wideChars)
	if i < 0 {
		return
	}
	write := fmt.Sprintf("replace it with %q", text)
	if text == "" {
		write = "remove it"
	} else if strings.Trim(text, " ") == "" {
		write = "replace it with " + countSpaces(len(text))
	}
	s.mark(l, from+i, write)
	s.current.edits = append(s.current.edits, source.Edit{Start: from, End: to, New: text})
}

// sign replaces the full-width characters in a colon or hyphen with the blanks
// around it.
func (s *wideScan) sign(l line, from, to int, wide, ascii string) {
	i := strings.Index(l.text[from:to], ascii)
	if i < 0 || strings.Contains(l.text[from:to], wide) {
		if to < len(l.text) {
			ascii += " "
		}
		s.replace(l, from, to, ascii)
		return
	}
	s.replace(l, from, from+i, "")
	s.replace(l, from+i+1, to, " ")
}

// structure looks at the indentation, the hyphens, the key and the value of a
// line.
func (s *wideScan) structure(l line) {
	m := wideStart.FindStringSubmatchIndex(l.text)
	indent, start := m[3], m[5]
	if strings.HasPrefix(l.text[start:], "＃") {
		s.replace(l, start, start+len("＃"), "#")
		return
	}
	isItem := start > indent
	s.replace(l, 0, indent, strings.Repeat(" ", s.fit(l.text[:indent], isItem)))
	for _, m := range wideDash.FindAllStringIndex(l.text[indent:start], -1) {
		s.sign(l, indent+m[0], indent+m[1], "－", "-")
	}
	s.open = s.open.add(s.edited(l, start))
	if m := wideKey.FindStringSubmatchIndex(l.text[start:]); m != nil {
		colon, end := start+m[3], start+m[1]
		isWide := strings.Contains(l.text[colon:end], "：")
		if !isWide || !isItem || s.knows(l.text[start:colon], s.path()) || s.hasKey(l.number+1, start) {
			s.sign(l, colon, end, "：", ":")
			if isWide && isItem && strings.HasPrefix(l.text[end:], "[") {
				s.current.rule = &textRule
			}
		}
	}
	meant := s.edited(l, len(l.text))
	if meant.key == "" && !isItem && !meant.isFlow() {
		return
	}
	s.open, s.holder, s.brackets = s.open.add(meant), meant, s.brackets[:0]
	s.value(l, len(l.text)-len(meant.text)+meant.at, meant.value)
}

// value looks at a value, or at a line that continues the last value. A text that
// contains a known key is reported without a fix, because it may be meant as text.
func (s *wideScan) value(l line, at int, value string) {
	if s.holder.isFlow() {
		s.flow(l, at)
		return
	}
	if startsWithQuote(s.holder.value) || s.holder.opensBlock() {
		return
	}
	if m := wideHash.FindStringSubmatchIndex(value); m != nil {
		s.replace(l, at+m[0], at+m[2], " ")
	}
	path := s.path()
	if s.holder.key != "" {
		if l.number == s.holder.number {
			return
		}
		path = path[:len(path)-1]
	}
	for _, m := range wideText.FindAllStringSubmatchIndex(value, -1) {
		if key := value[m[2]:m[3]]; s.knows(key, path) {
			colon := m[3] + strings.Index(value[m[3]:], "：")
			s.mark(l, at+colon, fmt.Sprintf("write %s: %s on a line of its own", key, shorten(value[m[1]:])))
			s.current.rule = &textRule
			return
		}
	}
}

// edited returns the first bytes of a line after its edits.
func (s *wideScan) edited(l line, n int) line {
	return splitLine(l.number, l.start, replace(l.text[:n], s.current.edits))
}

// fit returns the column at which the key or item after an indentation was most
// likely meant to be: the nearest one that is open.
func (s *wideScan) fit(indent string, item bool) int {
	width := len(strings.NewReplacer("\u3000", "  ", "\u00a0", " ").Replace(indent))
	if n := len(s.open); n > 0 && s.holder.value == "" && width > s.open[n-1].at {
		return width
	}
	for _, o := range s.open.nearest(width) {
		if o.item == item {
			return o.at
		}
	}
	return 0
}

// hasKey reports whether a line has a key at a column.
func (s *wideScan) hasKey(number, column int) bool {
	l := s.d.line(number)
	return l.indent == column && wideKey.MatchString(l.text[column:])
}

// flow looks at the start of every entry inside brackets or braces.
func (s *wideScan) flow(l line, from int) {
	for i := range flowSigns(l.text[from:]) {
		switch c := l.text[from+i]; c {
		case '[', '{':
			s.brackets = append(s.brackets, c)
		case ']', '}':
			s.brackets = s.brackets[:max(0, len(s.brackets)-1)]
			continue
		}
		s.entry(l, from+i+1)
	}
}

// entry looks at the entry that starts at an offset of a line.
func (s *wideScan) entry(l line, at int) {
	start := len(l.text) - len(strings.TrimLeft(l.text[at:], " "+wideSpaces))
	s.replace(l, at, start, "")
	m := wideKey.FindStringSubmatchIndex(l.text[start:])
	if m == nil || len(s.brackets) == 0 {
		return
	}
	if s.brackets[len(s.brackets)-1] == '{' {
		s.sign(l, start+m[3], start+m[1], "：", ":")
	} else if len(s.brackets) == 1 && s.knows(l.text[start:start+m[3]], append(s.path(), "[]")) {
		s.mark(l, start+m[3], `replace it with ": "`)
		s.current.rule = &textRule
	}
}

// path returns the path to the value of the last key or item.
func (s *wideScan) path() []string {
	path := make([]string, len(s.open))
	for i, o := range s.open {
		path[i] = o.step
	}
	return path
}

// knows reports whether the mapping at a path may have a key.
func (s *wideScan) knows(key string, path []string) bool {
	if s.keys == nil {
		return false
	}
	id := strings.Join(path, "\n")
	if _, ok := s.known[id]; !ok {
		s.known[id] = s.keys(path...)
	}
	return slices.Contains(s.known[id], key)
}
