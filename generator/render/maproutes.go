package render

import (
	"cmp"
	"slices"
	"strconv"

	"platmap/generator/site"
)

// The lines of the overview figure are horizontal and vertical: from a tile into the
// gap between two rows, along the gap in a lane, through a passage between two tiles
// of each row that they cross, and to the tile of the target domain. All lines to
// the same edge of a tile share their last steps, so that they join.

// router finds the routes of all lines before the heights of the rows are known.
type router struct {
	rows   [][]*Tile
	routes []route
	lanes  []int            // the number of lanes in the gap below each row
	ends   map[edge][]*Tile // by edge: the tiles at the other ends of its lines
	steps  map[edge][]step  // by edge: the steps that its lines share
	usedBy map[track]edge   // by track: the edge whose steps use it
	full   map[passage]bool // passages without a free track
	tried  map[int]int      // by row: how many tracks behind tiles were tried because no passage was free
}

// route is the route of one line.
type route struct {
	from, to             *Tile
	fromBottom, toBottom bool // the edges that it uses
	straight             bool // whether the line connects neighbours in one row
	steps                int  // number of shared steps that the line uses
}

// step is a part of a route: along the gap below a row, and from there through the
// next row. Steps are counted from the tile that the lines lead to, because lines
// of all lengths share them. The first step crosses no row.
type step struct {
	gap, lane int // noLane if the step goes straight ahead
	crosses   bool
	x         int // where it crosses the row
}

const noLane = -1

// passage is the space to the left of the nth tile of a row, or after the last
// tile.
type passage struct{ row, nth int }

// track is a position where a line crosses a row.
type track struct{ row, x int }

// edge is the upper or lower edge of a tile.
type edge struct {
	tile   *Tile
	bottom bool
}

const (
	laneHeight = 7
	laneWidth  = 5
	corner     = 6 // the radius of a rounded corner
)

func newRouter(m *Map) *router {
	r := &router{ends: map[edge][]*Tile{}, steps: map[edge][]step{}, usedBy: map[track]edge{}, full: map[passage]bool{}, tried: map[int]int{}}
	tiles := map[*site.Domain]*Tile{}
	places := map[*Tile]passage{} // the passage to the left of a tile
	for i := range m.Layers {
		l := &m.Layers[i]
		for j := range l.rows {
			l.rows[j].number = len(r.rows)
			var row []*Tile
			for n, k := range l.rows[j].tiles {
				t := &l.Tiles[k]
				tiles[t.Domain] = t
				places[t] = passage{len(r.rows), n}
				row = append(row, t)
			}
			r.rows = append(r.rows, row)
		}
	}
	r.lanes = make([]int, len(r.rows))
	for _, row := range r.rows {
		for _, from := range row {
			for _, ref := range from.Domain.DependsOn {
				if to := tiles[ref.To]; to != nil && to != from {
					r.add(from, to, places[from], places[to])
				}
			}
		}
	}
	for e := range r.ends { // lines from the left end at the left part of the edge
		slices.SortStableFunc(r.ends[e], func(a, b *Tile) int { return cmp.Compare(a.middle(), b.middle()) })
	}
	return r
}

func (t *Tile) middle() int { return t.X + t.W/2 }

// add finds the route of a line.
func (r *router) add(from, to *Tile, a, b passage) {
	x := route{from: from, to: to}
	if sameRow := a.row == b.row; sameRow && distance(a.nth, b.nth) == 1 {
		x.straight = true
	} else {
		x.fromBottom = a.row < b.row || sameRow && (a.row == 0 || a.row+1 < len(r.rows))
		x.toBottom = a.row > b.row || sameRow && x.fromBottom
		x.steps = max(1, distance(a.row, b.row))
		r.addEnd(edge{from, x.fromBottom}, to)
		r.addEnd(edge{to, x.toBottom}, to)
		r.extend(edge{to, x.toBottom}, b.row, x.steps)
	}
	r.routes = append(r.routes, x)
}

// addEnd adds the end of a line to an edge. All lines that lead to the tile itself
// end at one point.
func (r *router) addEnd(e edge, to *Tile) {
	if !slices.Contains(r.ends[e], to) {
		r.ends[e] = append(r.ends[e], to)
	}
}

