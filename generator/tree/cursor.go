package tree

import (
	"unicode/utf8"

	"platmap/generator/source"
)

// cursor converts lines and columns to offsets. It continues from the last node,
// because nodes are requested nearly in the order of the text. Starting at the
// beginning of the line each time would take quadratic time for many nodes on a
// line.
type cursor struct {
	text         *source.File
	line, column int
	start        int // offset of the line
	offset       int
}

func newCursor(d *patchedText) cursor {
	c := cursor{text: d.file, line: d.firstLine()}
	c.start = d.file.LineStart(c.line)
	c.rewind()
	return c
}

func (c *cursor) rewind() { c.column, c.offset = 1, c.start }

func (c *cursor) to(line, column int) int {
	if line != c.line {
		c.line, c.start = line, c.text.LineStart(line)
		if line > c.text.Lines() {
			c.start = len(c.text.Text)
		}
		c.rewind()
	} else if column < c.column {
		c.rewind()
	}
	text := c.text.Text
	for ; c.column < column && c.offset < len(text) && text[c.offset] != '\n'; c.column++ {
		_, n := utf8.DecodeRuneInString(text[c.offset:])
		c.offset += n
	}
	return c.offset
}
