package render

import (
	"strings"
	"unicode"

	"platmap/generator/site"
)

// Groups returns the layers of the overview. Domains without a group form the
// last layer, which has no name. Layers without domains are left out.
func (p *Page) Groups() []*site.Group { return groups(p.Site) }

func groups(s *site.Site) []*site.Group {
	var list []*site.Group
	for _, g := range s.Groups {
		if len(g.Domains) > 0 {
			list = append(list, g)
		}
	}
	other := &site.Group{}
	for _, d := range s.Domains {
		if d.In == nil {
			other.Domains = append(other.Domains, d)
		}
	}
	if len(other.Domains) > 0 {
		list = append(list, other)
	}
	return list
}

// Hues is the number of colours of domains.
const Hues = 12

// hues gives every domain a colour, in the order of the overview, so that
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

// Monogram returns a two-letter abbreviation of a domain for positions where its
// name does not fit. It is made from the id, so it is the same in every language.
func (p *Page) Monogram(d *site.Domain) string { return monogram(d.ID) }

func monogram(id string) string {
	letters := []rune(id)
	if first, rest, several := strings.Cut(id, "-"); several {
		letters = []rune{firstRune(first), firstRune(rest)}
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
