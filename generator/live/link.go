package live

import (
	"cmp"
	"slices"

	"platmap/generator"
	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
)

// relink links changed files, in place if possible, otherwise by linking a new
// site.
func (b *Builder) relink(changes []change) {
	docs, inPlace := b.changedDocuments(changes)
	switch {
	case !inPlace, b.view.Unread > 0 && b.allLoaded(): // LoadRemaining may have left documents to be linked
		b.link()
	case len(docs) == 0: // only images or findings have changed
		b.publish(b.view.Graph)
	case !b.relinkInPlace(docs):
		b.link()
	}
}

// changedDocuments returns the documents that differ from those in the site. It
// returns false if a file of the site has appeared or disappeared.
func (b *Builder) changedDocuments(changes []change) (docs []*site.Document, ok bool) {
	if b.view.Graph == nil {
		return nil, false
	}
	for _, c := range changes {
		if source.KindOf(c.name) == "" {
			continue
		}
		s := b.files[c.name]
		if s == nil || s.Doc == nil {
			if s != nil && s.state == good && s.File.IsBinary() && b.view.Site.Asset(c.name) != nil {
				continue // a new version of an image
			}
			return nil, false
		}
		switch b.view.Graph.Document(c.name) {
		case nil:
			return nil, false
		case s.Doc:
		default:
			docs = append(docs, s.Doc)
		}
	}
	return docs, true
}

// allLoaded reports whether all files were read and checked.
func (b *Builder) allLoaded() bool {
	for _, s := range b.files {
		if !s.isLoaded() {
			return false
		}
	}
	return true
}

// link links all files to a new site.
func (b *Builder) link() {
	b.publish(b.in.Link(b.sorted()))
}

// sorted returns all files of a known kind, by name.
func (b *Builder) sorted() []*generator.Parsed {
	parsed := b.parsed()
	stable.Sort(parsed, func(p, q *generator.Parsed) int { return cmp.Compare(p.File.Name, q.File.Name) })
	return parsed
}

// parsed returns all files of a known kind, in no order.
func (b *Builder) parsed() []*generator.Parsed {
	parsed := make([]*generator.Parsed, 0, len(b.files))
	for _, s := range b.files {
		if s.state != ignored {
			parsed = append(parsed, &s.Parsed)
		}
	}
	return parsed
}

// newView returns a view of a linked site.
func (b *Builder) newView(graph *site.Graph) View {
	v := View{Site: graph.Site, Graph: graph, Outdated: map[string]bool{}}
	for name, s := range b.files {
		if !s.isLoaded() {
			v.Unread++
		} else if s.isOutdated() {
			v.Outdated[name] = true
		}
	}
	if v.Unread == 0 {
		v.all = b.findings(graph)
		filtered := b.in.Filter(v.all, b.parsed(), graph.Site)
		v.Findings, v.Hidden = filtered.Findings, filtered.Hidden
	}
	if b.in.Theme != nil {
		v.Pages = b.render(v)
	}
	return v
}

// render returns the pages of a view. It sets no Base while files are unread, because
// nearly everything would be marked as changed.
func (b *Builder) render(v View) *render.FS {
	switch {
	case b.in.Base == nil:
		return b.in.Render(v.Site)
	case b.base == nil || v.Unread > 0:
		return b.in.RenderPending(v.Site)
	}
	current := slices.DeleteFunc(slices.Clone(v.all), func(d source.Diagnostic) bool {
		return d.Pos.File != nil && v.Outdated[d.Pos.File.Name] // the site has the last good version of the file
	})
	return b.in.RenderAgainst(b.base, v.Site, current)
}

// findings returns all findings, including those that are not reported, except those
// about an older version of a file. In such a file the author must first make the newest
// version parse.
func (b *Builder) findings(graph *site.Graph) source.Diagnostics {
	diags := generator.Findings(slices.Concat(b.checkNames(), b.in.ThemeFindings(graph.Site)), b.parsed(), graph)
	return slices.DeleteFunc(diags, func(d source.Diagnostic) bool {
		if d.Pos.File == nil {
			return false
		}
		s := b.files[d.Pos.File.Name]
		return s != nil && s.isOutdated() && s.Doc.File == d.Pos.File
	})
}

// checkNames returns the findings about names.
func (b *Builder) checkNames() source.Diagnostics {
	if b.nameFindings == nil {
		files := make([]*source.File, 0, len(b.files))
		for _, s := range b.files {
			files = append(files, s.File)
		}
		stable.Sort(files, func(f, g *source.File) int { return cmp.Compare(f.Name, g.Name) })
		b.nameFindings = source.CheckNames(files)
	}
	return b.nameFindings
}
