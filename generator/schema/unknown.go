package schema

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// synonyms maps keys of other catalogs to keys of platmap with the same meaning.
var synonyms = map[string][]string{
	"channel":          {"chat"},
	"definition":       {"text"},
	"dependencies":     {"depends_on"},
	"description":      {"summary", "text"},
	"domain":           {"domains"},
	"href":             {"url"},
	"language":         {"lang"},
	"languages":        {"locales"},
	"last_reviewed":    {"reviewed"},
	"lifecycle":        {"status"},
	"link":             {"links", "url"},
	"locale":           {"lang"},
	"meaning":          {"text"},
	"name":             {"title", "term"},
	"nav_order":        {"order"},
	"needs":            {"depends_on"},
	"owned_by":         {"owner"},
	"owner":            {"by"},
	"problem":          {"essential_problem"},
	"reason":           {"why"},
	"redirect_from":    {"aliases"},
	"replacement":      {"replaced_by"},
	"repository":       {"repo"},
	"requires":         {"depends_on"},
	"sidebar_position": {"order"},
	"slack":            {"chat"},
	"state":            {"status"},
	"superseded_by":    {"replaced_by"},
	"synonyms":         {"aka"},
	"tag":              {"keywords"},
	"tags":             {"keywords"},
	"team":             {"owner", "by"},
	"title":            {"name"},
	"type":             {"kind"},
	"weight":           {"order"},
}

var synonymWords = slices.Sorted(maps.Keys(synonyms))

// related maps keys of other catalogs to keys of platmap that the author may want. Their
// meanings differ, so a person must decide.
var related = map[string][]string{
	"alias":      {"aka", "aliases"},
	"category":   {"group", "kind"},
	"labels":     {"keywords"},
	"layer":      {"group"},
	"maintainer": {"owner"},
	"system":     {"domains"},
	"url":        {"links", "issue", "guide", "base_url"},
}

var plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

