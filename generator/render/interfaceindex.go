package render

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/site"
)

// IndexRow is one row of the interface index: one interface and all the domains
// that offer it.
type IndexRow struct {
	Kind       string // "" if unknown
	Name       site.Text
	Mode       string
	Source     string
	Status     site.Status
	Interfaces []*site.Interface // one for each domain
	Guides     []*site.Guide
	URL        string

	key string // the name in the main language, in lower case
}

// Index returns the interface index.
func (p *Page) Index() []IndexRow { return p.r.index() }

// interfaceIndex merges the interfaces of all domains by kind and name. It is
// sorted by mode, self-service first, then by kind in the order of
// site.InterfaceKinds, then by name; interfaces that are being retired come last.
func interfaceIndex(s *site.Site) []IndexRow {
	var rows []IndexRow
	rowOf := map[[2]string]int{}
	for _, d := range s.Domains {
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			key := [2]string{x.Kind, strings.ToLower(x.Name.Plain(s.Locale()))}
			n, known := rowOf[key]
			if !known {
				n = len(rows)
				rowOf[key] = n
				rows = append(rows, IndexRow{key: key[1], Kind: x.Kind, Name: x.Name, Mode: x.Mode, Source: x.Source, Status: x.Status, URL: x.URL})
			}
			rows[n].add(x)
		}
	}
	for i := range rows {
		rows[i].Guides = unique(rows[i].Guides)
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

// add adds the interface of one domain. The row gets the best mode and the best
// status of all its interfaces.
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
		if g != nil {
			row.Guides = append(row.Guides, g)
		}
	}
}

var modes = []string{site.SelfService, "assisted", "on-request"}

// rank returns the index of a word in a list. Unknown words are sorted last.
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
