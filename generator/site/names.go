package site

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// names is an index of everything that references can refer to.
type names struct {
	pages map[source.Kind]map[string]Page // by id and by former id
	files map[string]Target               // by the name of the source file

	// hidden has the ids of source files without a page, and the names of assets that
	// cannot be published.
	hidden map[source.Kind]map[string]absence
	// incomplete are kinds for which a file with several things is broken. An unknown id
	// may be in that file.
	incomplete map[source.Kind]bool
	// dropped has the texts under unknown keys, by the kind of their file. If such a key
	// is a misspelled id or aliases, these texts are names.
	dropped map[source.Kind]map[string]bool
	// broken are kinds with a file that could not be read or does not parse.
	broken map[source.Kind]bool
	// keysUnknown reports whether the front matter of a guide does not parse. It may
	// refer to any domain.
	keysUnknown bool

	suggestions *suggestions
}

// mayHaveGuide reports whether a guide may be about a domain once its file is corrected.
func (n *names) mayHaveGuide(d *Domain) bool {
	return n.keysUnknown || n.broken[source.Guide] || n.dropped[source.Guide][d.ID]
}

// IsDropped reports whether a text may be a name that is missing from the site until a
// file of the kind is corrected: it is below an unknown key, or the file does not parse.
func (g *Graph) IsDropped(kind source.Kind, text string) bool {
	return g.Site.names.broken[kind] || g.Site.names.dropped[kind][text]
}

// absence is the reason why an id has no page.
type absence int

const (
	unknown absence = iota + 1
	draft
	broken // the file could not be read, which is already reported
)

// Unresolved is the reason why a name cannot be resolved, as a finding without a
// position.
type Unresolved struct {
	Code, Text, Help string

	name     missingName       // the missing name, for findings that are joined; otherwise zero
	reported bool              // whether the cause is reported elsewhere
	suggest  func() suggestion // returns the help; set if computing it takes time
}

// wikiKinds is the order of the kinds in which [[x]] without a kind is looked up.
var wikiKinds = source.WikiKinds()

// lookup returns the page with an id, or the reason why there is no such page.
func (n *names) lookup(kind source.Kind, id string) (Page, absence) {
	id = text.NFC(id)
	if p, ok := n.pages[kind][id]; ok {
		return p, 0
	}
	if why, ok := n.hidden[kind][id]; ok {
		return nil, why
	}
	if n.incomplete[kind] || n.dropped[kind][id] {
		return nil, broken
	}
	return nil, unknown
}

// page is like lookup, but returns the reason as an Unresolved.
func (n *names) page(kind source.Kind, id string) (Page, *Unresolved) {
	p, why := n.lookup(kind, id)
	switch why {
	case broken:
		return nil, &Unresolved{reported: true}
	case draft:
		return nil, &Unresolved{Code: "ref/draft", name: missingName{kind: kind, id: id}, Text: fmt.Sprintf("%s %q is a draft, so it has no page", kind, id), Help: "publish it (remove draft: true), or remove the reference"}
	case unknown:
		return nil, &Unresolved{Code: "ref/unknown", name: missingName{kind: kind, id: id}, Text: unknownText(kind, id),
			suggest: func() suggestion {
				return n.suggestions.once(string(kind)+" "+id, func() suggestion { return n.closestOrNew(kind, id) })
			}}
	}
	return p, nil
}

// Find returns the target of a name as in [[name]].
func (s *Site) Find(ref string) (Target, *Unresolved) { return s.names.wiki(ref) }

// Hint returns the help for the name. Computing it may require a search over all names.
func (u *Unresolved) Hint() string {
	if u.suggest != nil {
		return u.suggest().help
	}
	return u.Help
}

// Resolve returns the target of a link or a name in the prose of a file.
func (s *Site) Resolve(l *markdown.Link, from *source.File) (Target, *Unresolved) {
	if l.Kind == markdown.WikiRef {
		return s.names.wikiRef(l)
	}
	switch dest := l.Dest; {
	case external(dest):
		return Target{URL: dest}, nil
	case strings.HasPrefix(dest, "#"):
		return s.names.files[text.NFC(from.Name)].withFragment(dest[1:])
	default:
		return s.relative(dest, from, l.Kind == markdown.Image)
	}
}

