package generator

import (
	"fmt"
	"slices"
	"strings"

	"platmap/generator/levels"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Filter returns the findings to report: those that site.yaml, comments and the baseline
// do not exclude. found must be sorted.
func (in Input) Filter(found source.Diagnostics, parsed []*Parsed, s *site.Site) levels.Result {
	f := levels.Filter{Settings: s.Findings.Settings, Baseline: in.Baseline, Checked: in.looksFor}
	for _, p := range parsed {
		f.Allows = append(f.Allows, p.Allows...)
		if in.Baseline == nil && p.Baseline != nil {
			f.Baseline = p.Baseline
		}
	}
	return f.Apply(found)
}

// looksFor reports whether a check with this input can report a code.
func (in Input) looksFor(code string) bool {
	switch code {
	case "map/until", "map/future", "map/review-overdue":
		return !in.Today.IsZero()
	case "map/translation":
		return in.Translations
	case "map/codeowners":
		return in.CodeOwners != nil
	case "schema/outdated":
		return in.Outside != nil
	}
	return !strings.HasPrefix(code, "theme/") && (in.Schemas != nil || !strings.HasPrefix(code, "schema/"))
}

// Findings returns all findings of all stages, sorted. diags are the findings about
// names.
func Findings(diags source.Diagnostics, parsed []*Parsed, graph *site.Graph) source.Diagnostics {
	if !slices.ContainsFunc(parsed, func(p *Parsed) bool { return p.File.Kind.HasSchema() }) {
		noContent(&diags)
	}
	for _, p := range parsed {
		diags = append(diags, p.Findings...)
	}
	diags = append(diags, graph.Diagnostics()...)
	return joinLocales(withoutImplied(diags.Sorted()), graph)
}

// noContent reports a folder without YAML or Markdown files, which most likely is
// not a content folder. Building a site of empty pages would hide that mistake.
func noContent(diags *source.Diagnostics) {
	diags.Errorf("site/empty", source.Pos{}, 0,
		"write domains/NAME.yaml first, with the two lines name: … and status: draft; if the content is elsewhere, use --content FOLDER",
		"no content in this folder")
}

// withoutImplied removes findings that follow from another one at the same position: an
// unknown name is not a valid id either, and a value of the wrong type is not a name. The
// related positions of an unknown name are its other uses.
func withoutImplied(diags source.Diagnostics) source.Diagnostics {
	unknown, wrongType := map[source.Pos]bool{}, map[source.Pos]bool{}
	for _, d := range diags {
		switch d.Code {
		case "ref/unknown":
			unknown[d.Pos] = true
			for _, r := range d.Related {
				unknown[r.Pos] = true
			}
		case "schema/type":
			wrongType[d.Pos] = true
		}
	}
	return slices.DeleteFunc(diags, func(d source.Diagnostic) bool {
		return d.Code == "schema/pattern" && unknown[d.Pos] || d.Code == "ref/unknown" && wrongType[d.Pos]
	})
}

// joinLocales joins the findings about a language that is missing from locales: there
// would be one at every text in it. If the language is below an unknown key of site.yaml,
// such as a misspelled locales, joinLocales removes the findings, because that key is the
// only mistake.
func joinLocales(diags source.Diagnostics, graph *site.Graph) source.Diagnostics {
	first := map[string]int{} // text and help → index in joined
	joined := diags[:0]
	for _, d := range diags {
		if d.Code == "site/locale" {
			if i, known := first[d.Text+d.Help]; known {
				joined[i].Related = append(joined[i].Related, source.Related{Pos: d.Pos, Text: "also used here", Use: true})
				continue
			}
			if graph.IsDropped(source.Site, d.Pos.File.Text[d.Pos.Offset:][:d.Len]) {
				continue
			}
			first[d.Text+d.Help] = len(joined)
		}
		joined = append(joined, d)
	}
	return joined
}

// ThemeFindings returns findings about the languages of a site for which the theme has no
// words. The labels on their pages are in English.
func (in Input) ThemeFindings(s *site.Site) source.Diagnostics {
	languages := in.Languages
	if in.Theme != nil {
		languages = in.Theme.Languages()
	}
	var diags source.Diagnostics
	for _, locale := range s.LocalesAt {
		hasWords := func(code string) bool { return slices.Contains(languages, code) }
		if languages == nil || slices.ContainsFunc(text.LanguageFallbacks(locale.Text), hasWords) || !text.IsLanguage(locale.Text) {
			continue
		}
		base, _, _ := strings.Cut(locale.Text, "-")
		if slices.ContainsFunc(languages, func(code string) bool { return strings.HasPrefix(code, base+"-") }) {
			base = text.LanguageFallbacks(locale.Text)[2] // suggest zh-Hant, because the words of zh-Hans are different
		}
		diags.Warnf("site/words", locale.Pos, locale.Len, fmt.Sprintf("run platmap theme --write theme words/%s.json, translate it, and use --theme theme", base),
			"the theme has no words in %q, so its pages have English labels", locale.Text)
	}
	return diags
}
