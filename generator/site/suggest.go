package site

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"platmap/generator/source"
	"platmap/generator/text"
)

// suggestion is what to write in place of an unresolved name.
type suggestion struct {
	help string
	file string // the file that a link most likely means, or ""
	path string // the path from the file with the link to that file
	only bool   // whether the link can mean no other file
	id   string // the only id that the name of a page can mean, or ""
}

// suggestions caches what to write in place of unresolved names. Finding it takes a
// search over all names, and the same unknown name may occur many times and be
// reported after every save. The key of an entry is the name that was looked up.
// Entries are dropped when a title changes.
type suggestions struct {
	mu     sync.Mutex
	byName map[string]suggestion
	ids    map[string][]string // by kind, each sorted; the ids of all kinds are under ""

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
	s.byName = nil
}

// ids returns the ids of a kind, or of every kind if it is "", sorted within each.
func (n *names) ids(kind source.Kind) []string {
	s := n.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids == nil {
		s.ids = map[string][]string{}
		for _, k := range wikiKinds {
			ids := slices.Sorted(maps.Keys(n.pages[k]))
			s.ids[string(k)] = ids
			s.ids[""] = append(s.ids[""], ids...)
		}
	}
	return s.ids[string(kind)]
}

// closest returns what to write in place of an unknown id: the id of the page with
// this name, or the closest id.
func (n *names) closest(kind source.Kind, id string) suggestion {
	ids := n.ids(kind)
	named := slices.DeleteFunc(slices.Clone(ids), func(k string) bool { return !n.pages[kind][k].Base().Name.is(id) })
	switch {
	case len(named) > 0:
		s := suggestion{help: fmt.Sprintf("write the id %q; %q is the name of that %s", named[0], id, kind)}
		if len(named) == 1 {
			s.id = named[0]
		}
		return s
	case len(ids) == 0:
		return suggestion{help: fmt.Sprintf("add the %s first: there is none yet", kind)}
	}
	s := suggestion{help: didYouMean(id, ids, "write one of: "+text.ListClosest(id, ids))}
	if same := text.SuggestID(id); n.pages[kind][same] != nil { // it differs only in letter case and separators
		s.id = same
	}
	return s
}

// didYouMean returns the help for an unknown name: the closest known name, or fallback
// if none is close.
func didYouMean(name string, known []string, fallback string) string {
	if near := text.Closest(name, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return fallback
}

// closestOfAnyKind is like closest for a name without a kind.
func (n *names) closestOfAnyKind(id string) string {
	for _, kind := range wikiKinds {
		for _, k := range n.ids(kind) {
			if n.pages[kind][k].Base().Name.is(id) {
				return fmt.Sprintf("write [[%s|%s]]; %q is the name of %s %q", k, id, id, kind, k)
			}
		}
	}
	return didYouMean(id, n.ids(""), "write the id of a "+text.ListOr(wikiKinds)+", or domain#name for a feature or interface")
}
