package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/schemas"
)

// outdated warns of schemas beside the content that files name for editors and
// that are not this version's: an editor then finds other faults than platmap.
//
// It is here and not in the generator because nothing of it concerns the site. A
// check is a function of the content, whose folder is never left; this looks at
// what stands beside it, for the person at the command line. It looks no further
// than the project, the folder around the content: a schema elsewhere, or on the
// web, is somebody's own choice.
//
// One finding per folder of schemas is enough, for one command mends them all. It
// stands at the first file that names one.
func outdated(s *site.Site, content string) source.Diagnostics {
	var diags source.Diagnostics
	abs, err := filepath.Abs(content)
	if err != nil {
		return nil
	}
	root, err := os.OpenRoot(filepath.Dir(abs))
	if err != nil {
		return nil // what cannot be read is not named by anybody
	}
	defer root.Close()
	others := map[string][]string{} // the schemas of another version in each folder
	for _, f := range withModelines(s) {
		pos, named := modeline(f)
		at := path.Join(filepath.Base(abs), path.Dir(f.Name), named)
		dir := path.Dir(at)
		if path.Base(dir) == editorFolder {
			continue // serve keeps it, and puts names into it
		}
		if _, seen := others[dir]; seen || named == "" || !filepath.IsLocal(filepath.FromSlash(at)) {
			continue
		}
		if !isOther(root, at) && !isOther(root, dir+"/common.schema.json") {
			continue
		}
		for _, name := range schemaNames() {
			if isOther(root, dir+"/"+name) {
				others[dir] = append(others[dir], strings.TrimSuffix(name, ".schema.json"))
			}
		}
		folder := filepath.ToSlash(filepath.Join(content, "..", filepath.FromSlash(dir)))
		diags.Warnf("schema/outdated", pos, len(named),
			"platmap schema --write "+shellWord(folder)+" replaces them; until then your editor goes by other rules than platmap",
			"the schemas in %s are of another version: %s", folder, strings.Join(others[dir], ", "))
	}
	return diags
}

// withModelines returns the files that may name a schema, by name.
func withModelines(s *site.Site) []*source.File {
	files := map[string]*source.File{}
	add := func(f *source.File) {
		if f != nil && path.Ext(f.Name) == ".yaml" {
			files[f.Name] = f
		}
	}
	add(s.Settings.File)
	for _, p := range s.Pages() {
		add(p.Base().File)
	}
	for _, t := range s.Terms {
		for _, v := range t.Term.Versions() {
			add(v.Pos.File)
		}
	}
	var sorted []*source.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sorted = append(sorted, files[name])
	}
	return sorted
}

// schemaLine is the comment by which editors find a schema, in both of its forms.
var schemaLine = regexp.MustCompile(`^#\s*(?:yaml-language-server:\s*\$schema=|\$schema:\s*)(\S+)`)

// modeline returns the schema that a file names before its first line of content.
func modeline(f *source.File) (source.Pos, string) {
	for n := 1; n <= f.Lines(); n++ {
		line := f.Line(n)
		if m := schemaLine.FindStringSubmatchIndex(line); m != nil {
			return source.Pos{File: f, Offset: f.LineStart(n) + m[2]}, line[m[2]:m[3]]
		}
		if t := strings.TrimSpace(line); t != "" && t != "---" && !strings.HasPrefix(t, "#") {
			break
		}
	}
	return source.Pos{}, ""
}

func schemaNames() []string {
	names, _ := fs.Glob(schemas.FS, "*.json")
	return names
}

// isOther reports whether a file is there under the name of one of our schemas and
// says something else. Line ends and spaces between values do not count: git and
// formatters change them.
func isOther(root *os.Root, name string) bool {
	ours, err := fs.ReadFile(schemas.FS, path.Base(name))
	if err != nil {
		return false
	}
	info, err := root.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	theirs, err := root.ReadFile(name)
	return err == nil && !bytes.Equal(compact(ours), compact(theirs))
}

// compact returns JSON without spaces, or the text itself when it is no JSON.
func compact(text []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}
