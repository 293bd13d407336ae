package webtest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every address on every page leads to a file of the site and, when it names a
// place there, to a place that exists; the others lead to http, https or a mail.
func (s *site) testLinks(t *testing.T) {
	found := faults{}
	checked := 0
	for _, name := range s.order {
		p := s.pages[name]
		for _, l := range p.links {
			checked++
			if fault := s.broken(p.path, l.ref); fault != "" {
				found.add(name, fault)
			}
		}
		for _, l := range p.links {
			if file, _, err := p.resolve(l.ref); l.fetched() && err == nil && file == "" {
				found.add(name, "fetched from another site: "+l.ref)
			}
		}
	}
	found.report(t)
	t.Logf("%d links on %d pages", checked, len(s.order))
}

// broken says what is wrong with an address on a page, or "".
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

// Every page can be reached from the home page, but for those that are no part of
// the site: redirects and the page for what is not there.
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
			t.Errorf("no way leads from the home page to %s", name)
		}
		if p.refresh != "" && reached[name] {
			t.Errorf("%s only leads on to %s, and yet it is linked", name, p.refresh)
		}
	}
}

// Every page is there in every language; the versions name each other in the head
// and the reader's switch leads to the same page.
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
		if p.refresh != "" {
			continue
		}
		if p.alternates[p.lang] != name {
			t.Errorf("%s does not name itself as its version in %s", name, p.lang)
		}
		switches := p.switches()
		for lang := range languages {
			other := s.pages[p.alternates[lang]]
			switch {
			case other == nil:
				t.Errorf("%s has no version in %s", name, lang)
			case other.lang != lang:
				t.Errorf("%s names %s as %s, which is in %s", name, other.path, lang, other.lang)
			case !maps.Equal(other.alternates, p.alternates):
				t.Errorf("%s and %s do not agree on their versions", name, other.path)
			case lang != p.lang && switches[lang] != other.path:
				t.Errorf("the switch on %s to %s leads to %q, not to %s", name, lang, switches[lang], other.path)
			}
		}
	}
}

// switches returns where the reader's links to other languages lead.
func (p *page) switches() map[string]string {
	found := map[string]string{}
	for _, l := range p.links {
		if lang, ok := attr(l.element, "hreflang"); ok && l.element.Data == "a" {
			found[lang], _, _ = p.resolve(l.ref)
		}
	}
	return found
}

// Every page but redirects has a Markdown twin, whose own links lead to files.
func (s *site) testTwins(t *testing.T) {
	found := faults{}
	for _, name := range s.order {
		p := s.pages[name]
		if p.noIndex {
			continue
		}
		if p.twin == "" || !s.files[p.twin] {
			t.Errorf("%s has no twin in Markdown", name)
			continue
		}
		text := s.text(t, p.twin)
		if heading, _, _ := strings.Cut(text, "\n"); !strings.HasPrefix(heading, "# ") {
			t.Errorf("%s does not start with its title", p.twin)
		}
		for _, ref := range markdownLinks(text) {
			if fault := s.broken(p.twin, ref); fault != "" {
				found.add(p.twin, fault)
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