// extend ensures that there are at least n steps to an edge of a tile in a row, and
// that a line can join at step n.
func (r *router) extend(e edge, row, n int) {
	steps := r.steps[e]
	for i := len(steps); i < n; i++ {
		next := step{gap: row - 1 - i, lane: noLane}
		if e.bottom {
			next.gap = row + i
		}
		if i > 0 {
			last := &steps[i-1]
			r.cross(&next, max(next.gap, last.gap), e, *last)
			if !last.crosses || next.x != last.x {
				r.assignLane(last)
			}
		}
		steps = append(steps, next)
	}
	r.assignLane(&steps[n-1])
	r.steps[e] = steps
}

func (r *router) assignLane(s *step) {
	if s.lane == noLane {
		s.lane = r.lanes[s.gap]
		r.lanes[s.gap]++
	}
}

// cross chooses where a step to an edge crosses a row: straight ahead if possible,
// or else in the nearest passage with a free track.
func (r *router) cross(s *step, row int, to edge, last step) {
	s.crosses = true
	s.x = last.x
	if !last.crosses || !r.inPassage(row, s.x) || !r.isFree(row, s.x, to) {
		s.x = r.findTrack(row, to, last)
	}
	r.usedBy[track{row, s.x}] = to
}

// inPassage reports whether x is within a passage of a row.
func (r *router) inPassage(row, x int) bool {
	for n := range len(r.rows[row]) + 1 {
		if p := (passage{row, n}); distance(x, r.center(p)) <= r.halfWidth(p) {
			return true
		}
	}
	return false
}

// findTrack returns a free track of a row, near the tile that the steps lead to.
func (r *router) findTrack(row int, to edge, last step) int {
	for {
		p, found := r.nearestPassage(row, to.tile.middle())
		if !found {
			return r.trackBehindTiles(row, to, last)
		}
		for n := range 2*r.halfWidth(p)/laneWidth + 1 {
			if x := r.center(p) + offset(n); distance(x, r.center(p)) <= r.halfWidth(p) && r.isFree(row, x, to) {
				return x
			}
		}
		r.full[p] = true
	}
}

// nearestPassage returns the passage of a row that is nearest to x and not full.
func (r *router) nearestPassage(row, x int) (best passage, found bool) {
	for n := range len(r.rows[row]) + 1 {
		p := passage{row, n}
		if !r.full[p] && (!found || distance(r.center(p), x) < distance(r.center(best), x)) {
			best, found = p, true
		}
	}
	return best, found
}

// trackBehindTiles returns a track of a row without free passages. The line is
// hidden where it crosses the row.
func (r *router) trackBehindTiles(row int, to edge, last step) int {
	if last.crosses && r.isFree(row, last.x, to) {
		return last.x
	}
	const width = mapWidth - labelWidth - layerPad // of the tiles
	x := to.tile.middle()
	for r.tried[row] < width/laneWidth {
		r.tried[row]++
		x = labelWidth + (to.tile.middle()-labelWidth+r.tried[row]*laneWidth)%width
		if r.isFree(row, x, to) {
			break
		}
	}
	return x
}

// offset returns the distance of the nth track of a passage from the center of
// the passage. Tracks with an even number are on the right.
func offset(n int) int {
	if n%2 == 1 {
		return -(n + 1) / 2 * laneWidth
	}
	return n / 2 * laneWidth
}

// halfWidth returns the greatest distance of a track from the center of a passage.
func (r *router) halfWidth(p passage) int {
	if p.nth == len(r.rows[p.row]) {
		return layerPad/2 - 2
	}
	return tileGap/2 - 1
}

// isFree reports whether steps to an edge can cross a row at x. They cannot if
// another route crosses the next row at x, because the two would overlap in the gap
// between the rows.
func (r *router) isFree(row, x int, to edge) bool {
	if _, used := r.usedBy[track{row, x}]; used {
		return false
	}
	for _, next := range [...]int{row - 1, row + 1} {
		if other, used := r.usedBy[track{next, x}]; used && other != to {
			return false
		}
	}
	return true
}

func distance(a, b int) int { return max(a-b, b-a) }

func (r *router) center(p passage) int {
	row := r.rows[p.row]
	switch {
	case p.nth == 0:
		return row[0].X - tileGap/2
	case p.nth == len(row):
		return row[p.nth-1].X + row[p.nth-1].W + layerPad/2
	}
	return row[p.nth].X - tileGap/2
}

// gapHeight returns the height of the gap below a row.
func (r *router) gapHeight(row int) int { return max(layerGap, (r.lanes[row]+1)*laneHeight) }

