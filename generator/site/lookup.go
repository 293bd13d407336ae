package site

import (
	"golang.org/x/text/unicode/norm"

	"platmap/generator/source"
)

// Page returns the thing with an id, or the one that a former id leads to now,
// or nil. Which of the two it is tells Base().ID, which may also be the id in
// another Unicode form.
func (s *Site) Page(kind source.Kind, id string) Page {
	if p, ok := s.names.pages[kind][id]; ok {
		return p
	}
	return s.names.pages[kind][norm.NFC.String(id)]
}

// Asset returns the file beside the guides with exactly this name, or nil.
func (s *Site) Asset(name string) *Asset {
	if a := s.names.files[norm.NFC.String(name)].Asset; a != nil && a.File.Name == name {
		return a
	}
	return nil
}
