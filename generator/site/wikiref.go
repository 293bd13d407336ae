package site

import (
	"cmp"
	"fmt"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// wikiRef resolves a [[reference]]. The help for an unknown one keeps the text that the
// author wrote.
func (n *names) wikiRef(l *markdown.Link) (Target, *Unresolved) {
	if heading, ok := strings.CutPrefix(l.Dest, "#"); ok { // the form of other generators
		heading = strings.TrimSpace(heading)
		words := cmp.Or(l.Text, heading)
		return Target{}, &Unresolved{Code: "ref/unknown", Text: fmt.Sprintf("[[%s]] has no page before #", l.Dest), suggest: func() suggestion {
			return suggestion{help: fmt.Sprintf("write [%s](#%s)", words, text.Slug(heading))}
		}}
	}
	to, u := n.wiki(l.Dest)
	if u != nil && u.suggest != nil {
		find := u.suggest
		u.suggest = func() suggestion { return n.suggestRef(find(), l) }
	}
	return to, u
}

// suggestRef adds the text of the reference to a suggestion of an id.
func (n *names) suggestRef(s suggestion, l *markdown.Link) suggestion {
	s.add = ""
	if s.near == "" && !external(l.Dest) {
		s.help += `; to show the brackets write \[[` + l.Dest + "]]"
	}
	if s.near == "" {
		return s
	}
	name, item, hasItem := strings.Cut(l.Dest, "#")
	words := l.Text
	if words == "" && s.title != "" && !hasItem {
		words = strings.TrimSpace(name)
		if _, rest, ok := strings.Cut(name, ":"); ok {
			words = strings.TrimSpace(rest)
		}
	}
	ref := n.shortest(s.kind, s.near)
	if hasItem {
		ref += "#" + strings.TrimSpace(item)
	}
	s.ref = ref
	if words != "" {
		s.ref += "|" + words
	}
	if s.id != "" {
		_, unresolved := n.wiki(ref)
		s.only = unresolved == nil
	}
	switch {
	case s.title != "":
		s.help = fmt.Sprintf("write [[%s]]; %s", s.ref, s.title)
	case l.Text != "" || hasItem || s.id != "":
		s.help = fmt.Sprintf("did you mean [[%s]]?", s.ref)
	}
	return s
}

// shortest returns the reference to a page, without its kind if that has the same
// meaning.
func (n *names) shortest(kind source.Kind, id string) string {
	for _, k := range wikiKinds {
		if n.pages[k][id] != nil || n.hidden[k][id] != 0 {
			if k == kind {
				return id
			}
			break
		}
	}
	return string(kind) + ":" + id
}

// refEdit returns the edit that replaces the text in the brackets of a [[reference]]. It
// returns nil if the new text has a bar, because the reference may be in a table.
func refEdit(l *markdown.Link, with string) []source.Edit {
	f, from, to := l.Pos.File, l.Pos.Offset, l.Pos.Offset+l.Len
	if f == nil || to > len(f.Text) || l.Len < len("[[]]") || !strings.HasPrefix(f.Text[from:], "[[") {
		return nil
	}
	dest, _, hasWords := strings.Cut(f.Text[from+2:to-2], "|")
	dest = strings.TrimSuffix(dest, `\`)
	switch {
	case strings.TrimSpace(dest) != l.Dest: // the text has escapes
		return nil
	case hasWords:
		with, _, _ = strings.Cut(with, "|")
	case strings.Contains(with, "|"):
		start, end := strings.LastIndexByte(f.Text[:from], '\n')+1, strings.IndexByte(f.Text[to:]+"\n", '\n')
		if strings.Contains(f.Text[start:to+end], "|") {
			return nil
		}
	}
	return []source.Edit{{Start: from + 2, End: from + 2 + len(dest), New: with}}
}

// kindsOf returns the kinds that have a page with an id.
func (n *names) kindsOf(id string) (kinds []source.Kind) {
	for _, kind := range wikiKinds {
		if n.pages[kind][id] != nil {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// isSameID reports whether a name differs from an id only in letter case and separators.
func isSameID(name, id string) bool {
	return id != "" && (strings.EqualFold(name, id) || text.SuggestID(name) == id)
}

// closestOfAnyKind is like closest for a name without a kind.
func (n *names) closestOfAnyKind(id string) suggestion {
	var found suggestion
	aka := true // of found
	for _, kind := range wikiKinds {
		t := n.titled(kind, id)
		switch {
		case len(t.ids) == 0 || t.aka && !aka:
		case found.near == "" || aka && !t.aka:
			found, aka = n.closest(kind, id), t.aka
		default: // pages of two kinds have this name
			found.id = ""
		}
	}
	if found.near != "" {
		found.help = fmt.Sprintf("write [[%s|%s]]; %s", n.shortest(found.kind, found.near), id, found.title)
		return found
	}
	for _, kind := range wikiKinds {
		if same := n.idOfPath(kind, id); same != "" {
			return n.closest(kind, id)
		}
	}
	near := n.ids("").Closest(id)
	if near == "" {
		near = n.guideIn(id)
	}
	s := suggestion{near: near, help: didYouMean(near, func() string {
		return "write the id of a " + text.ListOr(wikiKinds) + ", or domain#name for a feature or interface"
	})}
	if pages := n.kindsOf(near); len(pages) > 0 {
		s.kind = pages[0]
		if len(pages) == 1 && isSameID(id, near) {
			s.id = near
		}
	}
	return s
}
