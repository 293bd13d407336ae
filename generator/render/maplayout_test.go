package render_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"platmap/generator/rounds"
)

// A line that crosses many rows is straight where it can be, and does not make the
// gaps that it crosses higher.
func TestMap_LongLine(t *testing.T) {
	heights := map[string]string{}
	for _, dependsOn := range []string{"", "depends_on: [d-0]\n"} {
		files := map[string]string{"site.yaml": "title: Long\n"}
		for i := range 40 {
			files[fmt.Sprintf("domains/d-%d.yaml", i)] = fmt.Sprintf("name: D\norder: %d\nstatus: draft\n", i+1)
		}
		files["domains/d-39.yaml"] += dependsOn
		figure := figureOf(t, files)
		heights[dependsOn] = regexp.MustCompile(`viewBox="[^"]*"`).FindString(figure)
		if dependsOn == "" {
			continue
		}
		line := regexp.MustCompile(`data-from="d-39" data-to="d-0" d="([^"]*)"`).FindStringSubmatch(figure)
		if line == nil {
			t.Fatal("no line from d-39 to d-0")
		}
		if corners := strings.Count(line[1], "Q"); corners != 4 {
			t.Errorf("it has %d corners, want 4: %s", corners, line[1])
		}
	}
	if heights[""] != heights["depends_on: [d-0]\n"] {
		t.Error("the line changes the height:", heights)
	}
}

// Lines of random figures start and end at the edge of their tiles, stay within the
// figure and mostly do not overlap.
func TestMap_RandomLines(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	clear, lines, hidden := 0, 0, 0
	for range rounds.Of(300) {
		files, shape := randomFigure(r)
		f := readFigure(t, figureOf(t, files))
		for _, l := range f.lines {
			lines++
			first, last := l.points[0], l.points[len(l.points)-1]
			if !f.tiles[l.from].edge(first) || !f.tiles[l.to].edge(last) {
				t.Errorf("%s: the line from %s to %s goes from %v to %v", shape, l.from, l.to, first, last)
			}
			for _, p := range l.points {
				if p[0] < 0 || p[0] > f.width || p[1] < 0 || p[1] > f.height {
					t.Errorf("%s: the line from %s to %s leaves the figure at %v", shape, l.from, l.to, p)
				}
			}
			if f.crossesTile(l) {
				hidden++
			}
		}
		clear += len(f.lines) - len(f.shared(t, shape))
	}
	t.Logf("%d lines; %d%% share no stretch with one to another domain, %.1f%% run behind a tile", lines, 100*clear/lines, float64(100*hidden)/float64(lines))
	if clear < lines*95/100 || hidden > lines/100 {
		t.Error("too many lines overlap or run behind a tile")
	}
}

// randomFigure returns content with some layers of domains.
func randomFigure(r *rand.Rand) (files map[string]string, shape string) {
	site := "title: Random\ngroups:\n"
	files = map[string]string{}
	var sizes []int
	var deps [][2]int
	n := 0
	for g := range 1 + r.IntN(6) {
		sizes = append(sizes, 1+r.IntN(9))
		site += fmt.Sprintf("  - {id: g%d, name: G}\n", g)
		for range sizes[g] {
			files[fmt.Sprintf("domains/d%d.yaml", n)] = fmt.Sprintf("name: D\ngroup: g%d\norder: %d\nstatus: draft\n", g, n+1)
			n++
		}
	}
	dependsOn := map[int][]string{}
	for range r.IntN(21) {
		if a, b := r.IntN(n), r.IntN(n); a != b {
			deps = append(deps, [2]int{a, b})
			if to := fmt.Sprintf("d%d", b); !slices.Contains(dependsOn[a], to) {
				dependsOn[a] = append(dependsOn[a], to)
			}
		}
	}
	for a, on := range dependsOn {
		files[fmt.Sprintf("domains/d%d.yaml", a)] += "depends_on: [" + strings.Join(on, ", ") + "]\n"
	}
	files["site.yaml"] = site
	return files, fmt.Sprint(sizes, deps)
}

type point [2]float64

// box is a tile: left, top, right and bottom.
type box [4]float64

