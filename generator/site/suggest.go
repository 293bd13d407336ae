package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"platmap/generator/source"
	"platmap/generator/text"
)

// suggestion is the replacement for an unresolved name.
type suggestion struct {
	help   string
	add    string // the end of the help: how to add a page with the id
	file   string // the file that a link most likely means, or ""
	path   string // the path from the file with the link to that file
	only   bool   // whether the link can mean no other file or page
	anchor string // the only heading that a link can mean, or ""
	id     string // the only id that the name of a page can mean, or ""

	kind  source.Kind // of near
	near  string      // the id that is most likely meant, or ""
	title string      // if near is the id of a page with the unknown name: a sentence that says so
	ref   string      // the text to write in the brackets of a [[reference]]
}

// suggestions caches the replacements for unresolved names. Finding one takes a search
// over all names, and the same unknown name may occur many times and be reported after
// every save. The key of an entry is the name that was looked up. Entries are dropped
// when a title changes.
type suggestions struct {
	mu     sync.Mutex
	byName map[string]suggestion
	titled map[source.Kind]map[string]titled
	ids    map[source.Kind]*text.Words // ids of each kind; those of all kinds are under "", and the parties under party
	guides map[string][]string         // ids of guides, by their last part

	indexFiles sync.Once
	files      *fileIndex
}

// once returns the cached suggestion, or else calls find and caches its result.
func (s *suggestions) once(key string, find func() suggestion) suggestion {
	s.mu.Lock()
	found, ok := s.byName[key]
	s.mu.Unlock()
	if ok {
		return found
	}
	found = find()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byName == nil {
		s.byName = map[string]suggestion{}
	}
	s.byName[key] = found
	return found
}

// helpOnce returns a function that returns the cached help for a name, or else calls
// find and caches its result.
func (s *suggestions) helpOnce(key string, find func() string) func() suggestion {
	return func() suggestion {
		return s.once(key, func() suggestion { return suggestion{help: find()} })
	}
}

// forget drops the cached suggestions. ids and files stay: they never change in a site.
func (s *suggestions) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byName, s.titled = nil, nil
}

// party is used like a kind for the values of a Party: a team, or one of the fixed words.
const party source.Kind = "party"

// ids returns the ids of a kind, or of every kind if it is "".
func (n *names) ids(kind source.Kind) *text.Words {
	s := n.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids == nil {
		s.ids = map[source.Kind]*text.Words{}
		var all []string
		for _, k := range wikiKinds {
			ids := slices.Sorted(maps.Keys(n.pages[k]))
			s.ids[k] = text.NewWords(ids)
			all = append(all, ids...)
		}
		s.ids[""] = text.NewWords(all)
		s.ids[party] = text.NewWords(append([]string{Platform, Shared, Product}, slices.Sorted(maps.Keys(n.pages[source.Team]))...))
	}
	return s.ids[kind]
}

// titled contains the ids of the pages of a kind that have a name in any language. A name
// in aka counts only if it is the name of no page of the kind.
type titled struct {
	ids []string // in order
	aka bool
}

// titled returns the pages of a kind with a name.
func (n *names) titled(kind source.Kind, name string) titled {
	s := n.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.titled[kind] == nil {
		byName := map[string]titled{}
		for _, id := range slices.Sorted(maps.Keys(n.pages[kind])) {
			e := n.pages[kind][id].Base()
			if id != text.NFC(e.ID) {
				continue // the id is a former one
			}
			addName(byName, e.Name, id, false)
			for _, aka := range e.Aka {
				addName(byName, aka, id, true)
			}
		}
		if s.titled == nil {
			s.titled = map[source.Kind]map[string]titled{}
		}
		s.titled[kind] = byName
	}
	return s.titled[kind][name]
}

// addName adds a page with a name, which may differ by language.
func addName(byName map[string]titled, name Text, id string, aka bool) {
	for _, s := range name.all() {
		t, ok := byName[s]
		switch {
		case !ok || t.aka && !aka:
			byName[s] = titled{ids: []string{id}, aka: aka}
		case t.aka == aka && !slices.Contains(t.ids, id):
			byName[s] = titled{ids: append(t.ids, id), aka: aka}
		}
	}
}

// closest returns the suggestion for an unknown id: the id of the page with this name, or
// the closest id.
func (n *names) closest(kind source.Kind, id string) suggestion {
	ids, named := n.ids(kind), n.titled(kind, id).ids
	switch {
	case len(named) > 0:
		s := suggestion{kind: kind, near: named[0], title: fmt.Sprintf("%q is the name of %s %q", id, kind, named[0]),
			help: fmt.Sprintf("write the id %q; %q is the name of that %s", named[0], id, kind)}
		if len(named) == 1 {
			s.id = named[0]
		}
		return s
	case len(n.pages[kind]) == 0:
		return suggestion{help: fmt.Sprintf("add the %s first: there is none yet", kind)}
	}
	if same := n.idOfPath(kind, id); same != "" {
		return suggestion{kind: kind, near: same, id: same, help: fmt.Sprintf("write the id %q", same)}
	}
	near := ids.Closest(id)
	if same := text.SuggestID(id); n.pages[kind][same] != nil {
		near = same
	}
	if near == "" && kind == source.Guide {
		near = n.guideIn(id)
	}
	s := suggestion{kind: kind, near: near, help: didYouMean(near, func() string { return "write one of: " + ids.List(id) })}
	if isSameID(id, near) {
		s.id = near
	}
	return s
}

// closestOrNew is like closest, and also says how to add the page.
func (n *names) closestOrNew(kind source.Kind, id string) suggestion {
	s := n.closest(kind, id)
	if s.near == "" {
		s.add = orNew(kind, id)
	}
	if s.add != "" && len(n.pages[kind]) == 0 {
		s.help, s.add = fmt.Sprintf("run platmap new %s %s, or remove this name: there is no %s yet", kind, id, kind), ""
	}
	return s
}

// orNew returns the last part of the help for an unknown id: how to add a page with it.
func orNew(kind source.Kind, id string) string {
	if kind == source.Guide || !text.IsID(id) || len(id) > text.MaxIDLength {
		return ""
	}
	return fmt.Sprintf("; or run platmap new %s %s", kind, id)
}

// idOfPath returns the id of the page in a file, given the path of the file, or "".
func (n *names) idOfPath(kind source.Kind, name string) string {
	id := strings.TrimPrefix(path.Clean("/"+text.NFC(name)), "/")
	inDir := false
	if dir := kind.Dir() + "/"; len(id) > len(dir) && strings.EqualFold(id[:len(dir)], dir) {
		id, inDir = id[len(dir):], true
	}
	if ext := path.Ext(id); ext == ".yaml" || slices.Contains(pageExts, ext) {
		id = strings.TrimSuffix(id, ext)
	}
	if n.pages[kind][id] == nil && inDir {
		id = strings.ToLower(id)
	}
	if n.pages[kind][id] == nil || id == name {
		return ""
	}
	return id
}

// guideIn returns the id of the only guide whose name without its folder is name, or "".
func (n *names) guideIn(name string) string {
	s := n.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.guides == nil {
		s.guides = map[string][]string{}
		for id := range n.pages[source.Guide] {
			s.guides[path.Base(id)] = append(s.guides[path.Base(id)], id)
		}
	}
	if found := s.guides[text.NFC(name)]; len(found) == 1 {
		return found[0]
	}
	return ""
}

// didYouMean returns the help for an unknown name: the closest known name near, or the
// result of fallback if near is "".
func didYouMean(near string, fallback func() string) string {
	if near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return fallback()
}
