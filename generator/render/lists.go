package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"platmap/generator/site"
	"platmap/generator/source"
)

// IndexRow is one row of the interface index: one way in, over all the domains
// that offer it.
type IndexRow struct {
	Kind       string // "" when not yet known
	Name       site.Text
	Mode       string
	Source     string
	Status     site.Status
	Interfaces []*site.Interface // one a domain
	Guides     []*site.Guide
	URL        string

	key string // the name in the main language, in lower case
}

// interfaceIndex merges the interfaces of all domains by kind and name:
// self-service first, then by kind in the order of the vocabulary, then by name.
func interfaceIndex(s *site.Site) []IndexRow {
	var rows []IndexRow
	at := map[[2]string]int{}
	for _, d := range s.Domains {
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			key := [2]string{x.Kind, strings.ToLower(x.Name.Plain(s.Locale()))}
			n, known := at[key]
			if !known {
				n = len(rows)
				at[key] = n
				rows = append(rows, IndexRow{key: key[1], Kind: x.Kind, Name: x.Name, Mode: x.Mode, Source: x.Source, Status: x.Status, URL: x.URL})
			}
			rows[n].add(x)
		}
	}
	slices.SortStableFunc(rows, func(a, b IndexRow) int {
		return cmp.Or(
			cmp.Compare(leaving(a.Status), leaving(b.Status)),
			cmp.Compare(rank(modes, a.Mode), rank(modes, b.Mode)),
			cmp.Compare(rank(site.InterfaceKinds, a.Kind), rank(site.InterfaceKinds, b.Kind)),
			cmp.Compare(a.key, b.key),
		)
	})
	return rows
}

// add joins one domain's interface to the row; the row tells the best of each.
func (row *IndexRow) add(x *site.Interface) {
	row.Interfaces = append(row.Interfaces, x)
	if rank(modes, x.Mode) < rank(modes, row.Mode) {
		row.Mode = x.Mode
	}
	if leaving(x.Status) < leaving(row.Status) {
		row.Status = x.Status
	}
	row.Source = cmp.Or(row.Source, x.Source)
	row.URL = cmp.Or(row.URL, x.URL)
	for _, g := range []*site.Guide{x.Doc.To, x.Guide.To} {
		if g != nil && !slices.Contains(row.Guides, g) {
			row.Guides = append(row.Guides, g)
		}
	}
}

var modes = []string{site.SelfService, "assisted", "on-request"}

// rank returns a word's place in a vocabulary; unknown words come last.
func rank(words []string, word string) int {
	if i := slices.Index(words, word); i >= 0 {
		return i
	}
	return len(words)
}

func leaving(s site.Status) int {
	if s.Leaving() {
		return 1
	}
	return 0
}

// Index returns the interface index.
func (p *Page) Index() []IndexRow { return p.r.index() }

// Groups returns the layers of the overview, with a nameless one at the end for
// domains in no group. Layers without domains are left out.
func (p *Page) Groups() []*site.Group { return groups(p.Site) }

func groups(s *site.Site) []*site.Group {
	var list []*site.Group
	for _, g := range s.Groups {
		if len(g.Domains) > 0 {
			list = append(list, g)
		}
	}
	rest := &site.Group{}
	for _, d := range s.Domains {
		if d.In == nil {
			rest.Domains = append(rest.Domains, d)
		}
	}
	if len(rest.Domains) > 0 {
		list = append(list, rest)
	}
	return list
}

// RefGroup is the pages of one kind that name a page.
type RefGroup struct {
	Kind  source.Kind
	Pages []site.Page
}

// References returns the pages that name a page, grouped by kind.
func (p *Page) References(x site.Page) []RefGroup { return refGroups(x.Base().ReferencedBy) }

func refGroups(refs []site.Reference) []RefGroup {
	var list []RefGroup
	for _, kind := range []source.Kind{source.Domain, source.Component, source.Guide, source.Scenario, source.Team} {
		g := RefGroup{Kind: kind}
		for _, ref := range refs {
			if ref.From.Base().Kind == kind && !slices.Contains(g.Pages, ref.From) {
				g.Pages = append(g.Pages, ref.From)
			}
		}
		if len(g.Pages) > 0 {
			list = append(list, g)
		}
	}
	return list
}

