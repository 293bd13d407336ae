package site

import (
	"fmt"
	"path"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// relative resolves a relative path to a source file, in the same way as GitHub when it
// shows the file.
func (s *Site) relative(dest string, from *source.File, image bool) (Target, *Unresolved) {
	p, tail := CutPath(dest)
	_, anchor, _ := strings.Cut(tail, "#")
	l := brokenLink{site: s, from: text.NFC(from.Name), path: p, tail: tail, image: image}
	name := path.Join(path.Dir(l.from), text.NFC(p))
	missing := func(message, help string) (Target, *Unresolved) {
		return Target{}, &Unresolved{Code: "link/missing", Text: message, Help: help}
	}
	switch {
	case strings.HasPrefix(dest, "/"):
		return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("absolute path %q", dest), suggest: l.suggestAbsolute}
	case name == ".." || strings.HasPrefix(name, "../"):
		return Target{}, &Unresolved{Code: "file/outside", Text: fmt.Sprintf("%q is outside the content folder", dest), Help: "move the file into the content folder, or link to its web address"}
	case strings.HasPrefix(dest, "www."):
		return missing(fmt.Sprintf("file %q not found", dest), fmt.Sprintf("for a web address write %q", "https://"+dest))
	case strings.Contains(p, "://"):
		address := strings.TrimLeft(dest, "[(<`'\"")
		if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
			return missing(fmt.Sprintf("file %q not found", dest), fmt.Sprintf("for a web address write %q", strings.TrimRight(address, "])>`'\"")))
		}
		return missing(fmt.Sprintf("file %q not found", dest), "for a web address start with https://")
	case dest == "":
		return missing("this link has no target", "write a relative path or a full web address")
	case p == "":
		return missing(fmt.Sprintf("%q has a query but no path", dest), "write a relative path or a full web address")
	}
	if t, ok := s.names.files[name]; ok {
		return t.withFragment(anchor)
	}
	if t, ok := s.names.folder(name); ok && !image {
		return t.withFragment(anchor)
	}
	if t, unresolved, ok := s.absentFile(name, anchor); ok {
		return t, unresolved
	}
	missingPage := missingName{part: anchor}
	if kind := source.KindOf(name); kind.HasPage() {
		missingPage.kind, missingPage.id = kind, s.pageID(kind, name)
		if to, ok := s.names.pages[kind][missingPage.id]; ok { // a former id
			renamed := suggestion{file: text.NFC(to.Base().File.Name), only: true}
			return Target{}, &Unresolved{Code: "link/missing", Text: fmt.Sprintf("file %q not found", dest), suggest: func() suggestion { return l.complete(renamed) }}
		}
	}
	u := &Unresolved{Code: "link/missing", name: missingPage, Text: fmt.Sprintf("file %q not found", dest), suggest: l.suggest}
	switch {
	case image:
		u.Code, u.Text = "link/asset", fmt.Sprintf("image %q not found", dest)
	case strings.HasPrefix(name, "guides/") && path.Ext(name) != "" && source.KindOf(name) == "":
		u.Text = fmt.Sprintf("no page or download %q", dest) // the file may exist, but is not published
	}
	return Target{}, u
}

// CutPath splits the destination of a link into its path and the rest, such as
// ?plain=1#anchor.
func CutPath(dest string) (p, tail string) {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		return dest[:i], dest[i:]
	}
	return dest, ""
}

// absentFile resolves the name of a file that is not in the index although its id is
// known: the file is broken or a draft, or the guide exists only in other languages.
func (s *Site) absentFile(name, anchor string) (t Target, u *Unresolved, ok bool) {
	kind := source.KindOf(name)
	if kind == source.Asset && s.names.hidden[kind][name] == broken {
		return t, &Unresolved{reported: true}, true
	}
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
		t, u = Target{Page: p}.withFragment(anchor)
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

// folder returns the target of a link to a folder: its README, which GitHub shows below
// the list of files, or the view that lists the pages of the folder.
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
