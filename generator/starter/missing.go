package starter

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Missing returns the lines that an author has to add to an existing file, for which
// Files returns the text want. It returns "" if nothing has to be added.
func (p Project) Missing(name, have, want string) string {
	switch name {
	case ".gitignore":
		if p.ignoresPublic(have) {
			return ""
		}
		return want
	case ".editorconfig":
		if !tabsInYAML(have) {
			return ""
		}
		return want
	case ".vscode/settings.json":
		return missingLines(have, want, ".schema.json")
	case ".vscode/extensions.json":
		return missingLines(have, `"redhat.vscode-yaml"`, "")
	case ".gitlab-ci.yml":
		if !strings.Contains(have, ".gitlab/platmap.yml") {
			return want
		}
	}
	return ""
}

// ignoresPublic reports whether a .gitignore has a line for the folder public. It ignores
// lines for folders above it, because with such a line the map itself would be ignored.
func (p Project) ignoresPublic(have string) bool {
	lines := []string{p.In("public"), "public", "**/public"}
	for line := range strings.Lines(have) {
		line = strings.TrimSuffix(strings.TrimSpace(line), "/")
		if slices.Contains(lines, strings.TrimPrefix(line, "/")) && (p.Dir == "" || line != "/public") {
			return true
		}
	}
	return false
}

// section matches the head of a section of .editorconfig that may apply to YAML files.
var section = regexp.MustCompile(`^\[(\*|.*\*\*?|.*ya?ml.*)\]`)

// tabsInYAML reports whether an .editorconfig indents YAML files by tabs, which YAML does
// not allow.
func tabsInYAML(have string) bool {
	tabs, applies := false, false
	for line := range strings.Lines(have) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			applies = section.MatchString(line)
		}
		key, value, _ := strings.Cut(strings.ToLower(line), "=")
		if applies && strings.TrimSpace(key) == "indent_style" {
			tabs = strings.TrimSpace(value) == "tab"
		}
	}
	return tabs
}

// missingLines returns want, without its braces if it is a JSON object. It returns "" if
// have contains each line of want that contains part. White space does not matter.
func missingLines(have, want, part string) string {
	have = withoutSpace(have)
	for line := range strings.Lines(want) {
		if strings.Contains(line, part) && !strings.Contains(have, strings.TrimSuffix(withoutSpace(line), ",")) {
			return inBraces(want)
		}
	}
	return ""
}

func withoutSpace(s string) string { return strings.Join(strings.Fields(s), "") }

// inBraces returns the lines of a JSON object without its braces. It returns any other
// text unchanged.
func inBraces(text string) string {
	inner, ok := strings.CutPrefix(text, "{\n")
	if !ok {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSuffix(inner, "}\n")) {
		b.WriteString(strings.TrimPrefix(line, "  "))
	}
	return b.String()
}

// IsREADME reports whether a file name is a form of README, which hosts show below the
// list of files.
func IsREADME(name string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(path.Base(name)), ".")
	return stem == "readme"
}
