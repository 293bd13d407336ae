package live

import (
	"errors"
	"slices"
	"sync"

	"platmap/generator"
	"platmap/generator/history"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Builder keeps a site up to date with its content folder. Its methods may be
// called from any goroutine.
type Builder struct {
	updating     sync.Mutex // held during an update; guards these fields:
	in           generator.Input
	threshold    int                   // if there are more files than this, Open leaves some unread
	files        map[string]*fileState // by name, including files of no known kind
	locales      []string              // the languages that files are parsed with
	unlisted     []string              // folders that cannot be listed
	refused      map[string]bool       // files that cannot be read
	nameFindings source.Diagnostics    // result of source.CheckNames; nil if it must be computed again
	base         *generator.State      // the site of in.Base; nil until LoadBase has made it

	mu      sync.Mutex // guards these fields, which change only while updating is held as well:
	view    View
	readers *readers // of view.Graph

	index index
}

// New returns a Builder that has read nothing yet. It ignores in.Strict. Without a
// theme there are no pages.
func New(in generator.Input) *Builder {
	return &Builder{in: in, threshold: 1000, files: map[string]*fileState{}, locales: site.Locales(nil), refused: map[string]bool{}, readers: &readers{}}
}

// Open makes the first site. In a large content folder it does not read the files
// that have pages; Ensure and LoadRemaining read them later. The error joins one
// error for each folder and file that cannot be read. There is a site unless the
// content folder itself cannot be read.
func (b *Builder) Open() error {
	b.updating.Lock()
	defer b.updating.Unlock()
	names, unlisted, err := source.List(b.in.Content)
	if b.unlisted = unlisted; slices.Contains(unlisted, ".") {
		return err
	}
	var now, later []string
	for _, name := range names {
		if source.KindOf(name).HasPage() { // the name of the file contains the id, except for a list of components
			later = append(later, name)
		} else {
			now = append(now, name)
		}
	}
	if len(names) <= b.threshold {
		now, later = names, nil
	}
	changes, readErr := b.read(now, false)
	b.apply(changes)
	for _, name := range later {
		b.files[name] = newUnread(name, b.locales)
	}
	b.link()
	return errors.Join(err, readErr)
}

// LoadRemaining reads the files that Open left unread, a few at a time, and links
// the complete site. Before each step it calls proceed, which may wait, so that
// requests for pages come first; if proceed returns false, LoadRemaining ends.
// Errors are as for Open.
func (b *Builder) LoadRemaining(proceed func() bool) error {
	const step = 50
	var errs []error
	for names := range slices.Chunk(b.remaining(), step) {
		if !proceed() {
			break
		}
		errs = append(errs, b.loadStep(names))
	}
	return errors.Join(errs...)
}

// remaining returns the names of the files that are unread or unchecked, sorted.
func (b *Builder) remaining() []string {
	b.updating.Lock()
	defer b.updating.Unlock()
	var names []string
	for name, s := range b.files {
		if !s.isLoaded() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// loadStep reads and checks those of the files that are still unread or unchecked.
// Linking is left to the last step.
func (b *Builder) loadStep(names []string) error {
	b.updating.Lock()
	defer b.updating.Unlock()
	var toRead []string
	var changes []change
	for _, name := range names {
		switch s := b.files[name]; {
		case s == nil: // removed since
		case s.state == unread:
			toRead = append(toRead, name)
		case s.state == unchecked:
			changes = append(changes, change{name, s.File})
		}
	}
	read, err := b.read(toRead, false)
	b.apply(append(changes, read...))
	if b.view.Unread > 0 && b.allLoaded() {
		b.link()
	}
	return err
}

// Update brings the site up to date with the named files, which may have changed, or
// with all files. It reports whether anything is different, and the position of the
// first difference in each changed file. If a file cannot be read, its last version
// stays in use and every Update tries to read it again. The error joins one error
// for each such file.
func (b *Builder) Update(names []string, all bool) (changed bool, edits []source.Pos, err error) {
	b.updating.Lock()
	defer b.updating.Unlock()
	var changes []change
	if all || len(b.unlisted) > 0 {
		changes, err = b.readAll()
	} else {
		changes, err = b.readNamed(names)
	}
	if len(changes) == 0 {
		return false, nil, err
	}
	edits = b.edits(changes)
	before := b.view.Findings
	b.apply(changes)
	b.relink(changes)
	changed = slices.ContainsFunc(changes, func(c change) bool { return source.KindOf(c.name) != "" })
	return changed || !slices.EqualFunc(before, b.view.Findings, source.SameFinding), edits, err
}

// LoadBase makes the site of the Base. From then on, pages mark the differences from it.
// LoadBase must be called after all files are read.
func (b *Builder) LoadBase() error {
	b.updating.Lock()
	in, current, locales := b.in, b.sorted(), b.locales
	b.updating.Unlock()
	base, err := in.CheckBase(current, locales) // this takes as long as linking, or longer if many files differ
	if err != nil {
		return err
	}
	b.updating.Lock()
	defer b.updating.Unlock()
	b.base = base
	if b.view.Graph != nil {
		b.publish(b.view.Graph)
	}
	return nil
}

// SetHistory sets the history that pages show.
func (b *Builder) SetHistory(h *history.History) {
	b.updating.Lock()
	defer b.updating.Unlock()
	b.in.History = h
	if b.view.Graph != nil {
		b.publish(b.view.Graph)
	}
}

// SetTheme replaces the theme of the site.
func (b *Builder) SetTheme(t *theme.Theme) {
	b.updating.Lock()
	defer b.updating.Unlock()
	b.in.Theme = t
	if b.view.Graph != nil {
		b.publish(b.view.Graph)
	}
}
