package convert

import (
	"regexp"
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// Settle changes files to remove errors that check has reported about them. A link
// without a target becomes its text, followed by the target as code. An invalid key of
// the front matter gets the prefix x-. A file whose errors remain is left out. Settle
// adds a note about each change, and returns the names of the files that are changed or
// left out.
func (r *Result) Settle(diags source.Diagnostics) (changed []string) {
	byFile := map[string]source.Diagnostics{}
	for _, d := range diags {
		if d.Severity != source.Error || d.Pos.File == nil {
			continue
		}
		uses := 0
		for _, related := range d.Related { // a finding about a name lists its uses
			if related.Use && related.Pos.File != nil {
				use := d
				use.Pos, use.Len, use.Related, use.Fix = related.Pos, 0, nil, nil
				byFile[use.Pos.File.Name] = append(byFile[use.Pos.File.Name], use)
				uses++
			}
		}
		if uses == 0 || d.Len > 0 { // a finding without length is about the file, and only the uses are wrong
			byFile[d.Pos.File.Name] = append(byFile[d.Pos.File.Name], d)
		}
	}
	r.Files = slices.DeleteFunc(r.Files, func(f *File) bool {
		found := byFile[f.Name]
		if len(found) == 0 {
			return false
		}
		changed = append(changed, f.Name)
		d := found[0]
		if f.page == nil {
			r.Notes = append(r.Notes, Note{NoAsset, f.From, 0, d.Text})
			return true
		}
		old := f.Text
		f.page.settle(found)
		r.Notes = append(r.Notes, f.page.notes...)
		f.page.notes = nil
		if f.Text = f.page.text; f.Text == old {
			r.Notes = append(r.Notes, Note{NotImported, f.From, f.page.line(d.Pos), d.Text})
			r.Pages--
			return true
		}
		return false
	})
	return changed
}

// line returns the line in the documentation for a position in the converted page.
func (p *page) line(pos source.Pos) int {
	n, _ := pos.LineColumn()
	n -= strings.Count(p.front.text, "\n") + 1
	if n < 0 || n >= len(p.origin) {
		return max(n+1, 0)
	}
	return p.origin[n]
}

func (p *page) settle(found source.Diagnostics) {
	p.notes = nil
	f := p.asFile()
	md := markdown.Parse(f, len(p.front.text), new(source.Diagnostics))
	var edits []source.Edit
	links := map[int]*markdown.Link{}
	for i := range md.Links {
		if at := md.Links[i].Pos.Offset; links[at] == nil {
			links[at] = &md.Links[i]
		}
	}
	u := linkUses{text: f.Text, from: len(p.front.text)}
	for _, d := range found {
		at := d.Pos.Offset
		if at < len(p.front.text) && at > 0 {
			p.settleKey(d)
			continue
		}
		switch {
		case d.Fix != nil:
			edits = append(edits, d.Fix...)
		case strings.HasPrefix(d.Code, "link/"), strings.HasPrefix(d.Code, "ref/"), d.Code == "file/outside":
			edits = append(edits, p.plainLink(d, links[at], &u)...)
		case strings.HasPrefix(d.Code, "markdown/") && at < len(f.Text):
			p.note(Unpublishable, p.line(d.Pos), "%s: %s", d.Text, short(f.Line(lineOf(d.Pos))))
			edits = append(edits, escapeAt(f.Text, at))
		}
	}
	p.apply(f, edits)
}

func lineOf(pos source.Pos) int {
	n, _ := pos.LineColumn()
	return n
}

// settleKey adds x- to the key that has a finding.
func (p *page) settleKey(d source.Diagnostic) {
	at := 0
	if p.front.format == "yaml" {
		at = p.front.from
	} else {
		at = len("---\n")
	}
	for _, k := range p.front.keys {
		if at += len(k.lines); d.Pos.Offset < at && !strings.HasPrefix(k.name, "x-") {
			p.note(FrontMatter, lineOf(d.Pos), "%s: %s, now x-%s", k.name, d.Text, k.name)
			k.private()
			p.front.changed = true
			p.build()
			return
		}
	}
	p.note(FrontMatter, lineOf(d.Pos), "%s; all of it is now in x-front-matter", d.Text)
	p.front.keys, p.front.changed = []*key{literal("front-matter", p.raw[p.front.from:p.front.to])}, true
	p.build()
}

// escapeAt returns the edit that escapes the character at an offset.
func escapeAt(s string, at int) source.Edit {
	if s[at] == '<' {
		return source.Edit{Start: at, End: at + 1, New: "&lt;"}
	}
	return source.Edit{Start: at, End: at, New: `\`}
}

var (
	afterDest = regexp.MustCompile(`^>?(?:\s+("[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
	wholeLink = regexp.MustCompile(`^!?\[(.*)\]\(<?([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)>?(?:\s+("[^"]*"|'[^']*'))?\)$`)
	htmlTag   = regexp.MustCompile(`^<[^<>]*>`)
)

// plainLink returns the edits that replace a link by its text and its target. If only the
// heading on another page is unknown, the link to that page stays.
func (p *page) plainLink(d source.Diagnostic, l *markdown.Link, u *linkUses) []source.Edit {
	s := d.Pos.File.Text
	start := d.Pos.Offset
	topic := NoTarget
	if d.Code == "link/anchor" {
		topic = NoAnchor
	}
	note := func(dest string) { p.note(topic, p.line(d.Pos), "%s: %s", text.OneLine(dest), d.Text) }
	if l == nil { // a link whose URL is not allowed is not in the list
		whole := s[start:min(start+d.Len, len(s))]
		if m := wholeLink.FindStringSubmatchIndex(whole); m != nil {
			note(whole[m[4]:m[5]])
			return []source.Edit{{Start: start, End: start + m[2]}, {Start: start + m[3], End: start + len(whole), New: asCode(whole[m[2]:m[3]], whole[m[4]:m[5]])}}
		}
		if whole == "" {
			return nil
		}
		note(whole)
		if strings.HasPrefix(whole, "<") && strings.HasSuffix(whole, ">") && !strings.ContainsAny(whole, " \"'`") {
			return []source.Edit{{Start: start, End: start + 1, New: "`"}, {Start: start + len(whole) - 1, End: start + len(whole), New: "`"}}
		}
		return []source.Edit{escapeAt(s, start)}
	}
	note(l.Dest)
	before, _, hasAnchor := strings.Cut(writtenDest(l), "#")
	switch {
	case l.Kind == markdown.WikiRef:
		return []source.Edit{escapeAt(s, start)}
	case l.Written.File == nil:
		return []source.Edit{escapeAt(s, start)}
	case topic == NoAnchor && hasAnchor && before != "":
		return []source.Edit{{Start: l.Written.Offset + len(before), End: l.Written.Offset + l.Written.Len}}
	case l.ByReference:
		return append(u.plain(l), commentedDefinition(s, l)...)
	case s[start] == '<':
		return plainTag(s, start, l)
	case l.Kind == markdown.Autolink:
		return []source.Edit{{Start: l.Written.Offset, End: l.Written.Offset + l.Written.Len, New: text.CodeSpan(l.Written.Text())}}
	}
	open := start + 1
	if l.Kind == markdown.Image {
		open++
	}
	middle := strings.LastIndex(s[open:l.Written.Offset], "](")
	end := afterDest.FindStringSubmatchIndex(s[l.Written.Offset+l.Written.Len:])
	if middle < 0 || end == nil {
		return []source.Edit{escapeAt(s, start)}
	}
	dest := l.Written.Text()
	if topic == NoAnchor {
		dest = ""
	}
	with := asCode(s[open:open+middle], dest)
	if after := l.Written.Offset + l.Written.Len; end[2] >= 0 {
		with += " (" + strings.Trim(s[after+end[2]:after+end[3]], "\"'()") + ")"
	}
	return []source.Edit{{Start: start, End: open}, {Start: open + middle, End: l.Written.Offset + l.Written.Len + end[1], New: with}}
}

// asCode returns a target as inline code, which is written after the text of a link. It
// returns "" if the text is the target.
func asCode(label, dest string) string {
	switch {
	case dest == "" || strings.Trim(label, "`") == dest:
		return ""
	case label == "":
		return text.CodeSpan(dest)
	}
	return " (" + text.CodeSpan(dest) + ")"
}

// commentedDefinition puts a link definition into a comment. Links that use it are then
// shown as text.
func commentedDefinition(s string, l *markdown.Link) []source.Edit {
	start := definitionStart(s, l)
	end := len(s)
	if n := strings.IndexByte(s[l.Written.Offset:], '\n'); n >= 0 {
		end = l.Written.Offset + n
	}
	if strings.Contains(s[start:end], "--") || !strings.HasPrefix(strings.TrimLeft(s[start:], " >"), "[") {
		return []source.Edit{{Start: start, End: start, New: `\`}}
	}
	start += len(s[start:]) - len(strings.TrimLeft(s[start:], " >"))
	return []source.Edit{{Start: start, End: start, New: "<!-- "}, {Start: end, End: end, New: " -->"}}
}

// plainTag replaces <a> and <img> by text.
func plainTag(s string, start int, l *markdown.Link) []source.Edit {
	tag := htmlTag.FindString(s[start:])
	if tag == "" {
		return []source.Edit{escapeAt(s, start)}
	}
	dest := site.EscapeLink(l.Dest)
	if l.Kind == markdown.Image {
		return []source.Edit{{Start: start, End: start + len(tag), New: strings.TrimSpace(l.Text + " (" + dest + ")")}}
	}
	edits := []source.Edit{{Start: start, End: start + len(tag)}}
	if end := strings.Index(strings.ToLower(s[start:]), "</a>"); end > 0 {
		edits = append(edits, source.Edit{Start: start + end, End: start + end + len("</a>"), New: " (" + dest + ")"})
	}
	return edits
}

func writtenDest(l *markdown.Link) string {
	if l.Written.File == nil {
		return ""
	}
	return l.Written.Text()
}

// definitionStart returns the offset of the line on which a link definition starts. The
// URL may be on the next line.
func definitionStart(s string, l *markdown.Link) int {
	start := strings.LastIndexByte(s[:l.Written.Offset], '\n') + 1
	if before := s[:start]; start > 0 && !definition.MatchString(s[start:l.Written.Offset]) {
		start = strings.LastIndexByte(before[:start-1], '\n') + 1
	}
	return start
}
