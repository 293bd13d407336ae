package live

import (
	"errors"
	"slices"

	"platmap/generator"
	"platmap/generator/source"
)

// Ensure reads the unread files that a file of the site is rendered from: the
// source files of a page, and those of the pages that it references. The pages
// that reference it, and all findings, are known only when everything is loaded.
func (b *Builder) Ensure(name string) error {
	b.mu.Lock()
	loaded := b.view.Unread == 0
	b.mu.Unlock()
	if loaded {
		return nil
	}
	b.updating.Lock()
	defer b.updating.Unlock()
	if b.view.Pages == nil {
		return nil
	}
	page, kinds := b.view.Pages.Dependencies(name)
	if page == nil {
		var names []string
		for name, s := range b.files {
			if slices.Contains(kinds, s.File.Kind) {
				names = append(names, name)
			}
		}
		return b.ensureFiles(names)
	}
	if err := b.ensureFiles(b.view.Graph.Files(page)); err != nil {
		return err
	}
	if page, _ = b.view.Pages.Dependencies(name); page == nil { // the file contains another page than expected
		return nil
	}
	return b.ensureFiles(b.view.Graph.FilesReferencedBy(page))
}

// ensureFiles reads and links the files that are unread, without checking them.
// It also links those that LoadRemaining has read but not linked yet.
func (b *Builder) ensureFiles(names []string) error {
	var toRead []string
	var toLink []change
	for _, name := range names {
		switch s := b.files[name]; {
		case s == nil:
		case s.state == unread:
			toRead = append(toRead, name)
		case s.Doc != b.view.Graph.Document(name):
			toLink = append(toLink, change{name, s.File})
		}
	}
	files, errs := source.ReadFiles(b.in.Content, toRead)
	files = slices.DeleteFunc(files, func(f *source.File) bool { return f == nil })
	for _, p := range generator.Parse(files, b.locales, nil) {
		if p.Doc != nil {
			b.files[p.File.Name] = &fileState{*p, unchecked}
			toLink = append(toLink, change{p.File.Name, p.File})
		}
	}
	if len(toLink) > 0 {
		b.relink(toLink)
	}
	return errors.Join(errs...)
}
