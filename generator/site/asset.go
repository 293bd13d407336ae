package site

import (
	"platmap/generator/par"
	"platmap/generator/source"
	"platmap/generator/svg"
	"platmap/generator/text"
)

// Asset is a file beside the guides that is published.
type Asset struct {
	File *source.File
	SVG  *svg.Image // the published form of an SVG; nil for other files, which are copied
}

// collectAssets adds the files to the site, except those that cannot be published, which
// are already reported.
func (g *Graph) collectAssets(files []*source.File) {
	images, problems := make([]*svg.Image, len(files)), make([][]svg.Problem, len(files))
	par.Each(len(files), func(i int) {
		if files[i].IsSVG() && !files[i].Unreadable {
			image, found := svg.Rewrite(files[i].Text)
			images[i], problems[i] = &image, found
		}
	})
	for i, f := range files {
		for _, p := range problems[i] {
			d := source.Diagnostic{Code: "file/svg", Pos: source.Pos{File: f, Offset: p.Offset}, Len: p.Length, Text: p.Text, Help: p.Help}
			if p.Minor {
				d.Severity = source.Warning
			}
			g.structural.Add(d)
		}
		name := text.NFC(f.Name)
		if f.Unreadable || images[i] != nil && images[i].Text == nil {
			g.Site.names.hidden[source.Asset][name] = broken
			continue
		}
		a := &Asset{File: f, SVG: images[i]}
		g.Site.Assets = append(g.Site.Assets, a)
		g.Site.names.files[name] = Target{Asset: a}
	}
}