// Components returns what a domain really is: the components that its features
// name, whosever they are, in that order, and then its others.
func (p *Page) Components(d *site.Domain) []*site.Component { return components(d) }

func components(d *site.Domain) []*site.Component {
	var list []*site.Component
	add := func(c *site.Component) {
		if c != nil && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	for _, f := range d.Features {
		for _, ref := range f.Components {
			add(ref.To)
		}
	}
	for _, c := range d.Components {
		add(c)
	}
	return list
}

// Neighbours returns the guides around the page's own in its folder, at most
// nine: a navigation must not grow with the number of pages.
func (p *Page) Neighbours() []*site.Guide {
	const around = 4
	first, n := p.Guide, 0
	for first.Prev != nil && n < around {
		first, n = first.Prev, n+1
	}
	var list []*site.Guide
	for g := first; g != nil && len(list) < 2*around+1; g = g.Next {
		list = append(list, g)
	}
	return list
}

// Folder is the guides of one folder.
type Folder struct {
	Name   string
	Guides []*site.Guide
}

// Folders returns all guides by folder.
func (p *Page) Folders() []Folder {
	var list []Folder
	for _, g := range p.Site.Guides {
		if len(list) == 0 || list[len(list)-1].Name != g.Folder() {
			list = append(list, Folder{Name: g.Folder()})
		}
		last := &list[len(list)-1]
		last.Guides = append(last.Guides, g)
	}
	return list
}

// BudgetPart is a need's share of a scenario's goal.
type BudgetPart struct {
	Need    *site.Need
	Start   int // percent
	Percent int
}

// Budget returns the shares of a scenario's needs, those that have one.
func (p *Page) Budget(s *site.Scenario) []BudgetPart {
	sum := 0.0
	share := func(n *site.Need) float64 {
		x, err := strconv.ParseFloat(string(n.Budget), 64)
		if err != nil || x < 0 {
			return 0
		}
		return x
	}
	for i := range s.Needs {
		sum += share(&s.Needs[i])
	}
	if goal, err := strconv.ParseFloat(string(cmp.Or(s.Goal.AtMost, s.Goal.AtLeast)), 64); err == nil {
		sum = max(sum, goal)
	}
	var parts []BudgetPart
	start := 0.0
	for i := range s.Needs {
		if x := share(&s.Needs[i]); x > 0 && sum > 0 {
			end := start + 100*x/sum
			parts = append(parts, BudgetPart{&s.Needs[i], int(start), int(end) - int(start)})
			start = end
		}
	}
	return parts
}

// Hues is how many quiet colours tell domains apart.
const Hues = 12

// hues gives every domain its colour, in the order of the overview, so that
// neighbours differ.
func hues(s *site.Site) map[*site.Domain]int {
	m := make(map[*site.Domain]int, len(s.Domains))
	for i, d := range s.Domains {
		m[d] = i % Hues
	}
	return m
}

// Color returns the number of a domain's colour, 0 to Hues-1.
func (p *Page) Color(d *site.Domain) int { return p.r.hues()[d] }

// Monogram returns two letters that stand for a domain where there is no room
// for its name, from its id, so that they are the same in every language.
func (p *Page) Monogram(d *site.Domain) string { return monogram(d.ID) }

func monogram(id string) string {
	parts := strings.Split(id, "-")
	letters := []rune(id)
	if len(parts) > 1 {
		letters = []rune{firstRune(parts[0]), firstRune(parts[1])}
	}
	if len(letters) > 2 {
		letters = letters[:2]
	}
	return strings.Map(unicode.ToUpper, string(letters))
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return '-'
}

// NamedBy returns the pages of references to a feature or an interface, but for
// the domain it belongs to.
func (p *Page) NamedBy(refs []site.Reference, own *site.Domain) []site.Page {
	var list []site.Page
	for _, g := range refGroups(refs) {
		for _, from := range g.Pages {
			if from != site.Page(own) {
				list = append(list, from)
			}
		}
	}
	return list
}