// endX returns the x coordinate at which a line meets an edge of a tile. At lower
// edges it is shifted; otherwise the line would seem to continue at the upper
// edge below it.
func (r *router) endX(e edge, to *Tile) int {
	all := r.ends[e]
	x := e.tile.X + e.tile.W*(slices.Index(all, to)+1)/(len(all)+1)
	if e.bottom {
		x += laneWidth
	}
	return x
}

func (e edge) y() int {
	if e.bottom {
		return e.tile.Y + e.tile.H
	}
	return e.tile.Y
}

// draw returns the lines. The positions of all tiles must be set.
func (r *router) draw(m *Map) []Line {
	gaps := make([]int, len(r.rows)) // the top of the gap below a row
	for i, row := range r.rows {
		gaps[i] = row[0].Y + row[0].H
	}
	for _, l := range m.Layers { // lanes are below the frame of a layer
		gaps[l.rows[len(l.rows)-1].number] += layerPad
	}
	var pen pen
	lines := make([]Line, len(r.routes))
	for i, x := range r.routes {
		r.drawRoute(&pen, x, gaps)
		lines[i] = Line{D: pen.path(), From: x.from.Domain, To: x.to.Domain, Hue: x.to.Hue}
	}
	return lines
}

func (r *router) drawRoute(pen *pen, x route, gaps []int) {
	if x.straight {
		y := x.from.Y + nameHeight/2
		if x.from.X < x.to.X {
			pen.start(x.from.X+x.from.W, y)
			pen.line(x.to.X, y)
		} else {
			pen.start(x.from.X, y+laneHeight)
			pen.line(x.to.X+x.to.W, y+laneHeight)
		}
		return
	}
	from, to := edge{x.from, x.fromBottom}, edge{x.to, x.toBottom}
	at := r.endX(from, x.to)
	pen.start(at, from.y())
	for n := x.steps - 1; n >= 0; n-- {
		s := r.steps[to][n]
		if s.lane == noLane {
			continue
		}
		y := gaps[s.gap] + (s.lane+1)*laneHeight
		pen.line(at, y)
		if at = s.x; n == 0 {
			at = r.endX(to, x.to)
		}
		pen.line(at, y)
	}
	pen.line(at, to.y())
}

// pen builds the path data of a line with rounded corners.
type pen struct {
	text       []byte
	before, at [2]int // the last two points
	corner     bool   // whether at is a corner depends on the next point
}

func (p *pen) start(x, y int) {
	p.text = p.text[:0]
	p.write('M', x, y)
	p.at, p.corner = [2]int{x, y}, false
}

func (p *pen) line(x, y int) {
	next := [2]int{x, y}
	if next == p.at {
		return
	}
	if p.corner && aligned(p.before, p.at, next) {
		p.at = next // a long line crosses many rows without a corner
		return
	}
	if p.corner {
		r := min(corner, length(p.before, p.at)/2, length(p.at, next)/2)
		in, out := toward(p.at, p.before, r), toward(p.at, next, r)
		p.write('L', in[0], in[1])
		p.write('Q', p.at[0], p.at[1])
		p.write(' ', out[0], out[1])
	}
	p.before, p.at, p.corner = p.at, next, true
}

// path returns the path data of the line up to the last point.
func (p *pen) path() string {
	p.write('L', p.at[0], p.at[1])
	return string(p.text)
}

// write does not use package fmt, because it takes most of the time of a large figure.
func (p *pen) write(command byte, x, y int) {
	p.text = append(p.text, command)
	p.text = strconv.AppendInt(p.text, int64(x), 10)
	p.text = append(p.text, ' ')
	p.text = strconv.AppendInt(p.text, int64(y), 10)
}

// aligned reports whether three points are on one horizontal or vertical line.
func aligned(a, b, c [2]int) bool {
	return a[0] == b[0] && b[0] == c[0] || a[1] == b[1] && b[1] == c[1]
}

// length returns the length of a horizontal or vertical line.
func length(a, b [2]int) int { return distance(a[0], b[0]) + distance(a[1], b[1]) }

// toward returns the point at distance r from p in the direction of q.
func toward(p, q [2]int, r int) [2]int {
	for i := range p {
		if d := distance(p[i], q[i]); d > 0 {
			p[i] += (q[i] - p[i]) / d * r
			return p
		}
	}
	return p
}
