package export

import (
	"fmt"
	"hash/fnv"
	"math"
	"strings"

	"platmap/generator/site"
	"platmap/generator/stable"
)

// A label without a colour gets one from a fixed set. Its id selects the colour, so
// adding or removing other domains does not change it. The exception is that two ids
// select the same colour: then the second one, in the order of ids, gets an unused
// colour.

const (
	hues   = 24
	shades = 3
)

// labelColours returns the colour of every label as six hexadecimal digits.
func labelColours(domains []*site.Domain) map[*site.Domain]string {
	colours := map[*site.Domain]string{}
	used := map[string]bool{}
	var rest []*site.Domain
	for _, d := range domains {
		if d.Label.Color == "" {
			rest = append(rest, d)
			continue
		}
		colours[d] = strings.ToLower(d.Label.Color)
		used[colours[d]] = true
	}
	stable.Sort(rest, func(a, b *site.Domain) int { return strings.Compare(a.ID, b.ID) })
	for _, d := range rest {
		id := d.ID
		if len(d.Aliases) > 0 { // a renamed domain keeps its colour
			id = d.Aliases[0].Text
		}
		h := fnv.New32a()
		h.Write([]byte(id)) // a hash never returns an error
		n := int(h.Sum32() % (hues * shades))
		for range hues * shades {
			if !used[colour(n)] {
				break
			}
			n = (n + 29) % (hues * shades) // 29 and the number of colours have no common divisor, so all colours are tried
		}
		colours[d] = colour(n)
		used[colours[d]] = true
	}
	return colours
}

// colour returns the colour with the number n.
func colour(n int) string {
	shade := [shades]struct{ saturation, lightness float64 }{{0.65, 0.34}, {0.60, 0.56}, {0.70, 0.78}}[n%shades]
	hue := float64(n/shades) * 360 / hues
	channel := func(offset float64) int { // HSL to RGB
		k := math.Mod(offset+hue/30, 12)
		a := shade.saturation * min(shade.lightness, 1-shade.lightness)
		return int(math.Round(255 * (shade.lightness - a*max(-1, min(k-3, 9-k, 1)))))
	}
	return fmt.Sprintf("%02x%02x%02x", channel(0), channel(8), channel(4))
}
