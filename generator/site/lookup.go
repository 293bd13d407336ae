package site

import (
	"platmap/generator/source"
	"platmap/generator/text"
)

// Page returns the thing with an id, or the one that a former id leads to now,
// or nil. Which of the two it is tells Base().ID, which may also be the id in
// another Unicode form.
func (s *Site) Page(kind source.Kind, id string) Page {
	if p, ok := s.names.pages[kind][id]; ok {
		return p
	}
	return s.names.pages[kind][text.NFC(id)]
}

// Asset returns the file beside the guides with exactly this name, or nil.
func (s *Site) Asset(name string) *Asset {
	if a := s.names.files[text.NFC(name)].Asset; a != nil && a.File.Name == name {
		return a
	}
	return nil
}
