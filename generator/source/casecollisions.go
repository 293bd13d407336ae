package source

import (
	"strings"

	"platmap/generator/text"
)

// checkCaseCollisions reports files with names that are equal on disks that
// ignore case or Unicode normalization, as macOS and Windows do.
func checkCaseCollisions(files []*File, diags *Diagnostics) {
	seen := make(map[string]*File, len(files))
	for _, f := range files {
		key := strings.ToLower(f.Name)
		if !isASCII(key) {
			key = strings.ToLower(text.NFC(f.Name))
		}
		first := seen[key]
		if first == nil {
			seen[key] = f
			continue
		}
		what := "the names of this file and " + first.Name + " differ only in upper and lower case, which macOS and Windows ignore"
		if !strings.EqualFold(f.Name, first.Name) {
			what = "the names of this file and " + first.Name + " differ only in Unicode normalization, which macOS ignores"
		}
		diags.Add(Diagnostic{Code: "file/name-case", Pos: Pos{f, 0}, Text: what, Help: "rename or remove one of the two",
			Related: []Related{{Pos: Pos{first, 0}, Text: "the other file is here"}}})
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
