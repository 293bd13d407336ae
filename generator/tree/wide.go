package tree

import (
	"fmt"
	"slices"
	"strings"
	"sync"
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
	colonHelp  = `replace it with ": "`
)

var (
	wideHint = re(`^[ -~\t]*[\x{3000}\x{a0}：－＃]|[\w-][ \x{3000}\x{a0}]*：|[\x{3000}\x{a0}]#|[\[{,] *[\x{3000}\x{a0}]`)
	wideLead = re(`^([ \t\x{3000}\x{a0}]*)((?:[-－](?:[ \t\x{3000}\x{a0}]+|$))*)`)
	wideDash = re(`[-－][ \t\x{3000}\x{a0}]*`)
	wideKey  = re(`^([A-Za-z_][A-Za-z0-9_-]*)([ \x{3000}\x{a0}]*[:：](?:[ \t\x{3000}\x{a0}]+|$)|[ \x{3000}\x{a0}]*：)`)
	wideText = re(`(?:^\[?|[、，,；;])[ \x{3000}\x{a0}]*([A-Za-z_][A-Za-z0-9_-]*)[ \x{3000}\x{a0}]*：[ \x{3000}\x{a0}]*`)
	wideHash = re(`[\x{3000}\x{a0}](#)(?: |$)`)
)

var wideNames = map[rune]string{
	'\u3000': "full-width space (U+3000) in place of an ordinary space",
	'\u00a0': "no-break space (U+00A0) in place of an ordinary space",
	'：':      `full-width colon (U+FF1A) in place of ":"`,
	'－':      `full-width hyphen (U+FF0D) in place of "-"`,
	'＃':      `full-width # (U+FF03) in place of "#"`,
}

var wideRule = rule{code: "yaml/wide-space", text: "{found}", help: "{write}", mechanical: true}

