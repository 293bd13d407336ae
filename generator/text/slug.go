package text

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Slug returns the anchor that GitHub gives to a heading: lower case, letters,
// marks and numbers of all languages kept, spaces replaced by hyphens, everything
// else removed. It is in Unicode's form NFC, so that it equals a link that was
// typed on another system.
func Slug(heading string) string {
	var b strings.Builder
	for _, r := range strings.TrimSpace(NFC(heading)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case 0xFE00 <= r && r <= 0xFE0F: // variation selectors, which only determine how an emoji is drawn
		case r == '-' || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pc):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// ownAnchors are the anchors that authors cannot choose: the anchors of the theme and of
// footnotes.
var ownAnchors = regexp.MustCompile(`^(?i:pm-|fn(?:ref)?-[0-9]+(?:-[0-9]+)?$)`)

// Anchor returns the anchor on a page for one that an author has chosen, or that is made
// from a heading or a name. It is unchanged, unless the page itself may use it.
func Anchor(chosen string) string {
	if ownAnchors.MatchString(chosen) {
		return "section-" + chosen
	}
	return chosen
}

// Anchors makes anchors that are unique on one page. The zero value is ready to
// use.
type Anchors struct {
	taken map[string]bool
	last  map[string]int // the last number that was appended to each base
}

// Unique returns Anchor(base) or, if that is taken, the same with -1, -2 and so on.
func (a *Anchors) Unique(base string) string {
	base = Anchor(base)
	anchor := base
	for !a.Reserve(anchor) {
		if a.last == nil {
			a.last = map[string]int{}
		}
		a.last[base]++
		anchor = base + "-" + strconv.Itoa(a.last[base])
	}
	return anchor
}

// Reserve marks an anchor as used and reports whether it was free.
func (a *Anchors) Reserve(anchor string) bool {
	if a.taken[anchor] {
		return false
	}
	if a.taken == nil {
		a.taken = map[string]bool{}
	}
	a.taken[anchor] = true
	return true
}
