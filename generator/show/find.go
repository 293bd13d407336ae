package show

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Found is a thing of the map: a page, an item of a domain, a heading of a guide or a
// term of the glossary.
type Found struct {
	site.Target
	Term *site.Term // or nil
	Note string     // if the name is not the id: what it is the name of
}

// TermKind is the kind of the terms of the glossary, before the colon.
const TermKind = "term"

// Kinds returns the kinds that a name may start with.
func Kinds() []string {
	var kinds []string
	for _, k := range source.WikiKinds() {
		kinds = append(kinds, string(k))
	}
	return append(kinds, TermKind)
}

// maxName is the maximum length of a name, in bytes.
const maxName = 1000

// Find returns the thing with a name: KIND:ID, ID, or the name on its page in any
// language, each optionally with #ITEM, as in domain:logging#search. An id may be a
// former one. The error suggests the name that is most likely meant.
func Find(s *site.Site, name string) (Found, error) {
	name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), "[["), "]]")
	if len(name) > maxName {
		return Found{}, fmt.Errorf("the name has %d bytes; the limit is %d", len(name), maxName)
	}
	kind, rest, hasKind := strings.Cut(name, ":")
	if hasKind = hasKind && !strings.ContainsAny(kind, " #/"); !hasKind {
		kind, rest = "", name
	} else if known := Kinds(); !slices.Contains(known, kind) {
		if near := text.Closest(kind, known); near != "" {
			return Found{}, fmt.Errorf("unknown kind %q; did you mean %s:%s?", kind, near, rest)
		}
		return Found{}, fmt.Errorf("unknown kind %q\nuse one of: %s", kind, strings.Join(known, ", "))
	}
	if strings.TrimSpace(rest) == "" {
		return Found{}, fmt.Errorf("no name to show; write an id, such as domain:logging")
	}
	id, part, _ := strings.Cut(rest, "#")
	found := candidates(s, kind, strings.TrimSpace(id))
	if part = strings.TrimSpace(part); len(found) == 0 && part != "" { // a name may contain #, as in C#
		if whole := candidates(s, kind, rest); len(whole) > 0 {
			found, part = whole, ""
		}
	}
	switch {
	case len(found) == 0:
		return Found{}, unknown(s, kind, strings.TrimSpace(id))
	case len(found) > 1:
		var refs []string
		for _, x := range found {
			refs = append(refs, refOf(x))
		}
		return Found{}, fmt.Errorf("%q is the name of several things\nuse one of: %s", id, strings.Join(refs, ", "))
	case part == "" || found[0].Term != nil:
		return found[0], nil
	}
	to, unresolved := s.Find(string(found[0].Page.Base().Kind) + ":" + found[0].Page.Base().ID + "#" + part)
	if unresolved != nil {
		return Found{}, unresolvedError(unresolved, refOf(found[0]))
	}
	if _, isPage := to.Item.(site.Page); isPage { // a section of its page
		to.Item = nil
	}
	return Found{Target: to, Note: found[0].Note}, nil
}

func unresolvedError(u *site.Unresolved, page string) error {
	switch hint := u.Hint(); {
	case u.Text == "":
		return fmt.Errorf("the file of %s has errors; run platmap check to see them", page)
	case hint == "":
		return fmt.Errorf("%s", u.Text)
	default:
		return fmt.Errorf("%s; %s", u.Text, hint)
	}
}

// candidates returns the things with an id or, if there are none, those with a name. They
// are of one kind, or of any kind if kind is "".
func candidates(s *site.Site, kind, id string) []Found {
	var found []Found
	for _, k := range source.WikiKinds() {
		if p := s.Page(k, id); p != nil && (kind == "" || kind == string(k)) {
			x := Found{Target: site.Target{Page: p}}
			if text.NFC(p.Base().ID) != text.NFC(id) {
				x.Note = fmt.Sprintf("%s is a former id of %s", id, refOf(x))
			}
			found = append(found, x)
		}
	}
	if len(found) > 0 {
		return found
	}
	for x := range everything(s, kind) {
		if slices.ContainsFunc(x.names, func(name string) bool { return strings.EqualFold(name, text.NFC(id)) }) {
			if x.Term == nil {
				x.Note = fmt.Sprintf("%s is the name of %s", id, refOf(x.Found))
			}
			found = append(found, x.Found)
		}
	}
	return found
}

// named is a thing with its names in all languages.
type named struct {
	Found
	names []string
}

