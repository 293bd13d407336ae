package schema

import (
	"fmt"
	"regexp"
	"slices"

	"platmap/generator/source"
)

// synonyms are keys that other catalogues use for ours.
var synonyms = map[string][]string{
	"description": {"summary", "text"},
	"title":       {"name"},
	"name":        {"title", "term"},
	"tags":        {"keywords"},
	"labels":      {"keywords"},
	"team":        {"owner"},
	"problem":     {"essential_problem"},
	"lifecycle":   {"status"},
	"dependsOn":   {"depends_on"},
	"reason":      {"why"},
	"system":      {"domains"},
	"domain":      {"domains"},
	"layer":       {"group"},
}

var languageShape = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z0-9]+)*$`)

// unknownHelp says what to do about a key that is not known.
func (c *check) unknownHelp(m *misfit, key string) string {
	if len(m.known) == 0 {
		return "the keys of a text are language codes such as ja and en; a text that contains \": \" needs quotes"
	}
	if near := source.Near(key, m.known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	for _, s := range synonyms[key] {
		if slices.Contains(m.known, s) {
			return fmt.Sprintf("here it is called %q", s)
		}
	}
	if top := c.set.Keys(c.kind); !m.root && slices.Contains(top, key) {
		return fmt.Sprintf("%q is a key of the %s; write it at the start of a line", key, c.kind)
	}
	if languageShape.MatchString(key) && m.node.Get("name") != nil {
		return "languages go below the key they belong to: name: {ja: …, en: …}"
	}
	if key == "details" {
		return "details go two levels deep; say the rest in text"
	}
	return "known keys: " + source.Listed(key, m.known) + "; a key of your own starts with x-"
}
