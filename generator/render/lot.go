package render

import (
	"strings"

	"platmap/generator/query"
	"platmap/generator/site"
	"platmap/generator/text"
)

// Lot is the box of a domain on the overview: its name, the contents of the four lenses,
// and a foot. If there are very many domains, a lot is a group of them.
type Lot struct {
	Of         any // *site.Domain or *site.Group
	Domain     *site.Domain
	X, Y, W, H int
	Columns    int // number of lots in its row
	Domains    int // number of domains of a group

	NameLine string // for map.svg
	Purpose  Purpose
	Parties  Parties
	Ways     []Listing // the interfaces that can be used now, by mode
	Changes  []Listing // the features and interfaces in a status other than available
	Requires Listing
}

// Purpose is the purpose of a domain, as one line of plain text.
type Purpose struct {
	Text  string
	Rest  string   // the part that does not fit
	Lang  string   // its language if it is not that of the page
	Lines []string // for map.svg
}

// Parties counts the responsibilities of a domain by responsible party.
type Parties struct{ Platform, Shared, Product int }

// Listing is a list of names with a label.
type Listing struct {
	Label   string
	Status  site.Status // the status, for a list of changes
	Entries []Entry
	More    int  // number of entries at the end that do not fit
	Count   int  // number of entries, if there is no space for names
	Starts  bool // whether it starts a line
}

// Entry is a name in a listing.
type Entry struct {
	To    any       // an argument of Href
	Since site.Date // for planned entries
	Until site.Date // for deprecated entries
	End   site.Date // for retired entries

	Short, Rest string // the two parts of the name, if it does not fit
	Extra       bool   // whether the entry does not fit

	name      string
	dateWidth int
}

// lot returns the complete content of a domain's lot. The twin has all of it; fit reduces
// it to the space on the overview.
func (r *renderer) lot(d *site.Domain, locale string) Lot {
	l := Lot{Of: d, Domain: d, NameLine: d.Name.Plain(locale), Purpose: r.purpose(d, locale), Ways: r.listWays(query.Ways(d), locale), Changes: r.changes(d, locale)}
	for i := range d.Responsibilities {
		switch d.Responsibilities[i].By.Column() {
		case site.Platform:
			l.Parties.Platform++
		case site.Shared:
			l.Parties.Shared++
		default:
			l.Parties.Product++
		}
	}
	l.Requires.Label = r.Theme.Say(locale, "map.requires")
	for _, ref := range d.DependsOn {
		if ref.To != nil {
			l.Requires.Entries = append(l.Requires.Entries, Entry{To: ref.To, name: ref.To.Name.Plain(locale)})
		}
	}
	return l
}

// purpose returns the summary of a domain or, if it has none, its essential problem.
func (r *renderer) purpose(d *site.Domain, locale string) Purpose {
	t := d.Summary
	if t.IsZero() {
		t = d.EssentialProblem
	}
	if t.IsZero() {
		return Purpose{Text: r.Theme.Say(locale, "none.problem")}
	}
	p := r.root(locale)
	g := Purpose{Text: text.OneLine(p.Plain(t))}
	if v := t.In(locale); v.Lang != locale && site.Foreign(g.Text, v.Lang) {
		g.Lang = v.Lang
	}
	return g
}

// listWays returns a listing for each way to use a domain, with its label.
func (r *renderer) listWays(ways []query.Way, locale string) []Listing {
	return convert(ways, func(way query.Way) Listing {
		key := "mode." + way.Mode
		switch {
		case way.Mode == "" && way.Kind == "":
			key = "group.none"
		case way.Mode == "":
			key = "kind." + way.Kind
		}
		return Listing{Label: r.Theme.Say(locale, key), Entries: convert(way.Interfaces, func(x *site.Interface) Entry {
			e := Entry{To: x, name: x.Name.Plain(locale)}
			if x.Doc.To != nil {
				e.To = x.Doc.To
			}
			return e
		})}
	})
}

// changes returns the features and interfaces whose status is not available, by status.
func (r *renderer) changes(d *site.Domain, locale string) []Listing {
	lists := map[site.Status]*Listing{}
	add := func(to any, name site.Text, x site.Lifecycle) {
		if x.Status == site.Available {
			return
		}
		if lists[x.Status] == nil {
			lists[x.Status] = &Listing{Label: r.Theme.Say(locale, "status."+string(x.Status)), Status: x.Status}
		}
		e := Entry{To: to, name: name.Plain(locale)}
		switch x.Status {
		case site.Planned:
			e.Since = x.Since
		case site.Deprecated:
			e.Until = x.Until
		case site.Retired:
			e.End = x.Until
		}
		if at := e.Since + e.Until + e.End; !at.IsZero() {
			e.dateWidth = textWidth(" "+r.Theme.Say(locale, "map.until", formatDate(at, locale)), planText)
		}
		lists[x.Status].Entries = append(lists[x.Status].Entries, e)
	}
	for i := range d.Features {
		add(&d.Features[i], d.Features[i].Name, d.Features[i].Lifecycle)
	}
	for i := range d.Interfaces {
		add(&d.Interfaces[i], d.Interfaces[i].Name, d.Interfaces[i].Lifecycle)
	}
	return inOrder(lists, []site.Status{site.Deprecated, site.Planned, site.Experimental, site.Retired})
}

// inOrder returns the listings in the order of the keys. Some keys may have none.
func inOrder[K comparable](lists map[K]*Listing, order []K) []Listing {
	var list []Listing
	for _, key := range order {
		if l := lists[key]; l != nil {
			list = append(list, *l)
		}
	}
	return list
}

// groupLot returns the content of the lot of a group: numbers instead of names.
func (r *renderer) groupLot(g *site.Group, locale string) Lot {
	p := r.root(locale)
	sum := Lot{Of: g, Domains: len(g.Domains), NameLine: g.Name.Plain(locale), Purpose: Purpose{Text: text.OneLine(p.Plain(g.Text))}}
	var names []string
	ways, changes := map[string]*Listing{}, map[string]*Listing{}
	var wayOrder, changeOrder []string
	requires := map[*site.Group]bool{g: true}
	sum.Requires.Label = r.Theme.Say(locale, "map.requires")
	for _, d := range g.Domains {
		names = append(names, d.Name.Plain(locale))
		l := r.lot(d, locale)
		sum.Parties.Platform += l.Parties.Platform
		sum.Parties.Shared += l.Parties.Shared
		sum.Parties.Product += l.Parties.Product
		wayOrder = addCounts(l.Ways, ways, wayOrder)
		changeOrder = addCounts(l.Changes, changes, changeOrder)
		for _, ref := range d.DependsOn {
			if ref.To != nil && ref.To.In != nil && !requires[ref.To.In] {
				requires[ref.To.In] = true
				sum.Requires.Entries = append(sum.Requires.Entries, Entry{To: ref.To.In, name: ref.To.In.Name.Plain(locale)})
			}
		}
	}
	if sum.Purpose.Text == "" {
		sum.Purpose.Text = strings.Join(names, r.Theme.Say(locale, "comma"))
	}
	sum.Ways, sum.Changes = inOrder(ways, wayOrder), inOrder(changes, changeOrder)
	return sum
}

// addCounts adds the numbers of entries of listings to sums, by label.
func addCounts(lists []Listing, sums map[string]*Listing, order []string) []string {
	for _, l := range lists {
		if sums[l.Label] == nil {
			sums[l.Label] = &Listing{Label: l.Label, Status: l.Status}
			order = append(order, l.Label)
		}
		sums[l.Label].Count += len(l.Entries)
	}
	return order
}
