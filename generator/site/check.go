package site

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"platmap/generator/par"
	"platmap/generator/source"
)

// CheckOptions are the inputs of some warnings besides the content.
type CheckOptions struct {
	Today        Date         // "" if there should be no warnings about dates
	Translations bool         // whether to report texts that are missing in a language
	CodeOwners   *source.File // the repository's CODEOWNERS, or nil
}

// checker reports content that is valid but probably a mistake: a domain that no one
// can use, a date that has passed. All findings are warnings, except about issue
// labels that cannot exist.
type checker struct {
	*sharedChecks
	diags *source.Diagnostics
}

// sharedChecks is data that all checks read.
type sharedChecks struct {
	site       *Site
	options    CheckOptions
	products   func() map[string][]string // names of components by their first word
	codeOwners []OwnerRule
}

func newSharedChecks(s *Site, options CheckOptions) *sharedChecks {
	c := &sharedChecks{site: s, options: options}
	c.products = sync.OnceValue(func() map[string][]string { return productNames(s.Components) })
	c.codeOwners = OwnerRules(options.CodeOwners)
	return c
}

// check checks some pages, and all labels.
func (g *Graph) check(nodes []*node) {
	par.Each(len(nodes), func(i int) {
		n := nodes[i]
		n.warnings = nil
		if n.page == nil {
			return
		}
		c := checker{g.checks, &n.warnings}
		base := n.page.Base()
		if !g.docs[base.File.Name].Unfit { // in an unfit document, misspelled keys would be reported as missing
			n.page.check(&c)
			c.checkReview(base)
			c.checkNotFuture("reviewed", base.Reviewed, base.reviewedAt, "set reviewed to the day of the last review")
			for _, note := range base.Notes {
				c.checkNotFuture("date", note.Date, note.dateAt, "correct the date")
			}
		}
		c.checkCodeOwner(base)
	})
	(&checker{g.checks, &g.siteWide}).checkLabels()
}

// checkDocuments checks content that is not on a single page.
func (g *Graph) checkDocuments(docs []*Document) {
	c := &checker{g.checks, &g.structural}
	for _, doc := range docs {
		c.checkIssues(doc)
		for _, v := range doc.Values {
			c.checkNotFuture("this measurement", v.Date, v.row, "correct the date")
		}
	}
	if c.options.Translations && len(g.Site.Locales) > 1 {
		c.checkTranslations(docs)
	}
}

func (c *checker) warn(code string, pos source.Pos, length int, help, format string, args ...any) {
	c.diags.Warnf(code, pos, length, help, format, args...)
}

// warnDated is like warn for findings that depend on today's date.
func (c *checker) warnDated(code string, pos source.Pos, length int, help, format string, args ...any) {
	c.diags.Add(source.Diagnostic{Code: code, Severity: source.Warning, Dated: true, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

// checkEnd checks something that is deprecated or has an end date.
func (c *checker) checkEnd(what string, name Text, pos source.Pos, length int, status Status, explained bool, until Date, at Located) {
	if status == Deprecated && !explained {
		c.warn("map/no-successor", pos, length, "add replaced_by or why", "%s %q is deprecated without a replacement or a reason", what, name.Plain(c.site.Locale()))
	}
	if status != Retired && c.isPast(until) {
		c.warnDated("map/until", at.Pos, at.Len, "set status: retired, or a later date", "the end date of %s %q has passed: %s", what, name.Plain(c.site.Locale()), until)
	}
}

// isPast reports whether a date is before today.
func (c *checker) isPast(d Date) bool {
	return !d.IsZero() && !c.options.Today.IsZero() && !d.Day().IsZero() && !d.End().After(c.options.Today.Day())
}

// checkNotFuture reports the date of a past event if it is more than one day after today.
// A date of tomorrow is accepted, because it is already tomorrow in some time zones.
func (c *checker) checkNotFuture(what string, d Date, at Located, help string) {
	if !c.options.Today.IsZero() && d.Day().After(c.options.Today.End()) {
		c.warnDated("map/future", at.Pos, at.Len, help, "%s is in the future: %s", what, d)
	}
}

// checkSince reports something that is available since a future date.
func (c *checker) checkSince(status Status, since Date, at Located) {
	if status != Planned {
		c.checkNotFuture("since", since, at, "write status: planned until then, or correct the date")
	}
}

func (c *checker) checkReview(e *Entity) {
	if due := e.ReviewDue(); c.isPast(due) {
		c.warnDated("map/review-overdue", e.reviewedAt.Pos, e.reviewedAt.Len, "read it, correct it, and set reviewed to today's date", "%s %q: review overdue since %s (last reviewed %s)", e.Kind, e.ID, due, e.Reviewed)
	}
}

// maxLabel is the maximum number of characters of an issue label on GitHub.
const maxLabel = 50

// checkLabels reports issue labels that are too long or not unique.
func (c *checker) checkLabels() {
	first := map[string]*Domain{}
	for _, d := range c.site.Domains {
		name := c.site.LabelOf(d)
		if n := utf8.RuneCountInString(name); n > maxLabel {
			c.diags.Errorf("label/length", d.Pos, d.Len, "set a shorter one with label: {name: …}", "the issue label %q has %d characters; the limit is %d", name, n, maxLabel)
		}
		key := strings.ToLower(name)
		if other := first[key]; other != nil {
			c.diags.Add(source.Diagnostic{Code: "label/duplicate", Pos: d.Pos, Len: d.Len, Help: "change one of the two",
				Text:    fmt.Sprintf("domains %q and %q have the same issue label %q", d.ID, other.ID, name),
				Related: []source.Related{{Pos: other.Pos, Text: fmt.Sprintf("%q is defined here", other.ID)}}})
			continue
		}
		first[key] = d
	}
}

// LabelOf returns the name of a domain's issue label.
func (s *Site) LabelOf(d *Domain) string {
	if d.Label.Name != "" {
		return d.Label.Name
	}
	return s.Labels.Prefix + d.ID
}
