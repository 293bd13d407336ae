// Package preview serves a site to its author and updates open pages after every
// save.
//
// A [Server] is an HTTP handler. [Server.Run] keeps it up to date: package watch
// reports which files changed, a [live.Builder] updates the site, and every
// listener on /_platmap/events gets an event. Pages are rendered when they are
// requested, so the work depends on what changed and on what is viewed.
//
// Pages are byte for byte those of a build, plus one script in the head. The
// script changes the page in place when there is a newer version, and shows
// findings beside the text they are about. The script and its modules are in the
// folder live. The addresses below /_platmap/ are:
//
//	live.js …  the script
//	events     a stream of events: the current state, and pages to navigate to
//	findings   the findings, sorted for one page, as JSON
//
// No edit stops the server. Instead of a file that does not parse, or a theme
// that cannot be used, the server uses the last good version. A file without one has
// a page with its findings. Other failures are shown with the findings, and the server
// tries again.
//
// A Server answers only requests that name its own address, so that another site
// open in the same browser cannot read the preview. It prints nothing:
// [Options.Report] gets a [State] after every change.
package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"platmap/generator"
	"platmap/generator/history"
	"platmap/generator/live"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
	"platmap/generator/watch"
)

// Options configure a [Server].
type Options struct {
	Input   generator.Input // must have no theme; its Base is read in the background
	Content Folder
	Theme   Folder // the author's theme; its Path is "" if there is none

	// LoadTheme reads the theme. In case of an error, it also returns a theme to use
	// instead, or nil.
	LoadTheme func() (*theme.Theme, error)

	// LoadHistory returns the history of a site of which only the settings are set. It is
	// called once, in the background. It reports its errors itself, and then returns nil.
	LoadHistory func(*site.Site) *history.History

	Editor string // the URL that opens an editor, with {file}, {line} and {column}; or ""
	Host   string // a host name that requests may use besides the server's address; or ""
	Follow bool   // whether to navigate the browser to every page that is edited

	// Report is called after every change, never concurrently. The site is valid
	// only during the call of view.
	Report func(state State, view func(func(*site.Site)))
	Warn   func(string) // Warn is called with a line for the author
}

// Folder is a folder with files of the author.
type Folder struct {
	Path  string // the path for the operating system
	Shown string // the path in messages, with slashes
	Full  string // the absolute path, with slashes
}

// State describes the state of the preview.
type State struct {
	Content source.Diagnostics // findings in the content
	Theme   source.Diagnostics // findings in the author's theme
	Hidden  int                // number of findings that are in the baseline
	Err     error              // the error of reading or rendering; the site may then be an older one
	Pages   int                // number of pages of the site
	Files   int                // number of content files
	Unread  int                // content files that are not read yet; until then Content is empty
	Took    time.Duration      // time from the first event of a change to the new state
}

// Server serves the newest state of a site.
type Server struct {
	opt      Options
	live     *live.Builder
	hub      *hub
	start    time.Time
	opened   chan struct{} // closed when the first state can be served
	requests atomic.Int32  // requests for files of the site in progress, without those for the search index

	mu            sync.Mutex
	indexed       chan struct{} // closed, and replaced, whenever an index is made
	state         State
	contentErr    error                  // the error of reading the content
	themeErr      error                  // the error of reading the theme
	pageFailures  map[string]pageFailure // by file of the site; only files that were requested
	indexWanted   chan struct{}          // receives a value when the search index of the newest site is needed
	failureChange chan struct{}          // receives a value when pageFailures differ from the last published state
}

// retryInterval is how long the server waits after a failure before it tries
// again. This is needed because no event reports that a file can be read again.
const retryInterval = time.Second

// New returns a server. It has nothing to serve until Run is called.
func New(opt Options) *Server {
	return &Server{opt: opt, live: live.New(opt.Input), hub: newHub(), start: time.Now(),
		opened: make(chan struct{}), indexed: make(chan struct{}), indexWanted: make(chan struct{}, 1), failureChange: make(chan struct{}, 1), pageFailures: map[string]pageFailure{}}
}

// Run keeps the site up to date until ctx ends. It returns an error only if it
// cannot start.
func (s *Server) Run(ctx context.Context) error {
	defer s.hub.close()
	// Watching starts before anything is read, so that no change is missed.
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
	loaded := make(chan error, 1)
	go func() { loaded <- s.live.LoadRemaining(func() bool { return s.waitForRequests(ctx) }) }()
	var indexing sync.WaitGroup
	indexing.Go(func() { s.makeIndexes(ctx) })
	s.handle(content, themes, loaded)
	indexing.Wait()
	return nil
}

