package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// synonyms are the keys of other generators for each key of guides, in order of
// preference.
var synonyms = []struct {
	ours   string
	theirs []string
}{
	{"summary", []string{"description", "excerpt"}},
	{"keywords", []string{"tags"}},
	{"order", []string{"sidebar_position", "weight", "nav_order", "position"}},
	{"reviewed", []string{"last_reviewed_on", "last_reviewed", "lastReviewed"}},
	{"review_every", []string{"review_in"}},
	{"aliases", []string{"redirect_from"}},
	{"type", []string{"content_type", "doc_type"}},
}

// values maps values in other generators to values in guides.
var values = map[string]string{
	"concept": "explanation", "concepts": "explanation", "conceptual": "explanation", "background": "explanation",
	"task": "how-to", "howto": "how-to", "how_to": "how-to", "procedure": "how-to", "tutorials": "tutorial",
}

// mapFront maps the keys of the front matter to those of guides. A key that guides do not
// have, or whose value would be an error, gets the prefix x-.
func (p *page) mapFront(c *converter) {
	f := &p.front
	before := make([]string, len(f.keys))
	for i, k := range f.keys {
		before[i] = k.lines
		if k.node == nil && k.name != "" {
			k.quote()
		}
	}
	f.merge()
	for _, s := range synonyms {
		if f.find(s.ours) != nil {
			continue
		}
		for _, name := range s.theirs {
			if k := f.find(name); k != nil && f.fits(c, k, s.ours) {
				k.rename(s.ours)
				k.parse()
				break
			}
		}
	}
	if k := f.find("published"); k != nil && k.node != nil && k.node.Text == "false" && f.find("draft") == nil {
		f.add(newKey("draft", true))
	}
	if k := f.find("lang"); k != nil && f.textOf("lang") != p.lang {
		k.private()
	}
	seen := map[string]bool{}
	for _, k := range f.keys {
		for seen[k.name] || k.name != "aliases" && !f.fits(c, k, k.name) {
			isPrivate := strings.HasPrefix(k.name, "x-")
			if seen[k.name] {
				k.rename("x-" + k.name)
				k.parse()
				continue
			}
			if isEmpty := k.node != nil && k.node.Kind == tree.Null; k.name != "type" && !isEmpty && slices.Contains(c.ourKeys, k.name) {
				p.note(FrontMatter, 0, "%s is not valid, now x-%s: %s", k.name, k.name, short(k.lines))
			}
			if k.private(); isPrivate {
				break
			}
		}
		seen[k.name] = true
	}
	for i, k := range f.keys {
		f.changed = f.changed || i >= len(before) || k.lines != before[i]
	}
	p.fromNav()
	if !slices.ContainsFunc(f.keys, func(k *key) bool { return k.name == "aliases" }) {
		p.build()
	}
}

// fits reports whether the value of k is valid for the key name of guides. If only the
// form of the value is wrong, fits corrects it.
func (f *frontMatter) fits(c *converter, k *key, name string) bool {
	if k.node == nil {
		return false
	}
	if strings.HasPrefix(name, "x-") {
		return true
	}
	candidate := *k
	candidate.rename(name)
	switch name {
	case "keywords":
		if list, ok := texts(k.node, true); ok && k.node.Kind != tree.List {
			candidate.set(text.YAMLList(list...))
		}
	case "order":
		if k.node.Kind == tree.Text && isNumber.MatchString(k.node.Text) {
			candidate.set(k.node.Text)
		}
	case "review_every":
		if m := spanOfTime.FindStringSubmatch(k.node.Text); m != nil {
			candidate.set(m[1] + m[2])
		}
	case "type":
		if v := values[strings.ToLower(k.node.Text)]; v != "" {
			candidate.set(v)
		}
	case "summary":
		if strings.Contains(k.node.Text, "](") || strings.Contains(k.node.Text, "{{") || strings.Contains(k.node.Text, "[[") {
			return false
		}
	case "aliases":
		_, ok := texts(k.node, false)
		return ok
	}
	candidate.parse()
	if !candidate.valid(c) {
		return false
	}
	if candidate.lines != k.lines && candidate.name != k.name || candidate.node.Kind != k.node.Kind {
		theirs := k.name
		*k = candidate
		k.rename(theirs)
		k.name = theirs
		k.parse()
	}
	return true
}

