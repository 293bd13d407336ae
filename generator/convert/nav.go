package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// mkdocsConfig holds the keys of mkdocs.yml that are used.
type mkdocsConfig struct {
	dir string     // docs_dir
	nav *tree.Node // or nil
}

// mkdocsConfig reads mkdocs.yml, or returns nil if there is none. Only the keys docs_dir
// and nav have to be plain YAML: other keys may have Python tags.
func (c *converter) mkdocsConfig() *mkdocsConfig {
	for _, name := range []string{"mkdocs.yml", "mkdocs.yaml"} {
		s, problem, err := readText(c.Source, name, source.MaxSize)
		if err != nil || problem != "" {
			continue
		}
		config := &mkdocsConfig{}
		keys, _ := yamlKeys(topOnly(s))
		for _, k := range keys {
			switch {
			case k.name == "docs_dir" && k.node != nil && k.node.IsScalar():
				config.dir = k.node.Text
			case k.name == "nav" && k.node != nil && k.node.Kind == tree.List:
				config.nav = k.node
			}
		}
		return config
	}
	return nil
}

// topOnly returns the lines of a YAML text that contain the keys docs_dir and nav with
// their values.
func topOnly(s string) string {
	var b strings.Builder
	wanted := false
	for l := range strings.Lines(s) {
		if l[0] != ' ' && l[0] != '\t' && l[0] != '\n' && l[0] != '#' && l[0] != '-' {
			wanted = strings.HasPrefix(l, "nav:") || strings.HasPrefix(l, "docs_dir:")
		}
		if wanted {
			b.WriteString(l)
		}
	}
	return b.String()
}

// entry is a page in the navigation.
type entry struct {
	key, title string
}

// readNav reads the navigation, and sets the order of the pages in each folder.
func (c *converter) readNav() {
	var entries []entry
	switch c.From {
	case MkDocs, TechDocs:
		if config := c.mkdocsConfig(); config != nil && config.nav != nil {
			walkNav(config.nav, "", &entries, 0)
		}
	case Docusaurus:
		for _, name := range []string{"sidebars.js", "sidebars.ts", "sidebars.json", "website/sidebars.js", "website/sidebars.ts", "website/sidebars.json"} {
			entries = append(entries, c.quoted(name)...)
		}
		c.categories()
	case VitePress:
		for _, top := range []string{".", c.tree.docs} {
			for _, name := range []string{"config.js", "config.ts", "config.mjs", "config.mts", "config/index.ts", "config/index.js"} {
				entries = append(entries, c.quoted(path.Join(top, ".vitepress", name))...)
			}
		}
	}
	c.setOrder(entries)
}

// walkNav collects the pages in the nav of mkdocs.yml.
func walkNav(n *tree.Node, title string, entries *[]entry, depth int) {
	switch {
	case depth > maxDepth:
	case n.Kind == tree.List:
		for _, item := range n.Items {
			walkNav(item, "", entries, depth+1)
		}
	case n.Kind == tree.Map:
		for _, p := range n.Pairs {
			walkNav(p.Value, p.Key.Text, entries, depth+1)
		}
	case n.IsScalar() && slices.Contains(pageExts, strings.ToLower(path.Ext(n.Text))):
		*entries = append(*entries, entry{addressKey(strings.TrimPrefix(n.Text, "/")), title})
	}
}

var quotedText = regexp.MustCompile(`"([^"\n]*)"|'([^'\n]*)'|` + "`([^`\n]*)`")

// quoted returns the pages that a JavaScript file names in quotes, such as sidebars.js of
// Docusaurus or the configuration of VitePress.
func (c *converter) quoted(name string) (entries []entry) {
	s, problem, err := readText(c.Source, name, source.MaxSize)
	if err != nil || problem != "" {
		return nil
	}
	for _, m := range quotedText.FindAllStringSubmatch(s, -1) {
		if q := m[1] + m[2] + m[3]; q != "" && len(q) < 300 && !strings.Contains(q, "://") {
			entries = append(entries, entry{key: addressKey(strings.TrimPrefix(q, "/"))})
		}
	}
	return entries
}

// setOrder sets the order of the pages of each folder that the navigation contains.
func (c *converter) setOrder(entries []entry) {
	at := map[string]int{}
	titles := map[string]string{}
	var folders []string
	for _, e := range entries {
		if at[e.key] == 0 {
			at[e.key] = len(at) + 1
			titles[e.key] = e.title
		}
	}
	byFolder := map[string][]*page{}
	for _, p := range c.pages {
		stem, _, _ := strings.Cut(path.Base(p.name), ".")
		p.title = titles[p.key]
		if f := path.Dir(p.name); !slices.Contains(indexNames, strings.ToLower(stem)) {
			byFolder[f] = append(byFolder[f], p)
		}
	}
	for folder, pages := range byFolder {
		known := slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return at[p.key] == 0 })
		if len(known) == 0 {
			continue
		}
		folders = append(folders, folder)
		stable.Sort(known, func(a, b *page) int { return at[a.key] - at[b.key] })
		last, n := "", 0
		for _, p := range known {
			if p.key != last { // translations of a page have the same order
				last, n = p.key, n+1
			}
			p.order = 10 * n
		}
		for _, p := range pages {
			if p.order == 0 {
				p.order = 10 * (n + 1)
			}
		}
	}
	c.noteFolders(folders, at)
}

// noteFolders adds a note if the navigation has folders in another order than platmap,
// which sorts them by name.
func (c *converter) noteFolders(folders []string, at map[string]int) {
	if len(folders) < 2 {
		return
	}
	first := map[string]int{}
	for _, p := range c.pages {
		f := path.Dir(p.name)
		if n := at[p.key]; n > 0 && (first[f] == 0 || n < first[f]) {
			first[f] = n
		}
	}
	slices.Sort(folders)
	byNav := stable.Sorted(slices.Values(folders), func(a, b string) int { return first[a] - first[b] })
	if !slices.Equal(folders, byNav) {
		c.note(Order, "", "the navigation has the folders in this order: %s; platmap sorts them by name, numbers first", strings.Join(byNav, ", "))
	}
}

// categories makes a page for each folder of Docusaurus that has no page of its own but a
// title in _category_.json.
func (c *converter) categories() {
	for _, name := range c.tree.names {
		base := path.Base(name)
		rel, ok := below(c.tree.docs, name)
		if !ok || base != "_category_.json" && base != "_category_.yml" && base != "_category_.yaml" {
			continue
		}
		s, problem, err := readText(c.Source, name, source.MaxSize)
		if err != nil || problem != "" {
			continue
		}
		n := tree.ParseValid(&source.File{Name: "x", Text: s}, new(source.Diagnostics)) // JSON is YAML
		label, dir := "", path.Dir(rel)
		if value := n.Get("label"); n != nil && value != nil && value.IsScalar() {
			label = value.Text
		}
		if label == "" || dir == "." || slices.ContainsFunc(c.pages, func(p *page) bool { return p.key == strings.ToLower(dir) }) {
			continue
		}
		p := &page{from: name, lang: c.Lang, key: strings.ToLower(dir), dir: "/" + dir}
		if !slices.Contains(c.Locales, p.lang) {
			continue
		}
		suffix := ""
		if p.lang != c.Locales[0] {
			suffix = "." + p.lang
		}
		p.name = c.unique(path.Join("guides", c.Folder, guideName(dir), "index"+suffix+".md"), name)
		p.raw = "---\ntitle: " + text.YAML(label, false) + "\n---\n"
		p.front = findFront(p.raw)
		c.pages = append(c.pages, p)
	}
}
