package webtest

import (
	"compress/gzip"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Every page follows the rules that make it safe and readable.
func (s *site) testRules(t *testing.T) {
	found := problems{}
	for _, name := range s.order {
		p := s.pages[name]
		count := map[string]int{}
		policy := ""
		for n := range p.doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			count[n.Data]++
			if equiv, _ := attr(n, "http-equiv"); strings.EqualFold(equiv, "Content-Security-Policy") {
				policy, _ = attr(n, "content")
			}
			if p.path != "404.html" && !strings.HasSuffix(p.path, "/404.html") { // the policy of the page allows its style and script by their hashes
				p.checkElement(n, found)
			}
		}
		if policy == "" {
			found.add(name, "no Content-Security-Policy")
		} else if !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
			found.add(name, "a policy that is not strict: "+policy)
		}
		if count["h1"] != 1 {
			found.add(name, "not exactly one h1")
		}
		if count["main"] != 1 {
			found.add(name, "not exactly one main")
		}
		if p.lang == "" {
			found.add(name, "no lang on html")
		}
		if p.title == "" {
			found.add(name, "no title")
		}
		if p.kind == "" && p.refresh == "" {
			found.add(name, "main has no class page-KIND")
		}
	}
	s.checkDescriptions(found)
	found.report(t)
}

// checkDescriptions reports pages without a description, with a long one, or with the
// description of another page in the same language.
func (s *site) checkDescriptions(found problems) {
	seen := map[string]string{}
	for _, name := range s.order {
		p := s.pages[name]
		if p.noIndex {
			continue
		}
		switch n, other := len([]rune(p.description)), seen[p.lang+p.description]; {
		case n == 0:
			found.add(name, "no description")
		case n > 160:
			found.add(name, "a description of more than 160 characters")
		case other != "":
			found.add(name, "the description of "+other)
		}
		seen[p.lang+p.description] = name
	}
}

// checkElement reports elements and attributes that the content security policy forbids.
func (p *page) checkElement(n *html.Node, found problems) {
	switch n.Data {
	case "style", "iframe", "object", "embed", "base":
		found.add(p.path, "an element "+n.Data)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		for child := range n.Descendants() {
			if _, ok := attr(child, "aria-label"); ok {
				found.add(p.path, "a heading with a control, which screen readers read as part of it")
			}
		}
	case "aside":
		links := map[string]bool{}
		for l := range p.doc.Descendants() {
			if href, _ := attr(l, "href"); l.Data == "a" && within(l, func(n *html.Node) bool { return hasClass(n, "side") || hasClass(n, "kicker") }) && p.kind == "guide" {
				if links[href] {
					found.add(p.path, "twice at the head and the side: "+href)
				}
				links[href] = true
			}
		}
	case "span":
		if class, _ := attr(n, "class"); strings.HasPrefix(class, "mark ") || class == "kind" || strings.HasPrefix(class, "mode ") {
			if word := content(n); rawValue.MatchString(word) {
				found.add(p.path, "a value without a word of the language: "+word)
			}
		}
	case "script":
		if _, ok := attr(n, "src"); !ok {
			found.add(p.path, "an inline script")
		}
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			found.add(p.path, "an attribute "+a.Key+" on "+n.Data)
		}
	}
}

// within reports whether an element is inside of one that matches.
func within(n *html.Node, matches func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if matches(n) {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool { return slices.Contains(classes(n), class) }

// rawValue matches a value in the form of a source file, such as self-service.
var rawValue = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)*$`)

// The first view of a page is small and needs few requests.
func (s *site) testWeight(t *testing.T) {
	const most, requests = 40 << 10, 5
	zipped := map[string]int{}
	size := func(name string) int {
		if zipped[name] == 0 {
			zipped[name] = gzipped(t, s.text(t, name))
		}
		return zipped[name]
	}
	found := problems{}
	var heaviest *page
	heaviestBytes, most5 := 0, 0
	for _, name := range s.order {
		p := s.pages[name]
		sum := size(name)
		resources := p.resources()
		for _, r := range resources {
			if s.files[r] {
				sum += size(r)
			}
		}
		if sum > most {
			t.Errorf("%s weighs %d bytes", name, sum)
		}
		if n := 1 + len(resources); n > requests {
			found.add(name, "more than 5 requests: "+strings.Join(resources, " "))
		} else {
			most5 = max(most5, n)
		}
		if sum > heaviestBytes {
			heaviest, heaviestBytes = p, sum
		}
	}
	found.report(t)
	t.Logf("the heaviest first view is %s: %.1f KB (page alone %.1f KB); at most %d requests", heaviest.path,
		float64(heaviestBytes)/1024, float64(size(heaviest.path))/1024, most5)
	for _, name := range []string{"index.html", "interfaces.html", "components.html", "domains/computing.html"} {
		if s.pages[name] != nil {
			t.Logf("%s alone %.1f KB", name, float64(size(name))/1024)
		}
	}
	for name := range s.files {
		if strings.HasPrefix(name, "assets/") {
			t.Logf("%s %.1f KB", name, float64(size(name))/1024)
		}
	}
}

// resources returns the files that the first view of a page needs: all except
// images that load lazily.
func (p *page) resources() []string {
	var list []string
	for _, l := range p.links {
		loading, _ := attr(l.element, "loading")
		if file, _, err := p.resolve(l.ref); l.fetched() && loading != "lazy" && err == nil && file != "" && !slices.Contains(list, file) {
			list = append(list, file)
		}
	}
	return list
}

func gzipped(t *testing.T, text string) int {
	t.Helper()
	var n counter
	w := gzip.NewWriter(&n)
	_, err := io.WriteString(w, text)
	must(t, err)
	must(t, w.Close())
	return int(n)
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

var cssAddress = regexp.MustCompile(`url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)`)

// All files that stylesheets load are in the site.
func (s *site) testStyles(t *testing.T) {
	for name := range s.files {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		for _, m := range cssAddress.FindAllStringSubmatch(s.text(t, name), -1) {
			ref := m[1] + m[2]
			if strings.HasPrefix(ref, "data:") {
				t.Errorf("%s: the policy of the pages blocks %.60s", name, ref)
			} else if file, _, err := resolve(name, ref); err != nil || !s.files[file] {
				t.Errorf("%s: %s does not exist", name, ref)
			}
		}
	}
}
