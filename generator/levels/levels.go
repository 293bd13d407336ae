// Package levels decides which findings are reported, and as errors or warnings.
//
// A team that moves thousands of pages to a map has thousands of findings on the first
// day. There are three ways not to see one of them:
//
//	a comment      <!-- platmap: allow link/missing -->   for what follows; see [Allow]
//	a level        findings: {link/missing: warning}      in site.yaml, for a code everywhere; see [Setting]
//	the baseline   baseline.json                          until it is fixed; see [Baseline]
//
// A [Filter] applies them in this order.
//
// An error because of which something cannot be read, or has no page, is always reported:
// see [Changeable]. Otherwise a build would silently leave out content.
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
	Pos    source.Pos // of the code
	Len    int
}

// Filter has everything that decides which findings are reported.
type Filter struct {
	Settings []Setting
	Allows   []Allow   // of all files
	Baseline *Baseline // or nil

	// Checked reports whether this run looks for findings with a code: some depend on
	// options. Only then can it know what is not needed any more. If Checked is nil, it
	// looks for all.
	Checked func(code string) bool
}

func (f Filter) checks(code string) bool { return f.Checked == nil || f.Checked(code) }

// Result is the findings of a check after a Filter.
type Result struct {
	Findings source.Diagnostics // sorted
	Hidden   int                // number of findings that the baseline of the Filter hides
	Stale    int                // number of findings in it that do not occur any more

	open      source.Diagnostics // the findings before the baseline
	pinned    map[int]bool       // those that cannot be in a baseline, by index
	unchecked map[key]int        // findings of the baseline that this run did not look for
}

// Apply filters findings, which must be sorted. It reports mistakes in settings and
// comments, too.
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

// setLevels applies the settings. pinned are the findings that must be reported, by their
// index; it is nil if there are none.
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

// without returns a finding without the positions that are hidden: its own, or those of
// further uses. It returns false if none is left. A finding that moves to another position
// loses its fix, which is for the first one.
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
