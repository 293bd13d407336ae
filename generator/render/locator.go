package render

import (
	"fmt"
	"strings"

	"platmap/generator/site"
	"platmap/generator/theme"
)

// A locator is a small picture of the overview in which the cells of some domains are
// filled. It has a cell for each domain or, if there are many, for each group.

// cells are the positions of the cells of a locator, in units of its view box.
type cells struct {
	all  []cell
	of   map[*site.Domain]int // by domain, the index of its cell
	path string               // all cells
}

type cell struct{ x, y, w, h int }

// locatorSize is the width and the height of the view box of a locator.
const locatorSize = 48

func (c cell) path() string { return fmt.Sprintf("M%d %dh%dv%dh-%dz", c.x, c.y, c.w, c.h, c.w) }

// newCells returns the cells of all domains. The rows are the same as on the plan.
func newCells(s *site.Site) *cells {
	c := &cells{of: map[*site.Domain]int{}}
	list := groups(s)
	var rows []int
	if len(s.Domains) > maxTall {
		rows = lotRows(len(list))
	}
	n := 0
	for i, g := range list {
		if len(s.Domains) <= maxTall {
			rows = append(rows, lotRows(len(g.Domains))...)
		}
		for _, d := range g.Domains {
			if c.of[d] = i; len(s.Domains) <= maxTall {
				c.of[d] = n
				n++
			}
		}
	}
	for i, columns := range rows {
		y, below := i*locatorSize/len(rows), (i+1)*locatorSize/len(rows)
		for j := range columns {
			x, right := j*locatorSize/columns, (j+1)*locatorSize/columns
			c.all = append(c.all, cell{x, y, max(1, right-x-2), max(1, below-y-2)})
		}
	}
	var path strings.Builder
	for _, cell := range c.all {
		path.WriteString(cell.path())
	}
	c.path = path.String()
	return c
}

// Locator returns the locator for a domain, a list of domains, references to domains, or
// needs. The names of the domains must be beside it. It is "" if the site has only one
// cell, or if the list is empty.
func (p *Page) Locator(x any) theme.HTML {
	var domains []*site.Domain
	switch x := x.(type) {
	case *site.Domain:
		domains = []*site.Domain{x}
	case []*site.Domain:
		domains = x
	case []site.Ref[site.Domain]:
		for _, ref := range x {
			domains = append(domains, ref.To)
		}
	case []site.Need:
		for i := range x {
			domains = append(domains, x[i].Domain.To)
		}
	}
	c, path, filled := p.r.cells(), "", map[int]bool{}
	for _, d := range domains {
		if i, ok := c.of[d]; ok && !filled[i] {
			filled[i] = true
			path += c.all[i].path()
		}
	}
	if path == "" || len(c.all) < 2 {
		return ""
	}
	p.hasLocator = true
	return theme.HTML(fmt.Sprintf(`<svg class="locator" viewBox="0 0 %d %[1]d" aria-hidden="true"><use href="#pm-plan"/><path d="%s"/></svg>`, locatorSize, path))
}

// LocatorSymbol returns the part that all locators of the page share. The frame of the
// page calls it after the content.
func (p *Page) LocatorSymbol() theme.HTML {
	if !p.hasLocator {
		return ""
	}
	return theme.HTML(fmt.Sprintf(`<svg class="symbols" width="0" height="0" aria-hidden="true"><symbol id="pm-plan" viewBox="0 0 %d %[1]d"><path d="%s"/></symbol></svg>`, locatorSize, p.r.cells().path))
}
