package export

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// The lines around a block in a file that has other lines too.
const (
	beginBlock = "# BEGIN platmap export "
	endBlock   = "# END platmap export "
)

// File returns the whole file for an export that was just written: the text or, for a
// block, the lines of the file old with the block in place of the earlier one or after the
// last line. It keeps the line breaks of old. It returns an error if old is another file, or
// if its marks are incomplete. old is "" if there is no such file.
func (e *Export) File(written, old string) (string, error) {
	unix := strings.ReplaceAll(old, "\r\n", "\n")
	isCRLF := unix != old
	if !e.IsBlock {
		if old != "" && !strings.Contains(unix[:min(len(unix), 400)], e.mark) {
			return "", fmt.Errorf("it is not an earlier export; choose another file")
		}
		if old != "" { // Git may have changed the line breaks, also those of a calendar
			written = strings.ReplaceAll(written, "\r\n", "\n")
		}
		if isCRLF {
			written = strings.ReplaceAll(written, "\n", "\r\n")
		}
		return written, nil
	}
	begin, end := beginBlock+e.Name+"\n", endBlock+e.Name+"\n"
	block := begin + written + end
	from, to, err := findBlock(unix, begin, end)
	if err != nil {
		return "", err
	}
	if from < 0 {
		if unix != "" && !strings.HasSuffix(unix, "\n") {
			unix += "\n"
		}
		if unix != "" {
			unix += "\n"
		}
		unix += block
	} else {
		unix = unix[:from] + block + unix[to:]
	}
	if isCRLF {
		unix = strings.ReplaceAll(unix, "\n", "\r\n")
	}
	return unix, nil
}

// findBlock returns the offsets of the block with its marks, or -1 if there is none.
func findBlock(s, begin, end string) (from, to int, err error) {
	var begins, ends []int
	at := 0
	for line := range strings.Lines(s) {
		switch strings.TrimRight(line, " \t\n") + "\n" {
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
		return 0, 0, fmt.Errorf("it needs one line %q before one line %q; remove the others", strings.TrimSpace(begin), strings.TrimSpace(end))
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
