package generator

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Live is a site that keeps up with its content. What did not change is neither
// read nor parsed again, and only what it concerns is linked again. Once all was
// read it is at any time what Check and Build would make of the content, but for
// one thing: a file that cannot be made out counts as what it said last.
//
// While a page is read, with [Live.View], the site does not change.
type Live struct {
	work   sync.Mutex // held by whoever brings the site up to date
	in     Input
	few    int  // files that Open reads all at once
	whole  bool // all has been read and linked
	reader *source.Reader
	kept   map[string]*kept // by the name of the file

	linked  *site.Graph
	reading sync.RWMutex // guards the view and its site, which change only with work held, too
	view    View
}

// kept is what a file says.
type kept struct {
	*parsed
	last   *site.Document // what it said when it could be made out, if it cannot be now
	unread bool           // it was not checked, and maybe not even read: then only its name is known
}

// View is a site at a moment.
type View struct {
	Pages    *render.FS // nil without a theme
	Site     *site.Site
	Findings source.Diagnostics // sorted; none while files are unread, for they would mislead
	Files    int                // how many there are
	Unread   int                // how many of them were not read yet
	Stale    map[string]bool    // files that cannot be made out; the site has what they said last
	Linked   *site.Graph
}

// NewLive returns a Live that has looked at nothing yet. The Strict of in is of
// no account, and without a Theme there are no pages until it is set.
func NewLive(in Input) *Live {
	return &Live{in: in, few: 1000, reader: source.NewReader(in.Content), kept: map[string]*kept{}}
}

// View calls do with the site as it is. The view must not be kept.
func (l *Live) View(do func(View)) {
	l.reading.RLock()
	defer l.reading.RUnlock()
	do(l.view)
}

// Open makes a site of what can be read at once. All of it is read unless there
// is much: then pages are known by the names of their files alone until somebody
// wants one (see Want), or Rest has read everything; of a file with many
// components none. An error is about files that
// could not be read; there is a site unless that is the folder itself.
func (l *Live) Open() error {
	l.work.Lock()
	defer l.work.Unlock()
	names, closed := l.reader.Names()
	if closed != nil && names == nil {
		return closed
	}
	var now, later []string
	for _, name := range names {
		if len(names) > l.few && site.CanBeUnread(source.KindOf(name)) {
			later = append(later, name)
		} else {
			now = append(now, name)
		}
	}
	_, err := l.reader.Some(now)
	locales := l.locales()
	for _, p := range parse(l.reader.Files(), locales, l.in.Schemas) {
		l.kept[p.file.Name] = &kept{parsed: p}
	}
	for _, name := range later {
		f := &source.File{Name: name, Kind: source.KindOf(name)}
		l.kept[name] = &kept{parsed: &parsed{file: f, doc: site.Unread(f, locales)}, unread: true}
	}
	l.whole = len(later) == 0
	l.link()
	return cmp.Or(closed, err)
}

// Rest reads what Open has left, a little at a time. In between it calls pause,
// so that whoever wants a page need not wait for long; it ends when that says no.
func (l *Live) Rest(pause func() bool) (err error) {
	const atOnce = 50
	for names := range slices.Chunk(l.unread(), atOnce) {
		if !pause() {
			return nil
		}
		err = cmp.Or(l.read(names), err)
	}
	l.work.Lock()
	defer l.work.Unlock()
	if !l.whole {
		l.whole = true
		l.link()
	}
	return err
}

