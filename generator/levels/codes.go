package levels

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"platmap/generator/explain"
	"platmap/generator/source"
	"platmap/generator/text"
)

// pinned are the codes of errors that are always reported: because of them a file cannot
// be read or parsed, or a page cannot be written.
var pinned = []string{
	"data/json", "file/content", "file/control", "file/depth", "file/encoding", "file/name", "file/name-case", "file/size", "file/symlink",
	"level/baseline", "ref/duplicate-id", "site/empty", "site/path-collision", "site/path-reserved", "theme/template",
	"yaml/anchor", "yaml/documents", "yaml/duplicate-key", "yaml/empty", "yaml/front-matter", "yaml/indentation", "yaml/key", "yaml/number",
	"yaml/root", "yaml/syntax", "yaml/tab", "yaml/tag", "yaml/wide-space",
}

// withWarnings is the pinned code that warnings have too: a picture that is too large.
const withWarnings = "file/size"

// isPinned reports whether a finding is always reported.
func isPinned(d source.Diagnostic) bool {
	if d.Severity != source.Error {
		return false
	}
	_, found := slices.BinarySearch(pinned, d.Code)
	return found || d.Pos.File != nil && d.Pos.File.Unreadable
}

// codes returns all codes, sorted.
var codes = sync.OnceValue(explain.Codes)

// Changeable returns the codes whose level may be changed, sorted.
func Changeable() []string {
	return slices.DeleteFunc(slices.Clone(codes()), func(code string) bool { return !isChangeable(code) })
}

func isCode(code string) bool {
	_, found := slices.BinarySearch(codes(), code)
	return found
}

func isChangeable(code string) bool {
	_, found := slices.BinarySearch(pinned, code)
	return !found || code == withWarnings
}

// unknown returns the text and the help of a finding about an invalid code. what is "" if
// the code is valid.
func unknown(code string) (what, help string) {
	switch {
	case !isCode(code):
		near := text.Closest(code, codes())
		if near == "" {
			return fmt.Sprintf("unknown code %q", code), "use the code in brackets at the end of a finding, such as link/missing"
		}
		return fmt.Sprintf("unknown code %q", code), fmt.Sprintf("did you mean %q?", near)
	case !isChangeable(code):
		return fmt.Sprintf("%s is always reported", code), "remove this, and correct the finding: " + consequence(code)
	}
	return "", ""
}

// consequence returns the reason why findings with a pinned code are always reported.
func consequence(code string) string {
	switch group, _, _ := strings.Cut(code, "/"); group {
	case "yaml", "data", "level":
		return "platmap cannot read what is written there"
	case "file":
		return "platmap cannot read or publish the file"
	}
	return "a page would be missing"
}
