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

// synonyms are keys that other catalogues use for ours.
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

// unknownHelp says what to do about a key that is not known.
func (c *check) unknownHelp(m *misfit, key string) string {
	if len(m.known) == 0 {
		return "the keys of a text are language codes such as ja and en; a text that contains \": \" needs quotes"
	}
	if near := text.Closest(key, m.known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if names := m.synonyms(key); names != "" {
		return "here it is called " + names
	}
	if help := m.deeper(key); help != "" {
		return help
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
	if near := text.Closest(key, slices.Sorted(maps.Keys(synonyms))); near != "" && len(key) > 3 && m.synonyms(near) != "" {
		return fmt.Sprintf("if it means %s: here it is called %s", near, m.synonyms(near))
	}
	const own = "; a key of your own starts with x-"
	if len(m.known) > 8 { // a few of them would be no help
		return fmt.Sprintf("it is like none of the %d keys that may stand here; platmap schema %s prints them", len(m.known), c.kind) + own
	}
	return "known keys: " + strings.Join(m.known, ", ") + own
}

// synonyms joins the known keys that another word may stand for, or returns "".
func (m *misfit) synonyms(key string) string {
	var names []string
	for _, s := range synonyms[key] {
		if slices.Contains(m.known, s) {
			names = append(names, strconv.Quote(s))
		}
	}
	return strings.Join(names, " or ")
}

// deeper tells of a key that belongs into a mapping below one of the known keys,
// such as the chat of a contact.
func (m *misfit) deeper(key string) string {
	for _, word := range append([]string{key}, synonyms[key]...) {
		for _, k := range m.known {
			for _, d := range spread([]def{m.property(k)}) {
				if slices.Contains(d.keys(), word) {
					return fmt.Sprintf("write it below %s: %s: {%s: …}", k, k, word)
				}
			}
		}
	}
	return ""
}
