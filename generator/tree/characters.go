package tree

import (
	"fmt"
	"strings"

	"platmap/generator/source"
)

var (
	spaceIndent = re(`(?m)^( +)\S`)
	tabIndent   = re(`(?m)^( *)\t[ \t]*`)
)

// tabs recognises tabs in the indentation. The tabs of all lines are reported as
// one mistake, because they have one cause: a setting of the editor.
func tabs(d *patchedText, l line) []candidate {
	if !strings.Contains(l.text[:l.indent], "\t") {
		return nil
	}
	text, step := d.file.Text[d.from:d.to], "  "
	if m := spaceIndent.FindStringSubmatch(text); m != nil {
		step = m[1]
	}
	c := candidate{length: 1}
	for i, m := range tabIndent.FindAllStringSubmatchIndex(text, -1) {
		spaces := strings.ReplaceAll(text[m[0]:m[1]], "\t", step)
		if i == 0 {
			c.at, c.write = d.from+m[3], countSpaces(len(spaces))
		}
		c.edits = append(c.edits, source.Edit{Start: d.from + m[0], End: d.from + m[1], New: spaces})
	}
	c.found = onLines(len(c.edits))
	return []candidate{c}
}

// onLines returns the end of a message about a mistake on several lines.
func onLines(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(", on %d lines", n)
}

func countSpaces(n int) string {
	if n == 1 {
		return "1 space"
	}
	return fmt.Sprintf("%d spaces", n)
}
