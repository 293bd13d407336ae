package source

import (
	"path"
	"slices"
	"strings"

	"platmap/generator/text"
)

// checkCaseCollisions reports files whose names are one name on a disk that does not tell
// upper case from lower, or が in one sign from か and its mark, as the disks of
// macOS and Windows do.
func checkCaseCollisions(files []*File, diags *Diagnostics) {
	seen := make(map[string]*File, len(files))
	for _, f := range files {
		key := strings.ToLower(f.Name)
		if !ascii(key) {
			key = strings.ToLower(text.NFC(f.Name))
		}
		first := seen[key]
		if first == nil {
			seen[key] = f
			continue
		}
		text := "this file and " + first.Name + " have one name where upper and lower case are the same, as on macOS and Windows"
		if !strings.EqualFold(f.Name, first.Name) {
			text = "this file and " + first.Name + " have names that look the same, and are the same on macOS"
		}
		diags.Add(Diagnostic{Code: "file/name-case", Pos: Pos{f, 0}, Text: text, Help: "rename or remove one of the two",
			Related: []Related{{Pos{first, 0}, "the other one is here"}}})
	}
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// misplaced tells of files that look meant for platmap but are not read. It
// holds the folders that it has told of.
type misplaced map[string]bool

func (told misplaced) warn(f *File, diags *Diagnostics) {
	base := path.Base(f.Name)
	if strings.ContainsAny(base, "~#") || slices.Contains([]string{".bak", ".orig", ".rej", ".swp", ".tmp"}, path.Ext(base)) {
		return // an editor's, or a merge's
	}
	top, rest, inside := strings.Cut(f.Name, "/")
	help := ""
	switch {
	case !inside:
		help = strayTop(base)
	case slices.Contains(folders, top):
		help = strayIn(top, rest)
	case !told[top] && (wants(base, ".yaml") || wants(base, ".md")):
		near := text.Closest(top, folders)
		told[top] = true
		help = "put it into " + strings.Join(folders[:len(folders)-1], ", ") + " or " + folders[len(folders)-1]
		if near != "" {
			help = "did you mean the folder " + near + "?"
		}
	}
	if help != "" {
		diags.Warnf("file/extension", Pos{f, 0}, 0, help, "%s is not read", base)
	}
}

// strayTop returns the cure for a file at the top of the content folder, or "".
func strayTop(base string) string {
	lower := strings.ToLower(base)
	stem, _, _ := strings.Cut(lower, ".")
	switch {
	case (stem == "site" || stem == "glossary") && wants(base, ".yaml"):
		return "rename it to " + stem + ".yaml"
	case slices.Contains(folders, stem) && wants(base, ".yaml"):
		return "write one file for each, in the folder " + stem
	case wants(base, ".md") && strings.ToUpper(stem) != strings.TrimSuffix(base, path.Ext(base)): // README.md is for those who write
		return "move it to guides/" + strings.TrimSuffix(base, path.Ext(base)) + ".md"
	case wants(base, ".yaml"):
		if near := text.Closest(stem, []string{"site", "glossary"}); near != "" {
			return "did you mean " + near + ".yaml?"
		}
		if near := text.Closest(stem, folders); near != "" {
			return "write one file for each, in the folder " + near
		}
		return "only site.yaml and glossary.yaml stand at the top; put it into one of the folders " + strings.Join(folders, ", ")
	}
	return ""
}

// strayIn returns the cure for a file in one of the folders, or "".
func strayIn(top, rest string) string {
	base := path.Base(rest)
	stem, _, _ := strings.Cut(base, ".")
	ext := map[string]string{"guides": ".md", "metrics": ".csv", "data": ".json"}[top]
	if ext == "" {
		ext = ".yaml"
	}
	if top == "guides" {
		if wants(base, ".md") {
			return "rename it so that its name ends in .md: " + stem + ".md"
		}
		return ""
	}
	switch {
	case !wants(base, ext):
		if ext == ".yaml" && wants(base, ".md") && !strings.EqualFold(stem, "README") {
			return "move it under guides/; only there Markdown is read"
		}
		if lower := strings.ToLower(path.Ext(base)); ext == ".yaml" && (lower == ".json" || lower == ".toml") {
			return "write it in YAML: " + top + "/" + stem + ext
		}
		return ""
	case strings.Contains(rest, "/"):
		return "move it to " + top + "/" + stem + ext + "; only guides may stand in folders of their own"
	}
	return "rename it to " + stem + ext + ", so that its name ends in " + ext
}

// wants reports whether a name ends as one does that was meant to have the
// extension: .yml, .YAML and .yaml.txt for .yaml.
func wants(base, ext string) bool {
	lower := strings.ToLower(base)
	lower = strings.TrimSuffix(lower, ".txt")
	others := map[string][]string{".yaml": {".yml"}, ".md": {".markdown", ".mdx", ".mdown", ".mkd"}, ".json": nil, ".csv": nil}[ext]
	return path.Ext(lower) == ext || slices.Contains(others, path.Ext(lower))
}
