package live

import (
	"slices"

	"platmap/generator"
	"platmap/generator/site"
	"platmap/generator/source"
)

// state is how much is known about a file.
type state int

const (
	unread     state = iota // only its name; its document is a placeholder
	unchecked               // parsed for a page that was requested; findings are not known
	unreadable              // its text cannot be used, or the operating system does not allow reading it
	unparsable              // its text does not parse
	unfit                   // it parses but does not conform to its schema
	good                    // it parses and conforms to its schema
	ignored                 // of no known kind; only its name is checked
)

// fileState is the known state of a file. Doc is the document that is linked. It is that
// of File or, if File is unreadable or unparsable, the last good one, which may be nil.
// So a page does not disappear while its author types.
type fileState struct {
	generator.Parsed
	state state
}

// isLoaded reports whether the file was read and checked.
func (s *fileState) isLoaded() bool { return s.state > unchecked }

// isOutdated reports whether the document is from an older version of the file.
func (s *fileState) isOutdated() bool {
	return (s.state == unreadable || s.state == unparsable) && s.Doc != nil
}

// newUnread returns the state of a file when only its name is known.
func newUnread(name string, locales []string) *fileState {
	f := &source.File{Name: name, Kind: source.KindOf(name)}
	return &fileState{generator.Parsed{File: f, Doc: site.Placeholder(f, locales)}, unread}
}

// newState returns the state of a file that was read and checked. old is its state
// before, or nil.
func newState(p *generator.Parsed, old *fileState) *fileState {
	s := &fileState{*p, good}
	switch {
	case p.File.Kind == "":
		s.state = ignored
	case p.File.Unreadable:
		s.state = unreadable
	case p.Doc == nil && p.File.Kind != source.Asset:
		s.state = unparsable
	case p.Doc != nil && p.Doc.Unfit:
		s.state = unfit
	}
	if p.Doc == nil && old != nil && old.state != unread {
		s.Doc = old.Doc
	}
	return s
}

// apply parses changed files and sets their states.
func (b *Builder) apply(changes []change) {
	newLocales := b.setLocales(changes)
	if newLocales {
		changes = b.withUnchanged(changes)
	}
	var files []*source.File
	for _, c := range changes {
		if c.file != nil {
			files = append(files, c.file)
		} else {
			delete(b.files, c.name)
			b.nameFindings = nil
		}
	}
	for _, p := range generator.Parse(files, b.locales, b.in.Schemas) {
		old := b.files[p.File.Name]
		s := newState(p, old)
		if s.isOutdated() && newLocales {
			s.Doc = generator.Parse([]*source.File{s.Doc.File}, b.locales, b.in.Schemas)[0].Doc
		}
		if b.files[p.File.Name] = s; old == nil || s.isOutdated() || s.state == ignored {
			b.nameFindings = nil
		}
	}
}

// If site.yaml has changed, setLocales sets the languages to the new ones, and
// reports whether they differ from the old ones. While site.yaml does not parse, the
// languages stay as they are.
func (b *Builder) setLocales(changes []change) bool {
	i := slices.IndexFunc(changes, func(c change) bool { return source.KindOf(c.name) == source.Site })
	if i < 0 {
		return false
	}
	locales := site.Locales(nil)
	if f := changes[i].file; f != nil {
		locales = generator.Locales(f)
	}
	if locales == nil || slices.Equal(locales, b.locales) {
		return false
	}
	b.locales = locales
	return true
}

// withUnchanged adds all other files to changes, so that they are parsed again.
// Files that are unread get a new placeholder.
func (b *Builder) withUnchanged(changes []change) []change {
	changed := map[string]bool{}
	for _, c := range changes {
		changed[c.name] = true
	}
	for name, s := range b.files {
		if s.state == unread {
			b.files[name] = newUnread(name, b.locales)
		} else if !changed[name] {
			changes = append(changes, change{name, s.File})
		}
	}
	return changes
}
