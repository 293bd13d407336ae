package generator

import (
	"context"
	"io/fs"

	"platmap/generator/history"
	"platmap/generator/levels"
	"platmap/generator/publish"
	"platmap/generator/render"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Input is the input from which a site is made. Equal Inputs give equal sites, byte for
// byte.
type Input struct {
	Content fs.FS        // the YAML and Markdown files
	Schemas *schema.Set  // the schemas of the YAML; nil means no schema check
	Theme   *theme.Theme // Check does not need it
	BaseURL string       // the address of the site; "" means the one in site.yaml
	Strict  bool         // whether warnings prevent a build too

	Base *Base // if not nil, pages mark what changed since this state

	// KeepGoing makes Build and Publish continue despite findings that would otherwise
	// prevent the site. The pages show these findings.
	KeepGoing bool

	// These fields affect only the warnings of Check, not the site.
	Today        site.Date    // if "", nothing counts as overdue
	Translations bool         // whether to report texts that are missing in a language
	CodeOwners   *source.File // the CODEOWNERS file of the repository, or nil
	Languages    []string     // the languages of the theme if Theme is nil; nil if unknown

	// Outside returns findings about files outside the content folder. It may be nil.
	Outside func(*site.Site) source.Diagnostics

	// Baseline, if not nil, replaces the baseline in the content folder.
	Baseline *levels.Baseline

	// History is the history that pages show, or nil. If LoadHistory is not nil, Build
	// and Publish call it with the site.
	History     *history.History
	LoadHistory func(*site.Site) (*history.History, error)
}

// Check reads the content and links it into a site. It writes nothing.
//
// It reports all findings, not only the first one. The site is usable even then: a
// reference that cannot be resolved is reported and left out. If a file cannot be read,
// there is no site; the error joins all such errors.
func Check(in Input) (*site.Site, source.Diagnostics, error) {
	s, filtered, err := CheckFiltered(in)
	return s, filtered.Findings, err
}

// CheckFiltered is like Check, but also returns the findings that are not reported.
func CheckFiltered(in Input) (*site.Site, levels.Result, error) {
	c, err := in.check(nil)
	if err != nil {
		return nil, levels.Result{}, err
	}
	return c.graph.Site, c.Result, nil
}

// checked is the result of a check.
type checked struct {
	parsed *parsedFiles
	graph  *site.Graph
	all    source.Diagnostics // includes findings that are not reported
	levels.Result
}

// check is like Check, but does not parse files that are in known again.
func (in Input) check(known *parsedFiles) (*checked, error) {
	files, diags, err := source.Read(in.Content) // disk → text
	if err != nil {
		return nil, err
	}
	if in.CodeOwners != nil {
		diags = append(diags, in.CodeOwners.Findings...)
	}
	parsed := in.parse(files, known) // text → documents
	graph := in.Link(parsed.list)    // names → pointers
	all := Findings(append(diags, in.ThemeFindings(graph.Site)...), parsed.list, graph)
	if in.Outside != nil {
		all = append(all, in.Outside(graph.Site)...).Sorted()
	}
	return &checked{parsed, graph, all, in.Filter(all, parsed.list, graph.Site)}, nil
}

// Build checks the content and returns the site as a file system that renders a page when
// it is opened. If findings prevent a site, it returns nil.
func Build(in Input) (fs.FS, source.Diagnostics, error) {
	c, err := in.check(nil)
	if err != nil {
		return nil, nil, err
	}
	pages, err := in.build(c)
	if pages == nil { // a nil FS in an interface is not nil
		return nil, c.Findings, err
	}
	return pages, c.Findings, err
}

// build returns the pages for a check. It returns nil if an error prevents them or,
// without KeepGoing, a finding.
func (in Input) build(c *checked) (*render.FS, error) {
	stops := in.Stops(c.Findings)
	if stops && !in.KeepGoing {
		return nil, nil
	}
	pages, err := in.pages(c.graph.Site)
	if err != nil {
		return nil, err
	}
	if pages.Review, err = in.review(c, stops); err != nil {
		return nil, err
	}
	return render.New(pages), nil
}

// Published is the outcome of Publish.
type Published struct {
	publish.Result
	Sources int // number of source files, even if nothing was written
	Hidden  int // number of findings in the baseline
}

// Publish builds the site and makes the folder public equal to it. The folder does not
// change if there is an error, if a finding prevents the site, or if ctx is done.
func Publish(ctx context.Context, in Input, public string, opt publish.Options) (Published, source.Diagnostics, error) {
	c, err := in.check(nil)
	if err != nil {
		return Published{}, nil, err
	}
	done := Published{Sources: c.graph.Site.Sources, Hidden: c.Hidden}
	pages, err := in.build(c)
	if pages != nil {
		done.Result, err = publish.Write(ctx, public, pages, opt)
	}
	return done, c.Findings, err
}

// Stops reports whether findings prevent a build. Errors do. With Strict,
// warnings do too, except those that depend on today's date.
func (in Input) Stops(diags source.Diagnostics) bool {
	return diags.HaveError() || in.Strict && diags.HaveStrict()
}

// Render returns the pages of a site. No page is rendered before it is opened.
func (in Input) Render(s *site.Site) *render.FS {
	in.LoadHistory = nil
	pages, _ := in.pages(s) // no error: only loading a history can fail
	return render.New(pages)
}

func (in Input) pages(s *site.Site) (render.Input, error) {
	var err error
	if in.LoadHistory != nil {
		in.History, err = in.LoadHistory(s)
	}
	return render.Input{Site: s, Theme: in.Theme, Content: in.Content, BaseURL: in.BaseURL, History: in.History}, err
}
