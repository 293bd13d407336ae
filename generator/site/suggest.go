package site

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"platmap/generator/source"
	"platmap/generator/text"
)

// suggestions caches the help for unresolved names. Finding a suggestion takes a
// search over all names, and the same unknown name may occur many times and be
// reported after every save. The key of an entry is the name that was looked up.
// Entries are dropped when a title changes.
type suggestions struct {
	mu    sync.Mutex
	help  map[string]string
	ids   map[string][]string // by kind, each sorted; the ids of all kinds are under ""
	files []string            // sorted
}

// once returns a function that returns the cached help, or else calls find and
// caches its result.
func (s *suggestions) once(key string, find func() string) func() string {
	return func() string {
		s.mu.Lock()
		help, ok := s.help[key]
		s.mu.Unlock()
		if ok {
			return help
		}
		help = find()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.help == nil {
			s.help = map[string]string{}
		}
		s.help[key] = help
		return help
	}
}

// forget drops the cached help. ids and files stay: they never change in a site.
func (s *suggestions) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.help = nil
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

// fileNames returns the names of all files, sorted.
func (n *names) fileNames() []string {
	s := n.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files == nil {
		s.files = slices.Sorted(maps.Keys(n.files))
	}
	return s.files
}

// closest returns the help for an unknown id: the id of the page with this name, or
// the closest id.
func (n *names) closest(kind source.Kind, id string) string {
	ids := n.ids(kind)
	for _, k := range ids {
		if n.pages[kind][k].Base().Name.is(id) {
			return fmt.Sprintf("write the id %q; %q is the name of that %s", k, id, kind)
		}
	}
	if len(ids) == 0 {
		return fmt.Sprintf("add the %s first: there is none yet", kind)
	}
	return didYouMean(id, ids, "write one of: "+text.ListClosest(id, ids))
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
