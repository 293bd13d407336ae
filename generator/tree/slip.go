package tree

import (
	"fmt"
	"regexp"
	"strings"

	"platmap/generator/source"
)

var (
	gluedKey   = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*):[^\s/:]`)
	gluedItem  = regexp.MustCompile(`^-[^\s-]`)
	equalsSign = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)\s*(:?=)\s*`)
	loneWord   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
)

// glued finds a colon or a hyphen without the blank that must follow it.
func (d *draft) glued(l line) []suspect {
	if l.number == 0 {
		return nil
	}
	rest := l.text[l.body:]
	if m := gluedKey.FindStringSubmatchIndex(rest); m != nil && l.key == "" {
		at := l.start + l.body + m[3]
		return []suspect{{at: at, len: 1, text: fmt.Sprintf("a space is missing after %q", rest[:m[3]+1]),
			help: "write " + brief(rest[:m[3]+1]+" "+rest[m[3]+1:]), edits: []source.Edit{{Start: at + 1, End: at + 1, New: " "}}}}
	}
	if gluedItem.MatchString(rest) && !l.item() {
		at := l.start + l.body
		return []suspect{{at: at, len: 1, text: `a space is missing after "-"`,
			help: "write " + brief("- "+rest[1:]), edits: []source.Edit{{Start: at + 1, End: at + 1, New: " "}}}}
	}
	return nil
}

// slip finds what other languages write for a colon and for a comment.
func (d *draft) slip(l line) []suspect {
	if l.number == 0 {
		return nil
	}
	rest := l.text[l.body:]
	if m := equalsSign.FindStringSubmatch(rest); m != nil && l.key == "" && !l.item() {
		at := l.start + l.body + len(m[1])
		return []suspect{{at: at, len: len(m[0]) - len(m[1]), text: "a key and its value are parted by a colon, not by =",
			help: "write " + brief(m[1]+": "+rest[len(m[0]):]), edits: []source.Edit{{Start: at, End: l.start + l.body + len(m[0]), New: ": "}}}}
	}
	if rest == ":" || strings.HasPrefix(rest, ": ") {
		at := l.start + l.body
		return []suspect{{at: at, len: 1, text: "a key is missing before the colon", help: "write the key; if the line is text, put it in quotes",
			edits: []source.Edit{{Start: at, End: at, New: `"` + rest[:1] + `"`}}, rough: true}}
	}
	if strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "/*") {
		at := l.start + l.body
		return []suspect{{at: at, len: 2, text: "a comment starts with #", help: "write " + brief("# "+strings.Trim(rest, "/* ")),
			edits: []source.Edit{{Start: at, End: at + 2, New: "# "}}}}
	}
	return nil
}

// stray finds a line that is neither a key nor an item, and a text that stands
// where a block must.
func (d *draft) stray(l, before line, f failure) []suspect {
	if before.number == 0 {
		return nil
	}
	rest := l.text[l.body:]
	if before.block() && l.indent <= before.indent && l.key == "" {
		at := l.start + l.indent
		pad := strings.Repeat(" ", before.indent+2)
		return []suspect{{at: at, len: len(l.text) - l.indent, text: fmt.Sprintf("the text below %s must be indented more than the line with the %s", before.value, before.value[:1]),
			help: "indent it by " + spaces(before.indent+2), edits: []source.Edit{{Start: l.start, End: at, New: pad}}, rough: true}}
	}
	if l.key == "" && !l.item() && before.value != "" && f.reason == "could not find expected ':'" {
		at := l.start + l.indent
		pad := strings.Repeat(" ", before.body+2)
		name := before.key
		if name == "" {
			name = "the item above"
		}
		help := fmt.Sprintf("if it goes on with the text of %s, indent it by %s", brief(name), spaces(before.body+2))
		if word, value, ok := strings.Cut(rest, " "); ok && loneWord.MatchString(word) {
			help += "; if " + brief(word) + " is a key, write " + brief(word+": "+value)
		}
		return []suspect{{at: at, len: len(rest), text: `this line has neither a key with ": " nor a "- " before it`, help: help,
			edits: []source.Edit{{Start: l.start, End: at, New: pad}}, rough: true}}
	}
	return nil
}

// colonless finds a key that has lost its colon.
func (d *draft) colonless(l line) []suspect {
	if l.number == 0 || l.key != "" {
		return nil
	}
	rest := strings.TrimRight(l.text[l.body:], " ")
	at := l.start + l.body
	if loneWord.MatchString(rest) {
		return []suspect{{at: at, len: len(rest), text: fmt.Sprintf("a colon is missing after %q", rest), help: "write " + rest + ":",
			edits: []source.Edit{{Start: at + len(rest), End: at + len(rest), New: ":"}}, rough: true}}
	}
	if word, value, ok := strings.Cut(rest, " "); ok && loneWord.MatchString(word) {
		return []suspect{{at: at, len: len(word), text: `this line has neither a key with ": " nor a "- " before it`,
			help:  "if " + brief(word) + " is a key, write " + brief(word+": "+value) + "; if the line goes on with the text above, indent it",
			edits: []source.Edit{{Start: at + len(word), End: at + len(word), New: ":"}}, rough: true}}
	}
	return nil
}

// opens reports whether what follows a line is indented below it, as it is below
// a key.
func (d *draft) opens(l line) bool {
	if l.number == 0 || l.number >= d.text.Lines() {
		return false
	}
	next := d.line(l.number + 1)
	return !next.blank() && (next.indent > l.indent || next.item() && next.indent == l.indent)
}

func spaces(n int) string {
	if n == 1 {
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}
