package convert

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// Limits of a documentation folder. Files beyond them are noted and not imported.
const (
	maxFiles     = 100_000
	maxDepth     = 32       // depth of folders
	maxAsset     = 16 << 20 // bytes of an image or a download
	maxAllAssets = 256 << 20
)

// docTree is the list of files of the documentation.
type docTree struct {
	docs   string   // the folder with the pages
	static []string // folders whose files have addresses relative to the root of the site
	names  []string // names of all files, sorted
	has    map[string]bool
	extra  []root // more folders with pages
}

// root is a folder with the pages of one language.
type root struct{ dir, lang string }

// pageExts are the file extensions of pages. indexNames are the names, without extension,
// of the file with the page of its folder.
var (
	pageExts   = []string{".md", ".mdx", ".markdown"}
	indexNames = []string{"index", "_index", "readme"}
)

// notPages are folders without pages in all generators.
var notPages = []string{"node_modules", "_site", "_includes", "_layouts", "_sass", "layouts", "archetypes", "themes", "resources", "venv", "versioned_docs"}

// list lists the files of the documentation, and determines its folders.
func (c *converter) list() (*docTree, error) {
	t := &docTree{has: map[string]bool{}}
	var errs []error
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		entries, err := fs.ReadDir(c.Source, dir)
		if err != nil {
			errs = append(errs, err)
			return
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			switch {
			case e.Name() == ".vitepress" && e.IsDir():
				t.has[name] = true
				for _, ext := range []string{".js", ".ts", ".mjs", ".mts"} {
					t.names = append(t.names, name+"/config"+ext, name+"/config/index"+ext)
				}
			case source.Hidden(e.Name()) || e.IsDir() && slices.Contains(notPages, e.Name()):
			case !utf8.ValidString(e.Name()):
				c.note(NotImported, name, "its name is not UTF-8")
			case e.Type()&fs.ModeSymlink != 0:
				c.note(NotImported, name, "symbolic links are not followed")
			case e.IsDir() && depth == maxDepth:
				c.note(NotImported, name, "more than %d folders within folders", maxDepth)
			case e.IsDir():
				walk(name, depth+1)
			case !e.Type().IsRegular():
				c.note(NotImported, name, "not a regular file")
			case len(t.names) < maxFiles:
				t.names = append(t.names, name)
				t.has[name] = true
			case len(t.names) == maxFiles:
				t.names = append(t.names, name)
				c.note(NotImported, name, "this file and all later ones: the documentation has more than %d files", maxFiles)
			}
		}
	}
	walk(".", 0)
	slices.Sort(t.names)
	walked := len(c.notes)
	t.layout(c)
	if len(t.names) <= maxFiles { // otherwise pages may be missing because of the other files
		outside := func(n Note) bool { return !t.isDocs(n.From) }
		c.notes = append(slices.DeleteFunc(slices.Clone(c.notes[:walked]), outside), c.notes[walked:]...)
	}
	return t, errors.Join(errs...)
}

// isDocs reports whether a file is below a folder of the documentation.
func (t *docTree) isDocs(name string) bool {
	in := func(dir string) bool { _, ok := below(dir, name); return ok }
	return in(t.docs) || slices.ContainsFunc(t.static, in) || slices.ContainsFunc(t.extra, func(r root) bool { return in(r.dir) })
}

// hasDir reports whether a folder contains a file.
func (t *docTree) hasDir(dir string) bool {
	i, _ := slices.BinarySearch(t.names, dir+"/")
	return i < len(t.names) && strings.HasPrefix(t.names[i], dir+"/")
}

// layout determines the folders of the generator. If the documentation has none of them,
// its root is the folder with the pages.
func (t *docTree) layout(c *converter) {
	first := func(dirs ...string) string {
		return cmp.Or(append(slices.DeleteFunc(dirs, func(d string) bool { return d == "" || !t.hasDir(d) }), ".")...)
	}
	switch c.From {
	case Hugo:
		t.docs = first("content")
		t.static = []string{"static", "assets", t.docs}
	case MkDocs, TechDocs:
		t.docs = "."
		if config := c.mkdocsConfig(); config != nil {
			t.docs = first(path.Clean(cmp.Or(config.dir, "docs")))
		}
		t.static = []string{t.docs}
	case Docusaurus:
		t.docs = first("docs")
		t.static = []string{"static", "website/static", t.docs}
		t.docusaurusLanguages()
	case VitePress:
		t.docs = first("docs", "src")
		if t.has[".vitepress"] && !t.has["src/index.md"] {
			t.docs = "."
		}
		t.static = []string{path.Join(t.docs, "public"), "public", t.docs}
	case Jekyll:
		t.docs, t.static = ".", []string{"."}
	}
}

