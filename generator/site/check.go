package site

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"platmap/generator/par"
	"platmap/generator/source"
)

// CheckOptions are what some warnings depend on beside the content.
type CheckOptions struct {
	Today        Date         // no date: nothing is overdue
	Translations bool         // report texts that are missing in a language
	CodeOwners   *source.File // the repository's CODEOWNERS, or nil
}

// checker reports what is well-formed and yet makes little sense: a domain that
// nobody can use, a promise that has passed. All of it is a warning, but for
// issue labels that could not exist.
type checker struct {
	*shared
	diags *source.Diagnostics
}

// shared is what all checks look at.
type shared struct {
	site       *Site
	options    CheckOptions
	products   func() map[string][]string // names of components
	codeOwners []ownerRule
}

func newShared(s *Site, options CheckOptions) *shared {
	c := &shared{site: s, options: options}
	c.products = sync.OnceValue(func() map[string][]string { return products(s.Components) })
	if options.CodeOwners != nil {
		c.codeOwners = parseCodeOwners(options.CodeOwners)
	}
	return c
}

// check looks at some pages, and at all labels.
func (l *Graph) check(nodes []*node) {
	par.Each(len(nodes), func(i int) {
		n := nodes[i]
		n.warnings = nil
		if n.page == nil {
			return
		}
		c := checker{l.shared, &n.warnings}
		if doc := l.docs[n.page.Base().File.Name]; !doc.Unfit { // else what it means is not known yet
			c.page(n.page)
		}
		c.codeOwner(n.page.Base())
	})
	(&checker{l.shared, &l.siteWide}).labels()
}

// checkWhole looks at what no single page is about.
func (l *Graph) checkWhole(docs []*Document) {
	c := &checker{l.shared, &l.structural}
	c.issues(docs)
	if c.options.Translations {
		c.translations(docs)
	}
}

func (c *checker) warn(code string, pos source.Pos, length int, help, format string, args ...any) {
	c.diags.Warnf(code, pos, length, help, format, args...)
}

// dated is warn for what becomes true by waiting.
func (c *checker) dated(code string, pos source.Pos, length int, help, format string, args ...any) {
	c.diags.Add(source.Diagnostic{Code: code, Severity: source.Warning, Dated: true, Pos: pos, Len: length, Help: help, Text: fmt.Sprintf(format, args...)})
}

func (c *checker) page(p Page) {
	switch x := p.(type) {
	case *Domain:
		c.domain(x)
	case *Component:
		c.component(x)
	case *Scenario:
		c.scenario(x)
	}
	c.reviewed(p.Base())
}

func (c *checker) domain(d *Domain) {
	if d.Status == Draft || d.Status == Retired {
		return
	}
	if d.Interfaces == nil {
		c.warn("map/no-interface", d.Pos, d.Len, "list how people use it; interfaces: [] says that there is honestly none", "domain %q has no interfaces", d.ID)
	}
	if len(d.Guides) == 0 {
		c.warn("map/no-guide", d.Pos, d.Len, "write guides/…/….md with domains: ["+d.ID+"] in its front matter", "no guide is about domain %q", d.ID)
	}
	c.problem(d)
	c.selfService(d)
	for i := range d.Features {
		c.feature(&d.Features[i])
	}
	for i := range d.Interfaces {
		x := &d.Interfaces[i]
		if name := x.Name.Plain(c.site.Locale()); x.Kind == "" {
			c.warn("map/interface-kind", x.Pos, x.Len, "write what it is, such as cli: "+name+" (or "+strings.Join(InterfaceKinds[1:], ", ")+")", "interface %q has no kind", name)
		}
		c.lifecycle("interface", x.Item, x.Lifecycle)
	}
}

// longProblem is how many characters an essential problem may have.
const longProblem = 200

