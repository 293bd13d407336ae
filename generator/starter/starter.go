// Package starter returns the files of a new project for "platmap init" ([Project]), and
// a commented file of each kind for "platmap new" ([Specimen]). A project is a folder of
// a repository, or the whole repository.
//
// The files are in files/, in the form that authors see. Only texts are in both Japanese
// and English, of which a project gets the languages of its site (see fill.go). They are
// text templates, so comments, blank lines and the order of keys are kept; no YAML
// encoder is used.
//
//	files/project      the files of every project outside the content folder
//	files/repository   settings in the root of the repository
//	files/github       the workflow, also in the root
//	files/gitlab       the same for GitLab
//	files/examples     example content to replace
//	files/empty        a site.yaml with all keys explained and commented out
//	files/twelve       the twelve usual problem domains, as drafts
//	files/specimens    one file of each kind
//
// A YAML file of content starts with a line that names its schema for editors. A Markdown
// file x.ja.md is used only for sites in Japanese; it is named x.md if that is the main
// language.
//
// The package returns texts by name and writes no files. A test checks that platmap check
// accepts the texts.
package starter

import (
	"embed"
	"path"

	"platmap/generator/source"
)

//go:embed all:files
var embedded embed.FS

// modeline returns the comment that names the schema of a content file for editors.
// The schemas folder is beside the content folder.
func modeline(name string) string {
	return "# yaml-language-server: $schema=../" + source.Relative(path.Dir(name), "schemas/"+source.KindOf(name).SchemaName()) + "\n"
}

// Specimen describes a new content file.
type Specimen struct {
	Kind     source.Kind // one of source.PageKinds
	ID       string      // accepted by CheckID
	Locales  []string    // languages of the site, the main one first
	Domain   string      // the id of an existing domain; may be "" only if the kind does not need one
	Modeline bool        // whether to name the schema, which must exist
}

// NeedsDomain reports whether a file of this kind must refer to a domain.
func NeedsDomain(kind source.Kind) bool { return kind == source.Scenario }

// Files returns the text of the new file by its name in the content folder. A guide has
// one file for each language.
func (s Specimen) Files() (map[string]string, error) {
	f := filling{Project: Project{Locales: s.Locales}, ID: s.ID, Domain: s.Domain}
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
