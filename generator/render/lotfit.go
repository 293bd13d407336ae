package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// The contents of a lot are limited to the space on a screen. The rest is shown only in
// print, and not if a lot is one line. Widths are estimates: if the font of a browser is
// wider, a lot becomes higher and no text is cut.

const separator = " · "

const (
	lineLoss    = 40 // average unused width at the end of a line of names
	moreWidth   = 26 // width of "+2" after a list
	labelMargin = 5  // width after the label of a list
	markWidth   = 18 // width of the mark of a status
	slack       = 8  // width kept free for fonts that are wider than estimated
	minName     = 70 // minimum width of a shortened name
)

// lotSpace is the space in a lot.
type lotSpace struct {
	width, textLines, listLines int
	name, foot                  int // widths
}

// fit reduces the contents of a lot to its space.
func (l *Lot) fit(space lotSpace) {
	l.NameLine = clip(l.NameLine, space.name, planName+2) // bold
	l.Purpose.Lines = wrap(l.Purpose.Text, space.width, planText, space.textLines)
	if all := space.textLines * (space.width - lineLoss); textWidth(l.Purpose.Text, planText) > all {
		whole := l.Purpose.Text
		short := text.ShortenAtSpace(whole, utf8.RuneCountInString(clip(whole, all, planText)))
		l.Purpose.Text = strings.TrimSuffix(short, "…")
		l.Purpose.Rest = strings.TrimPrefix(whole, l.Purpose.Text)
	}
	fitListings(l.Ways, space.width-slack, space.listLines)
	fitListings(l.Changes, space.width-slack, space.listLines)
	foot := []Listing{l.Requires}
	fill(foot, space.foot)
	l.Requires = foot[0]
}

// count replaces all listings except the first one of each lens by the number of their
// entries, because a lot that is one line has no space for more names.
func (l *Lot) count() {
	for _, lists := range [][]Listing{l.Ways, l.Changes} {
		for i := range lists {
			if i > 0 && lists[i].Count == 0 {
				lists[i].Count, lists[i].Entries = len(lists[i].Entries), nil
			}
		}
	}
}

// dropExtras removes the contents that do not fit, which makes the page of many domains
// smaller.
func (l *Lot) dropExtras() {
	if l.Purpose.Rest != "" {
		l.Purpose.Text, l.Purpose.Rest = l.Purpose.Text+"…", ""
	}
	for _, lists := range [][]Listing{l.Ways, l.Changes} {
		for i := range lists {
			lists[i].dropExtras()
		}
	}
	l.Requires.dropExtras()
}

func (l *Listing) dropExtras() {
	l.Entries = l.Entries[:len(l.Entries)-l.More]
	for i := range l.Entries {
		if e := &l.Entries[i]; e.Rest != "" {
			e.Short, e.Rest = e.Short+"…", ""
		}
	}
}

// RequiresLine returns the foot as one line, for map.svg.
func (l *Lot) RequiresLine() string {
	if len(l.Requires.Entries) == 0 {
		return ""
	}
	var shown []string
	for _, e := range l.Requires.Entries {
		if !e.Extra {
			shown = append(shown, e.name)
		}
	}
	names := strings.Join(shown, separator)
	if l.Requires.More > 0 {
		names += fmt.Sprint(" +", l.Requires.More)
	}
	return l.Requires.Label + " " + names
}

// fitListings removes the entries that do not fit in a number of lines. Each listing
// starts a line while there are lines left; the remaining listings share the last line.
func fitListings(lists []Listing, width, lines int) {
	free := max(0, lines-len(lists))
	for i := range lists {
		lists[i].Starts = true
		if i == lines-1 {
			fill(lists[i:], width)
			return
		}
		extra := min(free, lists[i].width()/(width-lineLoss))
		free -= extra
		fill(lists[i:i+1], (1+extra)*width-extra*lineLoss)
	}
}

// fill removes contents that do not fit in a width: first the dates of retired entries,
// then names. If not even the first name of a listing fits, the name is shortened.
func fill(lists []Listing, width int) {
	if fits(lists, width) {
		return
	}
	for i := range lists {
		for n := range lists[i].Entries {
			if e := &lists[i].Entries[n]; !e.End.IsZero() {
				e.End, e.dateWidth = "", 0
			}
		}
	}
	if fits(lists, width) {
		return
	}
	for i := range lists {
		if width -= lists[i].labelWidth(); len(lists[i].Entries) > 1 {
			width -= moreWidth
		}
	}
	for i := range lists {
		width = max(0, lists[i].cut(width))
	}
}

func fits(lists []Listing, width int) bool {
	for i := range lists {
		width -= lists[i].width()
	}
	return width >= 0
}

// cut removes the entries that do not fit in a width, and returns the width that remains.
func (l *Listing) cut(width int) int {
	for n := range l.Entries {
		e := &l.Entries[n]
		if w := l.entryWidth(n); w <= width {
			width -= w
			continue
		}
		if space := width - e.dateWidth; n == 0 && space >= minName {
			e.Short = strings.TrimSuffix(clip(e.name, space, planText), "…")
			e.Rest = strings.TrimPrefix(e.name, e.Short)
			n, width = 1, 0
		}
		l.More = len(l.Entries) - n
		for ; n < len(l.Entries); n++ {
			l.Entries[n].Extra = true
		}
		break
	}
	return width
}

func (l *Listing) width() int {
	sum := l.labelWidth()
	if l.Count > 0 {
		sum += moreWidth
	}
	for i := range l.Entries {
		sum += l.entryWidth(i)
	}
	return sum
}

func (l *Listing) labelWidth() int {
	w := textWidth(l.Label, planText+2) + labelMargin // bold
	if l.Status != "" {
		w += markWidth
	}
	return w
}

func (l *Listing) entryWidth(i int) int {
	w := textWidth(l.Entries[i].name, planText) + l.Entries[i].dateWidth
	if i > 0 {
		w += textWidth(separator, planText)
	}
	return w
}

// Bar is the drawing of Parties: a box for each responsibility, as path data.
type Bar struct {
	Width                     int
	Platform, Shared, Product string
}

const (
	barHeight = 14
	barWidth  = 320 // the most
	boxWidth  = 28  // the most
)

// Bar returns the drawing, or nil if there are no responsibilities.
func (p Parties) Bar() *Bar {
	total := p.Platform + p.Shared + p.Product
	if total == 0 {
		return nil
	}
	pitch := max(2, min(boxWidth, barWidth/total))
	gap := min(3, pitch/3)
	boxes := func(from, n int) string {
		var b strings.Builder
		for i := from; i < from+n; i++ {
			fmt.Fprintf(&b, "M%d.5.5h%dv%dh-%dz", i*pitch, pitch-gap-1, barHeight-1, pitch-gap-1)
		}
		return b.String()
	}
	return &Bar{pitch * total, boxes(0, p.Platform), boxes(p.Platform, p.Shared), boxes(p.Platform+p.Shared, p.Product)}
}
