package export

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// marks returns the first and the last line of a block in a file with other lines.
func (e *Export) marks() (begin, end string) {
	return "# BEGIN platmap export " + e.Name + "\n", "# END platmap export " + e.Name + "\n"
}

// File returns the new text of the file with an export. written is the result of Write,
// and old the present text of the file, or "". The new text is written or, for a block,
// old with the block in place of the previous one or at the end. The line breaks of old
// are kept. File returns an error if old is not a copy of the export, or if its marks are
// incomplete.
func (e *Export) File(written, old string) (string, error) {
	isCRLF := strings.Contains(old, "\r\n")
	if !e.IsBlock && old != "" {
		if !strings.Contains(strings.ReplaceAll(old[:min(len(old), 400)], "\r\n", "\n"), e.mark) {
			return "", fmt.Errorf("it is not an earlier export; choose another file")
		}
		written = strings.ReplaceAll(written, "\r\n", "\n") // Git may have changed the line breaks of a calendar
	}
	if isCRLF {
		written = strings.ReplaceAll(written, "\n", "\r\n")
	}
	if !e.IsBlock {
		return written, nil
	}
	from, to, err := e.findBlock(old)
	switch {
	case err != nil:
		return "", err
	case from >= 0:
		return old[:from] + written + old[to:], nil
	case old == "":
		return written, nil
	}
	lineBreak := "\n"
	if isCRLF {
		lineBreak = "\r\n"
	}
	if !strings.HasSuffix(old, "\n") {
		old += lineBreak
	}
	return old + lineBreak + written, nil
}

// findBlock returns the offsets of the block with its marks, or -1 if there is no block.
func (e *Export) findBlock(s string) (from, to int, err error) {
	begin, end := e.marks()
	var begins, ends []int
	at := 0
	for line := range strings.Lines(s) {
		switch strings.TrimRight(line, " \t\r\n") + "\n" {
		case begin:
			begins = append(begins, at)
		case end:
			ends = append(ends, at+len(line))
		}
		at += len(line)
	}
	switch {
	case begins == nil && ends == nil:
		return -1, -1, nil
	case len(begins) != 1 || len(ends) != 1 || begins[0] >= ends[0]:
		return 0, 0, fmt.Errorf("it must have exactly one line %q, and after that exactly one line %q", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return begins[0], ends[0], nil
}

// Changes returns the edits that make a file equal to another text, line by line.
func Changes(old, new string) []source.Edit {
	var edits []source.Edit
	at := 0
	for _, p := range text.LineDiff(old, new) {
		if !p.Same() {
			edits = append(edits, source.Edit{Start: at, End: at + len(p.Old), New: p.New})
		}
		at += len(p.Old)
	}
	return slices.Clip(edits)
}
