package site

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/source"
	"platmap/generator/text"
)

// brokenLink is a link to a file that does not exist.
type brokenLink struct {
	site  *Site
	from  string // the file with the link
	path  string // as written
	tail  string // the part after the path: ?query#anchor
	image bool
}

const (
	relativePathHelp = "correct it to the path of a file, relative to this file, or write a full web address"
	unpublishedHelp  = "link to its web address: files that end in %s are not published"
)

// suggest returns the replacement for a relative path.
func (l brokenLink) suggest() suggestion {
	dir := path.Dir(l.from)
	name := path.Join(dir, text.NFC(l.path))
	return l.complete(l.site.names.suggestions.once("./"+name+" "+l.from, func() suggestion {
		files := l.site.fileIndex()
		if file, only := files.otherForm(name); file != "" {
			return suggestion{file: file, only: only}
		}
		// Other site generators publish a/b.md at a/b/, so its relative links start
		// there.
		if file, _ := files.otherForm(path.Join(files.formOf(l.from), text.NFC(l.path))); file != "" && file != l.from {
			return suggestion{file: file}
		}
		if file := files.firstIn(name); file != "" && !l.image {
			return suggestion{help: fmt.Sprintf("add a README.md to this folder, or link to a file in it such as %q", linkTo(dir, file))}
		}
		if file := files.closest(name, l.image); file != "" {
			return suggestion{file: file}
		}
		return suggestion{help: l.absentHelp(name)}
	}))
}

// webHost matches the start of a web address without a scheme.
var webHost = regexp.MustCompile(`^([a-z0-9-]+\.)+(com|dev|edu|gov|io|jp|net|org)(/|$)`)

// absentHelp returns the help for a relative path that is not similar to the path of any
// file.
func (l brokenLink) absentHelp(name string) string {
	ext, add := path.Ext(name), name
	switch {
	case strings.Contains(l.path, "@") && !strings.Contains(l.path, "/"):
		return fmt.Sprintf("for an e-mail address write %q", "mailto:"+l.path)
	case webHost.MatchString(l.path):
		return fmt.Sprintf("for a web address write %q", "https://"+l.path+l.tail)
	case ext == "" && !strings.HasSuffix(l.path, "/") || strings.ContainsAny(name, "[](){}<>"): // a word, or a template
		return "correct the path, or remove the link"
	case slices.Contains(pageExts, ext):
		add = strings.TrimSuffix(name, ext) + ".md"
	case strings.HasPrefix(name, "guides/") && ext != "" && source.KindOf(name) == "":
		return fmt.Sprintf(unpublishedHelp, ext)
	case ext == "":
		add = path.Join(name, "README.md")
	}
	if source.KindOf(add) == "" {
		return "correct the path, or remove the link"
	}
	return fmt.Sprintf("correct the path, or add the file %q", add)
}

// suggestAbsolute returns the replacement for a path that starts with a slash.
func (l brokenLink) suggestAbsolute() suggestion {
	name := strings.Trim(text.NFC(path.Clean(l.path)), "/")
	return l.complete(l.site.names.suggestions.once("/"+name, func() suggestion {
		files := l.site.fileIndex()
		if file, only := files.fromAnyTop(name); file != "" {
			return suggestion{file: file, only: only}
		}
		if file := files.firstIn("guides/" + name); file != "" && !l.image {
			return suggestion{help: fmt.Sprintf("add the file %q, and link to it with a path relative to this file", path.Join("guides", name, "README.md"))}
		}
		if file := files.closest("guides/"+name, l.image); file != "" {
			return suggestion{file: file}
		}
		if ext := path.Ext(name); ext != "" && source.KindOf("guides/"+name) == "" && !slices.Contains(pageExts, ext) {
			return suggestion{help: fmt.Sprintf(unpublishedHelp, ext)}
		}
		return suggestion{help: relativePathHelp}
	}))
}

// complete adds the help to a suggestion of a file. The help keeps the part of the link
// after the path. If the file does not have the heading, the suggestion has no fix,
// because the new path alone would not correct the link.
func (l brokenLink) complete(s suggestion) suggestion {
	if s.file == "" {
		return s
	}
	s.path = linkTo(path.Dir(l.from), s.file)
	if !s.only {
		s.help = fmt.Sprintf("did you mean %q?", s.path+EscapeLink(l.tail))
		return s
	}
	tail := l.tail
	if before, anchor, ok := strings.Cut(tail, "#"); ok {
		if _, u := l.site.names.files[s.file].withFragment(anchor); u != nil {
			s.only = false
			if u.suggest != nil && u.suggest().anchor != "" { // the anchor is fixed once the path is
				tail, s.only = before+"#"+u.suggest().anchor, true
			}
		}
	}
	s.help = fmt.Sprintf("use %q", s.path+EscapeLink(tail))
	return s
}

// pathEdit returns the edit that replaces the path of a link, or nil if the path is not
// at its expected position, for example because the text has escapes.
func pathEdit(l *markdown.Link, with string) []source.Edit {
	if l.Written.File == nil {
		return nil
	}
	dest, _ := CutPath(l.Written.Text())
	written, err := url.PathUnescape(dest)
	if p, _ := CutPath(l.Dest); err != nil || written != p {
		return nil
	}
	from := l.Written.Offset
	return []source.Edit{{Start: from, End: from + len(dest), New: with}}
}

// anchorEdit is like pathEdit for the part of a link after #.
func anchorEdit(l *markdown.Link, with string) []source.Edit {
	if l.Written.File == nil {
		return nil
	}
	before, anchor, _ := strings.Cut(l.Written.Text(), "#")
	written, err := url.PathUnescape(anchor)
	if _, decoded, ok := strings.Cut(l.Dest, "#"); err != nil || !ok || written != decoded {
		return nil
	}
	from := l.Written.Offset + len(before) + len("#")
	return []source.Edit{{Start: from, End: from + len(anchor), New: with}}
}

// repeatEdits returns the edits of a URL and the same edits for each repetition of the
// URL.
func repeatEdits(edits []source.Edit, l *markdown.Link) []source.Edit {
	all := edits
	for _, at := range l.Repeats {
		for _, e := range edits {
			all = append(all, source.Edit{Start: e.Start + at - l.Start, End: e.End + at - l.Start, New: e.New})
		}
	}
	return all
}

// linkTo returns the destination of a Markdown link from a folder to a file.
func linkTo(dir, file string) string { return EscapeLink(source.Relative(dir, file)) }

// EscapeLink escapes the characters that end the destination of a Markdown link.
func EscapeLink(s string) string { return linkEscaper.Replace(s) }

var linkEscaper = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E")
