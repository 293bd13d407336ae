package webtest

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
)

// Figures are well-formed XML, and their links have targets.
func (s *site) testFigures(t *testing.T) {
	maps := 0
	for _, name := range sortedKeys(s.files) {
		if !strings.HasSuffix(name, ".svg") {
			continue
		}
		if strings.HasSuffix(name, "map.svg") {
			maps++
		}
		for _, e := range elements(t, name, s.text(t, name)) {
			for _, a := range e.Attr {
				if problem := s.broken(name, a.Value); a.Name.Local == "href" && problem != "" {
					t.Errorf("%s: %s", name, problem)
				}
			}
		}
	}
	if maps < 2 {
		t.Errorf("%d files map.svg, want one for each language", maps)
	}
}

// elements returns the start tags of an XML file.
func elements(t *testing.T, name, text string) []xml.StartElement {
	t.Helper()
	var list []xml.StartElement
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Errorf("%s is not well-formed: %v", name, err)
			return list
		}
		if e, ok := token.(xml.StartElement); ok {
			list = append(list, e.Copy())
		}
	}
}

// map.json is JSON, and the addresses in it are pages.
func (s *site) testData(t *testing.T) {
	var data any
	must(t, json.Unmarshal([]byte(s.text(t, "map.json")), &data))
	urls := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for key, e := range v {
				if ref, ok := e.(string); ok && key == "url" {
					urls++
					if problem := s.broken("map.json", ref); problem != "" {
						t.Errorf("map.json: %s", problem)
					}
				}
				walk(e)
			}
		}
	}
	walk(data)
	if urls < 100 {
		t.Errorf("map.json has only %d addresses", urls)
	}
}

// The links of llms.txt are files of the site.
func (s *site) testLLMs(t *testing.T) {
	text := s.text(t, "llms.txt")
	links := markdownLinks(text)
	for _, ref := range links {
		if problem := s.broken("llms.txt", ref); problem != "" {
			t.Error(problem)
		}
	}
	if !strings.HasPrefix(text, "# ") || len(links) < 50 {
		t.Errorf("llms.txt has no title or only %d links", len(links))
	}
}

// With a base URL the site has a sitemap with every page, and pages contain their
// full address.
func (s *site) testAddress(t *testing.T) {
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile(`<loc>([^<]*)</loc>`).FindAllStringSubmatch(s.text(t, "sitemap.xml"), -1) {
		file, _, err := resolve("index.html", m[1])
		if err != nil || !s.files[file] {
			t.Errorf("sitemap.xml: page %s does not exist", m[1])
		}
		listed[file] = true
	}
	for _, e := range elements(t, "sitemap.xml", s.text(t, "sitemap.xml")) {
		for _, a := range e.Attr {
			if problem := s.broken("index.html", a.Value); a.Name.Local == "href" && problem != "" {
				t.Errorf("sitemap.xml: %s", problem)
			}
		}
	}
	found := problems{}
	for _, name := range s.order {
		p := s.pages[name]
		if listed[name] == p.noIndex {
			t.Errorf("%s: noindex is %v, in the sitemap is %v", name, p.noIndex, listed[name])
		}
		if !p.noIndex {
			p.checkAddress(found)
		}
		for _, l := range p.links {
			if problem := s.broken(p.path, l.ref); problem != "" {
				found.add(name, problem)
			}
		}
	}
	found.report(t)
}

// checkAddress checks that the links of a page to itself and its versions are full
// addresses.
func (p *page) checkAddress(found problems) {
	canonical := ""
	for _, l := range p.links {
		rel, _ := attr(l.element, "rel")
		_, hreflang := attr(l.element, "hreflang")
		if l.element.Data == "link" && rel == "canonical" {
			canonical = l.ref
		}
		if l.element.Data == "link" && hreflang && !strings.HasPrefix(l.ref, baseURL+"/") {
			found.add(p.path, "hreflang without the site's address")
		}
	}
	if file, _, _ := p.resolve(canonical); !strings.HasPrefix(canonical, baseURL+"/") || file != p.path {
		found.add(p.path, "canonical is not the page's address")
	}
}

var (
	fencedCode     = regexp.MustCompile("(?ms)^[ >]*(```+|~~~+).*?^[ >]*(```+|~~~+)[ ]*$")
	inlineCode     = regexp.MustCompile("`[^`\n]*`")
	markdownTarget = regexp.MustCompile(`\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)`)
)

// markdownLinks returns the addresses in Markdown, outside code.
func markdownLinks(text string) []string {
	text = inlineCode.ReplaceAllString(fencedCode.ReplaceAllString(text, ""), "")
	var refs []string
	for _, m := range markdownTarget.FindAllStringSubmatch(text, -1) {
		refs = append(refs, m[1])
	}
	return refs
}
