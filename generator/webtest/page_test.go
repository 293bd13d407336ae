package webtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// page is one parsed HTML file.
type page struct {
	path        string // path from the root of the site
	text        []byte
	doc         *html.Node
	lang        string            // language in the html element
	kind        string            // such as "domain", from the class of the main element
	title       string            // title of the document
	ids         map[string]bool   // anchors
	filters     map[string]bool   // names of the filters of the page's table
	choices     map[string]bool   // values of the filters: "owner=dx"
	links       []link            // attributes with an address
	alternates  map[string]string // language → path of the page in that language
	twin        string            // path of the Markdown twin, or ""
	description string            // text of the meta element description
	refresh     string            // target of a redirect, or ""
	noIndex     bool
}

// link is an attribute that holds an address.
type link struct {
	element *html.Node
	ref     string
}

// fetched reports whether the browser loads the address without a click.
func (l link) fetched() bool {
	rel, _ := attr(l.element, "rel")
	switch l.element.Data {
	case "link":
		return slices.Contains([]string{"stylesheet", "icon", "preload", "modulepreload", "manifest"}, rel)
	case "script", "img", "image", "source", "video", "audio", "track":
		return true
	}
	return false
}

// readPage parses a page.
func readPage(public fs.FS, name string) (*page, error) {
	text, err := fs.ReadFile(public, name)
	if err != nil {
		return nil, err
	}
	doc, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false)) // to parse the content of <noscript> as elements
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := &page{path: name, text: text, doc: doc, ids: map[string]bool{}, filters: map[string]bool{}, choices: map[string]bool{}, alternates: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			p.record(n)
		}
	}
	return p, nil
}

// record adds the properties of an element to those of its page.
func (p *page) record(n *html.Node) {
	if id, ok := attr(n, "id"); ok {
		p.ids[id] = true
	}
	for _, key := range []string{"href", "src", "poster"} {
		if ref, ok := attr(n, key); ok {
			p.links = append(p.links, link{n, ref})
		}
	}
	if set, ok := attr(n, "srcset"); ok {
		for candidate := range strings.SplitSeq(set, ",") {
			p.links = append(p.links, link{n, strings.Fields(candidate)[0]})
		}
	}
	for _, a := range n.Attr {
		if kind, ok := strings.CutPrefix(a.Key, "data-"); ok {
			for value := range strings.FieldsSeq(a.Val) {
				p.choices[kind+"="+value] = true
			}
		}
	}
	switch n.Data {
	case "select":
		name, _ := attr(n, "name")
		p.filters[name] = true
	case "html":
		p.lang, _ = attr(n, "lang")
	case "title":
		if n.Namespace == "" && p.title == "" { // an SVG has titles as well
			p.title = content(n)
		}
	case "main":
		for _, class := range classes(n) {
			if kind, ok := strings.CutPrefix(class, "page-"); ok {
				p.kind = kind
			}
		}
	case "link":
		p.recordLink(n)
	case "meta":
		p.recordMeta(n)
	}
}

// has reports whether an anchor exists: it is an element, or filters of the table that
// select some rows.
func (p *page) has(anchor string) bool {
	if p.ids[anchor] {
		return true
	}
	for choice := range strings.SplitSeq(anchor, "&") {
		if kind, _, _ := strings.Cut(choice, "="); !p.filters[kind] || !p.choices[choice] {
			return false
		}
	}
	return true
}

func (p *page) recordLink(n *html.Node) {
	href, _ := attr(n, "href")
	if rel, _ := attr(n, "rel"); rel != "alternate" {
		return
	}
	if lang, ok := attr(n, "hreflang"); ok {
		p.alternates[lang], _, _ = p.resolve(href)
	}
	if kind, _ := attr(n, "type"); kind == "text/markdown" {
		p.twin, _, _ = p.resolve(href)
	}
}

func (p *page) recordMeta(n *html.Node) {
	value, _ := attr(n, "content")
	switch name, _ := attr(n, "name"); name {
	case "robots":
		p.noIndex = strings.Contains(value, "noindex")
	case "description":
		p.description = value
	}
	if equiv, _ := attr(n, "http-equiv"); strings.EqualFold(equiv, "refresh") {
		if _, ref, ok := strings.Cut(value, "url="); ok {
			p.refresh = ref
			p.links = append(p.links, link{n, ref})
		}
	}
}

// resolve returns the file and the anchor of an address on the page, both decoded.
// Addresses outside the site, or that do not work below a sub-path, are errors;
// other sites and mail addresses have no file.
func (p *page) resolve(ref string) (file, anchor string, err error) { return resolve(p.path, ref) }

func resolve(from, ref string) (file, anchor string, err error) {
	u, err := url.Parse(ref)
	if err != nil {
		return "", "", err
	}
	switch {
	case u.Scheme == "http" || u.Scheme == "https":
		if rest, ours := strings.CutPrefix(ref, baseURL+"/"); ours {
			return resolve("index.html", rest)
		}
		if u.Host == "" {
			return "", "", fmt.Errorf("no host in %q", ref)
		}
		return "", "", nil
	case u.Scheme == "mailto", ref == emptyIcon:
		return "", "", nil
	case u.Scheme != "":
		return "", "", fmt.Errorf("the scheme of %q", ref)
	case path.Base(from) == "404.html" && strings.HasPrefix(ref, "/docs/x/"): // the path of baseURL
		return resolve("index.html", strings.TrimPrefix(ref, "/docs/x/"))
	case u.Host != "" || strings.HasPrefix(u.Path, "/"):
		return "", "", fmt.Errorf("%q does not work below a sub-path or from disk", ref)
	case u.Path == "":
		return from, u.Fragment, nil
	}
	file = path.Join(path.Dir(from), u.Path)
	if file == ".." || strings.HasPrefix(file, "../") {
		return "", "", fmt.Errorf("%q leaves the site", ref)
	}
	return file, u.Fragment, nil
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key { // in any namespace: xlink:href is an address as well
			return a.Val, true
		}
	}
	return "", false
}

func classes(n *html.Node) []string {
	class, _ := attr(n, "class")
	return strings.Fields(class)
}

// content returns the text inside an element.
func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