func (l *Live) unread() []string {
	l.work.Lock()
	defer l.work.Unlock()
	var names []string
	for name, k := range l.kept {
		if k.unread {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// read reads and parses files, and leaves the linking for later.
func (l *Live) read(names []string) error {
	l.work.Lock()
	defer l.work.Unlock()
	names = slices.DeleteFunc(names, func(name string) bool { return l.kept[name] == nil || !l.kept[name].unread })
	_, err := l.reader.Some(names)
	l.take(names)
	for _, name := range names {
		if k := l.kept[name]; k != nil && k.unread { // it cannot be read
			l.kept[name] = &kept{parsed: &parsed{file: &source.File{Name: name, Kind: k.file.Kind, Unreadable: true}}}
		}
	}
	return err
}

// Want reads what a file of the site is made of, if it was not read yet: where it
// is written, and the pages that it names. Who names it, and what is wrong, is
// known when all is read.
func (l *Live) Want(name string) error {
	l.reading.RLock()
	all := l.view.Unread == 0
	l.reading.RUnlock()
	if all {
		return nil
	}
	l.work.Lock()
	defer l.work.Unlock()
	if l.view.Pages == nil {
		return nil
	}
	page, kinds := l.view.Pages.Dependencies(name)
	if page == nil {
		var names []string
		for name, k := range l.kept {
			if slices.Contains(kinds, k.file.Kind) {
				names = append(names, name)
			}
		}
		return l.peek(names)
	}
	if err := l.peek(l.linked.Files(page)); err != nil {
		return err
	}
	if page, _ = l.view.Pages.Dependencies(name); page == nil { // it is another now
		return nil
	}
	return l.peek(l.linked.FilesNamedBy(page))
}

// peek takes in what files say that were not read yet, without checking it.
func (l *Live) peek(names []string) error {
	names = slices.DeleteFunc(names, func(name string) bool {
		k := l.kept[name]
		return k == nil || l.reader.File(name) != nil && k.document() == l.linked.Document(name)
	})
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	unread := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return l.reader.File(name) != nil }) // Rest may have read some
	_, err := l.reader.Some(unread)
	var files []*source.File
	for _, name := range unread {
		if f := l.reader.File(name); f != nil {
			files = append(files, f)
		}
	}
	for _, p := range parse(files, l.linked.Site.Locales, nil) {
		if p.doc != nil {
			l.kept[p.file.Name] = &kept{parsed: p, unread: true}
		}
	}
	l.relink(names)
	return err
}

// Update brings the site up to date with files that may have changed, or with
// all. It reports whether anything is different now, and where in files that are
// still there. An error is about files that could not be read: they count as what
// they were.
func (l *Live) Update(names []string, all bool) (changed bool, edits []source.Pos, err error) {
	l.work.Lock()
	defer l.work.Unlock()
	if all {
		names, err = l.reader.All()
	} else {
		names, err = l.reader.Some(names)
	}
	if len(names) == 0 {
		return false, nil, err
	}
	edits = l.edits(names)
	before := l.view.Findings
	if l.take(names) {
		l.relink(names)
		return true, edits, err
	}
	l.refresh() // findings about names only
	return !slices.EqualFunc(before, l.view.Findings, source.SameFinding), edits, err
}

// edits returns where files that were read differ from what they said before.
func (l *Live) edits(names []string) []source.Pos {
	var edits []source.Pos
	for _, name := range names {
		f := l.reader.File(name)
		if f == nil || f.Kind == "" {
			continue
		}
		at := 0
		if old := l.kept[name]; old != nil {
			for at < min(len(f.Text), len(old.file.Text)) && f.Text[at] == old.file.Text[at] {
				at++
			}
		}
		edits = append(edits, source.Pos{File: f, Offset: at})
	}
	return edits
}

// SetTheme changes what the site looks like.
func (l *Live) SetTheme(t *theme.Theme) {
	l.work.Lock()
	defer l.work.Unlock()
	l.in.Theme = t
	if l.linked != nil {
		l.refresh()
	}
}

// take parses files that were read, all of them when the languages changed. It
// returns whether any of them is of a kind that a site is made of.
func (l *Live) take(names []string) bool {
	locales := l.locales()
	again := l.linked != nil && !slices.Equal(locales, l.linked.Site.Locales) && slices.Contains(names, "site.yaml")
	if again {
		names = append(slices.Collect(maps.Keys(l.kept)), names...)
		slices.Sort(names)
		names = slices.Compact(names)
	}
	var files []*source.File
	any := false
	for _, name := range names {
		any = any || source.KindOf(name) != ""
		if f := l.reader.File(name); f != nil && f.Kind != "" {
			files = append(files, f)
		} else if k := l.kept[name]; k != nil && k.unread && l.reader.Has(name) {
			k.doc = site.Unread(k.file, locales)
		} else {
			delete(l.kept, name)
		}
	}
	for _, p := range parse(files, locales, l.in.Schemas) {
		k := &kept{parsed: p}
		if old := l.kept[p.file.Name]; old != nil && !old.unread && p.doc == nil {
			k.last = old.document()
			if k.last != nil && again {
				k.last = parseFile(k.last.File, locales, l.in.Schemas).doc
			}
		}
		l.kept[p.file.Name] = k
	}
	return any
}

// document returns what is linked of a file: what it says, or what it said last.
func (k *kept) document() *site.Document {
	if k.doc != nil {
		return k.doc
	}
	return k.last
}

// locales returns the languages of the site as it is being edited: those before,
// while site.yaml cannot be made out.
func (l *Live) locales() []string {
	f := l.reader.File("site.yaml")
	if f == nil {
		return site.Locales(nil)
	}
	if locales, ok := localesIn(f); ok {
		return locales
	}
	if k := l.kept["site.yaml"]; k != nil && k.document() != nil && l.linked != nil {
		return l.linked.Site.Locales
	}
	return site.Locales(nil)
}

// relink links files that were taken, by themselves if that will do.
func (l *Live) relink(names []string) {
	if l.linked == nil { // nothing could be read before
		l.link()
		return
	}
	var docs []*site.Document
	for _, name := range names {
		k := l.kept[name]
		switch old := l.linked.Document(name); {
		case source.KindOf(name) == "":
		case k == nil || k.document() == nil: // gone, broken from the start, or a picture
			if k == nil || !k.file.IsBinary() || k.file.Unreadable || l.linked.Site.Asset(name) == nil {
				l.link()
				return
			}
		case old == nil:
			l.link()
			return
		case old != k.document():
			docs = append(docs, k.document())
		}
	}
	if len(docs) == 0 {
		l.refresh()
		return
	}
	if !l.relinked(docs) {
		l.link()
	}
}

// relinked links documents in place, if that can be done.
func (l *Live) relinked(docs []*site.Document) bool {
	l.reading.Lock()
	defer l.reading.Unlock()
	if !l.linked.Relink(docs) {
		return false
	}
	l.view = l.newView()
	return true
}

// link links everything. Pages can be read meanwhile.
func (l *Live) link() {
	results := make([]*parsed, 0, len(l.kept))
	for _, name := range slices.Sorted(maps.Keys(l.kept)) {
		k := l.kept[name]
		results = append(results, &parsed{file: k.file, doc: k.document()})
	}
	l.linked = join(results, l.in.concerns())
	l.refresh()
}

func (l *Live) refresh() {
	v := l.newView()
	l.reading.Lock()
	defer l.reading.Unlock()
	l.view = v
}

func (l *Live) newView() View {
	v := View{Site: l.linked.Site, Linked: l.linked, Files: len(l.kept), Stale: map[string]bool{}}
	results := make([]*parsed, 0, len(l.kept))
	for name, k := range l.kept {
		results = append(results, k.parsed)
		if k.unread {
			v.Unread++
		}
		if k.last != nil {
			v.Stale[name] = true
		}
	}
	if l.whole {
		v.Unread = 0
		v.Findings = slices.DeleteFunc(findings(l.reader.Diagnostics(), results, l.linked), l.isPast)
	} else {
		v.Unread = max(v.Unread, 1)
	}
	if l.in.Theme == nil {
		return v
	}
	v.Pages = render.New(render.Input{Site: v.Site, Theme: l.in.Theme, Content: l.in.Content, BaseURL: l.in.BaseURL})
	return v
}

// isPast reports whether a finding is about what a file said last and says no
// more. That it cannot be made out is told.
func (l *Live) isPast(d source.Diagnostic) bool {
	if d.Pos.File == nil {
		return false
	}
	k := l.kept[d.Pos.File.Name]
	return k != nil && k.last != nil && d.Pos.File == k.last.File
}