// handle handles all events until the channels of changes are closed and a value
// was received from loaded.
func (s *Server) handle(content, themes <-chan watch.Change, loaded <-chan error) {
	var retry <-chan time.Time
	var compared chan error                 // receives the result when the Base has been read
	pasts := make(chan *history.History, 1) // receives a value when the history is loaded
	for content != nil || themes != nil || loaded != nil || compared != nil {
		if !s.failed() {
			retry = nil
		} else if retry == nil { // a pending retry is not postponed by other events
			retry = time.After(retryInterval)
		}
		select {
		case err := <-loaded:
			if loaded = nil; err != nil {
				s.setErr(&s.contentErr, err)
			}
			s.refresh(s.start, nil)
			s.wantIndex()
			go s.loadHistory(pasts)
			if s.opt.Input.Base != nil {
				compared = make(chan error, 1)
				go func() { compared <- s.live.LoadBase() }()
			}
		case err := <-compared:
			if compared = nil; err != nil {
				s.opt.Warn(fmt.Sprintf("cannot compare with %s: %v", s.opt.Input.Base.Name, err))
				continue
			}
			s.refresh(s.start, nil)
		case h := <-pasts:
			start := time.Now()
			s.live.SetHistory(h)
			s.refresh(start, nil)
		case <-s.failureChange:
			s.publish()
		case <-retry:
			retry = nil
			s.retryFailed()
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
			s.refresh(start, nil)
		}
	}
}

// open makes the first state.
func (s *Server) open() {
	var loading sync.WaitGroup
	loading.Go(func() { s.loadTheme() }) // loading takes about as long as opening the content
	s.setErr(&s.contentErr, s.live.Open())
	loading.Wait()
	s.refresh(s.start, nil)
	close(s.opened)
}

// waitForRequests waits while requests are in progress, at most 100 ms, so that reading
// the remaining files does not slow them down. It returns false if ctx has ended.
func (s *Server) waitForRequests(ctx context.Context) bool {
	for i := 0; i < 20 && s.requests.Load() > 0 && ctx.Err() == nil; i++ {
		time.Sleep(5 * time.Millisecond)
	}
	return ctx.Err() == nil
}

// update applies changes of the content.
func (s *Server) update(change watch.Change) {
	start := time.Now()
	changed, edits, err := s.live.Update(change.Names, change.All)
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("the content folder is missing; the site shows its last good version until the folder is back")
	}
	if errChanged := s.setErr(&s.contentErr, err); changed || errChanged {
		s.refresh(start, edits)
	}
}

// loadHistory sends the history of the site to loaded, if there is one.
func (s *Server) loadHistory(loaded chan<- *history.History) {
	var settings *site.Site // a copy, because the site may change
	s.live.View(func(v live.View) {
		if v.Site != nil {
			settings = &site.Site{Settings: v.Site.Settings}
		}
	})
	if s.opt.LoadHistory == nil || settings == nil {
		return
	}
	if h := s.opt.LoadHistory(settings); h != nil {
		loaded <- h
	}
}

// loadTheme reports whether the error about the theme has changed.
func (s *Server) loadTheme() (errChanged bool) {
	th, err := s.opt.LoadTheme()
	findings, err := theme.Findings(err)
	s.mu.Lock()
	s.state.Theme = findings
	s.mu.Unlock()
	if th != nil {
		s.live.SetTheme(th)
	}
	return s.setErr(&s.themeErr, err)
}

// refresh makes a new state and publishes it. start is the time at which the
// change was detected, and edits are the positions that the author changed.
func (s *Server) refresh(start time.Time, edits []source.Pos) {
	var state State
	var edited destination
	_, last := s.hub.current()
	s.live.View(func(v live.View) {
		state.Content, state.Hidden, state.Unread = v.Findings, v.Hidden, v.Unread
		if v.Site != nil {
			state.Files = v.Site.Sources
		}
		if v.Pages != nil {
			state.Pages = v.Pages.Count()
			edited = editedPage(v, edits)
			if edited.Path == "" && last != "" && !v.Pages.Has(last[1:]) {
				s.hub.setLastEdit(destination{}, false)
			}
		}
	})
	state.Took = time.Since(start)
	s.mu.Lock()
	state.Theme, state.Err = s.state.Theme, errors.Join(s.contentErr, s.themeErr)
	s.state = state
	s.mu.Unlock()
	if edited.Path != "" {
		s.hub.setLastEdit(edited, s.opt.Follow)
	}
	s.publish()
	s.retryPages()
}

// publish sends the state and the current failures of pages to the listeners and
// to Options.Report.
func (s *Server) publish() {
	s.mu.Lock()
	state := s.state
	state.Theme, state.Err = s.withPageFailures()
	s.mu.Unlock()
	s.hub.publish()
	s.opt.Report(state, func(view func(*site.Site)) {
		s.live.View(func(v live.View) {
			if v.Site != nil {
				view(v.Site)
			}
		})
	})
}

// ShowLastEdit navigates the browser to the page that was edited last. It returns
// the address of the page within the site, or "" if no page was edited, and
// reports whether a page was open in a browser.
func (s *Server) ShowLastEdit() (address string, open bool) { return s.hub.navigate() }

// editedPage returns the only page on which the edits are shown, if there is
// exactly one. Files without a page of their own, such as images, do not count.
func editedPage(v live.View, edits []source.Pos) destination {
	page, at := "", source.Pos{}
	for _, pos := range edits {
		switch p := pageOf(v, pos, v.Site.Locale()); {
		case p == "", p == page:
		case page == "":
			page, at = p, pos
		default: // the two languages of a page may be two files
			x, _ := v.Pages.Subject(page)
			if y, _ := v.Pages.Subject(p); x == nil || x != y {
				return destination{}
			}
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
