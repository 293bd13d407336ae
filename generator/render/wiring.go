package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/site"
)

// The lines of the overview figure run like the wires of a switchboard: down or
// up from a tile into the gap between two rows, along it in a lane, through the
// gap between two tiles of each row on the way, and into the domain they lead
// to. All lines to one domain share their lanes, so that they join on the way.

// wiring is the lines before the heights of the rows are known.
type wiring struct {
	rows  [][]*Tile
	wires []wire
	lanes []map[*Tile]int     // for the gap below each row: the lane of each target
	sides map[side][]*Tile    // who meets a tile's edge, by the tile at the other end
	ways  map[passage][]*Tile // who runs through a gap between tiles, by target
}

// wire is one line.
type wire struct {
	from, to *Tile
	steps    []step
	straight bool // neighbours in one row
}

// step runs along the gap below a row, up to the passage through the next row.
// The last step has none: it ends at the target.
type step struct {
	gap int
	way passage
}

// passage is the gap to the left of the nth tile of a row; after the last one
// comes the gap at the right edge.
type passage struct{ row, nth int }

// side is a tile's upper or lower edge.
type side struct {
	tile *Tile
	down bool
}

const (
	laneHeight = 7
	laneWidth  = 5
	corner     = 6
)

func newWiring(m *Map) *wiring {
	w := &wiring{sides: map[side][]*Tile{}, ways: map[passage][]*Tile{}}
	tiles := map[*site.Domain]*Tile{}
	place := map[*Tile][2]int{} // row, nth
	for i := range m.Layers {
		l := &m.Layers[i]
		for j := range l.rows {
			l.rows[j].number = len(w.rows)
			var row []*Tile
			for n, k := range l.rows[j].tiles {
				t := &l.Tiles[k]
				tiles[t.Domain] = t
				place[t] = [2]int{len(w.rows), n}
				row = append(row, t)
			}
			w.rows = append(w.rows, row)
		}
	}
	w.lanes = make([]map[*Tile]int, len(w.rows))
	for i := range w.lanes {
		w.lanes[i] = map[*Tile]int{}
	}
	for _, row := range w.rows {
		for _, from := range row {
			for _, ref := range from.Domain.DependsOn {
				if to := tiles[ref.To]; to != nil && to != from {
					w.add(from, to, place[from], place[to])
				}
			}
		}
	}
	for s := range w.sides { // whoever comes from the left meets the edge at the left
		slices.SortStableFunc(w.sides[s], func(a, b *Tile) int { return cmp.Compare(a.middle(), b.middle()) })
	}
	return w
}

func (t *Tile) middle() int { return t.X + t.W/2 }

// add finds the way of a line through gaps and rows.
func (w *wiring) add(from, to *Tile, a, b [2]int) {
	x := wire{from: from, to: to}
	switch {
	case a[0] == b[0] && (a[1]-b[1] == 1 || b[1]-a[1] == 1):
		x.straight = true
	case a[0] < b[0] || a[0] == b[0] && a[0]+1 < len(w.rows):
		w.meet(from, true, to)
		w.meet(to, a[0] == b[0], to)
		for gap := a[0]; gap < max(b[0], a[0]+1); gap++ {
			s := step{gap: gap}
			if gap+1 < b[0] {
				s.way = w.through(gap+1, to)
			}
			x.steps = append(x.steps, s)
		}
	default:
		w.meet(from, false, to)
		w.meet(to, a[0] != b[0], to)
		for gap := a[0] - 1; gap >= min(b[0], a[0]-1) && gap >= 0; gap-- {
			s := step{gap: gap}
			if gap > b[0] {
				s.way = w.through(gap, to)
			}
			x.steps = append(x.steps, s)
		}
		x.straight = len(x.steps) == 0 // a single row: nothing to run through
	}
	for _, s := range x.steps {
		if _, known := w.lanes[s.gap][to]; !known {
			w.lanes[s.gap][to] = len(w.lanes[s.gap])
		}
	}
	w.wires = append(w.wires, x)
}

// meet enters a line into a tile's edge. Lines to the tile itself meet it in
// one place.
func (w *wiring) meet(t *Tile, down bool, to *Tile) {
	s := side{t, down}
	w.sides[s] = appendNew(w.sides[s], to)
}

// through chooses the gap of a row that is nearest to a line's target.
func (w *wiring) through(row int, to *Tile) passage {
	best := passage{row, 0}
	for n := range len(w.rows[row]) + 1 {
		if p := (passage{row, n}); distance(w.centre(p), to.middle()) < distance(w.centre(best), to.middle()) {
			best = p
		}
	}
	w.ways[best] = appendNew(w.ways[best], to)
	return best
}

