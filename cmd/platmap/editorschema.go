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
	"platmap/generator/text"
	"platmap/schemas"
)

// editorFolder is the folder beside the content in which serve keeps schemas that
// know the names of this map.
const editorFolder = ".platmap"

// mostNames is how many names of a kind are offered. An editor lists them all at
// every key that is pressed, and nobody reads on for so long.
const mostNames = 2000

// editorSchemas keeps schemas for editors on the disk that offer what exists. Many
// may use it at the same time.
type editorSchemas struct {
	home string // the folder in which the content folder is

	mu      sync.Mutex
	written *schemas.Candidates // what the files on the disk offer; nil for nobody knows
}

// newEditorSchemas returns the schemas that belong to a content folder. It writes
// nothing yet.
func newEditorSchemas(content string) (*editorSchemas, error) {
	abs, err := filepath.Abs(content)
	return &editorSchemas{home: filepath.Dir(abs)}, err
}

// write writes what differs, each file as a whole. When the names are those of last
// time it does not look at the disk.
func (e *editorSchemas) write(known *schemas.Candidates) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.written != nil && reflect.DeepEqual(e.written, known) {
		return nil
	}
	e.written = nil
	// Git passes over a folder that says so itself.
	files := map[string]string{editorFolder + "/.gitignore": "*\n"}
	for _, kind := range schemaKinds() {
		text, err := schemas.WithCompletions(kind, known)
		if err != nil {
			return err
		}
		files[editorFolder+"/"+kind+".schema.json"] = string(text)
	}
	if _, err := publish.Update(e.home, files); err != nil {
		return err
	}
	e.written = known
	return nil
}

// namesIn returns the names of a site, by id.
func namesIn(s *site.Site) *schemas.Candidates {
	k := &schemas.Candidates{}
	domains := byID(s.Domains)
	k.Domains = names(s, domains, func(d *site.Domain) []site.Text { return []site.Text{d.Summary, d.EssentialProblem} })
	k.Components = names(s, byID(s.Components), func(c *site.Component) []site.Text { return []site.Text{c.Summary} })
	k.Teams = names(s, byID(s.Teams), func(t *site.Team) []site.Text { return []site.Text{t.Summary, t.Focus} })
	k.Guides = names(s, byID(s.Guides), func(g *site.Guide) []site.Text { return []site.Text{g.Summary} })
	for _, g := range s.Groups {
		k.Groups = append(k.Groups, schemas.Name{ID: g.ID, About: about(s, "", g.Name, g.Text)})
	}
	for _, d := range domains {
		for i := range d.Metrics {
			m := &d.Metrics[i]
			k.Metrics = append(k.Metrics, schemas.Name{ID: m.ID, About: about(s, "", m.Name, d.Name)})
		}
		for i := range d.Features {
			f := &d.Features[i]
			k.Features = item(s, k.Features, d, &f.Item, "", f.Status)
		}
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			k.Interfaces = item(s, k.Interfaces, d, &x.Item, x.Doc.Text, x.Status)
		}
	}
	slices.SortStableFunc(k.Metrics, func(a, b schemas.Name) int { return cmp.Compare(a.ID, b.ID) })
	k.Metrics = slices.CompactFunc(k.Metrics, func(a, b schemas.Name) bool { return a.ID == b.ID })
	k.Metrics = k.Metrics[:min(len(k.Metrics), mostNames)]
	return k
}

// byID returns as many pages as are offered, by id.
func byID[P site.Page](pages []P) []P {
	sorted := slices.Clone(pages)
	slices.SortFunc(sorted, func(a, b P) int { return cmp.Compare(a.Base().ID, b.Base().ID) })
	return sorted[:min(len(sorted), mostNames)]
}

// names returns the names of pages. more are the texts of which the first that
// there is tells more than the name.
func names[P site.Page](s *site.Site, pages []P, more func(P) []site.Text) []schemas.Name {
	list := make([]schemas.Name, len(pages))
	for i, p := range pages {
		b := p.Base()
		list[i] = schemas.Name{ID: b.ID, About: about(s, b.Status, b.Name, more(p)...)}
		if list[i].About == b.ID { // it has no other name
			list[i].About = ""
		}
	}
	return list
}

// item adds an item of a domain to a list: by its id if it has one, as that stays;
// by the guide that it is, if it is one; else by its name. A name that fills
// several lines nobody refers to.
func item(s *site.Site, list []schemas.Name, d *site.Domain, i *site.Item, doc string, status site.Status) []schemas.Name {
	name := cmp.Or(i.ID, doc, i.Name.Plain(s.Locale()))
	if len(list) == mostNames || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return list
	}
	return append(list, schemas.Name{ID: d.ID + "#" + name, About: about(s, status, i.Name, d.Name)})
}

// about says in a few words what a name stands for: the name in every language,
// that it is on its way out, and the beginning of what else there is to say.
func about(s *site.Site, status site.Status, name site.Text, more ...site.Text) string {
	var words []string
	for _, v := range name.Versions() {
		if line := text.OneLine(v.Plain()); line != "" && !slices.Contains(words, line) {
			words = append(words, line)
		}
	}
	line := strings.Join(words, " / ")
	if status.Leaving() {
		line += " (" + string(status) + ")"
	}
	for _, m := range more {
		if m.IsZero() {
			continue
		}
		return strings.TrimPrefix(line+": "+text.Shorten(text.OneLine(m.Plain(s.Locale())), 80), ": ")
	}
	return line
}