// everything returns the pages and terms of a kind, or of all kinds if kind is "".
func everything(s *site.Site, kind string) iter.Seq[named] {
	return func(yield func(named) bool) {
		for _, p := range s.Pages() {
			e := p.Base()
			if (kind == "" || kind == string(e.Kind)) && !yield(named{Found{Target: site.Target{Page: p}}, namesOf(append([]site.Text{e.Name}, e.Aka...))}) {
				return
			}
		}
		for _, t := range s.Terms {
			if (kind == "" || kind == TermKind) && !yield(named{Found{Term: t}, namesOf(append([]site.Text{t.Term}, t.Aka...))}) {
				return
			}
		}
	}
}

func namesOf(texts []site.Text) []string {
	var names []string
	for _, t := range texts {
		for _, v := range t.Versions() {
			names = append(names, text.NFC(text.OneLine(v.Plain())))
		}
	}
	return names
}

// unknown returns the error for an unknown name.
func unknown(s *site.Site, kind, name string) error {
	what := kind
	if kind == "" {
		what = "name"
	}
	refs, words := map[string]string{}, []string{}
	add := func(word, ref string) {
		if word != "" && refs[word] == "" {
			refs[word], words = ref, append(words, word)
		}
	}
	for _, ids := range []bool{true, false} { // ids first, because if several words are equally close, the first one is suggested
		for x := range everything(s, kind) {
			if ids && x.Page != nil {
				add(x.Page.Base().ID, refOf(x.Found))
			} else if !ids {
				for _, word := range x.names {
					add(word, refOf(x.Found))
				}
			}
		}
	}
	if near := text.Closest(name, words); near != "" {
		return fmt.Errorf("unknown %s %q; did you mean %s?", what, name, refs[near])
	}
	return &UnknownError{what, name}
}

// UnknownError reports a name that is not similar to any other.
type UnknownError struct{ What, Name string }

func (e *UnknownError) Error() string { return fmt.Sprintf("unknown %s %q", e.What, e.Name) }

// refOf returns a name of x that Find accepts.
func refOf(x Found) string {
	if x.Term != nil {
		return TermKind + ":" + text.OneLine(x.Term.Term.Versions()[0].Plain())
	}
	e := x.Page.Base()
	return string(e.Kind) + ":" + e.ID
}

// ref returns a name of a page or an item that Find accepts.
func (b *builder) ref(x any) string {
	switch x := x.(type) {
	case site.Page:
		return refOf(Found{Target: site.Target{Page: x}})
	case *site.Term:
		return refOf(Found{Term: x})
	case *site.Feature:
		return b.ref(x.Domain) + "#" + x.Anchor
	case *site.Interface:
		return b.ref(x.Domain) + "#" + x.Anchor
	case *site.Target:
		return b.ref(*x)
	case site.Target:
		if x.Page == nil {
			return ""
		}
		if x.Anchor == "" {
			return b.ref(x.Page)
		}
		return b.ref(x.Page) + "#" + x.Anchor
	}
	return ""
}

// positionOf returns the position of a page, an item, a target or a term in the content.
func positionOf(x any, lang string) source.Pos {
	switch x := x.(type) {
	case *site.Guide:
		return source.Pos{File: x.In(lang).File}
	case site.Page:
		return x.Base().Pos
	case *site.Feature:
		return x.Pos
	case *site.Interface:
		return x.Pos
	case *site.Responsibility:
		return x.Pos
	case *site.Term:
		return x.Term.Versions()[0].Pos
	case *site.Target:
		return positionOf(*x, lang)
	case site.Target:
		switch {
		case x.Item != nil:
			return positionOf(x.Item, lang)
		case x.Page != nil:
			return positionOf(x.Page, lang)
		}
	}
	return source.Pos{}
}

// Completions returns the names that start with what a user has typed: ids of pages and,
// after #, the items of a domain.
func Completions(s *site.Site, typed string) []string {
	var list []string
	page, _, inPage := strings.Cut(typed, "#")
	for _, p := range s.Pages() {
		e := p.Base()
		ref := refOf(Found{Target: site.Target{Page: p}})
		if !inPage {
			list = append(list, ref)
			if len(candidates(s, "", e.ID)) == 1 {
				list = append(list, e.ID)
			}
		} else if d, ok := p.(*site.Domain); ok && (page == ref || page == d.ID) {
			for _, x := range d.Items() {
				list = append(list, page+"#"+x.Anchor)
			}
		}
	}
	return slices.DeleteFunc(list, func(name string) bool { return !strings.HasPrefix(name, typed) })
}
