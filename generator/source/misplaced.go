package source

import (
	"path"
	"slices"
	"strings"

	"platmap/generator/text"
)

// misplaced reports files that are not read although their authors probably expect it. It
// contains the unknown folders that were reported, so that each is reported once, and the
// folders with extensions in which a file was reported.
type misplaced map[string]bool

func (reported misplaced) warn(f *File, diags *Diagnostics) {
	base := path.Base(f.Name)
	if strings.ContainsAny(base, "~#") || slices.Contains([]string{".bak", ".orig", ".rej", ".swp", ".tmp"}, path.Ext(base)) {
		return // a backup file of an editor or a merge
	}
	dir, rest, inDir := strings.Cut(f.Name, "/")
	help := ""
	switch {
	case !inDir:
		help = helpAtTop(base)
	case slices.Contains(folders, dir):
		help = helpInFolder(dir, rest)
		if others := path.Dir(f.Name) + "/*" + path.Ext(base); KindIn(dir) == Guide && !isMeantAs(base, ".md") { // a program may have written hundreds of them
			if reported[others] {
				help = ""
			}
			reported[others] = true
		}
	case !reported[dir] && (isMeantAs(base, ".yaml") || isMeantAs(base, ".md")):
		reported[dir] = true
		help = "move it to " + text.ListOr(folders)
		if near := text.Closest(dir, folders); near != "" {
			help = "did you mean the folder " + near + "?"
		}
	}
	if help != "" {
		diags.Warnf("file/extension", Pos{f, 0}, 0, help, "%s is not read", base)
	}
}

// helpAtTop returns the help for a file at the top of the content folder, or "" if the
// file is not for platmap.
func helpAtTop(base string) string {
	isYAML := isMeantAs(base, ".yaml")
	stem, _, _ := strings.Cut(strings.ToLower(base), ".")
	switch {
	case isYAML && slices.Contains(singles, stem):
		return "rename it to " + stem + ".yaml"
	case isYAML && slices.Contains(folders, stem):
		return onePerFile(stem)
	case hasExt(base, tableExts) || hasExt(base, dataExts) && !isYAML:
		if slices.Contains(singles, stem) {
			return "convert it to " + stem + ".yaml"
		} else if slices.Contains(folders, stem) && KindIn(stem) != Guide {
			return "convert it to " + KindIn(stem).info().ext + " files in the folder " + stem
		}
		return ""
	case isMeantAs(base, ".md") && strings.ToUpper(stem) != strings.TrimSuffix(base, path.Ext(base)): // README.md is for authors
		return "move it to " + Guide.FileName(strings.TrimSuffix(base, path.Ext(base)))
	case isYAML:
		if near := text.Closest(stem, singles); near != "" {
			return "did you mean " + near + ".yaml?"
		}
		if near := text.Closest(stem, folders); near != "" {
			return onePerFile(near)
		}
		return "move it to one of the folders " + strings.Join(folders, ", ") + "; only " + strings.Join(singles, ".yaml and ") + ".yaml are at the top"
	}
	return ""
}

// onePerFile returns the help for a file with a list of things, each of which
// should have a file of its own.
func onePerFile(dir string) string { return "write one file for each, in the folder " + dir }

// helpInFolder returns the help for a file in one of the folders, or "" if the file is
// not for platmap.
func helpInFolder(dir, rest string) string {
	base := path.Base(rest)
	stem, _, _ := strings.Cut(base, ".")
	kind := KindIn(dir)
	ext := kind.info().ext
	switch name := kind.FileName(stem); {
	case kind == Guide && isMeantAs(base, ".md"):
		return "rename it to " + stem + ".md"
	case kind == Guide:
		return helpInGuides(base)
	case isMeantAs(base, ext) && strings.Contains(rest, "/"):
		return "move it to " + name + "; only guides can be in subfolders"
	case isMeantAs(base, ext):
		return "rename it to " + path.Base(name)
	case ext == ".csv" && (hasExt(base, tableExts) || hasExt(base, dataExts)), ext == ".json" && hasExt(base, tableExts):
		return "convert it to " + name + "; only " + ext + " files are read in this folder"
	case ext != ".yaml":
		return ""
	case (isMeantAs(base, ".md") || hasExt(base, documentExts)) && !strings.EqualFold(stem, "README"):
		return "move it to " + Guide.Dir() + "/; Markdown is read only there"
	case hasExt(base, tableExts) || hasExt(base, dataExts):
		return "convert it to YAML, such as " + name + "; only .yaml files are read in this folder"
	}
	return ""
}

// helpInGuides returns the help for a file beside guides that is neither a guide nor
// published, or "" if the file is not for readers.
func helpInGuides(base string) string {
	name := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case hasExt(base, documentExts):
		return "convert it to Markdown: " + name + ".md"
	case hasExt(base, slideExts):
		return "convert it to PDF: " + name + ".pdf"
	case hasExt(base, tableExts):
		return "convert it to CSV: " + name + ".csv"
	}
	return ""
}

// extensions of files whose content is in a format that platmap does not read
var (
	tableExts    = []string{".csv", ".tsv", ".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}
	dataExts     = []string{".json", ".jsonc", ".json5", ".toml", ".xml", ".yaml", ".yml"}
	documentExts = []string{".adoc", ".asciidoc", ".doc", ".docx", ".htm", ".html", ".odt", ".org", ".rst", ".rtf", ".textile"}
	slideExts    = []string{".odp", ".ppt", ".pptx"}
)

// hasExt reports whether a name has one of the extensions, in upper or lower case.
func hasExt(base string, exts []string) bool {
	return slices.Contains(exts, strings.ToLower(path.Ext(base)))
}

// otherExts are extensions that people use instead of the one that platmap reads.
var otherExts = map[string][]string{".yaml": {".yml"}, ".md": {".markdown", ".mdx", ".mdown", ".mkd"}}

// isMeantAs reports whether a name ends in an extension or in another spelling of
// it: .yml, .YAML and .yaml.txt for .yaml.
func isMeantAs(base, ext string) bool {
	got := path.Ext(strings.TrimSuffix(strings.ToLower(base), ".txt"))
	return got == ext || slices.Contains(otherExts[ext], got)
}