// fixWide reports full-width characters in place of ASCII ones. It replaces them
// if the text then parses at least as far as before. It reports whether there are
// few enough findings to continue.
func (p *parser) fixWide(keys Keys) bool {
	d := p.text
	if !mayHaveWide(d.file.Text[d.from:d.to]) {
		return true
	}
	s := wideScan{d: d, before: sync.OnceValue(d.failure), keys: keys, known: map[string][]string{}}
	for n := d.firstLine(); n <= d.lastLine() && len(s.found) < maxFindings; n++ {
		s.scan(d.line(n))
	}
	if len(s.found) == 0 {
		return true
	}
	var edits []source.Edit
	for _, c := range s.found {
		edits = append(edits, c.edits...)
	}
	usable := false
	if next := d.with(edits); next != nil {
		before, after := s.before(), next.failure()
		if usable = after.reason == "" || before.reason != "" && after.line >= before.line; usable {
			p.text = next
		}
	}
	for _, c := range s.found {
		if !usable || c.isText {
			c.edits = nil
			c.write += "; if it is text, put it in quotes"
		}
		c.found += moreLines(c.lines - 1)
		p.diags.Add(c.diagnostic())
	}
	return len(s.found) < maxFindings
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

// hasWide reports whether a text has one of the characters of wideNames.
func hasWide(text string) bool {
	for r := range wideNames {
		if strings.ContainsRune(text, r) {
			return true
		}
	}
	return false
}

// wideScan looks for full-width characters, line by line.
type wideScan struct {
	d        *patchedText
	before   func() failure // of d
	keys     Keys
	known    map[string][]string // results of keys
	open     outline
	holder   line   // the last line with a key or an item, as it was meant
	brackets []byte // brackets that are open in its value
	found    []wideCandidate
}

// wideCandidate is a full-width character, together with the same mistake on the
// lines below.
type wideCandidate struct {
	candidate
	lines    int
	lastLine int
	isText   bool // whether it may be meant as text
}

// add records a finding at an offset of a line. Without edits, the character may
// be meant as text.
func (s *wideScan) add(l line, at int, write string, edits ...source.Edit) {
	for i := range edits {
		edits[i].Start += l.start
		edits[i].End += l.start
	}
	r, size := utf8.DecodeRuneInString(l.text[at:])
	if i := len(s.found) - 1; i < 0 || s.found[i].lastLine < l.number && (s.found[i].lastLine < s.holder.number || s.found[i].found != wideNames[r]) {
		s.found = append(s.found, wideCandidate{candidate: candidate{d: s.d, rule: &wideRule, at: l.start + at, length: size, found: wideNames[r], write: write}})
	}
	c := &s.found[len(s.found)-1]
	if c.lastLine < l.number {
		c.lastLine = l.number
		c.lines++
	}
	c.edits = append(c.edits, edits...)
	c.isText = c.isText || len(edits) == 0
}

// scan looks at the indentation, the hyphens, the key and the value of a line.
func (s *wideScan) scan(l line) {
	if l.isBlank() || strings.Trim(l.text, " \t"+wideSpaces) == "" {
		return
	}
	if n := len(s.open); n > 0 && s.holder.value != "" && l.indent > s.open[n-1].at {
		s.continued(l)
		return
	}
	if !hasWide(l.text) && !l.isFlow() {
		if l.key != "" || l.isItem() {
			s.open, s.holder = s.open.add(l), l
		}
		return
	}
	m := wideLead.FindStringSubmatch(l.text)
	lead, item := len(m[0]), m[2] != ""
	if rest := l.text[lead:]; strings.HasPrefix(rest, "＃") && !item {
		s.add(l, lead, `replace it with "#"`, source.Edit{Start: lead, End: lead + len("＃"), New: "#"})
		return
	}
	text := s.lead(l, m[1], m[2])
	s.open = s.open.add(splitLine(l.number, l.start, text))
	at := lead
	if m := wideKey.FindStringSubmatchIndex(l.text[lead:]); m != nil {
		text += s.key(l, lead+m[2], lead+m[3], lead+m[1], item)
		at += m[1]
	}
	meant := splitLine(l.number, l.start, text+l.text[at:])
	if meant.key == "" && !item && !meant.isFlow() {
		return
	}
	s.open, s.holder, s.brackets = s.open.add(meant), meant, s.brackets[:0]
	at = len(l.text) - len(meant.text) + meant.at
	switch {
	case meant.isFlow():
		s.flow(l, at, meant.value)
		if meant.value[0] == '[' && !strings.Contains(meant.value, "{") {
			s.textKeys(l, at, meant.value, append(s.path(), "[]"))
		}
	case !startsWithQuote(meant.value) && !meant.opensBlock():
		if m := wideHash.FindStringSubmatchIndex(meant.value); m != nil {
			s.add(l, at+m[0], "replace it with 1 space", source.Edit{Start: at + m[0], End: at + m[2], New: " "})
		}
		s.textKeys(l, at, meant.value, s.path())
	}
}

// lead corrects the indentation and the hyphens of a line and returns the result.
func (s *wideScan) lead(l line, indent, dashes string) string {
	at := strings.IndexAny(indent+dashes, wideSpaces+"－")
	if at < 0 {
		return indent + dashes
	}
	write := "remove it"
	if strings.ContainsAny(indent, wideSpaces) {
		width := s.fit(len(strings.NewReplacer("\u3000", "  ", "\u00a0", " ").Replace(indent)), dashes != "")
		if width > 0 {
			write = "replace it with " + countSpaces(width)
		}
		indent = strings.Repeat(" ", width)
	} else if strings.HasPrefix(l.text[at:], "－") {
		write = `replace it with "- "`
	} else if l.text[at-1] == '-' {
		write = "replace it with 1 space"
	}
	lead := indent + wideDash.ReplaceAllString(dashes, "- ")
	s.add(l, at, write, source.Edit{End: len(wideLead.FindString(l.text)), New: lead})
	return lead
}

// fit returns the column nearest to width where a key or an item may start.
func (s *wideScan) fit(width int, item bool) int {
	if n := len(s.open); n == 0 {
		return 0
	} else if s.holder.value == "" && width > s.open[n-1].at {
		return width
	}
	best := -width - 1 // further away than any column
	for _, o := range s.open {
		if o.item == item && max(o.at-width, width-o.at) < max(best-width, width-best) {
			best = o.at
		}
	}
	return max(best, 0)
}

// key corrects the colon after a key and the spaces around it, and returns the
// key and the colon. to is the end of the key, rest the end of the colon.
func (s *wideScan) key(l line, from, to, rest int, item bool) string {
	key, colon := l.text[from:to], l.text[to:rest]
	at := strings.IndexAny(colon, wideSpaces+"：")
	wide := strings.Contains(colon, "：")
	if at < 0 || wide && item && !s.knows(key, s.path()) && !s.hasKey(l.number+1, from) {
		return key + colon
	}
	edit := source.Edit{Start: to, End: rest, New: ": "}
	write := "remove it"
	switch {
	case wide:
		at, write = strings.Index(colon, "："), colonHelp
		value := cutComment(wideHash.Split(l.text[rest:], 2)[0])
		if value != "" && strings.IndexByte("[{", value[0]) < 0 {
			// Replace the key too, because the meaning of the whole text changes.
			edit = source.Edit{Start: from, End: rest + len(value), New: key + ": " + value}
		}
		if item && s.before().reason == "" && (value == "" || strings.ContainsAny(value[:1], "[]{}\"'|>&*!%@`#,-?")) {
			s.add(l, to+at, write)
			return key + colon
		}
	case colon[max(at-1, 0)] == ':':
		write = "replace it with 1 space"
	}
	s.add(l, to+at, write, edit)
	return key + ": "
}

// hasKey reports whether a line has a key at a column.
func (s *wideScan) hasKey(number, column int) bool {
	l := s.d.line(number)
	return l.indent == column && wideKey.MatchString(l.text[column:])
}

// textKeys looks for a key in a value that may be a text: at its start or after a
// comma. The mapping at one of the paths must allow the key.
func (s *wideScan) textKeys(l line, at int, value string, paths ...[]string) {
	for _, m := range wideText.FindAllStringSubmatchIndex(value, -1) {
		key, after := value[m[2]:m[3]], shorten(value[m[1]:])
		if !slices.ContainsFunc(paths, func(path []string) bool { return s.knows(key, path) }) {
			continue
		}
		write := fmt.Sprintf("write %s: %s on a line of its own", key, after)
		if strings.Trim(value[:m[2]], "[ ") == "" {
			write = colonHelp
		} else if s.knows("name", paths[0]) {
			write = fmt.Sprintf("write name: %s, and below it %s: %s", shorten(value[:m[0]]), key, after)
		}
		s.add(l, at+m[3]+strings.Index(value[m[3]:], "："), write)
		return
	}
}

// continued looks at a line that continues the value of an earlier line. The line
// may be meant as a key inside or beside that value.
func (s *wideScan) continued(l line) {
	path := s.path()
	switch rest := l.text[l.indent:]; {
	case s.holder.isFlow():
		s.flow(l, l.indent, rest)
	case startsWithQuote(s.holder.value) || s.holder.opensBlock():
	case s.holder.key == "":
		s.textKeys(l, l.indent, rest, path)
	default:
		s.textKeys(l, l.indent, rest, path, path[:len(path)-1])
	}
}

// flow looks at the start of every entry inside brackets or braces.
func (s *wideScan) flow(l line, at int, text string) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case startsWithQuote(text[i:]) && (i == 0 || strings.IndexByte(" ,[{:", text[i-1]) >= 0):
			i += max(quoteEnd(text[i:]), 1) - 1
		case c == '[' || c == '{':
			s.brackets = append(s.brackets, c)
			s.entry(l, at+i+1)
		case c == ']' || c == '}':
			s.brackets = s.brackets[:max(0, len(s.brackets)-1)]
		case c == ',':
			s.entry(l, at+i+1)
		}
	}
}

// entry looks at the entry that starts at an offset of a line.
func (s *wideScan) entry(l line, at int) {
	blanks := len(l.text) - at - len(strings.TrimLeft(l.text[at:], " "+wideSpaces))
	if i := strings.IndexAny(l.text[at:at+blanks], wideSpaces); i >= 0 {
		s.add(l, at+i, "remove it", source.Edit{Start: at + i, End: at + blanks})
	}
	at += blanks
	if m := wideKey.FindStringSubmatchIndex(l.text[at:]); m != nil && len(s.brackets) > 0 && s.brackets[len(s.brackets)-1] == '{' {
		if i := strings.Index(l.text[at+m[3]:at+m[1]], "："); i >= 0 {
			s.add(l, at+m[3]+i, colonHelp, source.Edit{Start: at + m[3], End: at + m[1], New: ": "})
		}
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
	if s.keys == nil || key == "" {
		return false
	}
	id := strings.Join(path, "\n")
	if _, ok := s.known[id]; !ok {
		s.known[id] = s.keys(path...)
	}
	return slices.Contains(s.known[id], key)
}
