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

// needsNoLabel are the properties whose values need no label, as in: feature “x”: planned
// → available. The responsible party of a responsibility needs none either.
var needsNoLabel = map[string]bool{"status": true, "state": true, "at_most": true, "at_least": true}

// nameKeys are the properties that contain the name of a thing or an item. An interface
// has its name under the key of its kind.
var nameKeys = map[string]bool{"name": true, "title": true, "term": true, "cli": true, "api": true, "portal": true, "template": true,
	"manifest": true, "iac": true, "library": true, "doc": true, "chat": true, "ticket": true}

// labels maps properties to the theme's words for labels of pages. The word of any other
// property is "field.KEY", or the word named like the key.
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

// Label returns the label of a property of an item or, if item is zero, of a thing. It is
// in lower case, for the middle of a sentence.
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

// lastKey returns the last key of a path, such as chat for contact.chat.
func lastKey(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }

// noun returns the noun for the items of a list or the things of a kind, in the singular
// if n is 1.
func (w *Words) noun(name string, n int) string { return w.say("noun."+name, n) }

// wordPrefixes are the prefixes of the theme's words for fixed values, by property. A
// property may need the kind of the thing or the list of the item in addition.
var wordPrefixes = map[string]string{
	"status": "status.", "by": "party.", "target": "party.", "mode": "mode.", "state": "state.", "kind": "kind.", "source": "source.",
	"value": "level.", "toil": "level.", "role": "role.", "strength": "strength.", "framework": "framework.", "better": "better.", "forge": "forge.",
	"guide.type": "type.", "team.type": "teamtype.", "interactions.mode": "interaction.", "notes.kind": "note.", "source.url": "origin.",
}

// word returns the theme's word for a fixed value, or the value itself if there is no
// such word.
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

// lower returns a word as in the middle of a sentence. It changes only the first letter,
// and only in languages where labels begin with a capital and nouns do not. Abbreviations
// do not change.
func (w *Words) lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if !slices.Contains([]string{"en", "es", "fr"}, w.theme.Language(w.lang)) || !unicode.IsLower(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
