package main

import (
	"cmp"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"platmap/generator/publish"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
	"platmap/schemas"
)

// editorFolder is the folder beside the content folder to which serve writes schemas with
// completions for the names in this map.
const editorFolder = ".platmap"

// maxCandidates limits the candidates of each kind. Editors filter the list on every
// key press, and authors do not read longer lists.
const maxCandidates = 2000

// editorSchemas writes schemas with completions to disk. Its methods may be called
// concurrently.
type editorSchemas struct {
	home string // the parent of the content folder

	mu      sync.Mutex
	written *schemas.Candidates // the candidates in the files on disk; nil if not known
}

// newEditorSchemas returns the schemas for a content folder without writing them.
func newEditorSchemas(content string) (*editorSchemas, error) {
	abs, err := filepath.Abs(content)
	return &editorSchemas{home: filepath.Dir(abs)}, err
}

// write atomically replaces each file that differs. If the candidates are the same as in
// the last call, it does not read the disk.
func (e *editorSchemas) write(candidates *schemas.Candidates) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.written != nil && reflect.DeepEqual(e.written, candidates) {
		return nil
	}
	e.written = nil
	// With this file, Git ignores the whole folder, including this file.
	files := map[string]string{editorFolder + "/.gitignore": "*\n"}
	for _, kind := range source.SchemaKinds() {
		text, err := schemas.WithCompletions(string(kind), candidates)
		if err != nil {
			return err
		}
		files[editorFolder+"/"+kind.SchemaName()] = string(text)
	}
	if _, err := publish.Update(e.home, files); err != nil {
		return err
	}
	e.written = candidates
	return nil
}

// candidatesOf returns the names in a site that references may use, sorted by id.
func candidatesOf(s *site.Site) *schemas.Candidates {
	domains := sortedByID(s.Domains)
	c := &schemas.Candidates{
		Domains:    pageNames(s, domains, func(d *site.Domain) []site.Text { return []site.Text{d.Summary, d.EssentialProblem} }),
		Components: pageNames(s, sortedByID(s.Components), func(c *site.Component) []site.Text { return []site.Text{c.Summary} }),
		Teams:      pageNames(s, sortedByID(s.Teams), func(t *site.Team) []site.Text { return []site.Text{t.Summary, t.Focus} }),
		Guides:     pageNames(s, sortedByID(s.Guides), func(g *site.Guide) []site.Text { return []site.Text{g.Summary} }),
	}
	for _, g := range s.Groups {
		c.Groups = append(c.Groups, schemas.Name{ID: g.ID, About: describe(s, "", g.Name, g.Text)})
	}
	for _, d := range domains {
		for i := range d.Metrics {
			m := &d.Metrics[i]
			c.Metrics = append(c.Metrics, schemas.Name{ID: m.ID, About: describe(s, "", m.Name, d.Name)})
		}
		for i := range d.Features {
			f := &d.Features[i]
			c.Features = appendItem(c.Features, s, d, &f.Item, "", f.Status)
		}
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			c.Interfaces = appendItem(c.Interfaces, s, d, &x.Item, x.Doc.Text, x.Status)
		}
	}
	c.Responsibilities = responsibilityNames(s, domains)
	stable.Sort(c.Metrics, func(a, b schemas.Name) int { return cmp.Compare(a.ID, b.ID) })
	c.Metrics = slices.CompactFunc(c.Metrics, func(a, b schemas.Name) bool { return a.ID == b.ID })
	c.Metrics = c.Metrics[:min(len(c.Metrics), maxCandidates)]
	return c
}

// sortedByID returns at most maxCandidates pages.
func sortedByID[P site.Page](pages []P) []P {
	sorted := slices.Clone(pages)
	stable.Sort(sorted, func(a, b P) int { return cmp.Compare(a.Base().ID, b.Base().ID) })
	return sorted[:min(len(sorted), maxCandidates)]
}

// pageNames returns the names of pages. The description of a name contains the
// first non-empty text of summaries.
func pageNames[P site.Page](s *site.Site, pages []P, summaries func(P) []site.Text) []schemas.Name {
	list := make([]schemas.Name, len(pages))
	for i, p := range pages {
		b := p.Base()
		list[i] = schemas.Name{ID: b.ID, About: describe(s, b.Status, b.Name, summaries(p)...)}
		if list[i].About == b.ID {
			list[i].About = ""
		}
	}
	return list
}

// itemName returns the name by which references can name an item: its id, which is
// stable, or else the id of the guide that it links to, or else its name. It returns ""
// for a name with line breaks, which references cannot contain.
func itemName(s *site.Site, i *site.Item, guide string) string {
	name := cmp.Or(i.ID, guide, i.Name.Plain(s.Locale()))
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return ""
	}
	return name
}

// appendItem adds an item of a domain to the list if references can name it.
func appendItem(list []schemas.Name, s *site.Site, d *site.Domain, i *site.Item, guide string, status site.Status) []schemas.Name {
	name := itemName(s, i, guide)
	if len(list) == maxCandidates || name == "" {
		return list
	}
	return append(list, schemas.Name{ID: d.ID + "#" + name, About: describe(s, status, i.Name, d.Name)})
}

// responsibilityNames returns the ids of the responsibilities, or their names if they
// have no id. They do not include the domain, because a reference to a responsibility is
// always in the same domain.
func responsibilityNames(s *site.Site, domains []*site.Domain) []schemas.Name {
	var list []schemas.Name
	taken := map[string]bool{}
	for _, d := range domains {
		for i := range d.Responsibilities {
			x := &d.Responsibilities[i].Item
			name := itemName(s, x, "")
			if len(list) < maxCandidates && name != "" && !taken[name] {
				taken[name] = true
				list = append(list, schemas.Name{ID: name, About: describe(s, "", x.Name, d.Name)})
			}
		}
	}
	return list
}

// describe returns the name in every language, the status if it is deprecated or retired,
// and the beginning of the first summary that is not empty.
func describe(s *site.Site, status site.Status, name site.Text, summaries ...site.Text) string {
	var names []string
	for _, v := range name.Versions() {
		if line := text.OneLine(v.Plain()); line != "" && !slices.Contains(names, line) {
			names = append(names, line)
		}
	}
	line := strings.Join(names, " / ")
	if status.Leaving() {
		line += " (" + string(status) + ")"
	}
	for _, m := range summaries {
		if !m.IsZero() {
			return strings.TrimPrefix(line+": "+text.Shorten(text.OneLine(m.Plain(s.Locale())), 80), ": ")
		}
	}
	return line
}
