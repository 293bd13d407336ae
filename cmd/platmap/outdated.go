package main

import (
	"bytes"
	"encoding/json"
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

// outdated returns a warning for each schema folder that content files name and whose
// schemas belong to another version of platmap. With such schemas, editors and platmap
// would report different findings. The position is in the first file that names the
// folder.
//
// This check is not in package generator because it reads files outside the content
// folder and does not affect the site. It is limited to the parent of the content folder;
// authors may use other schemas elsewhere on purpose.
func outdated(s *site.Site, content string) source.Diagnostics {
	var diags source.Diagnostics
	abs, err := filepath.Abs(content)
	if err != nil {
		return nil
	}
	root, err := os.OpenRoot(filepath.Dir(abs))
	if err != nil {
		return nil
	}
	defer root.Close()
	current, err := schemas.Files()
	if err != nil {
		return nil
	}
	reported := map[string]bool{} // folders
	for _, f := range schemaUsers(s) {
		pos, named := modeline(f)
		at := path.Join(filepath.Base(abs), path.Dir(f.Name), named)
		dir := path.Dir(at)
		if path.Base(dir) == editorFolder {
			continue // serve updates this folder, whose schemas have completions in addition
		}
		if reported[dir] || named == "" || !filepath.IsLocal(filepath.FromSlash(at)) {
			continue
		}
		var old []string
		for _, name := range slices.Sorted(maps.Keys(current)) {
			if differs(root, dir+"/"+name, current[name]) {
				old = append(old, strings.TrimSuffix(name, ".schema.json"))
			}
		}
		if !slices.Contains(old, strings.TrimSuffix(path.Base(at), ".schema.json")) && !slices.Contains(old, "common") {
			continue
		}
		reported[dir] = true
		folder := filepath.ToSlash(filepath.Join(content, "..", filepath.FromSlash(dir)))
		diags.Warnf("schema/outdated", pos, len(named),
			"run platmap schema --write "+shellWord(folder)+" to update them; until then your editor and platmap may report different findings",
			"folder %s has schemas of another version: %s", folder, strings.Join(old, ", "))
	}
	return diags
}

// schemaUsers returns the YAML files of a site, sorted by name.
func schemaUsers(s *site.Site) []*source.File {
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

// schemaLine matches the comment that names a schema for editors, in either of
// its two forms.
var schemaLine = regexp.MustCompile(`^#\s*(?:yaml-language-server:\s*\$schema=|\$schema:\s*)(\S+)`)

// modeline returns the schema named in a comment before the first value, and the
// position of that name.
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

// differs reports whether a file exists and its JSON differs from want. It ignores
// white space between values, because Git and formatters change it.
func differs(root *os.Root, name, want string) bool {
	info, err := root.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	text, err := root.ReadFile(name)
	return err == nil && !bytes.Equal(compact(text), compact([]byte(want)))
}

// compact returns JSON without white space, or text itself if it is not JSON.
func compact(text []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}
