package render

import (
	"cmp"
	"slices"
	"strconv"

	"platmap/generator/site"
)

// The lines of the overview figure run like the wires of a switchboard: down or
// up from a tile into the gap between two rows, along it in a lane, through the
// gap between two tiles of each row on the way, and into the domain they lead
// to. All lines to one domain share their way, so that they join.

// wiring is the lines before the heights of the rows are known.
type wiring struct {
	rows     [][]*Tile
	wires    []wire
	lanes    []int            // how many there are in the gap below each row
	sides    map[side][]*Tile // who meets a tile's edge, by the tile at the other end
	branches map[side][]step  // the way to a tile's edge
	taken    map[track]side   // by whose branch
	full     map[passage]bool // those without room
	crowds   map[int]int      // how many tracks were looked at in a row without room
}

// wire is one line.
type wire struct {
	from, to    *Tile
	down, under bool // leaves its tile downward; comes to the other from under it
	straight    bool // neighbours in one row
	steps       int  // of the branch that it runs along
}

// step runs along the gap below a row, and from there through the next row. All
// lines that come to a tile from one side run the same way, from however far they
// come: so the steps are counted from the tile, and the one at the tile is through
// no row.
type step struct {
	gap, lane int // a lane or none
	through   bool
	at        int // where, from the left
}

// none is the lane of a step that all take straight.
const none = -1

// passage is the gap to the left of the nth tile of a row; after the last one
// comes the gap at the right edge.
type passage struct{ row, nth int }

// track is where one branch runs through a row.
type track struct{ row, at int }

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
	w := &wiring{sides: map[side][]*Tile{}, branches: map[side][]step{}, taken: map[track]side{}, full: map[passage]bool{}, crowds: map[int]int{}}
	tiles := map[*site.Domain]*Tile{}
	place := map[*Tile]passage{} // a tile is right of the gap of its number
	for i := range m.Layers {
		l := &m.Layers[i]
		for j := range l.rows {
			l.rows[j].number = len(w.rows)
			var row []*Tile
			for n, k := range l.rows[j].tiles {
				t := &l.Tiles[k]
				tiles[t.Domain] = t
				place[t] = passage{len(w.rows), n}
				row = append(row, t)
			}
			w.rows = append(w.rows, row)
		}
	}
	w.lanes = make([]int, len(w.rows))
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
func (w *wiring) add(from, to *Tile, a, b passage) {
	x := wire{from: from, to: to}
	if level := a.row == b.row; level && distance(a.nth, b.nth) == 1 {
		x.straight = true
	} else {
		x.down = a.row < b.row || level && (a.row == 0 || a.row+1 < len(w.rows))
		x.under = a.row > b.row || level && x.down
		x.steps = max(1, distance(a.row, b.row))
		w.meet(from, x.down, to)
		w.meet(to, x.under, to)
		w.reach(side{to, x.under}, b.row, x.steps)
	}
	w.wires = append(w.wires, x)
}

// meet enters a line into a tile's edge. Lines to the tile itself meet it in
// one place.
func (w *wiring) meet(t *Tile, down bool, to *Tile) {
	s := side{t, down}
	if !slices.Contains(w.sides[s], to) {
		w.sides[s] = append(w.sides[s], to)
	}
}

// reach makes the branch to the edge of a tile in a row so many steps long, and
// lets somebody come to its end.
func (w *wiring) reach(s side, row, steps int) {
	branch := w.branches[s]
	for n := len(branch); n < steps; n++ {
		next := step{gap: row - 1 - n, lane: none}
		if s.down {
			next.gap = row + n
		}
		if n > 0 {
			last := &branch[n-1]
			w.through(&next, max(next.gap, last.gap), s, *last)
			if !last.through || next.at != last.at {
				w.lane(last)
			}
		}
		branch = append(branch, next)
	}
	w.lane(&branch[steps-1])
	w.branches[s] = branch
}

// lane gives a step a lane of its gap.
func (w *wiring) lane(s *step) {
	if s.lane == none {
		s.lane = w.lanes[s.gap]
		w.lanes[s.gap]++
	}
}

// through chooses where a step of a branch runs through a row: straight on, or
// else in the gap that is nearest to the target and has room.
func (w *wiring) through(s *step, row int, to side, last step) {
	s.through = true
	s.at = last.at
	if !last.through || !w.roomy(row, s.at) || !w.free(row, s.at, to) {
		s.at = w.turn(row, to, last)
	}
	w.taken[track{row, s.at}] = to
}

// roomy reports whether somewhere in a row is within a gap between tiles.
func (w *wiring) roomy(row, at int) bool {
	for n := range len(w.rows[row]) + 1 {
		if p := (passage{row, n}); distance(at, w.centre(p)) <= w.space(p) {
			return true
		}
	}
	return false
}