// problem looks at the words of the essential problem: it is one phrase about a
// need, and names no product.
func (c *checker) problem(d *Domain) {
	for _, v := range d.EssentialProblem.Versions() {
		text := v.Plain()
		if n := utf8.RuneCountInString(text); n > longProblem {
			c.warn("map/problem-length", v.Pos, v.Len, fmt.Sprintf("say it in at most %d; the rest may go into notes", longProblem), "the essential problem has %d characters", n)
		}
		if name := c.componentIn(text); name != "" {
			c.warn("map/problem-names-component", v.Pos, v.Len, "say what is needed whatever it is solved with", "the essential problem names %q, which is a component", name)
		}
	}
}

// componentIn returns the name of a component that a text names, or "".
func (c *checker) componentIn(text string) string {
	byWord := c.products()
	for _, word := range latinWord.FindAllString(text, -1) {
		for _, name := range byWord[word] {
			if wordIn(name, text) {
				return name
			}
		}
	}
	return ""
}

var latinWord = regexp.MustCompile(`[A-Za-z0-9_-]+`)

// products returns the names of components by their first word. Names that are
// ordinary words (dashboards) do not count.
func products(components []*Component) map[string][]string {
	byWord := map[string][]string{}
	for _, x := range components {
		for _, name := range append(x.Name.all(), x.ID) {
			proper := strings.ToLower(name) != name || strings.Contains(name, "-") || x.ComponentKind == "cli" || x.ComponentKind == "library"
			if first := latinWord.FindString(name); len(name) > 2 && proper && !hasOwnScript(name) && first != "" {
				byWord[first] = append(byWord[first], name)
			}
		}
	}
	return byWord
}

// wordIn reports whether a name stands in a text as a word of its own.
func wordIn(name, text string) bool {
	letter := func(b byte) bool {
		return b == '-' || b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(name)
		if (i == 0 || !letter(text[i-1])) && (end == len(text) || !letter(text[end])) {
			return true
		}
		from = end
	}
}

// selfService reports a domain that asks product teams to carry something and
// gives them nothing to do it with.
func (c *checker) selfService(d *Domain) {
	for i := range d.Interfaces {
		if x := &d.Interfaces[i]; x.Mode == SelfService && x.Status != Planned && !x.Status.Leaving() {
			return
		}
	}
	for i := range d.Responsibilities {
		if r := &d.Responsibilities[i]; r.By.Column() == Product {
			c.warn("map/no-self-service", r.Pos, r.Len, "give an interface mode: self-service, or let the platform carry it until there is one",
				"product teams carry this, but domain %q has no self-service interface", d.ID)
			return
		}
	}
}

func (c *checker) feature(f *Feature) {
	c.lifecycle("feature", f.Item, f.Lifecycle)
	if f.Status != Available {
		return
	}
	for _, r := range f.Components {
		if r.To != nil && r.To.Status == Retired {
			c.warn("ref/status", r.Pos, r.Len, "name what took its place, or set the feature's status", "this feature is available, but component %q is retired", r.Text)
		}
	}
}

func (c *checker) lifecycle(what string, x Item, l Lifecycle) {
	c.leaving(what, x.Name, x.Pos, x.Len, l.Status, l.ReplacedBy.Text != "" || !l.Why.IsZero(), l.Until)
}

func (c *checker) component(x *Component) {
	if len(x.Domains) == 0 {
		c.warn("map/no-domain", x.Pos, x.Len, "domains: [id] puts it on the map; until then it is listed as not sorted yet", "component %q is in no domain", x.ID)
	}
	c.leaving("component", x.Name, x.Pos, x.Len, x.Status, x.ReplacedBy.Text != "" || !x.Why.IsZero(), x.Until)
}

// leaving looks at what is on its way out.
func (c *checker) leaving(what string, name Text, pos source.Pos, length int, status Status, explained bool, until Date) {
	if status == Deprecated && !explained {
		c.warn("map/no-successor", pos, length, "add replaced_by, or why", "%s %q is deprecated, and nothing says what to use instead or why", what, name.Plain(c.site.Locale()))
	}
	if status != Retired && c.over(until) {
		c.dated("map/until", pos, length, "set status: retired, or a later date", "%s %q was to end %s, which is over", what, name.Plain(c.site.Locale()), until)
	}
}

// over reports whether a date lies before today.
func (c *checker) over(d Date) bool {
	return !d.IsZero() && !c.options.Today.IsZero() && !d.Day().IsZero() && !d.End().After(c.options.Today.Day())
}

