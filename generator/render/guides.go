package render

import (
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// guidesList divides the page of guides by the first folder of their paths.
var guidesList = &listDef{
	rows: func(s *site.Site) []listRow {
		var rows []listRow
		for _, g := range s.Guides {
			top, _, _ := strings.Cut(g.Folder(), "/")
			rows = append(rows, listRow{top, top + "/", g})
		}
		return rows
	},
	always:  largeFolders,
	columns: []string{"type", "domain"},
	data: func(p *Page, row any) RowData {
		g := row.(*site.Guide)
		return RowData{p.NameText(g), p.Href(g), p.Sentence(g), p.keywords(&g.Entity), [][]Labeled{p.labeled("type.", g.GuideType), p.inDomains(site.Targets(g.Domains)...)}, nil}
	},
}

// maxInTree is the maximum number of guides in a folder without a page of its own. A
// larger folder is usually a reference, and would hide the other guides.
const maxInTree = 40

func largeFolders(rows []listRow) []string {
	count := map[string]int{}
	var large []string
	for _, r := range rows {
		if count[r.key]++; count[r.key] == maxInTree+1 && r.key != "" {
			large = append(large, r.key)
		}
	}
	return large
}

// GuideFolder is a folder of guides. Its first guide is its README, if it has one.
type GuideFolder struct {
	Path    string // "" for guides that are in no folder
	Guides  []*site.Guide
	Readme  *site.Guide    // or nil
	Folders []*GuideFolder // in it
	Count   int            // number of guides, including those in Folders
}

// GuideTree returns the guides of the page as a tree of folders. Guides that are in no
// folder are in the first element, which has no name.
func (p *Page) GuideTree() []*GuideFolder {
	top := &GuideFolder{}
	folders := map[string]*GuideFolder{"": top}
	var folderAt func(dir string) *GuideFolder
	folderAt = func(dir string) *GuideFolder {
		if folders[dir] == nil {
			f := &GuideFolder{Path: dir}
			above := folderAt(dir[:max(strings.LastIndexByte(dir, '/'), 0)])
			above.Folders = append(above.Folders, f)
			folders[dir] = f
		}
		return folders[dir]
	}
	for _, row := range p.Rows() {
		g := row.(*site.Guide)
		f := folderAt(g.Folder())
		if f.Guides = append(f.Guides, g); g.IsIndex() {
			f.Readme = g
		}
	}
	top.count()
	if len(top.Guides) == 0 {
		return top.Folders
	}
	return append([]*GuideFolder{{Guides: top.Guides, Count: len(top.Guides)}}, top.Folders...)
}

func (f *GuideFolder) count() int {
	f.Count = len(f.Guides)
	for _, below := range f.Folders {
		f.Count += below.count()
	}
	return f.Count
}

// maxSentence is the maximum length of the sentence about a guide, in characters.
const maxSentence = 110

// Sentence returns the summary of a guide or the first sentence of its text, or "" if it
// has neither.
func (p *Page) Sentence(g *site.Guide) string {
	return text.ShortenAtSpace(firstSentence(p.r.entityPage(g, p.Locale).ownDescription()), maxSentence)
}

// firstSentence returns the first sentence of a text. A period after a single letter, as
// in p. 12 and e.g., ends no sentence.
func firstSentence(s string) string {
	from := 0 // offset after the last space or period
	for i, r := range s {
		switch {
		case r == '。':
			return s[:i]
		case r == '.' && strings.HasPrefix(s[i+1:], " ") && i-from > 1:
			return s[:i+1]
		case r == ' ' || r == '.':
			from = i + 1
		}
	}
	return s
}

// guideIndex writes the twin of the page of guides: all guides by folder.
func (w *mdWriter) guideIndex() {
	w.block(w.p.Say("guides.lead"))
	folder, first := "", true
	for _, g := range w.p.Site.Guides {
		if f := g.Folder(); f != folder || first {
			if folder, first = f, false; f != "" {
				if g.IsIndex() {
					w.blank()
					w.linef("## %s %s\n", w.link(g), codeSpan(f+"/"))
				} else {
					w.headingOf(f + "/")
				}
			}
		}
		w.bullet(0, w.link(g)+w.note(joinWith(separator, []string{w.word("type", g.GuideType), w.links(refPages(g.Domains...))})))
		if s := w.p.Sentence(g); s != "" {
			w.bullet(1, escapeMarkdown(s))
		}
	}
}
