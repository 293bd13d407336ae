package site

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"platmap/generator/source"
	"platmap/generator/text"
)

// hints are what is said of names that lead nowhere: the nearest thing there is.
// To find one takes a look at all names, and the same name may be wrong in many
// places, at every save. So each is found once, when it is told, and kept until a
// page has another title.
type hints struct {
	mu    sync.Mutex
	found map[string]string   // by what is looked for
	ids   map[string][]string // sorted, by kind; of all kinds under ""
	files []string            // sorted
}

// hint returns a function that finds a hint.
func (h *hints) hint(what string, find func() string) func() string {
	return func() string {
		h.mu.Lock()
		hint, ok := h.found[what]
		h.mu.Unlock()
		if ok {
			return hint
		}
		hint = find()
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.found == nil {
			h.found = map[string]string{}
		}
		h.found[what] = hint
		return hint
	}
}

// forget forgets the hints, for titles have changed. The names of things do not
// change in the life of a site.
func (h *hints) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.found = nil
}

// known returns the ids of a kind, or of every kind, sorted within each.
func (n *names) known(kind source.Kind) []string {
	h := n.hints
	h.mu.Lock()
	defer h.mu.Unlock()
	if ids, ok := h.ids[string(kind)]; ok {
		return ids
	}
	if h.ids == nil {
		h.ids = map[string][]string{}
		for _, k := range wikiKinds {
			ids := slices.Sorted(maps.Keys(n.pages[k]))
			h.ids[string(k)] = ids
			h.ids[""] = append(h.ids[""], ids...)
		}
	}
	return h.ids[string(kind)]
}

// knownFiles returns the names of all files, sorted.
func (n *names) knownFiles() []string {
	h := n.hints
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.files == nil {
		h.files = slices.Sorted(maps.Keys(n.files))
	}
	return h.files
}

// near suggests an id: one spelt alike, or the id of the thing with this title.
func (n *names) near(kind source.Kind, id string) string {
	ids := n.known(kind)
	for _, k := range ids {
		if n.pages[kind][k].Base().Name.is(id) {
			return fmt.Sprintf("%q is the name of %s %q; write the id", id, kind, k)
		}
	}
	if near := text.Closest(id, ids); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(ids) == 0 {
		return fmt.Sprintf("there is no %s yet", kind)
	}
	return "there are: " + text.ListClosest(id, ids)
}

// nearAny is near for a name that tells no kind.
func (n *names) nearAny(id string) string {
	for _, kind := range wikiKinds {
		for _, k := range n.known(kind) {
			if n.pages[kind][k].Base().Name.is(id) {
				return fmt.Sprintf("%q is the name of %s %q; write [[%s|%s]]", id, kind, k, k, id)
			}
		}
	}
	if near := text.Closest(id, n.known("")); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "it takes the id of a domain, component, guide, team or scenario; a feature or interface is written domain#name"
}
