package history

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/generator/git"
	"platmap/generator/source"
)

// compared returns a commit on a day that changes each address "domain#item" of changed,
// and with moves such as "a>b".
func compared(day int, changed, moves string) Compared {
	c := Compared{Entry{Commit: git.Commit{Time: time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC)}}, map[address]address{}}
	for _, s := range strings.Fields(changed) {
		a := parseAddress(s)
		c.entry.Changes = append(c.entry.Changes, Change{Thing: a.Thing, Item: a.anchor, Domains: []string{a.ID}})
	}
	for _, s := range strings.Fields(moves) {
		from, to, _ := strings.Cut(s, ">")
		c.moves[parseAddress(from)] = parseAddress(to)
	}
	return c
}

func parseAddress(s string) address {
	id, anchor, _ := strings.Cut(s, "#")
	return address{Thing{source.Domain, id}, anchor}
}

// Changes have the present ids and anchors, even after several renames.
func TestNew_Renamed(t *testing.T) {
	for _, test := range []struct {
		name string
		list []Compared
		want string // the ids, for the newest commit first
	}{
		{"twice", []Compared{compared(1, "a", ""), compared(2, "b", "a>b"), compared(3, "c", "b>c"), compared(4, "c", "")}, "c c c c"},
		{"item, then its domain", []Compared{compared(1, "a#x", ""), compared(2, "a#y", "a#x>a#y"), compared(3, "b#y", "a>b")}, "b#y b#y b#y"},
		{"domain, then its item", []Compared{compared(1, "a#x", ""), compared(2, "", "a>b"), compared(3, "b#y", "b#x>b#y")}, "b#y b#y"},
		{"a new thing with a former id", []Compared{compared(1, "a", ""), compared(2, "", "a>b"), compared(3, "a b", "")}, "a b b"},
		{"exchanged", []Compared{compared(1, "a b", ""), compared(2, "", "a>b b>a")}, "b a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, e := range New(test.list, nil).Entries {
				for _, c := range e.Changes {
					s := c.Thing.ID
					if c.Item != "" {
						s += "#" + c.Item
					}
					got = append(got, s)
					if c.Domains[0] != c.Thing.ID {
						t.Errorf("%s is in domain %s", s, c.Domains[0])
					}
				}
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
}

// Entries are sorted by day; commits of the same day keep their order.
func TestNew_Order(t *testing.T) {
	list := []Compared{compared(5, "a", ""), compared(9, "b", ""), compared(7, "c", ""), compared(7, "d", ""), compared(8, "", "")}
	var got []string
	for _, e := range New(list, nil).Entries {
		got = append(got, fmt.Sprint(e.Date(), " ", e.Changes[0].Thing.ID))
	}
	if want := []string{"2026-01-09 b", "2026-01-07 d", "2026-01-07 c", "2026-01-05 a"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