func appendNew(list []*Tile, t *Tile) []*Tile {
	if slices.Contains(list, t) {
		return list
	}
	return append(list, t)
}

func distance(a, b int) int { return max(a-b, b-a) }

// centre returns the middle of a gap between tiles.
func (w *wiring) centre(p passage) int {
	row := w.rows[p.row]
	switch {
	case p.nth == 0:
		return row[0].X - tileGap/2
	case p.nth == len(row):
		return row[p.nth-1].X + row[p.nth-1].W + layerPad/2
	}
	return row[p.nth].X - tileGap/2
}

// room returns how high the gap below a row must be.
func (w *wiring) room(row int) int { return max(layerGap, (len(w.lanes[row])+1)*laneHeight) }

// port returns where along a tile's edge the line to a target meets it.
func (w *wiring) port(t *Tile, down bool, to *Tile) int {
	all := w.sides[side{t, down}]
	return t.X + t.W*(slices.Index(all, to)+1)/(len(all)+1)
}

// x returns where a line to a target runs through a gap between tiles.
func (w *wiring) x(p passage, to *Tile) int {
	n := slices.Index(w.ways[p], to)
	offset := (n + 1) / 2 * laneWidth
	if n%2 == 1 {
		offset = -offset
	}
	return w.centre(p) + offset
}

// draw turns the wires into paths, now that every tile has its place.
func (w *wiring) draw(m *Map) []Line {
	bottoms := make([]int, len(w.rows))
	for i, row := range w.rows {
		bottoms[i] = row[0].Y + row[0].H
	}
	last := map[int]bool{} // rows that end a layer: lanes run below its frame
	for _, l := range m.Layers {
		last[l.rows[len(l.rows)-1].number] = true
	}
	laneY := func(gap int, to *Tile) int {
		y := bottoms[gap] + (w.lanes[gap][to]+1)*laneHeight
		if last[gap] {
			y += layerPad
		}
		return y
	}
	var lines []Line
	for _, x := range w.wires {
		lines = append(lines, Line{D: w.path(x, laneY), From: x.from.Domain, To: x.to.Domain, Hue: x.to.Hue})
	}
	return lines
}

func (w *wiring) path(x wire, laneY func(gap int, to *Tile) int) string {
	if x.straight {
		y := x.from.Y + nameHeight/2
		if x.from.X < x.to.X {
			return polyline([][2]int{{x.from.X + x.from.W, y}, {x.to.X, y}})
		}
		return polyline([][2]int{{x.from.X, y + laneHeight}, {x.to.X + x.to.W, y + laneHeight}})
	}
	down := laneY(x.steps[0].gap, x.to) > x.from.Y
	at := w.port(x.from, down, x.to)
	points := [][2]int{{at, edge(x.from, down)}}
	for i, s := range x.steps {
		y := laneY(s.gap, x.to)
		points = append(points, [2]int{at, y})
		if i == len(x.steps)-1 {
			above := y > x.to.Y // the line comes from below
			at = w.port(x.to, above, x.to)
			points = append(points, [2]int{at, y}, [2]int{at, edge(x.to, above)})
		} else {
			at = w.x(s.way, x.to)
			points = append(points, [2]int{at, y})
		}
	}
	return polyline(points)
}

func edge(t *Tile, bottom bool) int {
	if bottom {
		return t.Y + t.H
	}
	return t.Y
}

// polyline draws a line along points, with its corners rounded.
func polyline(points [][2]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%d %d", points[0][0], points[0][1])
	for i := 1; i < len(points)-1; i++ {
		before, p, after := points[i-1], points[i], points[i+1]
		r := min(corner, length(before, p)/2, length(p, after)/2)
		in, out := toward(p, before, r), toward(p, after, r)
		fmt.Fprintf(&b, "L%d %dQ%d %d %d %d", in[0], in[1], p[0], p[1], out[0], out[1])
	}
	end := points[len(points)-1]
	fmt.Fprintf(&b, "L%d %d", end[0], end[1])
	return b.String()
}

// length of a line along one of the axes.
func length(a, b [2]int) int { return distance(a[0], b[0]) + distance(a[1], b[1]) }

// toward returns the point at a distance from p on the way to q.
func toward(p, q [2]int, r int) [2]int {
	switch {
	case q[0] > p[0]:
		return [2]int{p[0] + r, p[1]}
	case q[0] < p[0]:
		return [2]int{p[0] - r, p[1]}
	case q[1] > p[1]:
		return [2]int{p[0], p[1] + r}
	case q[1] < p[1]:
		return [2]int{p[0], p[1] - r}
	}
	return p
}
