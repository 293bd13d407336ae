package tree

import (
	"unicode/utf8"

	"platmap/generator/source"
)

// cursor turns lines and columns into offsets. Nodes come nearly in the order of
// the text, so that it moves on from one to the next: beginning at the start of
// the line each time would take for ever on a line with many of them.
type cursor struct {
	text         *source.File
	line, column int
	start        int // offset of the line
	offset       int
}

func newCursor(d *draft) cursor {
	c := cursor{text: d.text, line: d.first()}
	c.start = d.text.LineStart(c.line)
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