var languageShape = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z0-9]+)*$`)

// guess is the key that the author most likely meant by an unknown one.
type guess struct {
	key   string
	help  string
	edits []source.Edit // nil if another key may have been meant, or if the value is invalid too

	isSynonym bool // whether the unknown key is another word, not a misspelling
}

// guess returns a guess for the unknown key of p. It excludes keys that cannot have the
// value of p. The guess has no key if none is likely.
func (c *check) guess(m *badMapping, p tree.Pair) guess {
	key := p.Key.Text
	if len(m.known) == 0 {
		return guessLanguage(m, p)
	}
	for _, k := range m.free {
		if foldKey(k) == foldKey(key) {
			return c.sure(m, p, k, fmt.Sprintf("did you mean %q?", k))
		}
	}
	var same []guess
	for _, k := range synonyms[key] {
		if slices.Contains(m.free, k) && c.isPlausible(m, p, k) {
			same = append(same, c.sure(m, p, k, "use "+strconv.Quote(k)))
		}
	}
	if len(same) == 1 {
		same[0].isSynonym = true
		return same[0]
	}
	if len(same) > 1 {
		return guess{key: same[0].key, help: same[0].help + " or " + strconv.Quote(same[1].key)}
	}
	typos := slices.DeleteFunc(slices.Clone(m.free), func(k string) bool { return !isTypo(key, k) || !c.isPlausible(m, p, k) })
	if len(typos) == 1 {
		return c.sure(m, p, typos[0], fmt.Sprintf("did you mean %q?", typos[0]))
	}
	if utf8.RuneCountInString(key) < 3 { // short words are similar to too many keys
		return guess{}
	}
	near := text.Closest(key, m.free)
	for _, missing := range m.missing {
		if near == "" && slices.Contains(m.free, missing) && text.Closest(key, parts(missing)) != "" {
			near = missing
		}
	}
	if near != "" && c.isPlausible(m, p, near) {
		return guess{key: near, help: fmt.Sprintf("did you mean %q?", near)}
	}
	if word := text.Closest(key, synonymWords); word != "" && len(key) > 3 {
		for _, k := range synonyms[word] {
			if slices.Contains(m.free, k) && c.isPlausible(m, p, k) {
				return guess{key: k, help: fmt.Sprintf("if you mean %s, use %q", word, k)}
			}
		}
	}
	return guess{}
}

// languageNames are the codes of languages that are often written as words.
var languageNames = map[string]string{"japanese": "ja", "日本語": "ja", "english": "en", "英語": "en"}

// languageOf returns the code of a language from a code or a name, or "".
func languageOf(key string) string {
	code := strings.ToLower(key)
	if name, ok := languageNames[code]; ok {
		return name
	}
	if languageShape.MatchString(code) && text.IsLanguage(code) {
		return code
	}
	return ""
}

// guessLanguage is like guess for a text in several languages, whose keys are codes of
// languages. A single key such as IT is more likely a part of the text.
func guessLanguage(m *badMapping, p tree.Pair) guess {
	code := languageOf(p.Key.Text)
	other := func(o tree.Pair) bool { return languageOf(o.Key.Text) == "" }
	if code == "" || len(m.node.Pairs) < 2 || slices.ContainsFunc(m.node.Pairs, other) || m.node.Get(code) != nil || !p.Value.IsScalar() {
		return guess{}
	}
	g := guess{key: code, help: fmt.Sprintf("did you mean %q?", code)}
	if sourceOf(p.Key) != "" {
		g.edits = []source.Edit{replace(p.Key, code)}
	}
	return g
}

// sure returns the guess that key has the same meaning as the unknown key of p, with the
// edits that replace it if the value can be kept.
func (c *check) sure(m *badMapping, p tree.Pair, key, help string) guess {
	g := guess{key: key, help: help}
	property := c.property(m, key)
	written := sourceOf(p.Key)
	if property == nil || written == "" {
		return g
	}
	write, ok := fit(property, p.Value)
	valid := ok
	if isReference(property, key) && isOneName(p.Value) {
		// It may be the name of a page: package site knows its id.
		if write, ok, valid = "", true, false; acceptsList(property) {
			write = text.YAMLList(p.Value.Text)
		}
	}
	if !ok {
		return g
	}
	g.edits = append(g.edits, replace(p.Key, key))
	if write != "" {
		g.edits = append(g.edits, replace(p.Value, write))
	}
	if write != "" && valid && utf8.RuneCountInString(write) <= maxPasted {
		g.help = fmt.Sprintf("write %s: %s", key, write)
	}
	return g
}

// isOneName reports whether a value may be the name of a page, but is not an id.
func isOneName(n *tree.Node) bool {
	return n.Kind == tree.Text && !text.IsID(n.Text) && len(splitAtCommas(n.Text)) == 1 && sourceOf(n) != ""
}

// isReference reports whether the values of a key are ids of other files.
func isReference(property *jsonschema.Schema, key string) bool {
	title := titleOf(property)
	return key != "id" && key != "aliases" && (title == "id" || title == "list of ids")
}

// property returns the compiled schema of a key, or nil.
func (c *check) property(m *badMapping, key string) *jsonschema.Schema {
	if s := c.set.byLocation[m.location]; s != nil {
		return s.Properties[key]
	}
	return nil
}

// isPlausible reports whether a key may have the value of p. A value that is invalid only
// inside, or that is misspelled, is plausible; a value of another type is not.
func (c *check) isPlausible(m *badMapping, p tree.Pair, key string) bool {
	property := c.property(m, key)
	if property == nil {
		return true
	}
	if key == "lang" && !text.IsLanguage(p.Value.Text) {
		return false
	}
	if _, ok := fit(property, p.Value); ok || p.Value.Kind == tree.Null || isReference(property, key) && p.Value.Kind == tree.Text {
		return true
	}
	invalid, _ := property.Validate(p.Value.JSON()).(*jsonschema.ValidationError)
	if invalid == nil {
		return true
	}
	for _, leaf := range leafErrors(invalid, nil) {
		if len(leaf.InstanceLocation) > 0 {
			continue
		}
		switch leaf.ErrorKind.(type) {
		case *kind.Type, *kind.Pattern, *notInCalendar:
			return false
		}
	}
	return true
}

// unknownHelp returns the help for an unknown key without a guess.
func (c *check) unknownHelp(m *badMapping, p tree.Pair) string {
	key := p.Key.Text
	if len(m.known) == 0 {
		return "use language codes such as ja and en as keys, or put a text that contains \": \" in quotes"
	}
	if k := m.alreadySet(key); k != "" {
		return fmt.Sprintf("remove it, because %q is already set, or start it with x-", k)
	}
	if names := c.relatedKeys(m, p); names != "" {
		return "use " + names
	}
	if help := c.deeper(m, key); help != "" {
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
	help := "run platmap explain " + m.path + " for all keys"
	if len(m.known) <= 10 {
		help = "write one of: " + strings.Join(m.known, ", ")
	}
	if !plainKey.MatchString(key) {
		return help + "; start a key of your own with x-"
	}
	return help + "; if another tool needs this one, write x-" + key
}

// alreadySet returns the key of the mapping that has the same meaning as an unknown
// key, or "".
func (m *badMapping) alreadySet(key string) string {
	for _, k := range m.known {
		if m.node.Get(k) != nil && (foldKey(k) == foldKey(key) || isTypo(key, k) || slices.Contains(synonyms[key], k)) {
			return k
		}
	}
	return ""
}

// relatedKeys returns the related keys for a key of another catalog, joined, or "".
func (c *check) relatedKeys(m *badMapping, p tree.Pair) string {
	var names []string
	for _, k := range related[p.Key.Text] {
		if slices.Contains(m.free, k) && c.isPlausible(m, p, k) {
			names = append(names, strconv.Quote(k))
		}
	}
	return strings.Join(names, " or ")
}

// deeperKey identifies a result of deeper.
type deeperKey struct{ location, key string }

// deeper returns the help for a key that belongs in a mapping below one of the known
// keys, such as chat below contact, or "". Results are cached, because the same unknown
// key is often in every item of a list.
func (c *check) deeper(m *badMapping, key string) string {
	at := deeperKey{m.location, key}
	help, ok := c.below[at]
	if !ok {
		help = m.findDeeper(key)
		if c.below == nil {
			c.below = map[deeperKey]string{}
		}
		c.below[at] = help
	}
	return help
}

func (m *badMapping) findDeeper(key string) string {
	for _, word := range append([]string{key}, synonyms[key]...) {
		for _, k := range m.known {
			for _, d := range applicable([]def{m.property(k)}) {
				if d.has(word) {
					return fmt.Sprintf("write it below %s: %s: {%s: …}", k, k, word)
				}
			}
		}
	}
	return ""
}
