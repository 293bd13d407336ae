// Package preview serves a site to the person who writes it.
//
// A [Server] is an HTTP handler. [Server.Run] keeps it up to date: package watch
// tells which files changed, a [generator.Live] makes the site what a build would
// make of them, and everybody who listens to /_platmap/events hears that there is
// something new. Pages are rendered when somebody opens them, so work is in
// proportion to what changed and to what is looked at.
//
// Pages are those of a build, byte for byte, but for one script in their head. It
// changes the page in place when there is a newer one, and shows what is wrong
// with the content beside the text that it is about. It and what it loads are
// in the folder live; the addresses it asks are those below /_platmap/:
//
//	live.js …  the script
//	events     a stream: which state is served now, and where the author wants to go
//	findings   what is wrong, as seen from a page, as JSON
//
// Nothing an author does makes it stop. A file that cannot be made out keeps what
// it said last, a theme that cannot be used the one before it, and what else goes
// wrong is shown with the faults.
//
// A Server answers only requests that name the address it is reached at, so that
// another site open in the same browser cannot read the preview. It prints
// nothing: [Options.Report] gets a [State] after every change.
package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"platmap/generator"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/generator/watch"
)

// Options are what a server needs to know.
type Options struct {
	Input   generator.Input // without a theme
	Content Folder
	Theme   Folder // the author's; without a Path there is none

	// LoadTheme reads the theme. With an error it returns nil, or another theme to
	// use instead.
	LoadTheme func() (*theme.Theme, error)

	Editor string // the address of a place for an editor, with {file}, {line} and {column}; or ""
	Host   string // a name that requests may give beside the server's address; or ""
	Follow bool   // lead the browser to every page that is edited

	// Report is called after every change, by one goroutine at a time. It may look
	// at the site, and must not keep it.
	Report func(state State, look func(func(*site.Site)))
	Warn   func(string) // is told what the author should know, in one line
}

// Folder is a folder of the author's.
type Folder struct {
	Path  string // for the system
	Shown string // as it is told in messages, with /
	Full  string // the absolute path, with /
}

// State is what is served at a moment.
type State struct {
	Content source.Diagnostics // what is wrong with the content
	Theme   source.Diagnostics // and with the author's theme
	Err     error              // what the machine could not do; the site is an older one
	Pages   int                // of the site
	Files   int                // of the content
	Unread  int                // of these, not yet read: findings come later
	Took    time.Duration      // from hearing of a change to being ready to serve it
}

// Server serves the newest state of a site.
type Server struct {
	opt    Options
	live   *generator.Live
	hub    *hub
	opened chan struct{} // closed when there is something to serve
	start  time.Time
	asked  atomic.Int32 // requests for files of the site that are being answered

	mu         sync.Mutex
	state      State
	contentErr error                // why some of the content, or all, cannot be read
	themeErr   error                // why the theme cannot
	rendering  map[string]rendering // what goes wrong with pages that were opened
	news       chan struct{}        // that something does, or no longer does
}

// rendering is what went wrong with a page: faults of the theme, or something
// else.
type rendering struct {
	faults source.Diagnostics
	err    error
}

// New returns a server that has nothing to serve before it runs.
func New(opt Options) *Server {
	return &Server{opt: opt, live: generator.NewLive(opt.Input), hub: newHub(), start: time.Now(),
		opened: make(chan struct{}), news: make(chan struct{}, 1), rendering: map[string]rendering{}}
}

// Run keeps the site up to date until ctx ends. It returns an error only if it
// cannot begin.
func (s *Server) Run(ctx context.Context) error {
	defer s.hub.close()
	// Before anything is read, so that nothing is missed.
	content, err := watch.Folder(ctx, s.opt.Content.Path, s.opt.Warn)
	if err != nil {
		return err
	}
	var themes <-chan watch.Change
	if s.opt.Theme.Path != "" {
		if themes, err = watch.Folder(ctx, s.opt.Theme.Path, s.opt.Warn); err != nil {
			return err
		}
	}
	s.open()
	rest := make(chan error, 1)
	go func() { rest <- s.live.Rest(func() bool { return s.pause(ctx) }) }()
	for content != nil || themes != nil || rest != nil {
		select {
		case err := <-rest:
			if rest = nil; err != nil {
				s.trouble(&s.contentErr, err)
			}
			s.announce(s.start, nil)
		case <-s.news:
			s.tell()
		case <-s.retry():
			s.update(watch.Change{})
		case change, ok := <-content:
			if !ok {
				content = nil
				continue
			}
			s.update(change)
		case _, ok := <-themes:
			if !ok {
				themes = nil
				continue
			}
			start := time.Now()
			s.loadTheme()
			s.announce(start, nil)
		}
	}
	return nil
}

// open makes the first state. What the machine cannot do now it may do later.
func (s *Server) open() {
	var theme sync.WaitGroup
	theme.Go(s.loadTheme) // takes as long as a look at the content
	s.trouble(&s.contentErr, s.live.Open())
	theme.Wait()
	s.announce(s.start, nil)
	close(s.opened)
}