func (b box) edge(p point) bool {
	upright := p[0] >= b[0] && p[0] <= b[2] && (p[1] == b[1] || p[1] == b[3])
	level := p[1] >= b[1] && p[1] <= b[3] && (p[0] == b[0] || p[0] == b[2])
	return upright || level
}

type figure struct {
	width, height float64
	tiles         map[string]box
	lines         []drawn
}

// drawn is a line without rounded corners.
type drawn struct {
	from, to string
	points   []point
}

func readFigure(t *testing.T, svg string) *figure {
	t.Helper()
	number := func(s string) float64 {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	f := &figure{tiles: map[string]box{}}
	m := regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`).FindStringSubmatch(svg)
	f.width, f.height = number(m[1]), number(m[2])
	for _, m := range regexp.MustCompile(`data-domain="(.*?)" transform="translate\((\d+) (\d+)\)"><rect class="lot" x=".5" y=".5" width="(\d+)" height="(\d+)"`).FindAllStringSubmatch(svg, -1) {
		x, y := number(m[2]), number(m[3])
		f.tiles[m[1]] = box{x, y, x + number(m[4]) + 1, y + number(m[5]) + 1}
	}
	turn := regexp.MustCompile(`([MLQ])(\d+) (\d+)(?: (\d+) (\d+))?`)
	for _, m := range regexp.MustCompile(`data-from="(.*?)" data-to="(.*?)" d="(.*?)"`).FindAllStringSubmatch(svg, -1) {
		l := drawn{from: m[1], to: m[2]}
		parts := turn.FindAllStringSubmatch(m[3], -1)
		for i, p := range parts {
			if p[1] != "L" || i == len(parts)-1 { // the others end where a corner starts
				l.points = append(l.points, point{number(p[2]), number(p[3])})
			}
		}
		f.lines = append(f.lines, l)
	}
	return f
}

// crossesTile reports whether a line runs behind a tile.
func (f *figure) crossesTile(l drawn) bool {
	for i := 1; i < len(l.points); i++ {
		a, b := l.points[i-1], l.points[i]
		for _, tile := range f.tiles {
			if max(a[0], b[0]) > tile[0] && min(a[0], b[0]) < tile[2] && max(a[1], b[1]) > tile[1] && min(a[1], b[1]) < tile[3] {
				return true
			}
		}
	}
	return false
}

// shared returns the lines that overlap with a line to another domain.
func (f *figure) shared(t *testing.T, shape string) map[int]bool {
	shared := map[int]bool{}
	for i, x := range f.lines {
		for j, y := range f.lines[:i] {
			if x.to == y.to {
				continue
			}
			for n := 1; n < len(x.points); n++ {
				for m := 1; m < len(y.points); m++ {
					for axis := range 2 {
						a, b, c, d := x.points[n-1], x.points[n], y.points[m-1], y.points[m]
						if a[axis] == b[axis] && c[axis] == d[axis] && a[axis] == c[axis] &&
							max(min(a[1-axis], b[1-axis]), min(c[1-axis], d[1-axis])) < min(max(a[1-axis], b[1-axis]), max(c[1-axis], d[1-axis])) {
							shared[i], shared[j] = true, true
						}
					}
				}
			}
		}
	}
	return shared
}

// A component of another domain counts if a feature is built from it.
func TestMap_ComponentOfAnotherDomain(t *testing.T) {
	figure := figureOf(t, map[string]string{
		"site.yaml":         "title: Borrowed\nlocales: [en]\n",
		"domains/a.yaml":    "name: A\nstatus: draft\nfeatures: [{name: F, status: available, components: [x]}]\n",
		"domains/b.yaml":    "name: B\nstatus: draft\n",
		"components/x.yaml": "name: X\nkind: service\ndomains: [b]\n",
	})
	if n := strings.Count(figure, "Built from 1<"); n != 2 || strings.Contains(figure, "more") {
		t.Errorf("%d domains with one component, want 2:\n%s", n, figure)
	}
}

func figureOf(t *testing.T, files map[string]string) string {
	t.Helper()
	b, err := fs.ReadFile(build(t, files), "map.svg")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
