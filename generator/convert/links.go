package convert

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// linkIndex finds the page with an address.
type linkIndex struct {
	byKey  map[string][]*page // by address
	byBase map[string][]*page // by the last segment of the address
	names  map[string]bool    // names of the guides
	byName map[string]*page
}

// numberPrefix matches the prefix of file names that Docusaurus removes from addresses.
var numberPrefix = regexp.MustCompile(`^[0-9]+[-_.]+`)

func newLinkIndex(c *converter) *linkIndex {
	x := &linkIndex{map[string][]*page{}, map[string][]*page{}, map[string]bool{}, map[string]*page{}}
	add := func(key string, p *page) {
		if list := x.byKey[key]; len(list) < 50 && !slices.Contains(list, p) {
			x.byKey[key] = append(x.byKey[key], p)
		}
	}
	for _, p := range c.pages {
		add(p.key, p)
		x.byBase[path.Base(p.key)] = append(x.byBase[path.Base(p.key)], p)
		x.names[p.name], x.byName[p.name] = true, p
	}
	for _, p := range c.pages { // add other addresses only after all paths, which take precedence
		parts := strings.Split(p.key, "/")
		for i := range parts {
			if short := numberPrefix.ReplaceAllString(parts[i], ""); short != "" {
				parts[i] = short
			}
		}
		add(strings.Join(parts, "/"), p)
		if c.From == Jekyll { // the address of a collection
			add(strings.TrimPrefix(p.key, "_"), p)
		}
		for _, name := range []string{"slug", "url", "permalink", "id"} {
			switch s := p.front.textOf(name); {
			case s == "" || strings.Contains(s, "://"):
			case strings.HasPrefix(s, "/"):
				add(addressKey(s[1:]), p)
			default:
				add(addressKey(path.Join(path.Dir(p.key), s)), p)
			}
		}
		for _, name := range []string{"aliases", "redirect_from"} {
			if k := p.front.find(name); k != nil {
				list, _ := texts(k.node, false)
				for _, s := range list {
					if s, ok := strings.CutPrefix(s, "/"); ok {
						add(addressKey(s), p)
					}
				}
			}
		}
	}
	return x
}

// addressKey returns the key of an address in byKey.
func addressKey(s string) string {
	for _, ext := range append(pageExts, ".html", ".htm") {
		if t := strings.TrimSuffix(s, ext); t != s {
			s = t
			break
		}
	}
	return keyOf(s)
}

// page returns the page with a key: the one in the language of p or, if there is none,
// any other.
func (x *linkIndex) page(key string, p *page) *page { return inLang(x.byKey[key], p) }

// file returns the page in the language of p whose file in the documentation is from, or
// nil. Several pages may have the key, because names may differ only in letter case.
func (x *linkIndex) file(key, from string, p *page) *page {
	same := x.byKey[key]
	if i := slices.IndexFunc(same, func(q *page) bool { return q.from == from && q.lang == p.lang }); i >= 0 {
		return same[i]
	}
	return nil
}

func inLang(list []*page, p *page) *page {
	if i := slices.IndexFunc(list, func(q *page) bool { return q.lang == p.lang }); i >= 0 {
		return list[i]
	}
	if len(list) > 0 {
		return list[0]
	}
	return nil
}

// ref returns the destination that the ref shortcode of Hugo refers to: the page with the
// path or, if only one page has the name, the page with the name.
func (b *body) ref(p *page, to string) string {
	dest, tail := site.CutPath(to)
	if dest == "" {
		return to
	}
	if name := b.target(p, dest); name != "" && b.index.names[name] {
		return source.Relative(path.Dir(p.name), name) + tail
	}
	found := b.index.byBase[path.Base(addressKey(strings.TrimPrefix(dest, "/")))]
	found = slices.DeleteFunc(slices.Clone(found), func(q *page) bool {
		return q.lang != p.lang || !strings.HasSuffix("/"+q.key, "/"+addressKey(strings.TrimPrefix(path.Clean(dest), "/")))
	})
	if len(found) == 1 {
		return source.Relative(path.Dir(p.name), found[0].name) + tail
	}
	return to
}

