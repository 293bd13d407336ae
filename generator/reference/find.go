package reference

import (
	"slices"
	"strings"

	"platmap/generator/source"
)

// Entry is a key or a word, with all places where it has the same description.
type Entry struct {
	Key    *Key    // the first of them
	Places []Place // in the order of the files
}

// Place is the location of a key, such as "domain.responsibilities.by".
type Place struct {
	Kind source.Kind
	Key  *Key
}

func (p Place) String() string { return string(p.Kind) + "." + p.Key.Path }

// Find returns the keys with a path whose first parts may be missing:
// "domain.features.by", "features.by" or "by". A complete path matches one key.
func Find(kinds []*Kind, path string) []Entry {
	path = strings.ReplaceAll(path, "[]", "")
	var list []Entry
	for _, p := range Places(kinds) {
		if name := p.String(); name == path {
			return []Entry{{p.Key, []Place{p}}}
		} else if strings.HasSuffix(name, "."+path) {
			list = add(list, p)
		}
	}
	return list
}

// FindWord returns the keys that may have a fixed word as value.
func FindWord(kinds []*Kind, word string) []Entry {
	var list []Entry
	for _, p := range Places(kinds) {
		if slices.ContainsFunc(p.Key.Words, func(w Word) bool { return w.Name == word }) {
			list = add(list, p)
		}
	}
	return list
}

// add adds a place to the entry with the same description, or adds a new entry.
func add(list []Entry, p Place) []Entry {
	for i, e := range list {
		if k := e.Key; k.Name == p.Key.Name && k.About == p.Key.About && k.Type == p.Key.Type && k.Required == p.Key.Required && slices.Equal(k.Words, p.Key.Words) && len(k.Keys) == len(p.Key.Keys) {
			list[i].Places = append(list[i].Places, p)
			return list
		}
	}
	return append(list, Entry{p.Key, []Place{p}})
}

// Names returns the names of kinds, keys and fixed words, and the complete paths of keys.
func Names(kinds []*Kind) []string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k.Name))
	}
	for _, p := range Places(kinds) {
		names = append(names, p.String(), p.Key.Path, p.Key.Name)
		for _, w := range p.Key.Words {
			names = append(names, w.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Places returns every key of every kind.
func Places(kinds []*Kind) []Place {
	var list []Place
	var add func(source.Kind, []*Key)
	add = func(kind source.Kind, keys []*Key) {
		for _, k := range keys {
			list = append(list, Place{kind, k})
			add(kind, k.Keys)
		}
	}
	for _, k := range kinds {
		add(k.Name, k.Keys)
	}
	return list
}
