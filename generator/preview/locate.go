package preview

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"

	"platmap/generator/live"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// note returns a text about a position in a folder, with the URL that opens it in
// the author's editor.
func (s *Server) note(in Folder, pos source.Pos, text string) noteJSON {
	n := noteJSON{Position: report.Position(in.Shown, pos), Text: report.Escape(text)}
	if s.opt.Editor == "" || !pos.IsValid() || in.Full == "" {
		return n
	}
	file := path.Join(in.Full, pos.File.Name)
	if !strings.HasPrefix(file, "/") { // C:/…
		file = "/" + file
	}
	line, column := pos.LineColumn()
	escaped := (&url.URL{Path: file}).EscapedPath()
	escaped = strings.NewReplacer("&", "%26", "+", "%2B").Replace(escaped) // the path may be part of a query
	n.Editor = strings.NewReplacer(
		"{file}", escaped,
		"{line}", fmt.Sprint(line),
		"{column}", fmt.Sprint(column),
	).Replace(s.opt.Editor)
	return n
}

// pageOf returns the page that shows a position of a source file, or "". For a
// guide it is the page in the language of the file, otherwise the page in locale;
// "" is the main locale.
func pageOf(v live.View, pos source.Pos, locale string) string {
	if !pos.IsValid() {
		return ""
	}
	if locale == "" {
		locale = v.Site.Locale()
	}
	p := v.Graph.PageAt(pos)
	if g, ok := p.(*site.Guide); ok {
		for _, version := range g.Versions {
			if shown := g.In(locale).File; version.File.Name == pos.File.Name && shown.Name != pos.File.Name {
				locale = version.Lang
			}
		}
	}
	if p != nil {
		return v.Pages.Path(p, locale)
	}
	if kind := source.KindOf(pos.File.Name); !kind.HasPage() && kind.View() != "" {
		return v.Pages.ViewPath(kind.View(), locale)
	}
	return v.Pages.PathOfFile(pos.File, locale) // a file that does not parse has no page yet
}

// locate returns the element on the page that a finding is about, and the words to mark
// there. Either may be "", and the words may be absent from the page.
func locate(v live.View, d source.Diagnostic) (anchor, words string) {
	if d.Pos.File == nil {
		return "", ""
	}
	words = wordsAt(d)
	if isKey(d) {
		words = "" // keys are not shown on the page
	}
	switch x := v.Graph.PageAt(d.Pos).(type) {
	case *site.Guide:
		if words == "" {
			anchor = headingBefore(x, d.Pos)
		}
	case *site.Domain:
		switch d.Code {
		case "map/no-interface", "map/no-self-service":
			anchor = "interfaces"
		case "map/no-guide":
			anchor = "guides"
		default:
			anchor = anchorAt(x, d.Pos)
		}
	}
	return anchor, words
}

// isKey reports whether a finding is about a key of a YAML file.
func isKey(d source.Diagnostic) bool {
	text := d.Pos.File.Text
	after := strings.TrimLeft(text[min(d.Pos.Offset+d.Len, len(text)):], `"' `)
	return source.KindOf(d.Pos.File.Name) != source.Guide && strings.HasPrefix(after, ":")
}

// wordsAt returns the text at the position of a finding, without the surrounding
// punctuation of Markdown and YAML.
func wordsAt(d source.Diagnostic) string {
	if d.Len == 0 || d.Pos.Offset+d.Len > len(d.Pos.File.Text) {
		return ""
	}
	words, _, _ := strings.Cut(d.Pos.File.Text[d.Pos.Offset:][:d.Len], "\n")
	words = strings.TrimLeft(words, "!")
	if link, ok := strings.CutPrefix(words, "[["); ok {
		link, _, _ = strings.Cut(link, "]")
		target, label, _ := strings.Cut(link, "|")
		return cmp.Or(label, target)
	}
	if label, ok := strings.CutPrefix(words, "["); ok {
		words, _, _ = strings.Cut(label, "]")
	}
	return strings.Trim(words, " \"'")
}

// headingBefore returns the anchor of the last heading of a guide that is not
// after a position.
func headingBefore(g *site.Guide, pos source.Pos) (anchor string) {
	for _, version := range g.Versions {
		if version.File.Name != pos.File.Name {
			continue
		}
		for _, h := range version.Doc.Headings {
			if h.Pos.Offset <= pos.Offset {
				anchor = h.ID
			}
		}
	}
	return anchor
}

// anchorAt returns the anchor of the element on a domain's page that shows a
// position of its file: an item of a list, or a section.
func anchorAt(d *site.Domain, pos source.Pos) string {
	key := topKey(pos)
	anchor := key
	add := func(i *site.Item) {
		if line, _ := i.Pos.LineColumn(); pos.File.LineStart(line) <= pos.Offset {
			anchor = i.Anchor
		}
	}
	switch key {
	case "responsibilities":
		for i := range d.Responsibilities {
			add(&d.Responsibilities[i].Item)
		}
	case "features":
		for i := range d.Features {
			add(&d.Features[i].Item)
		}
	case "interfaces":
		for i := range d.Interfaces {
			add(&d.Interfaces[i].Item)
		}
	case "essential_problem":
		return "pm-problem"
	case "notes", "decisions", "metrics", "guides":
	default:
		return ""
	}
	return anchor
}

// topKey returns the top-level key of a YAML file that contains a position.
func topKey(pos source.Pos) string {
	for line, _ := pos.LineColumn(); line > 0; line-- {
		text := pos.File.Line(line)
		if key, _, ok := strings.Cut(text, ":"); ok && key != "" && !strings.ContainsAny(key[:1], " \t-#") {
			return key
		}
	}
	return ""
}