// external reports whether a link has a scheme, and is therefore to another site. Package
// markdown has already checked the scheme. The rest of the address is not checked,
// because readers are meant to complete addresses such as http://localhost:PORT/.
func external(dest string) bool {
	scheme, _, _ := strings.Cut(dest, ":")
	return slices.Contains(markdown.Schemes, strings.ToLower(strings.TrimSpace(scheme)))
}

// wiki resolves kind:id#item, id#item, kind:id and id.
func (n *names) wiki(ref string) (Target, *Unresolved) {
	id, item, _ := strings.Cut(ref, "#")
	kinds := wikiKinds
	if kind, rest, ok := strings.Cut(id, ":"); ok {
		if !slices.Contains(wikiKinds, source.Kind(kind)) {
			return Target{}, n.unknownKind(kind, rest, ref)
		}
		kinds, id = []source.Kind{source.Kind(kind)}, rest
	}
	id = strings.TrimSpace(id)
	best, bestKind := unknown, kinds[0]
	for _, kind := range kinds {
		p, why := n.lookup(kind, id)
		if p != nil {
			return Target{Page: p}.withPart(item)
		}
		if why > best {
			best, bestKind = why, kind
		}
	}
	if len(kinds) > 1 && best == unknown {
		return Target{}, &Unresolved{Code: "ref/unknown", name: missingName{id: id, part: item}, Text: fmt.Sprintf("unknown name %q", id),
			suggest: func() suggestion {
				return n.suggestions.once("[["+id, func() suggestion { return n.closestOfAnyKind(id) })
			}}
	}
	_, unresolved := n.page(bestKind, id)
	return Target{}, unresolved
}

// withFragment returns t with the fragment of a URL. Unlike a part, a fragment may be
// top, which is the start of every page, and may end in a text directive, which browsers
// search in the text. The fragment of a link to a file is not checked.
func (t Target) withFragment(fragment string) (Target, *Unresolved) {
	fragment = strings.TrimSpace(fragment)
	if t.Page == nil {
		t.Fragment = fragment
		return t, nil
	}
	part, directive, found := strings.Cut(fragment, ":~:")
	if found {
		directive = ":~:" + directive
	}
	to, unresolved := t.withPart(part)
	if unresolved != nil && strings.EqualFold(part, "top") {
		to, unresolved = t, nil
		directive = part + directive
	}
	to.Fragment = directive
	return to, unresolved
}

// unknownKind resolves a reference with an unknown kind. If the kind is a known one in
// another letter case or in the plural, it returns the error in the rest of the reference
// or, if there is none, the corrected reference.
func (n *names) unknownKind(kind, rest, ref string) *Unresolved {
	u := &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("unknown kind %q", kind)}
	u.suggest = func() suggestion { return suggestion{help: unknownKindHelp(ref)} }
	for _, k := range wikiKinds {
		if strings.EqualFold(kind, string(k)) || strings.EqualFold(kind, k.Dir()) {
			to, other := n.wiki(string(k) + ":" + rest)
			if other != nil {
				return other
			}
			id := text.NFC(to.Page.Base().ID)
			u.suggest = func() suggestion { return suggestion{kind: k, near: id, id: id} }
		}
	}
	return u
}

// unknownKindHelp returns the help for a reference to an unknown kind of page.
func unknownKindHelp(ref string) string {
	if external(ref) {
		return fmt.Sprintf("for a web address write [text](%s)", ref)
	}
	return "write " + text.ListOr(wikiKinds)
}

// withPart returns t with #part added to its address. It returns t if
// there is no part or t is not a page.
func (t Target) withPart(part string) (Target, *Unresolved) {
	if part = text.NFC(strings.TrimSpace(part)); part == "" || t.Page == nil {
		return t, nil
	}
	return t.Page.find(part)
}