// target returns the name of the guide, or of the file in the documentation, that a path
// on a page refers to. It returns "" if there is no such file.
func (c *converter) target(p *page, dest string) string {
	dest = text.NFC(dest)
	for _, top := range []string{"@site/docs/", "@site/static/", "@site/", "@/"} {
		if rest, ok := strings.CutPrefix(dest, top); ok {
			dest = "/" + rest
			break
		}
	}
	ext := strings.ToLower(path.Ext(dest))
	isPage := slices.Contains(append(pageExts, "", ".html", ".htm"), ext) || strings.HasSuffix(dest, "/")
	if abs, ok := strings.CutPrefix(dest, "/"); ok {
		return c.absolute(p, abs)
	}
	stem, _ := strings.CutPrefix(p.dir, "/")
	dirs := []string{stem, p.key}
	if (c.From == Hugo || c.From == Jekyll) && !slices.Contains(pageExts, ext) {
		dirs = []string{p.key, stem}
	}
	for _, dir := range dirs {
		joined := path.Join(dir, dest)
		if joined == ".." || strings.HasPrefix(joined, "../") {
			continue
		}
		if q := c.index.file(addressKey(joined), path.Join(path.Dir(p.from), dest), p); q != nil {
			return q.name
		}
		if q := c.index.page(addressKey(joined), p); q != nil && (isPage || !c.tree.has[path.Join(c.tree.docs, joined)]) {
			return q.name
		}
	}
	for _, dir := range []string{path.Dir(p.from), strings.TrimSuffix(p.from, path.Ext(p.from))} {
		if name := path.Join(dir, dest); c.tree.has[name] && !slices.Contains(pageExts, ext) {
			return name
		}
	}
	for _, dir := range dirs { // the address of a static file, or of a page in another language
		if joined := path.Join(dir, dest); !strings.HasPrefix(joined, "..") {
			if name := c.static(joined); name != "" {
				return name
			}
		}
	}
	if rest := strings.TrimLeft(dest, "./"); c.From == Docusaurus && isPage && rest != dest {
		return c.absolute(p, rest)
	}
	return ""
}

// absolute is like target for a path relative to the root of the site, without its first
// slash. The path may begin with the folder of the site on its server, or with the folder
// of the pages.
func (c *converter) absolute(p *page, dest string) string {
	for range 4 {
		if q := c.index.page(addressKey(dest), p); q != nil && (dest != "" || p.key != "") {
			return q.name
		}
		if name := c.static(dest); name != "" {
			return name
		}
		first, rest, ok := strings.Cut(dest, "/")
		isPrefix := slices.Contains([]string{"docs", "latest", "stable", "next", "main"}, first) || slices.Contains(c.Locales, first) || first == c.Lang ||
			strings.HasPrefix(first, "_")
		if !ok || !isPrefix && strings.Count(dest, "/") < 2 {
			return ""
		}
		dest = rest
	}
	return ""
}

// static returns the static file with an address relative to the root of the site, or "".
func (c *converter) static(dest string) string {
	for _, dir := range c.tree.static {
		if name := path.Join(dir, dest); c.tree.has[name] && !slices.Contains(pageExts, strings.ToLower(path.Ext(name))) {
			return name
		}
	}
	return ""
}

// parse returns the page as a file, and its Markdown.
func (p *page) parse() (*source.File, *markdown.Document) {
	f := p.asFile()
	return f, markdown.Parse(f, len(p.front.text), new(source.Diagnostics), p.front.textOf("title"))
}

// isLocal reports whether the target of a link is another file of the documentation.
func isLocal(l *markdown.Link) bool {
	return l.Kind != markdown.WikiRef && l.Written.File != nil && !strings.HasPrefix(l.Dest, "#") && !hasScheme.MatchString(l.Dest) && !strings.HasPrefix(l.Dest, "//")
}

var hasScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// findLinks sets the links and anchors of a page. It returns the images and downloads
// that the page shows.
func (p *page) findLinks(c *converter) (used []string) {
	var md *markdown.Document
	p.file, md = p.parse()
	p.links, p.anchors = md.Links, c.anchorsOf(md)
	for i := range p.links {
		if l := &p.links[i]; isLocal(l) {
			dest, _ := site.CutPath(l.Dest)
			if name := c.target(p, dest); name != "" && !c.index.names[name] {
				used = append(used, name)
			}
		}
	}
	return used
}

// copyFiles adds the images and downloads that pages show to the result, and adds notes
// about those that no page shows.
func (c *converter) copyFiles(used [][]string) error {
	var errs []error
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(used...))))
	left := int64(maxAllAssets)
	for _, name := range all {
		to := path.Join("guides", c.Folder, guideName(c.below(name)))
		if source.KindOf(to) != source.Asset {
			c.note(NoAsset, name, "files that end in %s are not published", path.Ext(name))
			continue
		}
		b, problem, err := readBytes(c.Source, name, min(left, maxAsset))
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("reading %s: %w", name, err))
		case problem != "":
			c.note(NoAsset, name, "%s", problem)
		default:
			left -= int64(len(b))
			c.files[name] = &File{Name: c.unique(to, name), From: name, Text: b}
		}
	}
	c.noteUnused(all)
	return errors.Join(errs...)
}

