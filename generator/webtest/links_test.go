package webtest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every address on every page is a file of the site, with an anchor that exists, or
// an http, https or mailto address.
func (s *site) testLinks(t *testing.T) {
	found := problems{}
	checked := 0
	for _, name := range s.order {
		p := s.pages[name]
		for _, l := range p.links {
			checked++
			if problem := s.broken(p.path, l.ref); problem != "" {
				found.add(name, problem)
			}
		}
		for _, l := range p.links {
			if file, _, err := p.resolve(l.ref); l.fetched() && err == nil && file == "" && l.ref != emptyIcon {
				found.add(name, "fetched from another site: "+l.ref)
			}
		}
	}
	found.report(t)
	t.Logf("%d links on %d pages", checked, len(s.order))
}

// broken returns the mistake in an address on a page, or "".
func (s *site) broken(from, ref string) string {
	file, anchor, err := resolve(from, ref)
	switch {
	case err != nil:
		return "bad link: " + err.Error()
	case file == "":
		return ""
	case !s.files[file]:
		return "dead link: there is no " + file
	case anchor != "" && s.pages[file] != nil && !s.pages[file].has(anchor):
		return "dead link: " + file + " has no place #" + anchor
	}
	return ""
}

// Every page can be reached from the home page, except redirects and the 404 page.
func (s *site) testReach(t *testing.T) {
	reached := map[string]bool{"index.html": true}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		p := s.pages[queue[0]]
		for _, l := range p.links {
			if l.element.Data != "a" {
				continue
			}
			if file, _, err := p.resolve(l.ref); err == nil && s.pages[file] != nil && !reached[file] {
				reached[file] = true
				queue = append(queue, file)
			}
		}
	}
	for _, name := range s.order {
		p := s.pages[name]
		if !reached[name] && !p.noIndex {
			t.Errorf("%s cannot be reached from the home page", name)
		}
		if p.refresh != "" && reached[name] {
			t.Errorf("%s is a redirect to %s, but a page links to it", name, p.refresh)
		}
	}
}

// Every page exists in every language. The versions name each other in the head,
// and the language switch links to the same page.
func (s *site) testLanguages(t *testing.T) {
	languages := map[string]bool{}
	for _, p := range s.pages {
		languages[p.lang] = true
	}
	if len(languages) < 2 {
		t.Fatal("the sample site is in one language only")
	}
	for _, name := range s.order {
		p := s.pages[name]
		if p.noIndex { // redirects, and the 404 page, which has all languages itself
			continue
		}
		if p.alternates[p.lang] != name {
			t.Errorf("%s does not name itself as the version in %s", name, p.lang)
		}
		switches := p.switches()
		for lang := range languages {
			other := s.pages[p.alternates[lang]]
			switch {
			case other == nil:
				t.Errorf("%s has no version in %s", name, lang)
			case other.lang != lang:
				t.Errorf("%s names %s as the version in %s, but it is in %s", name, other.path, lang, other.lang)
			case !maps.Equal(other.alternates, p.alternates):
				t.Errorf("%s and %s name different versions", name, other.path)
			case lang != p.lang && switches[lang] != other.path:
				t.Errorf("the switch on %s to %s links to %q, want %s", name, lang, switches[lang], other.path)
			}
		}
	}
}

// switches returns the links to other languages, by language.
func (p *page) switches() map[string]string {
	found := map[string]string{}
	for _, l := range p.links {
		if lang, ok := attr(l.element, "hreflang"); ok && l.element.Data == "a" {
			found[lang], _, _ = p.resolve(l.ref)
		}
	}
	return found
}

// Every page except redirects has a Markdown twin, whose links have targets.
func (s *site) testTwins(t *testing.T) {
	found := problems{}
	for _, name := range s.order {
		p := s.pages[name]
		if p.noIndex {
			continue
		}
		if p.twin == "" || !s.files[p.twin] {
			t.Errorf("%s has no Markdown twin", name)
			continue
		}
		text := s.text(t, p.twin)
		if heading, _, _ := strings.Cut(text, "\n"); !strings.HasPrefix(heading, "# ") {
			t.Errorf("%s does not start with its title", p.twin)
		}
		for _, ref := range markdownLinks(text) {
			if problem := s.broken(p.twin, ref); problem != "" {
				found.add(p.twin, problem)
			}
		}
	}
	found.report(t)
}

// heading returns the text of a page's only h1.
func (p *page) heading() string {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "h1" {
			return content(n)
		}
	}
	return ""
}

// sortedKeys returns the keys of a set, sorted.
func sortedKeys(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// emptyIcon is the icon of the 404 page, which loads no file.
const emptyIcon = "data:,"
