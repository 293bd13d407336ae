package schema

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/text"
)

// synonyms maps keys of other catalogs to keys of platmap.
var synonyms = map[string][]string{
	"description": {"summary", "text"},
	"title":       {"name"},
	"name":        {"title", "term"},
	"tags":        {"keywords"},
	"labels":      {"keywords"},
	"team":        {"owner"},
	"owner":       {"by"},
	"state":       {"status"},
	"languages":   {"locales"},
	"language":    {"lang", "locales"},
	"url":         {"links", "issue", "guide", "base_url"},
	"slack":       {"chat"},
	"channel":     {"chat"},
	"problem":     {"essential_problem"},
	"lifecycle":   {"status"},
	"dependsOn":   {"depends_on"},
	"reason":      {"why"},
	"system":      {"domains"},
	"domain":      {"domains"},
	"layer":       {"group"},
}

var languageShape = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z0-9]+)*$`)

// unknownHelp returns the help for an unknown key.
func (c *check) unknownHelp(m *badMapping, key string) string {
	if len(m.known) == 0 {
		return "use language codes such as ja and en as keys, or put a text that contains \": \" in quotes"
	}
	if near := text.Closest(key, m.known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if names := m.synonyms(key); names != "" {
		return "use " + names
	}
	if help := m.deeper(key); help != "" {
		return help
	}
	if top := c.set.Keys(c.kind); !m.root && slices.Contains(top, key) {
		return fmt.Sprintf("write it at the start of a line, because it is a key of the %s", c.kind)
	}
	if languageShape.MatchString(key) && m.node.Get("name") != nil {
		return "write languages below the key of the text: name: {ja: …, en: …}"
	}
	if key == "details" {
		return "write the rest in text; details have at most two levels"
	}
	if near := text.Closest(key, slices.Sorted(maps.Keys(synonyms))); near != "" && len(key) > 3 && m.synonyms(near) != "" {
		return fmt.Sprintf("if you mean %s, use %s", near, m.synonyms(near))
	}
	const private = "; start a key of your own with x-"
	if len(m.known) > 8 {
		return fmt.Sprintf("run platmap schema %s for all keys", c.kind) + private
	}
	return "use one of: " + strings.Join(m.known, ", ") + private
}

// synonyms returns the known keys that key may mean, joined, or "".
func (m *badMapping) synonyms(key string) string {
	var names []string
	for _, s := range synonyms[key] {
		if slices.Contains(m.known, s) {
			names = append(names, strconv.Quote(s))
		}
	}
	return strings.Join(names, " or ")
}

// deeper returns the help for a key that belongs in a mapping below one of the known
// keys, such as chat below contact, or "".
func (m *badMapping) deeper(key string) string {
	for _, word := range append([]string{key}, synonyms[key]...) {
		for _, k := range m.known {
			for _, d := range applicable([]def{m.property(k)}) {
				if slices.Contains(d.keys(), word) {
					return fmt.Sprintf("write it below %s: %s: {%s: …}", k, k, word)
				}
			}
		}
	}
	return ""
}
