package tree

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
)

// Keys returns the keys that a mapping of the file may have. path has one step
// for each key from the top of the file to the mapping, and "[]" for the items of
// a list. It returns nil for a mapping without known keys.
type Keys func(path ...string) []string

// A full-width character is fine in a text and wrong where YAML needs its ASCII form.
// YAML reads it as part of a text, without an error. Where it may belong to a text (at
// the start of an item), the known keys decide which it is.
var wideNames = map[string]string{
	"\u3000": "full-width space (U+3000) in place of an ordinary space",
	"\u00a0": "no-break space (U+00A0) in place of an ordinary space",
	"：":      `full-width colon (U+FF1A) in place of ":"`,
	"－":      `full-width hyphen (U+FF0D) in place of "-"`,
	"＃":      `full-width # (U+FF03) in place of "#"`,
}

const (
	wideSpaces = "\u3000\u00a0"
	wideChars  = wideSpaces + "：－＃"
	blank      = `[ \t\x{3000}\x{a0}]`
)

var (
	wideHint  = re(`^[ -~\t]*[\x{3000}\x{a0}：－＃]|[\w-]` + blank + `*：|[\x{3000}\x{a0}]#|[\[{,] *[\x{3000}\x{a0}]`)
	wideStart = re(`^(` + blank + `*)((?:[-－](?:` + blank + `+|$))*)`)
	wideKey   = re(`^([A-Za-z_][\w-]*)(` + blank + `*(?::(?:` + blank + `+|$)|：` + blank + `*))`)
	wideHash  = re(`([\x{3000}\x{a0}])#(?: |$)`)
)

var (
	wideRule = rule{code: "yaml/wide-space", text: "{found}", help: "replace it:", mechanical: true}
	textRule = rule{code: "yaml/wide-space", text: "{found}", help: "if it is text, put it in quotes; otherwise replace it:"}
)

// fixWide reports full-width characters in place of ASCII ones. It replaces them
// if the text then parses at least as far as before.
func (p *parser) fixWide(keys Keys) {
	d := p.text
	if !mayHaveWide(d.file.Text[d.from:d.to]) {
		return
	}
	s := wideScan{d: d, keys: keys}
	for n := d.firstLine(); n <= d.lastLine(); n++ {
		s.scan(d.line(n))
	}
	if s.found.edits == nil {
		return
	}
	next, before := d.with(s.found.edits), d.failure()
	s.found.d, s.found.rule = d, &textRule
	if after := next.failure(); after.reason == "" || before.reason != "" && after.line >= before.line {
		s.found.rule, p.text = &wideRule, next
	} else {
		p.failed = true
	}
	p.diags.Add(s.found.diagnostic())
}

// mayHaveWide reports whether a full-width character may be in place of an ASCII
// one. It must be fast, because many texts have such characters.
func mayHaveWide(text string) bool {
	for line := range strings.Lines(text) {
		for _, c := range wideChars { // several times faster than strings.ContainsAny
			if strings.ContainsRune(line, c) && wideHint.MatchString(line) {
				return true
			}
		}
	}
	return false
}

// wideScan looks for full-width characters, line by line.
type wideScan struct {
	d        *patchedText
	keys     Keys
	open     outline
	holder   line          // the last line with a key or an item, with its edits applied
	brackets []byte        // brackets that are open in its value
	edits    []source.Edit // edits to the line; their offsets are in its text
	found    candidate     // the first mistake, with the edits of all mistakes
}

// scan looks at one line.
func (s *wideScan) scan(l line) {
	if l.isBlank() || strings.Trim(l.text, " \t"+wideSpaces) == "" {
		return
	}
	s.edits = nil
	if n := len(s.open); n > 0 && s.holder.value != "" && l.indent > s.open[n-1].at {
		s.value(l, l.indent)
	} else {
		s.structure(l)
	}
	if s.edits == nil {
		return
	}
	c := l.replaced(s.edits...)
	if s.found.lines++; s.found.lines > 1 {
		s.found.edits = append(s.found.edits, c.edits...)
		return
	}
	first := s.edits[0]
	at := first.Start + strings.IndexAny(l.text[first.Start:], wideChars)
	_, c.length = utf8.DecodeRuneInString(l.text[at:])
	c.at, c.lines, c.found = l.start+at, 1, wideNames[l.text[at:at+c.length]]
	if first.Start == 0 && strings.TrimSpace(first.New) == "" {
		c.help = indentBy(len(first.New))
	}
	s.found = c
}

// replace replaces a part of a line if it has a full-width character.
func (s *wideScan) replace(l line, from, to int, text string) {
	if to == len(l.text) {
		text = strings.TrimRight(text, " ")
	}
	if strings.ContainsAny(l.text[from:to], wideChars) {
		s.edits = append(s.edits, source.Edit{Start: from, End: to, New: text})
	}
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
	hyphens := strings.Count(l.text[indent:start], "-") + strings.Count(l.text[indent:start], "－")
	s.replace(l, indent, start, strings.Repeat("- ", hyphens))
	s.open = s.open.add(s.edited(l, start))
	if m := wideKey.FindStringSubmatchIndex(l.text[start:]); m != nil {
		colon, end := start+m[3], start+m[1]
		isWide := strings.Contains(l.text[colon:end], "：")
		if !isWide || !isItem || s.knows(l.text[start:colon]) {
			s.replace(l, colon, end, ": ")
		}
	}
	meant := s.edited(l, len(l.text))
	if meant.key == "" && !isItem && !meant.isFlow() {
		return
	}
	s.open, s.holder, s.brackets = s.open.add(meant), meant, s.brackets[:0]
	s.value(l, len(l.text)-len(meant.text)+meant.at)
}

// value looks at a value, or at a line that continues the last value.
func (s *wideScan) value(l line, at int) {
	switch v := s.holder; {
	case v.isFlow():
		s.flow(l, at)
	case !startsWithQuote(v.value) && !v.opensBlock():
		if m := wideHash.FindStringSubmatchIndex(l.text[at:]); m != nil {
			s.replace(l, at+m[2], at+m[3], " ")
		}
	}
}

// edited returns the first bytes of a line after its edits.
func (s *wideScan) edited(l line, n int) line {
	return splitLine(l.number, l.start, replace(l.text[:n], s.edits))
}

// fit returns the column at which the key or item after an indentation was most
// likely meant to be: the nearest one that is open.
func (s *wideScan) fit(indent string, item bool) int {
	width := len(strings.NewReplacer("\u3000", "  ", "\u00a0", " ").Replace(indent))
	if n := len(s.open); n > 0 && s.holder.value == "" && width > s.open[n-1].at {
		return max(width&^1, s.open[n-1].at+1) // levels of two spaces are usual
	}
	for _, o := range s.open.nearest(width) {
		if o.item == item {
			return o.at
		}
	}
	return 0
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
		at := from + i + 1
		start := len(l.text) - len(strings.TrimLeft(l.text[at:], " "+wideSpaces))
		s.replace(l, at, start, "")
		if m := wideKey.FindStringSubmatchIndex(l.text[start:]); m != nil && bytes.HasSuffix(s.brackets, []byte("{")) {
			s.replace(l, start+m[3], start+m[1], ": ")
		}
	}
}

// knows reports whether the mapping below the last key or item may have a key.
func (s *wideScan) knows(key string) bool {
	if s.keys == nil {
		return false
	}
	var path []string
	for _, o := range s.open {
		path = append(path, o.step)
	}
	return slices.Contains(s.keys(path...), key)
}
