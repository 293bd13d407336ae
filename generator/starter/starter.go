// Package starter has the files that a project starts with: a whole one for
// "platmap init" ([Project]), and a commented specimen of each kind of file for
// "platmap new" ([Specimen]).
//
// The files stand in files/ as people will see them, except that what is said
// in a language is written in Japanese and English side by side and put into the
// languages wanted (see fill.go). They are templates of text, so comments, blank
// lines and the order of keys come out as they were written; nothing passes
// through a YAML encoder.
//
//	files/every        what every project has besides content
//	files/examples     content to learn from and to replace
//	files/empty        a site.yaml whose keys are explained and commented out
//	files/twelve       the twelve usual problem domains, as drafts
//	files/specimens    one file of each kind
//
// A YAML file of content starts with a line that names its schema, so that any
// editor which knows JSON Schema helps with it. A Markdown file named x.ja.md is
// given only to those who want Japanese, and is x.md where that is the main
// language.
//
// The package returns texts by name and writes nothing. What it returns passes
// the checks; a test builds and checks all of it.
package starter

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/schemas"
)

//go:embed all:files
var embedded embed.FS

// What the content of a project may be.
const (
	Examples = "examples"
	Empty    = "empty"
	Twelve   = "twelve"
)

// Presets are the contents that have a name for people to choose them by.
func Presets() []string { return []string{Twelve} }

// Project returns the files of a new project, texts by slash-separated name.
// content is one of the constants; the first of the locales is the main one.
func Project(content string, locales []string) (map[string]string, error) {
	files := map[string]string{}
	f := filling{Locales: locales}
	for _, dir := range []string{"files/every", "files/" + content} {
		err := fs.WalkDir(embedded, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel := strings.TrimPrefix(name, dir+"/")
			to, wanted := f.rename(rel)
			if !wanted {
				return nil
			}
			text, err := f.fill(name)
			if inner, ok := strings.CutPrefix(to, "content/"); ok && path.Ext(to) == ".yaml" {
				text = modeline(inner) + text
			}
			files[to] = text
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("making a project of %s: %w", content, err)
		}
	}
	return files, addSchemas(files)
}

func addSchemas(files map[string]string) error {
	names, err := fs.Glob(schemas.FS, "*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(schemas.FS, name)
		if err != nil {
			return err
		}
		files["schemas/"+name] = string(text)
	}
	return nil
}

// modeline is the comment by which editors find the schema of a content file.
// Schemas stand beside the content folder.
func modeline(name string) string {
	return "# yaml-language-server: $schema=../" + source.Relative(path.Dir(name), "schemas/"+source.KindOf(name).SchemaName()) + "\n"
}

// Specimen says which file to begin.
type Specimen struct {
	Kind     source.Kind // one of Kinds
	ID       string      // that CheckID accepts
	Locales  []string    // of the site, the main one first
	Domain   string      // the id of a domain that there is; "" only when the kind needs none
	Modeline bool        // name the schema, because it is there
}

// Kinds are the kinds of files that there is a specimen of.
func Kinds() []source.Kind {
	return source.PageKinds()
}

// NeedsDomain reports whether a file of this kind cannot do without a domain.
func NeedsDomain(kind source.Kind) bool { return kind == source.Scenario }

// Files returns the text of the new file by its name below the content folder.
// A guide is one file for each language.
func (s Specimen) Files() (map[string]string, error) {
	f := filling{Locales: s.Locales, ID: s.ID, Domain: s.Domain}
	if s.Kind != source.Guide {
		name := s.Kind.FileName(s.ID)
		text, err := f.fill("files/specimens/" + string(s.Kind) + ".yaml")
		if s.Modeline {
			text = modeline(name) + text
		}
		return map[string]string{name: text}, err
	}
	files := map[string]string{}
	for i, locale := range s.Locales {
		name := s.Kind.FileName(s.ID)
		if i > 0 {
			name = s.Kind.FileName(s.ID + "." + locale)
		}
		f.Locales = []string{locale}
		text, err := f.fill("files/specimens/guide.md")
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	return files, nil
}

// rename returns the name that an embedded file gets in a project, and whether
// it is in a language that is wanted.
func (f filling) rename(name string) (to string, wanted bool) {
	stem, ok := strings.CutSuffix(name, ".md")
	lang := strings.TrimPrefix(path.Ext(stem), ".")
	if !ok || lang == "" {
		return name, true
	}
	stem = strings.TrimSuffix(stem, "."+lang)
	switch {
	case lang == f.Locales[0]:
		return stem + ".md", true
	case !strings.Contains(name, "/"): // the README, which is read at the main language only
		return "", false
	}
	return name, slices.Contains(f.Locales, lang)
}