// turn finds a track in a row for a branch that cannot go straight on in a gap.
func (w *wiring) turn(row int, to side, last step) int {
	for {
		p, found := w.nearest(row, to.tile.middle())
		if !found {
			return w.crowd(row, to, last)
		}
		for n := range 2*w.space(p)/laneWidth + 1 {
			if at := w.centre(p) + aside(n); distance(at, w.centre(p)) <= w.space(p) && w.free(row, at, to) {
				return at
			}
		}
		w.full[p] = true
	}
}

// nearest returns the gap of a row that has room and is nearest to a place.
func (w *wiring) nearest(row, place int) (best passage, found bool) {
	for n := range len(w.rows[row]) + 1 {
		p := passage{row, n}
		if !w.full[p] && (!found || distance(w.centre(p), place) < distance(w.centre(best), place)) {
			best, found = p, true
		}
	}
	return best, found
}

// crowd finds a track in a row without room: behind tiles, where lines disturb
// nobody.
func (w *wiring) crowd(row int, to side, last step) int {
	if last.through && w.free(row, last.at, to) {
		return last.at
	}
	const width = mapWidth - labelWidth - layerPad // of the tiles
	at := to.tile.middle()
	for w.crowds[row] < width/laneWidth {
		w.crowds[row]++
		at = labelWidth + (to.tile.middle()-labelWidth+w.crowds[row]*laneWidth)%width
		if w.free(row, at, to) {
			break
		}
	}
	return at
}

// aside returns how far from the middle of a passage its nth track is.
func aside(n int) int {
	if n%2 == 1 {
		return -(n + 1) / 2 * laneWidth
	}
	return n / 2 * laneWidth
}

// space returns how far from its middle lines have room in a passage.
func (w *wiring) space(p passage) int {
	if p.nth == len(w.rows[p.row]) {
		return layerPad/2 - 2
	}
	return tileGap/2 - 1
}

// free reports whether a branch can run somewhere through a row. Where another
// does so in the next row, the two would run into each other between the rows.
func (w *wiring) free(row, at int, own side) bool {
	if _, taken := w.taken[track{row, at}]; taken {
		return false
	}
	for _, next := range [...]int{row - 1, row + 1} {
		if other, taken := w.taken[track{next, at}]; taken && other != own {
			return false
		}
	}
	return true
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
func (w *wiring) room(row int) int { return max(layerGap, (w.lanes[row]+1)*laneHeight) }

// port returns where along a tile's edge the line to a target meets it. Those of
// lower edges stand a little aside, or they would seem to go on in those of the
// upper edges below them.
func (w *wiring) port(t *Tile, down bool, to *Tile) int {
	all := w.sides[side{t, down}]
	at := t.X + t.W*(slices.Index(all, to)+1)/(len(all)+1)
	if down {
		at += laneWidth
	}
	return at
}

// draw turns the wires into paths, now that every tile has its place.
func (w *wiring) draw(m *Map) []Line {
	gaps := make([]int, len(w.rows)) // where the gap below a row begins
	for i, row := range w.rows {
		gaps[i] = row[0].Y + row[0].H
	}
	for _, l := range m.Layers { // lanes run below the layer's frame
		gaps[l.rows[len(l.rows)-1].number] += layerPad
	}
	var pen pen
	lines := make([]Line, len(w.wires))
	for i, x := range w.wires {
		w.path(&pen, x, gaps)
		lines[i] = Line{D: pen.path(), From: x.from.Domain, To: x.to.Domain, Hue: x.to.Hue}
	}
	return lines
}

func (w *wiring) path(pen *pen, x wire, gaps []int) {
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
	at := w.port(x.from, x.down, x.to)
	pen.start(at, edge(x.from, x.down))
	branch := w.branches[side{x.to, x.under}]
	for n := x.steps - 1; n >= 0; n-- {
		s := branch[n]
		if s.lane == none {
			continue
		}
		y := gaps[s.gap] + (s.lane+1)*laneHeight
		pen.line(at, y)
		if at = s.at; n == 0 {
			at = w.port(x.to, x.under, x.to)
		}
		pen.line(at, y)
	}
	pen.line(at, edge(x.to, x.under))
}

func edge(t *Tile, bottom bool) int {
	if bottom {
		return t.Y + t.H
	}
	return t.Y
}

// pen draws a line along points, with its corners rounded.
type pen struct {
	text       []byte
	before, at [2]int // the last two points; the corner at the second waits for a third
	corner     bool
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
		p.at = next // straight on: most of a long line passes many rows
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

// path returns the data of the line from its start to where the pen is.
func (p *pen) path() string {
	p.write('L', p.at[0], p.at[1])
	return string(p.text)
}

// write is most of the time that a large figure takes.
func (p *pen) write(command byte, x, y int) {
	p.text = append(p.text, command)
	p.text = strconv.AppendInt(p.text, int64(x), 10)
	p.text = append(p.text, ' ')
	p.text = strconv.AppendInt(p.text, int64(y), 10)
}

// aligned reports whether a way along the axes has no corner at b.
func aligned(a, b, c [2]int) bool {
	return a[0] == b[0] && b[0] == c[0] || a[1] == b[1] && b[1] == c[1]
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
