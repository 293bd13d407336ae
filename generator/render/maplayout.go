package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platmap/generator/site"
	"platmap/generator/text"
)

// Map is the layout of the overview figure, which the theme draws. All measures are
// whole SVG units.
type Map struct {
	Width, Height int
	Layers        []Layer // top layer first
	Lines         []Line  // dependencies
}

// Layer is one group of domains, as wide as the figure.
type Layer struct {
	ID, Name   string
	NameLines  []string
	X, Y, W, H int
	Tiles      []Tile
	rows       []tileRow
}

// tileRow is a row of tiles in a layer.
type tileRow struct {
	number int // from 0 at the top of the figure
	height int
	tiles  []int // indexes into Layer.Tiles
}

// Tile is one domain.
type Tile struct {
	Domain     *site.Domain
	Name       string // shortened to fit
	X, Y, W, H int
	Hue        int
	Monogram   string
	Status     string // the word for the status of a draft or retired domain
	Marks      []Mark
	Bands      []Band
}

// Mark counts the features and interfaces of a domain in a status other than
// available.
type Mark struct {
	Status site.Status
	Count  int
}

// Band is one of the three parts of a tile: responsibilities, implementation and
// interfaces.
type Band struct {
	Label      string
	X, Y, W, H int // X and Y are relative to the corner of the tile
	Count      int
	Lines      []string // names, shortened to fit
	More       int      // number of names that are not shown

	// For responsibilities: the number per party as text, and path data relative to
	// the corner of the band, with a box for each responsibility and the filled part
	// of each box.
	Carriers       string
	Units, Carried string
}

// Line leads from a domain to one that it depends on.
type Line struct {
	D        string // path data
	From, To *site.Domain
	Hue      int // of the domain it leads to
}

// Measures of the figure.
const (
	mapWidth   = 1200
	labelWidth = 104 // the layer's name, at the left
	layerPad   = 14
	layerGap   = 22 // minimum height; a gap with many lines is higher
	tileGap    = 22
	maxColumns = 4
	nameHeight = 46
	bandHead   = 20
	lineHeight = 17
	bandLines  = 2
	bandHeight = bandHead + bandLines*lineHeight + 6
	textPad    = 12
	textSize   = 12
)

// Map returns the overview figure in the page's language.
func (p *Page) Map() *Map { return p.r.maps[p.Locale]() }

func (r *renderer) layout(locale string) *Map {
	m := &Map{Width: mapWidth}
	for _, g := range groups(r.site) {
		m.Layers = append(m.Layers, r.layer(g, locale))
	}
	// Routes do not depend on heights, but the heights of gaps depend on routes.
	lines := newRouter(m)
	y := 0
	for i := range m.Layers {
		y = m.Layers[i].place(y, lines)
	}
	if m.Height = max(y-layerGap, 0); len(lines.rows) > 0 && lines.lanes[len(lines.rows)-1] > 0 {
		m.Height = y
	}
	m.Lines = lines.draw(m)
	return m
}

// place sets the vertical positions of a layer and its tiles, and returns where the
// next layer starts.
func (l *Layer) place(y int, lines *router) int {
	l.Y = y
	top := y + layerPad
	for i := range l.rows {
		row := l.rows[i]
		for _, j := range row.tiles {
			l.Tiles[j].Y = top
		}
		top += row.height + layerPad
		if i+1 < len(l.rows) {
			top += lines.gapHeight(row.number) - layerPad
		}
	}
	l.H = top - y
	return top + lines.gapHeight(l.rows[len(l.rows)-1].number)
}

// layer arranges the domains of a group in rows. It sets no vertical positions.
func (r *renderer) layer(g *site.Group, locale string) Layer {
	layer := Layer{ID: g.ID, Name: g.Name.Plain(locale), W: mapWidth}
	layer.NameLines = wrap(layer.Name, labelWidth-3*textPad, textSize+1, 3)
	left, space := labelWidth, mapWidth-labelWidth-layerPad
	for rest := g.Domains; len(rest) > 0; {
		n := min(len(rest), maxColumns)
		if len(rest) == maxColumns+1 { // rows of three and two look better than rows of four and one
			n = maxColumns - 1
		}
		w := (space - (n-1)*tileGap) / n
		var row tileRow
		for i, d := range rest[:n] {
			t := r.tile(d, locale, left+i*(w+tileGap), w)
			row.height = t.H
			row.tiles = append(row.tiles, len(layer.Tiles))
			layer.Tiles = append(layer.Tiles, t)
		}
		layer.rows = append(layer.rows, row)
		rest = rest[n:]
	}
	return layer
}

