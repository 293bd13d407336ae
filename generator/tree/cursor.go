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
	file         *source.File
	line, column int
	offset       int
}

func (c *cursor) to(line, column int) int {
	if line != c.line || column < c.column {
		c.line, c.column, c.offset = line, 1, c.file.LineStart(line)
	}
	text := c.file.Text
	for ; c.column < column && c.offset < len(text) && text[c.offset] != '\n'; c.column++ {
		_, n := utf8.DecodeRuneInString(text[c.offset:])
		c.offset += n
	}
	return c.offset
}
