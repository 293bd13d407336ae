package starter

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/text"
	"platmap/schemas"
)

// The kinds of content that a project can have.
const (
	Examples = "examples"
	Empty    = "empty"
	Twelve   = "twelve"
)

// Presets returns the contents that users can choose by name.
func Presets() []string { return []string{Twelve} }

// The services that can check and publish a project.
const (
	GitHub = "github"
	GitLab = "gitlab"
)

// Project describes a new project.
type Project struct {
	Content string   // one of the constants, or "" without content
	Locales []string // the first is the main one

	// data about the repository
	Dir    string // the folder of the project in the repository, slash-separated; "" for its root
	Repo   string // its URL, or ""
	Forge  string // its forge, if the URL does not imply it, or none; otherwise ""
	Branch string // its default branch; "" is main

	CI      string // GitHub, GitLab or ""
	Release string // the repository on GitHub that publishes platmap, such as OWNER/platmap; without it, a variable names it
	Version string // version of platmap, such as v1.2.3; set if Release is
}

// Files returns the texts of the project by slash-separated name in the repository.
func (p Project) Files() (map[string]string, error) {
	files := map[string]string{}
	f := filling{Project: p}
	f.Branch = cmp.Or(p.Branch, "main")
	add := func(dir, to string) error {
		err := fs.WalkDir(embedded, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, ok := f.rename(strings.TrimPrefix(name, dir+"/"))
			if !ok {
				return nil
			}
			text, err := f.fill(name)
			if inner, ok := strings.CutPrefix(rel, "content/"); ok && path.Ext(rel) == ".yaml" {
				text = modeline(inner) + text
			}
			files[path.Join(to, rel)] = text
			return err
		})
		if err != nil {
			return fmt.Errorf("cannot create a project with %s: %w", dir, err)
		}
		return nil
	}
	folders := [][2]string{{"project", p.Dir}, {"repository", ""}}
	if p.Content != "" {
		folders = append(folders, [2]string{p.Content, p.Dir})
	}
	if p.CI != "" {
		folders = append(folders, [2]string{p.CI, ""})
	}
	for _, folder := range folders {
		if err := add("files/"+folder[0], folder[1]); err != nil {
			return nil, err
		}
	}
	all, err := schemas.Files()
	for name, text := range all {
		files[p.In("schemas/"+name)] = text
	}
	return files, err
}

// folderName matches the names of folders that need no escapes in a shell between
// quotes, in a glob, in a URL except for spaces, or in YAML.
var folderName = regexp.MustCompile(`^[\pL\pN\pM ._@/-]+$`)

// CheckDir returns an error if Dir cannot be used in all files of a project.
func (p Project) CheckDir() error {
	if p.Dir == "" || folderName.MatchString(p.Dir) {
		return nil
	}
	return fmt.Errorf("the name of folder %q has characters that workflows and editor settings cannot contain; use letters, digits, spaces and . _ @ -", p.Dir)
}

// In returns the path in the repository of a file of the project.
func (p Project) In(name string) string { return path.Join(p.Dir, name) }

// At returns the path that In returns, as a YAML value.
func (p Project) At(name string) string { return p.YAML(p.In(name)) }

// InSubfolder reports whether the project is not in the root of the repository.
func (p Project) InSubfolder() bool { return p.Dir != "" }

// Japanese reports whether the main language is Japanese.
func (p Project) Japanese() bool { return p.Locales[0] == "ja" }

// Say returns the text in the main language, or English if that is another language.
func (p Project) Say(ja, en string) string {
	if p.Japanese() {
		return ja
	}
	return en
}

// LocaleList returns the value of locales in site.yaml.
func (p Project) LocaleList() string { return "[" + strings.Join(p.Locales, ", ") + "]" }

// YAML returns a YAML value that can also be in brackets.
func (p Project) YAML(s string) string { return text.YAML(s, true) }

// EscapePath returns a path in the form of URLs.
func (p Project) EscapePath(name string) string { return (&url.URL{Path: name}).EscapedPath() }

// Lower returns s in lower case, which names of container images require.
func (p Project) Lower(s string) string { return strings.ToLower(s) }

// Changes returns the line of a GitLab rule that runs a job only for changes of the
// project, with a line break before it.
func (p Project) Changes() string {
	if !p.InSubfolder() {
		return ""
	}
	return "\n      changes: [" + p.YAML(p.In("**/*")) + ", .gitlab/platmap.yml]"
}

// Repository returns the keys of site.yaml for links to the repository. If its URL is
// unknown, they are commented out.
func (p Project) Repository() string {
	lines := []string{"# repo: https://github.com/example/platform # " + p.Say("書くと、編集と Issue のリンクが表示される", "adds edit links and issue links to the pages")}
	if p.Repo != "" {
		lines[0] = "repo: " + p.YAML(p.Repo) + " # " + p.Say("編集と Issue のリンクに使う", "for edit links and issue links")
	}
	switch {
	case p.Forge == "none":
		lines = append(lines, "forge: none # "+p.Say("ホストで使われているソフトウェア（github、gitlab、bitbucket、azure、gitea、forgejo）を書くと、リンクが表示される", "name the software of the host to get these links: github, gitlab, bitbucket, azure, gitea or forgejo"))
	case p.Forge != "":
		lines = append(lines, "forge: "+p.Forge+" # "+p.Say("ホストで使われているソフトウェア", "the software of the host"))
	case p.Content == Empty && p.Repo == "":
		lines = append(lines, "# forge: gitlab # "+p.Say("repo のホスト名から判断できない場合だけ書く", "needed only if the host name in repo does not show its software"))
	}
	if p.Branch != "main" {
		lines = append(lines, "branch: "+p.YAML(p.Branch))
	}
	if p.InSubfolder() {
		lines = append(lines, "folder: "+p.YAML(p.In("content"))+" # "+p.Say("リポジトリでの content フォルダのパス", "the path of the content folder in the repository"))
	}
	return strings.Join(lines, "\n")
}

// rename returns the name of an embedded file in a project, and reports whether the
// project needs the file in that language. Languages without files use those in English.
func (p Project) rename(name string) (to string, ok bool) {
	stem, isMarkdown := strings.CutSuffix(name, ".md")
	lang := strings.TrimPrefix(path.Ext(stem), ".")
	if !isMarkdown || lang == "" {
		return name, true
	}
	stem = strings.TrimSuffix(stem, "."+lang)
	switch {
	case lang == p.Locales[0], lang == "en" && len(p.Locales) == 1 && !p.Japanese():
		return stem + ".md", true
	case !strings.Contains(name, "/"): // the README exists only in the main language
		return "", false
	}
	return name, slices.Contains(p.Locales, lang)
}
