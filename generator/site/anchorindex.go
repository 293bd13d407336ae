package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"platmap/generator/text"
)

// anchorIndex finds the headings and anchors of a guide. It is made at the first search.
type anchorIndex struct {
	once   sync.Once
	exact  map[string]string // ids of headings and anchors, by id and by the text of the heading
	folded map[string]string // the same, with folded letter case
	ids    *text.Words       // of headings

	headings []string // the same ids
}

// anchorIndex returns the index.
func (g *Guide) anchorIndex() *anchorIndex {
	x := g.index
	if x == nil { // the guide is not linked
		x = &anchorIndex{}
	}
	x.once.Do(func() {
		x.exact, x.folded = map[string]string{}, map[string]string{}
		var ids []string
		add := func(name, id string) {
			if _, taken := x.exact[name]; !taken {
				x.exact[name] = id
			}
			if _, taken := x.folded[foldCase(name)]; !taken {
				x.folded[foldCase(name)] = id
			}
		}
		for _, v := range g.Versions {
			for _, h := range v.Doc.Headings {
				add(h.ID, h.ID)
				add(text.NFC(h.Text), h.ID)
				ids = append(ids, h.ID)
			}
			for _, id := range v.Doc.Anchors {
				add(id, id)
			}
		}
		x.ids, x.headings = text.NewWords(ids), ids
	})
	return x
}

// foldCase returns s with folded letter case, for comparison.
func foldCase(s string) string { return strings.ToLower(strings.ToUpper(s)) }

// anchor returns the anchor with an id or the id of the heading with a text, or
// "". It ignores letter case only if nothing matches exactly, as GitHub does.
func (g *Guide) anchor(part string) string {
	x := g.anchorIndex()
	chosen := text.Anchor(part)
	return cmp.Or(x.exact[part], x.exact[chosen], x.folded[foldCase(part)], x.folded[foldCase(chosen)])
}

func (g *Guide) find(part string) (Target, *Unresolved) {
	if anchor := g.anchor(part); anchor != "" {
		return Target{Page: g, Anchor: anchor}, nil
	}
	return Target{}, &Unresolved{Code: "link/anchor", Text: fmt.Sprintf("guide %q has no heading %q", g.ID, "#"+part),
		suggest: func() suggestion { return g.anchorIndex().suggest(part) }}
}

// suggest returns the replacement for an unknown heading.
func (x *anchorIndex) suggest(part string) suggestion {
	// Other site generators keep punctuation in ids, and GitHub adds a prefix to ids.
	if id, ok := x.exact[text.Slug(strings.TrimPrefix(part, "user-content-"))]; ok {
		return suggestion{help: "use #" + id, anchor: id}
	}
	near := cmp.Or(x.ids.Closest(part), x.ids.Closest(text.Slug(part)), x.onlyWith(part))
	if near != "" {
		return suggestion{help: fmt.Sprintf("did you mean #%s?", near)}
	}
	if all := x.ids.List(part); all != "" {
		return suggestion{help: "its headings are #" + strings.ReplaceAll(all, ", ", ", #")}
	}
	return suggestion{help: "remove the # and what follows it: the guide has no headings"}
}

// maxHeadings is the maximum number of headings that onlyWith searches.
const maxHeadings = 200

// onlyWith returns the only id of a heading that has all words of a part, or "".
func (x *anchorIndex) onlyWith(part string) string {
	words := strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	if len(words) < 2 || len(x.headings) > maxHeadings {
		return ""
	}
	found := ""
	for _, id := range x.headings {
		if slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(id, word) }) {
			continue
		}
		if found != "" && found != id {
			return ""
		}
		found = id
	}
	return found
}