// pause waits while somebody is being answered, but not for ever: there may always
// be somebody. It returns whether to go on.
func (s *Server) pause(ctx context.Context) bool {
	for range 20 {
		if s.asked.Load() == 0 || ctx.Err() != nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ctx.Err() == nil
}

// trouble keeps an error, or that there is none. It returns whether that is news.
func (s *Server) trouble(kept *error, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	news := said(*kept) != said(err)
	*kept = err
	return news
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// retry is when to look again at what could not be read: nobody tells when it can.
func (s *Server) retry() <-chan time.Time {
	if s.contentErr == nil {
		return nil
	}
	return time.After(time.Second)
}

func (s *Server) update(change watch.Change) {
	start := time.Now()
	changed, edits, err := s.live.Update(change.Names, change.All)
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("the content folder is gone; the site shows what it said last, and goes on when it is back")
	}
	if news := s.trouble(&s.contentErr, err); changed || news {
		s.announce(start, edits)
	}
}

func (s *Server) loadTheme() {
	th, err := s.opt.LoadTheme()
	s.mu.Lock()
	s.state.Theme, s.themeErr = theme.Findings(err)
	s.mu.Unlock()
	if th != nil {
		s.live.SetTheme(th)
	}
}

// announce lets everybody know that there is something new. edits are where the
// author made it.
func (s *Server) announce(start time.Time, edits []source.Pos) {
	var state State
	var edited destination
	last := s.hub.edited()
	s.live.View(func(v generator.View) {
		state.Content, state.Files, state.Unread = v.Findings, v.Files, v.Unread
		if v.Pages != nil {
			state.Pages = v.Pages.Count()
			edited = editedPage(v, edits)
			if edited.Path == "" && last != "" && !v.Pages.Has(last[1:]) {
				s.hub.edit(destination{}, false)
			}
		}
	})
	state.Took = time.Since(start)
	s.mu.Lock()
	state.Theme, state.Err = s.state.Theme, errors.Join(s.contentErr, s.themeErr)
	s.state = state
	s.mu.Unlock()
	if edited.Path != "" {
		s.hub.edit(edited, s.opt.Follow)
	}
	s.tell()
	s.again()
}

// again renders the pages that could not be rendered, for nobody may look at them
// again who would see that they can be now, or are gone.
func (s *Server) again() {
	s.mu.Lock()
	pages := slices.Sorted(maps.Keys(s.rendering))
	s.mu.Unlock()
	for _, page := range pages {
		isFolder := false
		_, _, err := s.page(page, &isFolder)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		s.rendered(page, err)
	}
}

// tell tells of the state, with what went wrong with pages since.
func (s *Server) tell() {
	s.mu.Lock()
	state := s.state
	state.Theme, state.Err = s.withRendering()
	s.mu.Unlock()
	s.hub.next()
	s.opt.Report(state, func(look func(*site.Site)) {
		s.live.View(func(v generator.View) {
			if v.Site != nil {
				look(v.Site)
			}
		})
	})
}

// withRendering adds what goes wrong with pages to what is wrong with the theme, and
// to what the machine cannot do. s.mu is held.
func (s *Server) withRendering() (source.Diagnostics, error) {
	faults, err := slices.Clone(s.state.Theme), s.state.Err
	for _, page := range slices.Sorted(maps.Keys(s.rendering)) {
		faults = append(faults, s.rendering[page].faults...)
		err = errors.Join(err, s.rendering[page].err)
	}
	return faults.Sorted(), err
}

// rendered takes in how the making of a page went, and lets everybody know if that
// is news.
func (s *Server) rendered(page string, err error) {
	var now rendering
	now.faults, now.err = theme.Findings(err)
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.rendering[page]
	if slices.EqualFunc(before.faults, now.faults, source.SameFinding) && said(before.err) == said(now.err) {
		return
	}
	if s.rendering[page] = now; err == nil {
		delete(s.rendering, page)
	}
	select {
	case s.news <- struct{}{}:
	default: // it is to be told already
	}
}

// ShowLastEdit brings the browser to the page that was edited last. It returns its address
// within the site, or "" if there is none, and whether there was a page open to
// lead there.
func (s *Server) ShowLastEdit() (address string, heard bool) { return s.hub.lead() }

// editedPage returns the page that shows all of some edits, if there is one. What
// no page is made of, such as a picture, does not count.
func editedPage(v generator.View, edits []source.Pos) destination {
	page, at := "", source.Pos{}
	for _, pos := range edits {
		switch p := pageOf(v, pos, v.Site.Locale()); {
		case p == "", p == page:
		case page == "":
			page, at = p, pos
		case samePage(v, page, p): // in another language, as it is written in two files
		default:
			return destination{}
		}
	}
	if page == "" {
		return destination{}
	}
	to := destination{Path: "/" + page, In: map[string]string{}}
	for _, locale := range v.Site.Locales {
		to.In[locale] = "/" + pageOf(v, at, locale)
	}
	return to
}

// samePage reports whether two addresses are those of one page in two languages.
func samePage(v generator.View, a, b string) bool {
	x, _ := v.Pages.Subject(a)
	y, _ := v.Pages.Subject(b)
	return x != nil && x == y
}
