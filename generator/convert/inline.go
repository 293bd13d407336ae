package convert

import (
	"regexp"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// inline converts the syntax within paragraphs, outside of code.
func (b *body) inline(in []line) []line {
	var out []line
	for i := 0; i < len(in); {
		if in[i].code {
			b.noteInclude(in[i])
		}
		if in[i].code || isBlank(in[i]) {
			out = append(out, in[i])
			i++
			continue
		}
		next := i
		for next < len(in) && !in[next].code && !isBlank(in[next]) {
			next++
		}
		before := joined(in[i:next])
		after := b.paragraph(before, in[i:next])
		if after == before {
			out = append(out, in[i:next]...)
		} else {
			styled := jsxStyle.MatchString(before)
			for k, s := range strings.Split(after, "\n") {
				if styled && strings.TrimSpace(s) == "" { // only a style was on this line, and a blank line would end the tag
					continue
				}
				out = append(out, line{text: s, n: in[min(i+k, next-1)].n})
			}
		}
		i = next
	}
	return out
}

// paragraph converts the text of a paragraph. in are its lines.
func (b *body) paragraph(s string, in []line) string {
	if !strings.ContainsAny(s, "{<$") && !strings.Contains(s, "--8<") && !strings.Contains(s, " =") {
		return s
	}
	at := 0 // number of lines before the part
	var out strings.Builder
	for _, part := range parts(s) {
		if part.code {
			out.WriteString(part.text)
		} else {
			out.WriteString(b.plain(part.text, out.String(), func(offset int) int { return in[min(at+strings.Count(part.text[:offset], "\n"), len(in)-1)].n }))
		}
		at += strings.Count(part.text, "\n")
	}
	return out.String()
}

// part is a part of a paragraph: a code span, or the text between two of them.
type part struct {
	text string
	code bool
}

// parts divides a paragraph at its code spans.
func parts(s string) (list []part) {
	from := 0
	for i := 0; i < len(s); {
		if s[i] == '\\' {
			i += 2
			continue
		}
		if s[i] != '`' {
			i++
			continue
		}
		n := run(s[i:])
		end := -1
		for j := i + n; j < len(s); {
			if s[j] != '`' {
				j++
				continue
			}
			m := run(s[j:])
			if m == n {
				end = j + m
				break
			}
			j += m
		}
		if end < 0 {
			i += n
			continue
		}
		list = append(list, part{s[from:i], false}, part{s[i:end], true})
		from, i = end, end
	}
	return append(list, part{s[from:], false})
}

func run(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

var (
	refCode     = regexp.MustCompile(`\{\{[<%]-?\s*(?:rel)?ref\s+([^{}]*?)\s*/?-?[>%]\}\}`)
	linkTag     = regexp.MustCompile(`\{%-?\s*(link|post_url)\s+([^\s%]+)\s*-?%\}`)
	baseURL     = regexp.MustCompile(`\{\{-?\s*(?:site|config|page)\.(?:base_?url|url|site_url)\s*-?\}\}(/|\{%)`)
	filteredURL = regexp.MustCompile(`\{\{-?\s*["']([^"'\s]+)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend: ?site\.baseurl)\s*-?\}\}`)
	attrList    = regexp.MustCompile(`\{:?[ \t]*(?:[.#][\pL_][\pL\pN_:.-]*|[a-z][a-z-]*=(?:"[^"\n]*"|'[^'\n]*'|[\pL\pN_./%-]+)|markdown|target|lazy)(?:[ \t]+(?:[.#][\pL_][\pL\pN_:.-]*|[a-z][a-z-]*=(?:"[^"\n]*"|'[^'\n]*'|[\pL\pN_./%-]+)|markdown|target|lazy))*[ \t]*\}`)
	idInList    = regexp.MustCompile(`[{ :\t](?:#|id="?)([\pL\pN_.-]+)`)
	jsxStyle    = regexp.MustCompile(`\s(?:style|className)=\{\{?[^{}]*\}\}?`)
	imageSize   = regexp.MustCompile(`(\]\([^\s()]+)\s+=\d*x\d*(\))`)
	left        = regexp.MustCompile(`\{\{[<%][^{}]*[>%]\}\}|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}`)
	include     = regexp.MustCompile(`(?m)^.*-+8<-+.*$|\{![^!\n]+!\}|^[ \t]*<<<[ \t]*[@./].*$`)
	jsxTag      = regexp.MustCompile(`<[A-Z][A-Za-z0-9.]*(?:\s[^<>]*)?/>|<[A-Z][A-Za-z0-9.]*\s[^<>]*=[^<>]*>|</[A-Z][A-Za-z0-9.]*>`)
	formula     = regexp.MustCompile(`\$\$|\\\(.+\\\)`)
)

// maxNotes is the maximum number of occurrences of one syntax that are converted and
// noted in a paragraph.
const maxNotes = 2000

// plain converts a part of a paragraph that is not code. before is the text of the
// paragraph before the part.
func (b *body) plain(s, before string, at func(offset int) int) string {
	replace := func(re *regexp.Regexp, with func(m []string, offset int) string) {
		if !strings.ContainsAny(s, "{=") {
			return
		}
		var out strings.Builder
		from := 0
		for _, m := range re.FindAllStringSubmatchIndex(s, maxNotes) {
			groups := make([]string, len(m)/2)
			for i := range groups {
				if m[2*i] >= 0 {
					groups[i] = s[m[2*i]:m[2*i+1]]
				}
			}
			out.WriteString(s[from:m[0]])
			out.WriteString(with(groups, m[0]))
			from = m[1]
		}
		if from > 0 {
			s = out.String() + s[from:]
		}
	}
	replace(refCode, func(m []string, offset int) string {
		positional, named := arguments(m[1])
		to := named["path"]
		if len(positional) > 0 {
			to = positional[0]
		}
		if to == "" {
			return m[0]
		}
		delete(named, "path")
		if len(named) > 0 || len(positional) > 1 {
			b.page.note(Attributes, at(offset), "%s", text.OneLine(m[0]))
		}
		return site.EscapeLink(b.ref(b.page, to))
	})
	replace(linkTag, func(m []string, _ int) string {
		if m[1] == "post_url" {
			return "/_posts/" + m[2] + ".md"
		}
		return "/" + strings.TrimPrefix(m[2], "/")
	})
	replace(baseURL, func(m []string, _ int) string { return m[1] })
	replace(filteredURL, func(m []string, _ int) string { return "/" + strings.TrimPrefix(m[1], "/") })
	replace(imageSize, func(m []string, offset int) string {
		b.page.note(Attributes, at(offset), "%s", text.OneLine(m[0]))
		return m[1] + m[2]
	})
	replace(jsxStyle, func(m []string, offset int) string {
		b.page.note(Attributes, at(offset), "%s", text.OneLine(m[0]))
		return ""
	})
	replace(attrList, func(m []string, offset int) string { return b.attributes(s, before, m[0], offset, at(offset)) })
	for _, l := range []struct {
		topic Topic
		re    *regexp.Regexp
	}{{Shortcode, left}, {Include, include}, {Component, jsxTag}, {Formula, formula}} {
		for _, m := range l.re.FindAllStringIndex(s, maxNotes) {
			b.page.note(l.topic, at(min(m[0], len(s))), "%s", short(s[m[0]:m[1]]))
			if l.topic == Formula {
				break
			}
		}
	}
	return s
}

// attributes returns the replacement of an attribute list at an offset of s. The id of a
// heading stays. Other lists are removed where other generators would read them as
// attributes.
func (b *body) attributes(s, before, list string, offset, n int) string {
	head := s[:offset]
	lineStart := strings.LastIndexByte(head, '\n') + 1
	if lineStart == 0 {
		head = before[strings.LastIndexByte(before, '\n')+1:] + head
	}
	current := strings.TrimLeft(head[lineStart:], " \t>")
	rest, _, _ := strings.Cut(s[offset+len(list):], "\n")
	endsLine := strings.TrimSpace(rest) == ""
	id := ""
	if m := idInList.FindStringSubmatch(list); m != nil {
		id = m[1]
	}
	isHeading := strings.HasPrefix(current, "#") && endsLine
	switch trimmed := strings.TrimRight(head, " \t"); {
	case list == "{#"+id+"}" && (isHeading || current != ""): // ours
		return list
	case isHeading:
	case current == "" && endsLine: // the attributes of a block
	case trimmed != "" && strings.IndexByte(")]`*_", trimmed[len(trimmed)-1]) >= 0 && (trimmed == head || strings.HasPrefix(list, "{:")): // the attributes of a link, an image or code
	default:
		return list
	}
	if id == "" || len(strings.Fields(strings.Trim(list, "{:} \t"))) > 1 {
		b.page.note(Attributes, n, "%s", text.OneLine(list))
	}
	switch {
	case id == "":
		return ""
	case isHeading:
		return "{#" + id + "}"
	}
	return `<a id="` + id + `"></a>`
}

// noteInclude adds a note about a comment that includes another file.
func (b *body) noteInclude(l line) {
	if strings.Contains(l.text, "<!--") && strings.Contains(l.text, "@include") {
		b.page.note(Include, l.n, "%s", short(l.text))
	}
}
