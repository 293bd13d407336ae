package generator

import (
	"io/fs"
	"slices"

	"platmap/generator/publish"
	"platmap/generator/render"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/theme"
)

// Input is everything a site is made from. Two equal Inputs give equal sites,
// byte for byte.
type Input struct {
	Content fs.FS        // what people wrote: YAML and Markdown
	Schemas *schema.Set  // what they may write
	Theme   *theme.Theme // what it will look like
	BaseURL string       // the site's address, or "" for the one in site.yaml
	Strict  bool         // warnings keep a site from being built, too

	// What the warnings of Check depend on, and the site does not.
	Today        site.Date    // no date: nothing is overdue
	Translations bool         // report texts that are missing in a language
	CodeOwners   *source.File // the repository's CODEOWNERS, or nil
}

// Check reads the content and links it into a site, writing nothing.
//
// It reports everything it finds, not only the first thing. The site is usable
// even then: what could not be resolved is absent, and a diagnostic says so.
func Check(in Input) (*site.Site, source.Diagnostics, error) {
	var diags source.Diagnostics
	files, err := source.Read(in.Content, &diags) // disk → text
	if err != nil {
		return nil, nil, err
	}
	results := parse(files, localesOf(files), in.Schemas) // text → documents that fit their schema
	linked := join(results, in.concerns())                // names → pointers
	return linked.Site, findings(diags, results, linked), nil
}

// findings gathers what every stage has found, sorted.
func findings(diags source.Diagnostics, results []*parsed, linked *site.Graph) source.Diagnostics {
	if !slices.ContainsFunc(results, (*parsed).describes) {
		nothingYet(&diags)
	}
	for _, p := range results {
		diags = append(diags, p.diags...)
	}
	diags = append(diags, linked.Diagnostics()...)
	return oneEach(diags.Sorted())
}

func (in Input) concerns() site.CheckOptions {
	return site.CheckOptions{Today: in.Today, Translations: in.Translations, CodeOwners: in.CodeOwners}
}

// describes reports whether a file says something about the platform, which
// numbers and pictures alone do not.
func (p *parsed) describes() bool {
	kind := p.file.Kind
	return kind != source.Asset && kind != source.Metric && kind != source.Data
}

// nothingYet is the answer to an empty folder, and to one that is not a content
// folder at all: a site of empty pages would hide the mistake.
func nothingYet(diags *source.Diagnostics) {
	diags.Errorf("site/empty", source.Pos{}, 0,
		"write domains/NAME.yaml first, with the two lines name: … and status: draft; if the content is elsewhere, name its folder",
		"there is nothing to make a site of in this folder")
}

// oneEach keeps one of two findings about the same words: that a name leads
// nowhere says more than that it cannot be an id.
func oneEach(diags source.Diagnostics) source.Diagnostics {
	unknown := map[source.Pos]bool{}
	for _, d := range diags {
		if d.Code == "ref/unknown" {
			unknown[d.Pos] = true
		}
	}
	return slices.DeleteFunc(diags, func(d source.Diagnostic) bool { return d.Code == "schema/pattern" && unknown[d.Pos] })
}

// Build checks the content and, if nothing stops it, makes the site.
// The site is a file system: a page is rendered when it is opened.
func Build(in Input) (fs.FS, source.Diagnostics, error) {
	s, diags, err := Check(in)
	if err != nil || in.Stops(diags) {
		return nil, diags, err
	}
	return render.New(render.Input{Site: s, Theme: in.Theme, Content: in.Content, BaseURL: in.BaseURL}), diags, nil
}

// Stops reports whether findings keep a site from being built: errors do, and
// when it is strict warnings do, but for those that became true by waiting.
func (in Input) Stops(diags source.Diagnostics) bool {
	return diags.HaveError() || in.Strict && diags.HaveStrict()
}

// Publish builds the site and makes the folder public hold it, and nothing
// else. If there is an error of any kind, the folder stays as it was.
func Publish(in Input, public string, opt publish.Options) (publish.Result, source.Diagnostics, error) {
	pages, diags, err := Build(in)
	if err != nil || in.Stops(diags) {
		return publish.Result{}, diags, err
	}
	result, err := publish.Write(public, pages, opt)
	return result, diags, err
}