var (
	isNumber   = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	spanOfTime = regexp.MustCompile(`^([0-9]+) *([dwmy])(ays?|eeks?|onths?|ears?)$`)
)

// valid reports whether a key conforms to the schema of guides.
func (k *key) valid(c *converter) bool {
	var diags source.Diagnostics
	f := &source.File{Name: "guides/x.md", Kind: source.Guide, Text: k.lines}
	n := tree.ParseValid(f, &diags)
	if n == nil || n.Kind != tree.Map {
		return false
	}
	if c.Schemas != nil {
		c.Schemas.Check(source.Guide, n, "", &diags)
	}
	return !diags.HaveError()
}

// quote puts the value of a key in quotes if it is one line whose meaning is clear but
// that is not valid YAML, such as a title with a colon.
func (k *key) quote() {
	_, rest := k.comments()
	line, more, _ := strings.Cut(rest, "\n")
	_, value, _ := strings.Cut(line, ":")
	if value = strings.TrimSpace(value); strings.TrimSpace(more) == "" && value != "" && !strings.ContainsAny(value[:1], `"'[{|>&*!#`) {
		before := *k
		if k.set(text.QuoteYAML(value)); k.node == nil {
			*k = before
		}
	}
}

// merge adds the tags to the keywords if the page has both.
func (f *frontMatter) merge() {
	keywords, tags := f.find("keywords"), f.find("tags")
	if keywords == nil || tags == nil {
		return
	}
	list, ok := texts(keywords.node, true)
	more, also := texts(tags.node, true)
	if !ok || !also {
		return
	}
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	keywords.set(text.YAMLList(list...))
	lead, _ := tags.comments()
	tags.lines, tags.name = lead, ""
	f.keys = slices.DeleteFunc(f.keys, func(k *key) bool { return k == tags && lead == "" })
	f.changed = true
}

func (f *frontMatter) add(k *key) { f.keys, f.changed = append(f.keys, k), true }

// fromNav adds the values that only the navigation has: the order and, for a page without
// a title, the title.
func (p *page) fromNav() {
	f := &p.front
	if p.order != 0 && f.find("order") == nil {
		f.add(newKey("order", p.order))
	}
	if p.title == "" || f.find("title") != nil {
		return
	}
	md := markdown.Parse(&source.File{Name: p.name, Kind: source.Guide, Text: p.body}, 0, new(source.Diagnostics))
	if md.Title() == "" {
		f.add(newKey("title", p.title))
	}
}

// aliases sets the aliases of all pages to their former paths. An alias that is the path
// of a page or another alias is kept as x-aliases.
func (c *converter) aliases() {
	ids := map[string]bool{}
	idOf := func(p *page) string {
		id := strings.TrimSuffix(strings.TrimPrefix(p.name, "guides/"), ".md")
		return strings.ToLower(strings.TrimSuffix(id, "."+p.lang))
	}
	for _, p := range c.pages {
		ids[idOf(p)] = true
	}
	for _, p := range c.pages {
		k := p.front.find("aliases")
		if k == nil {
			continue
		}
		list, _ := texts(k.node, false)
		var valid, invalid []string
		for _, s := range list {
			id := s
			if strings.HasPrefix(s, "/") || !ourPath.MatchString(s) || !strings.HasPrefix(s, path.Join(c.Folder, ".")) {
				id = c.aliasOf(p, s)
			}
			if l := strings.ToLower(id); id == "" || ids[l] || c.HasGuide != nil && c.HasGuide(id) || p.lang != c.Locales[0] {
				invalid = append(invalid, s)
			} else {
				ids[l] = true
				valid = append(valid, id)
			}
		}
		switch {
		case len(valid) == 0:
			k.rename("x-aliases")
			p.front.changed = true
		case !slices.Equal(valid, list):
			k.set(text.YAMLList(valid...))
			if p.front.changed = true; len(invalid) > 0 {
				p.front.add(newKey("x-aliases", invalid))
			}
		}
		if k.name == "aliases" && !k.valid(c) {
			k.private()
		}
		p.build()
	}
}

var ourPath = regexp.MustCompile(`^[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*$`)
