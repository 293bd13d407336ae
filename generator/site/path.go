package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// relative resolves a path to a source file, as GitHub's own view would.
func (s *Site) relative(dest string, from *source.File, image bool) (Target, *Unresolved) {
	way, anchor, _ := strings.Cut(dest, "#")
	way, _, queried := strings.Cut(way, "?") // ?plain=1
	name := text.NFC(path.Join(path.Dir(from.Name), way))
	switch {
	case strings.HasPrefix(dest, "/"):
		return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("%q starts at the top of a server, which a map does not know", dest),
			hint: s.names.hints.hint("/"+way+" "+path.Dir(from.Name), func() string { return s.nearRooted(way, from) })}
	case name == ".." || strings.HasPrefix(name, "../"):
		return Target{}, &Unresolved{Code: "file/outside", Text: fmt.Sprintf("%q leaves the content folder", dest), Help: "move it under the content folder, or link to its web address"}
	case strings.HasPrefix(dest, "www."):
		return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("there is no file %q", dest), Help: fmt.Sprintf("if it is a web address, write it whole: %q", "https://"+dest)}
	case dest == "":
		return Target{}, &Unresolved{Code: "link/missing", Text: "this link leads nowhere", Help: "write the way to a file, or a whole web address"}
	case way == "" && queried:
		return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("%q is a query, which a map does not answer", dest), Help: "write the way to a file, or a whole web address"}
	}
	if t, ok := s.names.files[name]; ok {
		return s.anchor(t, anchor)
	}
	if t, ok := s.names.folder(name); ok && !image {
		return s.anchor(t, anchor)
	}
	if t, fault, ok := s.unread(name, anchor); ok {
		return t, fault
	}
	fault := &Unresolved{Code: "link/missing", Text: fmt.Sprintf("there is no file %q", dest), hint: s.names.hints.hint("./"+name+" "+path.Dir(from.Name), func() string { return s.nearFile(name, from) })}
	switch {
	case image:
		fault.Code, fault.Text = "link/asset", fmt.Sprintf("there is no image %q", dest)
	case strings.HasPrefix(name, "guides/") && path.Ext(name) != "" && source.KindOf(name) == "":
		fault.Text = fmt.Sprintf("there is no page or download %q", dest) // the file may well be there
	}
	return Target{}, fault
}

// unread finds the page of a file that is known but is not there itself: one
// that could not be read, a draft, or another language's.
func (s *Site) unread(name, anchor string) (t Target, fault *Unresolved, ok bool) {
	kind := source.KindOf(name)
	if kind == "" || kind == source.Asset {
		return t, nil, false
	}
	id := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if kind == source.Guide {
		id, _ = GuideID(name, s.Locales)
	}
	if reason, hidden := s.names.hidden[kind][id]; hidden {
		if reason == "" {
			return t, &Unresolved{silent: true}, true
		}
		_, fault = s.names.page(kind, id)
		return t, fault, true
	}
	if p, known := s.names.pages[kind][id]; known && kind == source.Guide {
		t, fault = s.anchor(Target{Page: p}, anchor)
		return t, fault, true
	}
	return t, nil, false
}

// folderViews are the pages about all that a folder of the content holds.
var folderViews = map[string]string{
	".": "index", "domains": "index", "components": "components", "guides": "guides", "teams": "teams", "scenarios": "scenarios",
}

// folder finds what GitHub shows below the list of a folder's files: its README.
// A folder of the model leads to the page about what is in it.
func (n *names) folder(name string) (Target, bool) {
	for _, index := range []string{"README.md", "readme.md", "index.md", "_index.md"} {
		if t, ok := n.files[path.Join(name, index)]; ok {
			return t, true
		}
	}
	view, ok := folderViews[name]
	return Target{View: view}, ok
}

// nearFile suggests a path, from the folder of the file that has the link.
func (s *Site) nearFile(name string, from *source.File) string {
	if page, ok := s.pageFor(name); ok {
		return fmt.Sprintf("did you mean %q?", source.Relative(path.Dir(from.Name), page))
	}
	if strings.HasPrefix(name, "guides/") && source.KindOf(name) == "" && path.Ext(name) != "" {
		return fmt.Sprintf("files that end in %s are not published", path.Ext(name))
	}
	files := s.names.knownFiles()
	if i := slices.IndexFunc(files, func(f string) bool { return strings.HasPrefix(f, name+"/") }); i >= 0 {
		within := files[i]
		return fmt.Sprintf("it is a folder without a README.md; write one, or link to a file in it such as %q", source.Relative(path.Dir(from.Name), within))
	}
	near := text.Closest(name, files)
	if ext := path.Ext(name); ext != "" && !strings.EqualFold(ext, path.Ext(near)) {
		near = "" // a page is no picture
	}
	if near == "" { // the same file in another folder
		for _, f := range files {
			if path.Base(f) == path.Base(name) {
				near = f
				break
			}
		}
	}
	if near == "" {
		return "write the way from this file to a file of the content folder"
	}
	return fmt.Sprintf("did you mean %q?", source.Relative(path.Dir(from.Name), near))
}

// pageFor finds the file behind an address as other generators have it: page,
// page.html, or page/ for page.md.
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

// nearRooted suggests a path for one that starts at the top, whatever the top
// was: that of the repository, of the content, or of the guides.
func (s *Site) nearRooted(way string, from *source.File) string {
	rest := text.NFC(path.Clean(way))
	for range 4 {
		rest = strings.TrimPrefix(rest, "/")
		for _, top := range []string{"", "guides/"} {
			name := top + rest
			_, ok := s.names.files[name]
			if !ok && rest != "" {
				name, ok = s.pageFor(name)
			}
			if ok {
				return fmt.Sprintf("write the way from this file: %q", source.Relative(path.Dir(from.Name), name))
			}
		}
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			break
		}
		rest = rest[i:]
	}
	return "write the way from this file, such as ../domains/network.yaml"
}
