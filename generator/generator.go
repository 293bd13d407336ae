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

// Input is everything that a site is made from. Two equal Inputs give equal sites,
// byte for byte.
type Input struct {
	Content fs.FS        // the YAML and Markdown that people wrote
	Schemas *schema.Set  // the schemas of the YAML; nil means no schema check
	Theme   *theme.Theme // not needed by Check
	BaseURL string       // the address of the site; if "", the one in site.yaml
	Strict  bool         // warnings prevent a build too

	Base *Base // the state that pages are compared with: they mark what changed; or nil

	// KeepGoing makes Build and Publish make a site that findings would prevent. Its pages
	// show them.
	KeepGoing bool

	// These affect only the warnings of Check, not the site.
	Today        site.Date    // if "", nothing is overdue
	Translations bool         // report texts that are missing in a language
	CodeOwners   *source.File // the CODEOWNERS file of the repository, or nil
	Languages    []string     // for which the theme has words, without a Theme; nil if unknown

	// Outside returns findings about files outside the content folder, or is nil.
	Outside func(*site.Site) source.Diagnostics

	// Baseline is used in place of the one in the content folder if it is not nil.
	Baseline *levels.Baseline

	// History is what changed in the past, or nil. If LoadHistory is not nil, Build and
	// Publish call it for the site that they made.
	History     *history.History
	LoadHistory func(*site.Site) (*history.History, error)
}

// Check reads the content and links it into a site. It writes nothing.
//
// It reports everything it finds, not only the first thing. The site is usable
// even then: a name that cannot be resolved is reported and left out. If a file
// cannot be read, there is no site; the error joins all such errors.
func Check(in Input) (*site.Site, source.Diagnostics, error) {
	s, filtered, err := CheckFiltered(in)
	return s, filtered.Findings, err
}

// CheckFiltered is like Check. It also returns what is not reported.
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
	all    source.Diagnostics // also those that are not reported
	levels.Result
}

// check is like Check. It does not parse files again that are in known, which an earlier
// call has parsed.
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

// Build checks the content and, unless findings prevent it, makes the site: a file
// system that renders a page when the page is opened. Otherwise the site is nil.
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

// build returns the site of a check, or nil if an error or, without KeepGoing, a finding
// prevents it.
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
	Sources int // source files that were read, even if nothing was written
	Hidden  int // findings that are in the baseline
}

// Publish builds the site and makes the folder public equal to it. If an error or,
// without KeepGoing, a finding prevents that, or ctx is done, the folder stays as it was.
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
	pages, _ := in.pages(s) // only loading a history fails
	return render.New(pages)
}

func (in Input) pages(s *site.Site) (render.Input, error) {
	var err error
	if in.LoadHistory != nil {
		in.History, err = in.LoadHistory(s)
	}
	return render.Input{Site: s, Theme: in.Theme, Content: in.Content, BaseURL: in.BaseURL, History: in.History}, err
}
