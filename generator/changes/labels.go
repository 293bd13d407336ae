package changes

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"platmap/generator/diff"
	"platmap/generator/source"
)

// needsNoLabel are the properties whose values explain themselves: feature “x”: planned →
// available. So does that of who is responsible for a responsibility.
var needsNoLabel = map[string]bool{"status": true, "state": true, "at_most": true, "at_least": true}

// nameKeys are the properties that name a thing or an item: the kind of an interface is the
// key of its name.
var nameKeys = map[string]bool{"name": true, "title": true, "term": true, "cli": true, "api": true, "portal": true, "template": true,
	"manifest": true, "iac": true, "library": true, "doc": true, "chat": true, "ticket": true}

// labels are the words for properties that the theme has for the labels of pages. Those of
// other properties are "field.KEY", or the word with the name of the key itself.
var labels = map[string]string{
	"label.name": "label", "labels": "label", "slo.url": "slo", "slo.title": "slo", "source.url": "scenario.source", "source.title": "scenario.source",
	"at_most": "goal", "at_least": "goal", "target": "party.target",
	"scenario.target": "goal", "scenario.now": "scenario.now",
	"essential_problem": "domain.problem", "problem": "domain.problem", "hypothesis": "scenario.hypothesis", "raised_by": "scenario.raised_by",
	"responsibilities": "domain.responsibilities", "features": "domain.features", "interfaces": "domain.interfaces", "decisions": "domain.decisions",
	"metrics": "domain.metrics", "guides": "domain.guides", "domains": "refs.domain", "components": "refs.component", "needs": "scenario.needs",
	"interactions": "team.interactions", "eras": "team.eras", "expectations": "team.expectations", "chat": "team.chat", "contact.url": "team.site",
	"what": "era.what", "how": "era.how", "done": "era.done", "purpose": "why", "reason": "why", "term": "page.term",
}

// Label returns the label of a property of a thing, or of an item unless that is zero. It
// is in lower case, for the middle of a sentence.
func (w *Words) Label(kind source.Kind, item diff.Item, field string) string {
	words := w.theme.Words(w.lang)
	if prefix, key, ok := strings.Cut(field, "."); ok && needsNoLabel[key] { // target.at_most
		field = prefix
	}
	key := lastKey(field)
	tries := []string{labels[field], "field." + key, labels[key], key}
	if item.IsZero() {
		tries = append([]string{labels[string(kind)+"."+key]}, tries...)
	}
	for _, word := range tries {
		if s, ok := words[word]; ok && strings.HasPrefix(word, "field.") {
			return s
		} else if ok {
			return w.lower(s)
		}
	}
	return w.content(field, maxName) // a private key
}

// lastKey returns the last key of a path: chat of contact.chat.
func lastKey(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

// noun returns the noun for the items of a list or the things of a kind: in the singular if
// n is 1, else in the plural.
func (w *Words) noun(name string, n int) string { return w.say("noun."+name, n) }

// wordPrefixes are the words of fixed values by their property, which may depend on the
// kind of the thing or on the list of the item.
var wordPrefixes = map[string]string{
	"status": "status.", "by": "party.", "target": "party.", "mode": "mode.", "state": "state.", "kind": "kind.", "source": "source.",
	"value": "level.", "toil": "level.", "role": "role.", "strength": "strength.", "framework": "framework.", "better": "better.", "forge": "forge.",
	"guide.type": "type.", "team.type": "teamtype.", "interactions.mode": "interaction.", "notes.kind": "note.", "source.url": "origin.",
}

// word returns a fixed value in words, or as it is written if there are none.
func (w *Words) word(kind source.Kind, item diff.Item, field, value string) string {
	key := lastKey(field)
	prefix := cmp.Or(wordPrefixes[cmp.Or(item.List, string(kind))+"."+key], wordPrefixes[field], wordPrefixes[key])
	if prefix != "" {
		if s, ok := w.theme.Words(w.lang)[prefix+value]; ok {
			return w.lower(s)
		}
	}
	return w.content(value, maxValue)
}

// lower returns a word as it is written in the middle of a sentence: only the first letter
// changes, and only in languages where labels begin with a capital and nouns do not.
// Abbreviations stay.
func (w *Words) lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if !slices.Contains([]string{"en", "es", "fr"}, w.theme.Language(w.lang)) || !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
