package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// relative resolves a relative path to a source file, as GitHub does when it shows
// the file.
func (s *Site) relative(dest string, from *source.File, image bool) (Target, *Unresolved) {
	p, anchor, _ := strings.Cut(dest, "#")
	p, _, hasQuery := strings.Cut(p, "?") // ?plain=1
	name := text.NFC(path.Join(path.Dir(from.Name), p))
	missing := func(message, help string) (Target, *Unresolved) {
		return Target{}, &Unresolved{Code: "link/missing", Text: message, Help: help}
	}
	switch {
	case strings.HasPrefix(dest, "/"):
		return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("absolute path %q", dest),
			suggest: s.names.suggestions.once("/"+p+" "+path.Dir(from.Name), func() string { return s.closestToAbsolute(p, from) })}
	case name == ".." || strings.HasPrefix(name, "../"):
		return Target{}, &Unresolved{Code: "file/outside", Text: fmt.Sprintf("%q is outside the content folder", dest), Help: "move the file into the content folder, or link to its web address"}
	case strings.HasPrefix(dest, "www."):
		return missing(fmt.Sprintf("file %q not found", dest), fmt.Sprintf("for a web address write %q", "https://"+dest))
	case dest == "":
		return missing("this link has no target", "write a relative path or a full web address")
	case p == "" && hasQuery:
		return missing(fmt.Sprintf("%q has a query but no path", dest), "write a relative path or a full web address")
	}
	if t, ok := s.names.files[name]; ok {
		return t.withPart(anchor)
	}
	if t, ok := s.names.folder(name); ok && !image {
		return t.withPart(anchor)
	}
	if t, unresolved, ok := s.absentFile(name, anchor); ok {
		return t, unresolved
	}
	missingPage := missingName{part: anchor}
	if kind := source.KindOf(name); kind.HasPage() {
		missingPage.kind, missingPage.id = kind, s.pageID(kind, name)
		if to, ok := s.names.pages[kind][missingPage.id]; ok { // a former id
			renamed := source.Relative(path.Dir(from.Name), to.Base().File.Name) + strings.TrimPrefix(dest, p)
			return missing(fmt.Sprintf("file %q not found", dest), fmt.Sprintf("use %q", renamed))
		}
	}
	u := &Unresolved{Code: "link/missing", name: missingPage, Text: fmt.Sprintf("file %q not found", dest),
		suggest: s.names.suggestions.once("./"+name+" "+path.Dir(from.Name), func() string { return s.closestFile(name, from) })}
	switch {
	case image:
		u.Code, u.Text = "link/asset", fmt.Sprintf("image %q not found", dest)
	case strings.HasPrefix(name, "guides/") && path.Ext(name) != "" && source.KindOf(name) == "":
		u.Text = fmt.Sprintf("no page or download %q", dest) // the file may exist, but is not published
	}
	return Target{}, u
}

// absentFile resolves the name of a file that is not in the index although its id is
// known: the file is broken or a draft, or the guide has only files in other
// languages.
func (s *Site) absentFile(name, anchor string) (t Target, u *Unresolved, ok bool) {
	kind := source.KindOf(name)
	if !kind.HasPage() {
		return t, nil, false
	}
	id := s.pageID(kind, name)
	switch s.names.hidden[kind][id] {
	case broken:
		return t, &Unresolved{reported: true}, true
	case draft:
		_, u = s.names.page(kind, id)
		return t, u, true
	}
	if p, known := s.names.pages[kind][id]; known && kind == source.Guide {
		t, u = Target{Page: p}.withPart(anchor)
		return t, u, true
	}
	return t, nil, false
}

// pageID returns the id of the page in a file of a kind.
func (s *Site) pageID(kind source.Kind, name string) string {
	if kind == source.Guide {
		id, _ := GuideID(name, s.Locales)
		return id
	}
	return strings.TrimSuffix(path.Base(name), path.Ext(name))
}

// folder returns the target of a link to a folder: its README, which GitHub shows
// below the list of files, or the view about it.
func (n *names) folder(name string) (Target, bool) {
	for _, index := range []string{"README.md", "readme.md", "index.md", "_index.md"} {
		if t, ok := n.files[path.Join(name, index)]; ok {
			return t, true
		}
	}
	view := source.KindIn(name).View()
	if name == "." {
		view = source.Site.View()
	}
	return Target{View: view}, view != ""
}

const relativePathHelp = "use a path relative to this file, such as ../domains/network.yaml"

// closestFile returns the help for an unknown file name.
func (s *Site) closestFile(name string, from *source.File) string {
	relative := func(to string) string { return source.Relative(path.Dir(from.Name), to) }
	if page, ok := s.pageFor(name); ok {
		return fmt.Sprintf("did you mean %q?", relative(page))
	}
	if strings.HasPrefix(name, "guides/") && source.KindOf(name) == "" && path.Ext(name) != "" {
		return fmt.Sprintf("link to another file: files that end in %s are not published", path.Ext(name))
	}
	files := s.names.fileNames()
	if i := slices.IndexFunc(files, func(f string) bool { return strings.HasPrefix(f, name+"/") }); i >= 0 {
		return fmt.Sprintf("add a README.md to this folder, or link to a file in it such as %q", relative(files[i]))
	}
	near := text.Closest(name, files)
	if ext := path.Ext(name); ext != "" && !strings.EqualFold(ext, path.Ext(near)) {
		near = "" // do not suggest a page instead of an image
	}
	if near == "" {
		if i := slices.IndexFunc(files, func(f string) bool { return path.Base(f) == path.Base(name) }); i >= 0 {
			near = files[i]
		}
	}
	if near == "" {
		return relativePathHelp
	}
	return fmt.Sprintf("did you mean %q?", relative(near))
}

// pageFor returns the file for an address in the form of other site generators:
// page, page.html or page/ for page.md.
func (s *Site) pageFor(name string) (string, bool) {
	for _, ext := range []string{".html", ".htm", ".mdx", ".markdown", ".MD", ""} {
		stem, ok := strings.CutSuffix(name, ext)
		if !ok {
			continue
		}
		for _, tail := range []string{".md", "/README.md", "/index.md", "." + s.Locale() + ".md"} {
			if _, ok := s.names.files[stem+tail]; ok {
				return stem + tail, true
			}
		}
	}
	return "", false
}

// closestToAbsolute returns the help for a path that starts with a slash. The path
// may be meant to start at the repository, at the content folder or at the guides.
func (s *Site) closestToAbsolute(p string, from *source.File) string {
	rest := text.NFC(path.Clean(p))
	for range 4 {
		rest = strings.TrimPrefix(rest, "/")
		for _, top := range []string{"", "guides/"} {
			name := top + rest
			_, ok := s.names.files[name]
			if !ok && rest != "" {
				name, ok = s.pageFor(name)
			}
			if ok {
				return fmt.Sprintf("use %q", source.Relative(path.Dir(from.Name), name))
			}
		}
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			break
		}
		rest = rest[i:]
	}
	return relativePathHelp
}