func (c *checker) scenario(s *Scenario) {
	sum := 0.0
	for i := range s.Needs {
		n := &s.Needs[i]
		if x, err := strconv.ParseFloat(string(n.Budget), 64); err == nil {
			sum += x
		}
		if n.State == "gap" && s.Status == "solved" {
			c.warn("map/solved-with-gap", n.Domain.Pos, n.Domain.Len, "set the need's state, or the scenario's status", "the scenario is solved, but this need is a gap")
		}
		if n.Feature.To == nil || n.State != "met" {
			continue
		}
		if f, ok := n.Feature.To.Item.(*Feature); ok && f.Status == Planned {
			c.warn("map/need-planned", n.Feature.Pos, n.Feature.Len, "set state: gap or partial, or the feature's status", "this need is met by %q, which is only planned", n.Feature.Text)
		}
	}
	if goal, err := strconv.ParseFloat(string(s.Goal.AtMost), 64); err == nil && sum > goal {
		c.warn("map/budget", s.Pos, s.Len, "make them add up to the target at most", "the budgets of the needs add up to %s, above the target of %s",
			strconv.FormatFloat(sum, 'f', -1, 64), s.Goal.AtMost)
	}
}

func (c *checker) reviewed(e *Entity) {
	if c.options.Today.IsZero() {
		return
	}
	if due := e.ReviewDue(); c.over(due) {
		c.dated("map/review-overdue", e.Pos, e.Len, "read it, mend it, and set reviewed to the day you did", "%s %q was last reviewed %s, and was to be looked at again by %s", e.Kind, e.ID, e.Reviewed, due)
	}
}

// maxLabel is how long the name of an issue label may be (a limit of GitHub).
const maxLabel = 50

// labels reports issue labels that could not exist side by side.
func (c *checker) labels() {
	first := map[string]*Domain{}
	for _, d := range c.site.Domains {
		name := c.site.LabelOf(d)
		if n := utf8.RuneCountInString(name); n > maxLabel {
			c.diags.Errorf("label/length", d.Pos, d.Len, "give it a shorter one with label: {name: …}", "the issue label %q has %d characters; %d is the limit", name, n, maxLabel)
		}
		key := strings.ToLower(name)
		if other := first[key]; other != nil {
			c.diags.Add(source.Diagnostic{Code: "label/duplicate", Pos: d.Pos, Len: d.Len, Help: "change one of the two",
				Text:    fmt.Sprintf("domain %q has the issue label %q, and so has %q", d.ID, name, other.ID),
				Related: []source.Related{{Pos: other.Pos, Text: fmt.Sprintf("domain %q is here", other.ID)}}})
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

// translations reports texts that are there in some of the site's languages only.
func (c *checker) translations(docs []*Document) {
	locales := c.site.Locales
	if len(locales) < 2 {
		return
	}
	for _, doc := range docs {
		for _, t := range doc.texts {
			if t.IsZero() || doc.Guide != nil && len(t.versions) == 1 {
				continue // a guide's other languages are files of their own
			}
			v := t.versions[0]
			var missing []string
			for _, locale := range locales {
				if !t.Has(locale) && (len(t.versions) > 1 || NeedsTranslation(v.Plain(), v.Lang)) {
					missing = append(missing, locale)
				}
			}
			if len(missing) > 0 {
				c.warn("map/translation", v.Pos, v.Len, fmt.Sprintf("write {%s: …, %s: …}", v.Lang, missing[0]), "this text is not there in %s", strings.Join(missing, ", "))
			}
		}
	}
	for _, g := range c.site.Guides {
		for _, locale := range locales {
			if v := g.In(locale); v.Lang != locale {
				name := "guides/" + g.ID + "." + locale + ".md"
				if main := locales[0]; locale == main && v.File.Name != "guides/"+g.ID+".md" {
					name = "guides/" + g.ID + ".md"
				}
				c.warn("map/translation", source.Pos{File: v.File}, 0, "add "+name, "guide %q is not there in %s", g.ID, locale)
			}
		}
	}
}
