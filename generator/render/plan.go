package render

import (
	"cmp"
	"strings"

	"platmap/generator/site"
	"platmap/generator/theme"
)

// Plan is the overview: a section for each group of domains, with a lot for each
// domain. The home page shows it as HTML, map.svg as an image. All measures are whole
// SVG units; on the home page, 1,280 pixels wide, a unit is a pixel.
type Plan struct {
	Width, Height int
	Dense         bool // each lot is one line
	Sections      []Section
}

// Section is one or more rows of lots, with the name of their group at the left.
type Section struct {
	Group     *site.Group
	Y, H      int
	NameLines []string
	Lots      []Lot
}

// Sizes in the plan.
const (
	planWidth  = 1168
	labelWidth = 100 // width of the names of groups
	lotPad     = 14
	lotHeight  = 118
	textLines  = 3  // lines of the purpose of a domain
	listLines  = 4  // lines of names in a lot; they are closer together
	lineLot    = 34 // the height of a lot that is one line
	maxColumns = 4
	maxTall    = 40  // maximum number of domains whose lots have more than one line
	maxLots    = 300 // maximum number of domains with lots; beyond it the lots are groups, each of which has a page
	planText   = 14  // font sizes
	planName   = 17
)

// A lot that is one line has its name at the left and its foot at the right.
const (
	lineName = 240
	lineFoot = 240
	lineGaps = 27 // space between the lists of a lens
)

// Plan returns the overview in the page's language or, on the page of a group, the
// plan of its domains.
func (p *Page) Plan() *Plan {
	if p.Group != nil {
		return p.r.plan([]*site.Group{p.Group}, p.Locale)
	}
	return p.r.plans[p.Locale]()
}

// overview returns the plan of the whole site.
func (r *renderer) overview(locale string) *Plan {
	if r.hasGroupPages() {
		plan := &Plan{Width: planWidth, Sections: []Section{{Group: &site.Group{}}}}
		for _, g := range groups(r.site) {
			plan.Sections[0].Lots = append(plan.Sections[0].Lots, r.groupLot(g, locale))
		}
		plan.arrange(locale)
		return plan
	}
	return r.plan(groups(r.site), locale)
}

// plan returns the plan of the domains of groups.
func (r *renderer) plan(list []*site.Group, locale string) *Plan {
	plan := &Plan{Width: planWidth}
	for _, g := range list {
		s := Section{Group: g}
		for _, d := range g.Domains {
			s.Lots = append(s.Lots, r.lot(d, locale))
		}
		plan.Sections = append(plan.Sections, s)
	}
	plan.arrange(locale)
	return plan
}

// arrange sets the positions of all lots.
func (plan *Plan) arrange(locale string) {
	lots, left := 0, 0
	for i := range plan.Sections {
		lots += len(plan.Sections[i].Lots)
		if !plan.Sections[i].Group.Name.IsZero() {
			left = labelWidth
		}
	}
	plan.Dense = lots > maxTall
	for i := range plan.Sections {
		s := &plan.Sections[i]
		s.Y = plan.Height
		if name := s.Group.Name.Plain(locale); name != "" {
			s.NameLines = wrap(name, labelWidth-lotPad, planText+2, 3)
		}
		s.arrange(left, plan.Dense)
		plan.Height += s.H
	}
}

// arrange sets the positions of the lots of a section, and reduces their contents to the
// available space.
func (s *Section) arrange(left int, dense bool) {
	rows, height := lotRows(len(s.Lots)), lotHeight
	if dense {
		rows, height = oneColumn(len(s.Lots)), lineLot
	}
	next := 0
	for i, n := range rows {
		for column := range n {
			l := &s.Lots[next]
			next++
			l.Columns, l.H = n, height
			l.X = left + column*(planWidth-left)/n
			l.W = left + (column+1)*(planWidth-left)/n - l.X
			l.Y = s.Y + i*height
			if dense {
				l.count()
				l.fit(lotSpace{l.W - 2*lotPad - lineName - lineFoot - lineGaps, 1, 1, lineName - lotPad, lineFoot - lotPad})
				l.dropExtras()
			} else {
				w := l.W - 2*lotPad
				l.fit(lotSpace{w, textLines, listLines, w, w})
			}
		}
	}
	s.H = len(rows) * height
}

// lotRows returns the number of lots in each row of a section. The numbers differ by at
// most one, because rows of three and two look better than rows of four and one.
func lotRows(lots int) []int {
	rows := make([]int, (lots+maxColumns-1)/maxColumns)
	for i := range rows {
		rows[i] = lots / len(rows)
		if i < lots%len(rows) {
			rows[i]++
		}
	}
	return rows
}

func oneColumn(lots int) []int {
	rows := make([]int, lots)
	for i := range rows {
		rows[i] = 1
	}
	return rows
}

// Ask returns the contact for something that has no interface, such as "ask #infra", with
// a link to that team. It is "" if the domain has no owner.
func (p *Page) Ask(d *site.Domain) theme.HTML {
	before, name, after := p.ask(d)
	if name == "" {
		return ""
	}
	return theme.HTML(theme.Escape(before) + `<a href="` + theme.Escape(p.Href(d.Owner.To)) + `">` + theme.Escape(name) + `</a>` + theme.Escape(after))
}

// ask returns the text of Ask in three parts. The second one is the name of a channel or a
// team.
func (p *Page) ask(d *site.Domain) (before, name, after string) {
	if d == nil || d.Owner.To == nil {
		return "", "", ""
	}
	team, _ := p.label(site.Target{Page: d.Owner.To})
	before, after, _ = strings.Cut(p.Say("map.ask"), "{0}")
	return before, cmp.Or(d.Owner.To.Contact.Chat, team), after
}

// DateIn returns a date within a phrase of the theme, such as "until Mar 2027".
func (p *Page) DateIn(phrase string, d site.Date) theme.HTML {
	return theme.HTML(`<time datetime="` + theme.Escape(string(d)) + `">` + theme.Escape(p.Say(phrase, formatDate(d, p.Locale))) + `</time>`)
}
