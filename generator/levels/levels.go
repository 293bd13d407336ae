// Package levels decides which findings are reported, and as errors or warnings.
//
// A team that moves thousands of pages to a map has thousands of findings on the first
// day. There are three ways to hide a finding:
//
//	a comment      <!-- platmap: allow link/missing -->   in what follows; see [Allow]
//	a level        findings: {link/missing: warning}      in site.yaml, for a code everywhere; see [Setting]
//	the baseline   baseline.json                          until it is fixed; see [Baseline]
//
// A [Filter] applies them in this order.
//
// An error that makes content unreadable, or prevents a page, is always reported: see
// [Changeable]. Otherwise a build would silently leave out content.
package levels

import (
	"fmt"
	"slices"

	"platmap/generator/source"
)

// Setting is the level of a code in site.yaml.
type Setting struct {
	Code   string
	Level  string // "error", "warning" or "off"
	Reason string
	Pos    source.Pos // position of the code
	Len    int
}

// Filter determines which findings are reported.
type Filter struct {
	Settings []Setting
	Allows   []Allow   // the comments of all files
	Baseline *Baseline // or nil

	// Checked reports whether this run looks for findings with a code, because some
	// checks depend on options. Settings and comments for other codes are not reported as
	// unused. If Checked is nil, the run looks for all codes.
	Checked func(code string) bool
}

func (f Filter) checks(code string) bool { return f.Checked == nil || f.Checked(code) }

// Result is the findings of a check after a Filter.
type Result struct {
	Findings source.Diagnostics // sorted
	Hidden   int                // number of findings that the baseline of the Filter hides
	Stale    int                // number of findings in the baseline that do not occur any more

	open      source.Diagnostics // the findings before the baseline
	pinned    map[int]bool       // findings that cannot be in a baseline, by index
	unchecked map[key]int        // findings of the baseline that this run did not look for
}

// Apply filters findings, which must be sorted. It also reports mistakes in settings and
// comments.
func (f Filter) Apply(found source.Diagnostics) Result {
	own := checkSettings(f.Settings)
	if len(f.Allows) > 0 {
		var more source.Diagnostics
		found, more = f.allow(found)
		own = append(own, more...)
	}
	if len(own) > 0 {
		found = append(slices.Clip(found), own...).Sorted()
	}
	found, pinned := f.setLevels(found)
	return f.subtract(found, pinned)
}

// In returns the findings in some files, and the findings that have no file. If a finding
// also has positions in other files, its first position becomes one in these files.
func In(found source.Diagnostics, isChosen func(name string) bool) source.Diagnostics {
	var chosen source.Diagnostics
	for _, d := range found {
		if d, ok := without(d, func(pos source.Pos) bool { return pos.File != nil && !isChosen(pos.File.Name) }); ok {
			chosen = append(chosen, d)
		}
	}
	return chosen.Sorted()
}

// setLevels applies the settings. pinned has the indexes of findings that are always
// reported; it is nil if there are none.
func (f Filter) setLevels(found source.Diagnostics) (leveled source.Diagnostics, pinned map[int]bool) {
	levels := map[string]string{}
	for _, s := range f.Settings {
		levels[s.Code] = s.Level
	}
	leveled = make(source.Diagnostics, 0, len(found))
	for _, d := range found {
		if isPinned(d) {
			if pinned == nil {
				pinned = map[int]bool{}
			}
			pinned[len(leveled)] = true
		} else {
			switch levels[d.Code] {
			case "off":
				continue
			case "warning":
				d.Severity = source.Warning
			case "error":
				d.Severity = source.Error
			}
		}
		leveled = append(leveled, d)
	}
	return leveled, pinned
}

// checkSettings reports settings without effect or without a reason.
func checkSettings(settings []Setting) (diags source.Diagnostics) {
	for _, s := range settings {
		switch text, help := unknown(s.Code); {
		case text != "":
			diags.Warnf("level/unknown", s.Pos, s.Len, help, "%s", text)
		case s.Level == "off" && s.Reason == "":
			diags.Errorf("level/reason", s.Pos, s.Len, fmt.Sprintf("write %s: {level: off, reason: why it is not needed here}", s.Code), "%s is off without a reason", s.Code)
		}
	}
	return diags
}

// without returns a finding without its hidden positions, which may be its own position
// or those of other uses. It returns false if no position is left. A finding that gets
// another position loses its fix, which is for the first position.
func without(d source.Diagnostic, hides func(source.Pos) bool) (source.Diagnostic, bool) {
	hideFirst := hides(d.Pos)
	isHidden := func(r source.Related) bool { return r.Use && hides(r.Pos) }
	if slices.ContainsFunc(d.Related, func(r source.Related) bool { return r.Use }) {
		d.Related = slices.DeleteFunc(slices.Clone(d.Related), isHidden)
	}
	if !hideFirst {
		return d, true
	}
	next := slices.IndexFunc(d.Related, func(r source.Related) bool { return r.Use })
	if next < 0 {
		return d, false
	}
	d.Pos, d.Fix = d.Related[next].Pos, nil
	d.Related = slices.Delete(d.Related, next, next+1)
	return d, true
}