// docusaurusLanguages finds the translations in i18n/LANG.
func (t *docTree) docusaurusLanguages() {
	for _, top := range []string{"i18n", "website/i18n"} {
		for _, name := range t.names {
			rest, ok := strings.CutPrefix(name, top+"/")
			lang, rest, _ := strings.Cut(rest, "/")
			dir := top + "/" + lang + "/docusaurus-plugin-content-docs/current"
			if ok && strings.HasPrefix(rest, "docusaurus-plugin-content-docs/current/") && !slices.ContainsFunc(t.extra, func(r root) bool { return r.dir == dir }) {
				t.extra = append(t.extra, root{dir, lang})
			}
		}
	}
}

// below returns a path relative to a folder, and whether it is below that folder.
func below(dir, name string) (string, bool) {
	if dir == "." {
		return name, true
	}
	return strings.CutPrefix(name, dir+"/")
}

// readPages reads the pages and gives them names.
func (c *converter) readPages() error {
	c.findRoots()
	var errs []error
	for _, name := range c.tree.names {
		if !slices.Contains(pageExts, strings.ToLower(path.Ext(name))) || !c.tree.has[name] {
			continue
		}
		i := slices.IndexFunc(c.roots, func(r root) bool { _, ok := below(r.dir, name); return ok })
		if i < 0 {
			continue
		}
		rel, _ := below(c.roots[i].dir, name)
		if c.From == VitePress && strings.HasPrefix(rel, "public/") {
			continue
		}
		p := &page{from: name, lang: c.roots[i].lang}
		if !c.placed(p, rel) {
			continue
		}
		raw, problem, err := readText(c.Source, name, source.MaxSize)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("reading %s: %w", name, err))
			continue
		case problem != "":
			c.note(NotImported, name, "%s", problem)
			continue
		}
		p.raw = raw
		p.front = findFront(raw)
		c.pages = append(c.pages, p)
	}
	for _, p := range c.pages { // before other files, so that the page of a folder keeps its name
		p.name = c.unique(p.name, p.from)
	}
	return errors.Join(errs...)
}

// findRoots finds the folders with pages, deeper ones first.
func (c *converter) findRoots() {
	roots := slices.Clone(c.tree.extra)
	dirs := map[string]bool{}
	for _, name := range c.tree.names {
		if rel, ok := below(c.tree.docs, name); ok {
			if dir, _, ok := strings.Cut(rel, "/"); ok {
				dirs[dir] = true
			}
		}
	}
	// If a top-level folder has the name of a language of the site, other folders may be
	// languages too.
	if slices.ContainsFunc(c.Locales, func(l string) bool { return dirs[l] || dirs[strings.ToLower(l)] }) {
		for dir := range dirs {
			if i := slices.IndexFunc(c.Locales, func(l string) bool { return strings.EqualFold(l, dir) }); i >= 0 {
				roots = append(roots, root{path.Join(c.tree.docs, dir), c.Locales[i]})
			} else if text.IsLanguage(dir) && len(dir) == 2 {
				roots = append(roots, root{path.Join(c.tree.docs, dir), dir})
			}
		}
	}
	stable.Sort(roots, func(a, b root) int { return strings.Compare(a.dir, b.dir) })
	c.roots = append(roots, root{c.tree.docs, ""})
}

// readText reads a text file. problem is the reason why the file cannot be used, or "".
func readText(folder fs.FS, name string, limit int) (s, problem string, err error) {
	f, err := folder.Open(name)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err != nil {
		return "", "", err
	}
	if len(b) > limit {
		return "", fmt.Sprintf("it is larger than %d MiB", limit>>20), nil
	}
	s = strings.TrimPrefix(string(b), "\uFEFF")
	if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		return "", "it is not UTF-8; save it as UTF-8 first", nil
	}
	return strings.ReplaceAll(s, "\r\n", "\n"), "", nil
}

// readBytes reads an image or a download. problem is the reason why it cannot be used, or
// "".
func readBytes(folder fs.FS, name string, limit int64) (s, problem string, err error) {
	f, err := folder.Open(name)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if int64(len(b)) > limit {
		return "", "it is too large: a file has at most 16 MiB, and all have at most 256 MiB", err
	}
	return string(b), "", err
}
