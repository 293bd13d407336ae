package report

import (
	"slices"
	"strings"

	"platmap/generator/source"
)

// minFiles is the minimum number of files with equal findings that are joined. Findings
// in fewer files are reported one by one, because they may be different mistakes. Errors
// of files that cannot be read are never joined.
const minFiles = 4

// Join joins equal findings of many files, because most likely they have one cause, such
// as a key that another site generator needs in every guide. The first finding remains.
// It gets the positions of the others, and the number of their files. found must be
// sorted.
func Join(found source.Diagnostics) source.Diagnostics {
	if len(found) < minFiles {
		return found
	}
	groups := map[joinKey]*group{}
	for _, d := range found {
		if !mayJoin(d) {
			continue
		}
		k := joinKeyOf(d)
		g := groups[k]
		if g == nil {
			g = &group{}
			groups[k] = g
		}
		g.uses++
		if g.last != d.Pos.File {
			g.last, g.files = d.Pos.File, g.files+1
		}
	}
	joined := make(source.Diagnostics, 0, len(found))
	for _, d := range found {
		var g *group
		if mayJoin(d) {
			g = groups[joinKeyOf(d)]
		}
		if g == nil || !g.hasOneCause(d.Code) {
			joined = append(joined, d)
			continue
		}
		if !g.reported {
			g.reported, g.at = true, len(joined)
			d.Also = g.files - 1
			d.Related = slices.Grow(slices.Clone(d.Related), g.uses-1)
			joined = append(joined, d)
			continue
		}
		first := &joined[g.at]
		first.Related = append(first.Related, source.Related{Pos: d.Pos, Text: "also here", Use: true})
		for _, r := range d.Related {
			if r.Use {
				first.Related = append(first.Related, r)
			}
		}
	}
	return joined
}

func mayJoin(d source.Diagnostic) bool {
	isHiding := d.Severity == source.Error && strings.HasPrefix(d.Code, "yaml/")
	return d.Pos.IsValid() && !d.Pos.File.Unreadable && !isHiding
}

type joinKey struct {
	code, text, help string
	severity         source.Severity
}

func joinKeyOf(d source.Diagnostic) joinKey { return joinKey{d.Code, d.Text, d.Help, d.Severity} }

// group is equal findings.
type group struct {
	files, uses int
	last        *source.File
	reported    bool
	at          int // index of the first finding in the result
}

// hasOneCause reports whether the findings of the group are joined. An unknown key that
// is in many items of one list was most likely a column name.
func (g *group) hasOneCause(code string) bool {
	return g.files >= minFiles || code == "schema/unknown-key" && g.uses >= minFiles
}