// below returns the path of a file relative to the folder with the pages, or to the
// folder with static files.
func (c *converter) below(name string) string {
	for _, r := range c.roots {
		if rel, ok := below(r.dir, name); ok && r.dir != "." && r.lang != "" {
			return rel
		}
	}
	dirs := append([]string{c.tree.docs}, c.tree.static...)
	stable.Sort(dirs, func(a, b string) int { return len(b) - len(a) })
	for _, dir := range dirs {
		if rel, ok := below(dir, name); ok && dir != "." {
			return rel
		}
	}
	return name
}

// noteUnused adds a note for each folder with the number of its images and downloads that
// no page shows.
func (c *converter) noteUnused(used []string) {
	count := map[string]int{}
	for _, name := range c.tree.names {
		if _, isUsed := slices.BinarySearch(used, name); !isUsed && c.tree.isDocs(name) && !strings.HasPrefix(path.Base(name), "_category_") && c.tree.has[name] && source.KindOf("guides/"+strings.ToLower(path.Base(name))) == source.Asset {
			count[path.Dir(name)]++
		}
	}
	delete(count, ".") // files at the root belong to the project, not to the pages
	for dir, n := range count {
		what := "1 picture or download"
		if n > 1 {
			what = itoa(n) + " pictures or downloads"
		}
		c.note(NotShown, dir, "%s", what)
	}
}

// relink changes the links to other files and to headings.
func (p *page) relink(c *converter) {
	var edits []source.Edit
	for i := range p.links {
		l := &p.links[i]
		if strings.HasPrefix(l.Dest, "#") && l.Written.File != nil {
			if id := p.anchors.fragment(l.Dest[1:]); id != l.Dest[1:] {
				edits = append(edits, source.Edit{Start: l.Written.Offset, End: l.Written.Offset + l.Written.Len, New: "#" + site.EscapeLink(id)})
			}
		} else if isLocal(l) {
			if with := p.newDest(c, l); with != "" {
				edits = append(edits, source.Edit{Start: l.Written.Offset, End: l.Written.Offset + l.Written.Len, New: with})
			}
		}
	}
	p.apply(p.file, edits)
}

// apply makes edits in the Markdown of a page. If edits overlap it makes only the first
// one, because several links may use the same definition.
func (p *page) apply(f *source.File, edits []source.Edit) {
	stable.Sort(edits, func(a, b source.Edit) int { return a.Start - b.Start })
	from := len(f.Text) - len(p.body) // the front matter may have been changed
	var apart []source.Edit
	for _, e := range edits {
		if n := len(apart); e.Start >= from && e.End <= len(f.Text) && (n == 0 || e.Start >= apart[n-1].End) {
			apart = append(apart, e)
		}
	}
	if s, ok := edit.Apply(f, apart); ok {
		p.body = s[from:]
	}
	p.assemble()
}

// newDest returns the new destination of a link, or "" if the link does not change.
func (p *page) newDest(c *converter, l *markdown.Link) string {
	dest, tail := site.CutPath(l.Dest)
	if dest == "" {
		return ""
	}
	here := path.Dir(p.name)
	to := path.Join(here, text.NFC(dest))
	if q := c.index.byName[to]; q != nil {
		if q := c.index.file(q.key, path.Join(path.Dir(p.from), text.NFC(dest)), p); q != nil {
			to = q.name
		}
	} else {
		if to = c.target(p, dest); to == "" {
			return ""
		}
		if !c.index.names[to] {
			file := c.files[to]
			if file == nil {
				return ""
			}
			to = file.Name
		}
	}
	with := site.EscapeLink(source.Relative(here, to))
	if path.Join(here, text.NFC(dest)) == to && !strings.HasPrefix(dest, "/") {
		with, _ = site.CutPath(l.Written.Text())
	}
	written := writtenTail(l, tail)
	if before, id, ok := strings.Cut(tail, "#"); ok && c.index.names[to] {
		if ours := c.index.byName[to].anchors.fragment(id); ours != id {
			written = site.EscapeLink(before + "#" + ours)
		}
	}
	if with+written == l.Written.Text() {
		return ""
	}
	return with + written
}

// writtenTail returns the query and the fragment of a link as they are written.
func writtenTail(l *markdown.Link, tail string) string {
	if _, written := site.CutPath(l.Written.Text()); written != "" {
		return written
	}
	return site.EscapeLink(tail)
}
