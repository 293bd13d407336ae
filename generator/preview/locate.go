package preview

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"platmap/generator"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// place is where something is: path:line:column for people, and an address for
// the author's editor.
func (s *Server) place(in Folder, pos source.Pos) (shown, editor string) {
	shown = report.Place(in.Shown, pos)
	if s.opt.Editor == "" || !pos.IsValid() || in.Full == "" {
		return shown, ""
	}
	file := path.Join(in.Full, pos.File.Name)
	if !strings.HasPrefix(file, "/") { // C:/…
		file = "/" + file
	}
	line, column := pos.LineColumn()
	return shown, strings.NewReplacer(
		"{file}", (&url.URL{Path: file}).EscapedPath(),
		"{line}", fmt.Sprint(line),
		"{column}", fmt.Sprint(column),
	).Replace(s.opt.Editor)
}

// mark tells what of its page a finding is about: the id of an element, and the
// words that are meant. Either may be "", and the words need not be there.
func mark(v generator.View, d source.Diagnostic) (anchor, words string) {
	if d.Pos.File == nil {
		return "", ""
	}
	words = wordsAt(d)
	if rest := d.Pos.File.Text[min(d.Pos.Offset+d.Len, len(d.Pos.File.Text)):]; source.KindOf(d.Pos.File.Name) != source.Guide && strings.HasPrefix(strings.TrimLeft(rest, `"' `), ":") {
		words = "" // a key is not on the page
	}
	switch x := v.Linked.PageAt(d.Pos).(type) {
	case *site.Guide:
		if words != "" {
			return "", words
		}
		for _, version := range x.Versions {
			if version.File.Name != d.Pos.File.Name {
				continue
			}
			for _, h := range version.Doc.Headings {
				if h.Pos.Offset <= d.Pos.Offset {
					anchor = h.ID
				}
			}
		}
	case *site.Domain:
		if anchor = anchorAt(x, d.Pos); d.Code == "map/no-interface" || d.Code == "map/no-self-service" {
			anchor = "interfaces"
		} else if d.Code == "map/no-guide" {
			anchor = "guides"
		}
	}
	return anchor, words
}

// wordsAt returns the text a finding is about, without the signs of Markdown and
// YAML around it.
func wordsAt(d source.Diagnostic) string {
	if d.Len == 0 || d.Pos.Offset+d.Len > len(d.Pos.File.Text) {
		return ""
	}
	words := d.Pos.File.Text[d.Pos.Offset:][:d.Len]
	words, _, _ = strings.Cut(words, "\n")
	words = strings.TrimLeft(words, "!")
	if inner, ok := strings.CutPrefix(words, "[["); ok {
		inner, _, _ = strings.Cut(inner, "]")
		if target, label, named := strings.Cut(inner, "|"); named && label != "" {
			return label
		} else {
			return target
		}
	}
	if inner, ok := strings.CutPrefix(words, "["); ok {
		words, _, _ = strings.Cut(inner, "]")
	}
	return strings.Trim(words, " \"'")
}

// anchorAt returns the element of a domain's page that tells of a place in its
// file: an item of a list, or a section.
func anchorAt(d *site.Domain, pos source.Pos) string {
	var starts []int
	var anchors []string
	add := func(i *site.Item) {
		starts, anchors = append(starts, i.Pos.Offset), append(anchors, i.Anchor)
	}
	key := topKey(pos)
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
		return key
	default:
		return ""
	}
	anchor := key
	for i, start := range starts {
		if pos.File.LineStart(lineOf(pos.File, start)) <= pos.Offset {
			anchor = anchors[i]
		}
	}
	return anchor
}

func lineOf(f *source.File, offset int) int {
	line, _ := source.Pos{File: f, Offset: offset}.LineColumn()
	return line
}

// topKey returns the key at the left edge of a YAML file that a place is below.
func topKey(pos source.Pos) string {
	for line, _ := pos.LineColumn(); line > 0; line-- {
		text := pos.File.Line(line)
		if key, _, ok := strings.Cut(text, ":"); ok && key != "" && !strings.ContainsAny(key[:1], " \t-#") {
			return key
		}
	}
	return ""
}