// tile arranges one domain: its name above the three bands, which are side by side
// if the tile is wide enough.
func (r *renderer) tile(d *site.Domain, locale string, x, w int) Tile {
	t := Tile{Domain: d, X: x, W: w, Hue: r.hues()[d], Monogram: monogram(d.ID), Marks: marks(d)}
	space := w - textPad - 44 // of the name
	if status := d.NotableStatus(); status != "" {
		t.Status = r.Theme.Say(locale, "status."+string(status))
		space -= textWidth(t.Status, textSize) + textPad
	}
	t.Name = clip(d.Name.Plain(locale), space, 15)
	var parts, offers []string // the names of what is available today
	all := components(d)
	for _, c := range all {
		if c.Status != site.Planned && !c.Status.Leaving() {
			parts = append(parts, c.Name.Plain(locale))
		}
	}
	for i := range d.Interfaces {
		if !d.Interfaces[i].Status.Leaving() {
			offers = append(offers, d.Interfaces[i].Name.Plain(locale))
		}
	}
	t.Bands = []Band{
		{Label: r.Theme.Say(locale, "map.responsibilities"), Count: len(d.Responsibilities)},
		{Label: r.Theme.Say(locale, "map.implementation"), Count: len(all)},
		{Label: r.Theme.Say(locale, "map.interfaces"), Count: len(d.Interfaces)},
	}
	side := w >= 3*260
	t.H = nameHeight + 3*bandHeight
	if side {
		t.H = nameHeight + bandHeight
	}
	for i := range t.Bands {
		b := &t.Bands[i]
		b.Y, b.W, b.H = nameHeight+i*bandHeight, w, bandHeight
		if side {
			b.X, b.Y, b.W = i*w/3, nameHeight, w/3
		}
	}
	t.Bands[0].drawParties(d, func(party string) string { return r.Theme.Say(locale, "party."+party) })
	t.Bands[1].list(parts)
	t.Bands[2].list(offers)
	return t
}

// list fills the band with names.
func (b *Band) list(names []string) {
	b.Lines, b.More = pack(names, b.W-2*textPad, bandLines)
	if len(names) > 0 {
		b.More += b.Count - len(names) // planned or retired
	}
}

// drawParties draws a box for each responsibility. The left half is filled if the
// platform has it, the right half if the product team does. partyName returns the name of
// a party.
func (b *Band) drawParties(d *site.Domain, partyName func(party string) string) {
	const height, top = 9, 23
	counts := map[string]int{}
	for i := range d.Responsibilities {
		counts[d.Responsibilities[i].By.Column()]++
	}
	pitch := min(17, (b.W-3*textPad)/max(1, len(d.Responsibilities))) // so that all boxes fit in the band
	width := pitch - min(4, pitch/3)
	var units, carried []byte
	var carriers []string
	x := textPad
	for _, party := range []string{site.Platform, site.Shared, site.Product} {
		from, w := 0, width
		switch party {
		case site.Platform:
			w = width/2 + 1
		case site.Product:
			from, w = width/2, width/2+width%2
		}
		if counts[party] == 0 {
			continue
		}
		carriers = append(carriers, fmt.Sprint(partyName(party), " ", counts[party]))
		for range counts[party] {
			units = fmt.Appendf(units, "M%d.5 %d.5h%dv%dh-%dz", x, top, width-1, height-1, width-1)
			carried = fmt.Appendf(carried, "M%d %dh%dv%dh-%dz", x+from, top, w, height, w)
			x += pitch
		}
		x += 6 // between parties
	}
	b.Units, b.Carried = string(units), string(carried)
	if b.Carriers = strings.Join(carriers, separator); textWidth(b.Carriers, textSize) > b.W-2*textPad {
		b.Carriers = strings.Join(carriers, " ")
	}
}

func marks(d *site.Domain) []Mark {
	counts := map[site.Status]int{}
	for i := range d.Features {
		counts[d.Features[i].Status]++
	}
	for i := range d.Interfaces {
		counts[d.Interfaces[i].Status]++
	}
	var list []Mark
	for _, s := range []site.Status{site.Planned, site.Experimental, site.Deprecated, site.Retired} {
		if counts[s] > 0 {
			list = append(list, Mark{s, counts[s]})
		}
	}
	return list
}

const separator = " · "

// pack arranges names in a limited number of lines, separated by dots, and returns
// how many do not fit.
func pack(names []string, width, lines int) (packed []string, more int) {
	line := ""
	for i, name := range names {
		next := name
		if line != "" {
			next = line + separator + name
		}
		if textWidth(next, textSize) <= width {
			line = next
			continue
		}
		if line == "" { // the first name is too long
			line = clip(name, width, textSize)
			continue
		}
		if len(packed)+1 == lines {
			return append(packed, line), len(names) - i
		}
		packed = append(packed, line)
		line = clip(name, width, textSize)
	}
	if line != "" {
		packed = append(packed, line)
	}
	return packed, 0
}

// wrap breaks a name into a limited number of lines; the last one is clipped.
func wrap(s string, width, size, lines int) []string {
	var list []string
	for len(list) < lines-1 && textWidth(s, size) > width {
		cut := len(clip(s, width, size)) - len("…")
		if i := strings.LastIndexByte(s[:cut], ' '); i > 0 {
			cut = i
		}
		list = append(list, strings.TrimSpace(s[:cut]))
		s = strings.TrimSpace(s[cut:])
	}
	return append(list, clip(s, width, size))
}

// clip shortens a text to a width, if necessary.
func clip(s string, width, size int) string {
	if textWidth(s, size) <= width {
		return s
	}
	end := 0
	for i, r := range s { // counted from the start, because s may be very long
		next := i + utf8.RuneLen(r)
		if end > 0 && textWidth(s[:next]+"…", size) > width {
			break
		}
		end = next
	}
	return s[:end] + "…"
}

// textWidth estimates the width of a text in a sans-serif font of the given size.
// The estimate is slightly too wide, because readers have different fonts.
func textWidth(s string, size int) int {
	sum := 0 // in hundredths of the size
	for _, r := range s {
		switch {
		case r == ' ' || strings.ContainsRune("ijl.,:;|'!·", r):
			sum += 32
		case r >= 'A' && r <= 'Z' || r == 'm' || r == 'w' || r == '…' || r == '@' || r == '%':
			sum += 74
		case r > 0x24F && text.IsWideInCJK(r): // Latin letters are not wide
			sum += 100
		default:
			sum += 57
		}
	}
	return (sum*size + 99) / 100
}
