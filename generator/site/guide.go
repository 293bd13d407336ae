package site

import (
	"slices"

	"platmap/generator/markdown"
	"platmap/generator/source"
)

// Guide is a page of Markdown, in one language or in several. What its front
// matter says is taken from the version in the site's main language, or else
// from the first one there is.
type Guide struct {
	Entity

	GuideType  string           `key:"type"` // tutorial, how-to, reference or explanation
	Title      Text             `key:"title"`
	Domains    []Ref[Domain]    `key:"domains"`
	Components []Ref[Component] `key:"components"`
	IsDraft    bool             `key:"draft"`

	// Computed by Link.
	Versions   []GuideVersion // main language first
	Interfaces []*Interface   // that lead here
	Features   []*Feature     // that lead here
	Prev, Next *Guide         // in the same folder
}

// GuideVersion is a guide in one language.
type GuideVersion struct {
	Lang string
	File *source.File
	Doc  *markdown.Document
	Body int // offset in the file where the text after the front matter starts
}

// In returns the version for a locale, or the main one if there is none.
func (g *Guide) In(locale string) GuideVersion {
	for _, v := range g.Versions {
		if v.Lang == locale {
			return v
		}
	}
	return g.Versions[0]
}

// AnchorIn returns the id that a heading has in the version for a locale, given
// its id in any version: the same, or that of the heading in the same place when
// the versions have as many; otherwise "", which is the top of the page.
func (g *Guide) AnchorIn(locale, id string) string {
	if slices.Contains(g.In(locale).Doc.Anchors, id) {
		return id
	}
	here := g.In(locale).Doc.Headings
	for _, v := range append([]GuideVersion{g.In(locale)}, g.Versions...) {
		for i, h := range v.Doc.Headings {
			if h.ID != id {
				continue
			}
			if v.Lang == g.In(locale).Lang {
				return id
			}
			if len(v.Doc.Headings) == len(here) {
				return here[i].ID
			}
		}
	}
	return ""
}

// Folder returns the part of the id before the last slash, or "".
func (g *Guide) Folder() string {
	for i := len(g.ID) - 1; i >= 0; i-- {
		if g.ID[i] == '/' {
			return g.ID[:i]
		}
	}
	return ""
}
