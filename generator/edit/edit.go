// Package edit changes content files by replacing bytes, so that comments and layout
// stay as they are, and verifies the result by parsing it again.
//
//   - [Apply] applies edits to a file.
//   - [Original.DiffersOnlyAt] reports whether a new text has the same values except for
//     those that the edits replace; [Original.ChangesOnlyScalars] is stricter.
//   - [AddAlias] and [RemoveAlias] return the edits for a former id in any style of YAML.
//   - [Change.Patch] returns a change as a patch for git apply.
//
// The package writes no files; the command does.
package edit

import (
	"strings"

	"platmap/generator/source"
)

const bom = "\uFEFF"

// Apply returns the content of a file with its byte order mark, if it has one, after
// edits, which are sorted by position. It returns false if edits overlap or are outside
// the text.
func Apply(f *source.File, edits []source.Edit) (content string, ok bool) {
	original := Content(f)
	shift := len(original) - len(f.Text) // the offsets of edits do not count the byte order mark
	var b strings.Builder
	at := 0
	for _, e := range edits {
		start, end := e.Start+shift, e.End+shift
		if start < at || end < start || end > len(original) {
			return "", false
		}
		b.WriteString(original[at:start])
		b.WriteString(e.New)
		at = end
	}
	b.WriteString(original[at:])
	return b.String(), true
}

// Content returns the content of a text file with its byte order mark.
func Content(f *source.File) string {
	if f.HasBOM {
		return bom + f.Text
	}
	return f.Text
}
