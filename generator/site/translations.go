package site

import (
	"fmt"
	"strings"

	"platmap/generator/source"
)

// checkTranslations reports texts and guides that are missing in one of the site's
// languages.
func (c *checker) checkTranslations(docs []*Document) {
	for _, doc := range docs {
		for _, t := range doc.texts {
			if t.IsZero() || doc.File.Kind == source.Guide && len(t.versions) == 1 {
				continue // a guide has a file for each language
			}
			v := t.versions[0]
			var missing []string
			for _, locale := range c.site.Locales {
				if !t.Has(locale) && (len(t.versions) > 1 || needsTranslation(v.Plain(), v.Lang)) {
					missing = append(missing, locale)
				}
			}
			if len(missing) > 0 {
				c.warn("map/translation", v.Pos, v.Len, fmt.Sprintf("write {%s: …, %s: …}", v.Lang, missing[0]), "this text is missing in %s", strings.Join(missing, ", "))
			}
		}
	}
	for _, g := range c.site.Guides {
		for i, locale := range c.site.Locales {
			if v := g.In(locale); v.Lang != locale {
				name := "guides/" + g.ID + "." + locale + ".md"
				if main := "guides/" + g.ID + ".md"; i == 0 && v.File.Name != main {
					name = main
				}
				c.warn("map/translation", source.Pos{File: v.File}, 0, "add "+name, "guide %q is missing in %s", g.ID, locale)
			}
		}
	}
}
