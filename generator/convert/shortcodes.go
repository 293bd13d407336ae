package convert

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

var (
	shortcodeOpen = regexp.MustCompile(`^([ \t]*)\{\{([<%])-?\s*([\w/-]+)((?:[^"` + "`" + `<>%]|"[^"]*"|` + "`[^`]*`" + `)*?)\s*(/?)-?[>%]\}\}(.*)$`)
	quotedWord    = regexp.MustCompile(`"([^"]*)"|` + "`([^`]*)`" + `|([^\s"=]+)`)
	liquidBlock   = regexp.MustCompile(`^([ \t]*)\{%-?\s*(raw|endraw|highlight|endhighlight)\b\s*([\w+-]*)[^%]*%\}[ \t]*$`)
)

// boxCodes are the shortcodes that are boxes. In some of them the first argument is the
// kind: {{< hint warning >}}.
var boxCodes = []string{"note", "tip", "important", "warning", "caution", "info", "danger", "alert", "hint", "callout", "admonition", "notice", "warn", "success", "attention", "pageinfo", "error"}

// codeCodes are the shortcodes that contain code.
var codeCodes = []string{"highlight", "code", "code-block", "code-toggle", "codeblock", "command", "mermaid", "terminal"}

// colours maps the colours of alerts in themes based on Bootstrap to kinds of boxes.
var colours = map[string]string{"primary": "note", "secondary": "note", "info": "note", "light": "note", "dark": "note", "success": "tip", "warning": "warning", "danger": "danger"}

// shortcode converts the shortcodes of Hugo for boxes, tabs, details, code and images,
// and the Liquid blocks for code.
func (b *body) shortcode(w *walk, i, depth int) int {
	l := w.in[i]
	if m := liquidBlock.FindStringSubmatch(l.text); m != nil {
		return b.liquid(w, i, m)
	}
	if !strings.Contains(l.text, "{{") {
		return i
	}
	m := shortcodeOpen.FindStringSubmatch(l.text)
	if m == nil || strings.HasPrefix(m[3], "/") {
		return i
	}
	name, args, after := strings.ToLower(m[3]), m[4], m[6]
	positional, named := arguments(args)
	switch {
	case name == "figure" && strings.TrimSpace(after) == "":
		if picture := figure(named); picture != "" {
			for _, k := range []string{"src", "alt", "link"} {
				delete(named, k)
			}
			b.noteArguments(name, named, l.n)
			if len(positional) > 0 {
				b.page.note(Attributes, l.n, "of the shortcode figure: %s", strings.Join(positional, " "))
			}
			w.emit(m[1], []line{{text: picture, n: l.n}}, i+1)
			return i + 1
		}
	case name == "toc" && strings.TrimSpace(after) == "":
		b.page.note(TableOfPage, l.n, "%s", strings.TrimSpace(l.text))
		return i + 1
	case name == "tab" && m[5] != "" && strings.TrimSpace(after) == "":
		lines, _ := b.wrap(name, positional, named, l.n, nil, depth)
		w.emit(m[1], trim(lines), i+1)
		return i + 1
	case name == "comment":
		if _, next, rest := b.shortcodeBody(w.in, i, m[3], after); next > i+1 && rest == "" {
			return b.comment(w, i, next, "comment")
		}
	case slices.Contains(boxCodes, name), slices.Contains(codeCodes, name), name == "details", name == "expand", name == "collapse", name == "tabs", name == "tab", name == "tabpane", name == "tabset":
		content, next, rest := b.shortcodeBody(w.in, i, m[3], after)
		if next < 0 {
			return i
		}
		content, before := unindented(content, m[1])
		lines, prefix := b.wrap(name, positional, named, l.n, content, depth)
		prefix = before + prefix
		if strings.TrimSpace(rest) == "" {
			w.emit(prefix, lines, next)
			return next
		}
		last := line{text: rest, n: w.in[next-1].n} // text after the closing shortcode on the same line
		w.emit(prefix, lines, i)
		if next-1 > i {
			w.in = slices.Concat(w.in[:next-1], []line{last}, w.in[next:])
			return next - 1
		}
		w.out = append(w.out, b.blocks([]line{last}, depth+1)...)
		return next
	}
	return i
}

// wrap returns the converted lines of a shortcode with a body, and the prefix for each of
// them.
func (b *body) wrap(name string, positional []string, named map[string]string, n int, content []line, depth int) (lines []line, prefix string) {
	first := func(keys ...string) string {
		for _, k := range keys {
			if named[k] != "" {
				return named[k]
			}
		}
		return ""
	}
	b.noteArguments(name, named, n)
	word := strings.Join(positional, " ")
	title := first("title", "header", "heading", "name", "summary", "caption")
	switch {
	case slices.Contains(codeCodes, name):
		return b.fenced(name, positional, named, n, content), ""
	case name == "tab" && named["lang"] != "" && !strings.Contains(joined(content), "```"): // the content of the tab is code
		if title == "" {
			title = word
		}
		lines = b.fenced(named["lang"], nil, nil, n, trim(content))
		if title != "" {
			lines = append([]line{{text: bold(title), n: n}, {n: n}}, lines...)
		}
		return lines, ""
	}
	content = trim(b.blocks(content, depth+1))
	switch name {
	case "details", "expand", "collapse":
		if title == "" {
			title = word
		}
		if title == "" {
			title = "Details"
		}
		return details(title, named["open"] != "" || slices.Contains(positional, "open"), n, content), ""
	case "tabs", "tabpane", "tabset":
		return content, ""
	case "tab":
		if title == "" {
			title = word
		}
		if title == "" {
			return content, ""
		}
		return append([]line{{text: bold(title), n: n}, {n: n}}, content...), ""
	}
	kind := name
	if k := strings.ToLower(first("type", "kind", "level", "style")); k != "" {
		kind = k
	} else if k := colours[strings.ToLower(first("color", "colour", "theme"))]; k != "" && name != "pageinfo" {
		kind = k
	} else if len(positional) > 0 {
		k := strings.ToLower(positional[0])
		if alerts[k] != "" {
			kind, word = k, strings.Join(positional[1:], " ")
		}
	}
	if kind == "pageinfo" {
		kind = "note"
	}
	if title == "" {
		title = word
	}
	return alert(kind, title, n, content), "> "
}

// used are the arguments of shortcodes that conversion uses, or that need no note because
// they matter only to the other generator.
const used = " title header heading name summary caption type kind level style color colour theme open lang "

// noteArguments adds a note about each argument of a shortcode that has no effect.
func (b *body) noteArguments(name string, named map[string]string, n int) {
	for _, k := range slices.Sorted(maps.Keys(named)) {
		v := strings.ToLower(named[k])
		isKind := strings.Contains(" type kind level style color colour theme ", " "+k+" ")
		if !strings.Contains(used, " "+k+" ") || isKind && alerts[v] == "" && colours[v] == "" {
			b.page.note(Attributes, n, "%s of the shortcode %s: %s", k, name, text.OneLine(named[k]))
		}
	}
}

// fenced returns a code block. Its language is lang, unless the arguments name one.
func (b *body) fenced(lang string, positional []string, named map[string]string, n int, content []line) []line {
	if lang != "mermaid" && slices.Contains(codeCodes, lang) {
		if lang = named["lang"]; lang == "" && len(positional) > 0 {
			lang = positional[0]
		}
	}
	if rest := len(positional) + len(named); rest > 1 || rest == 1 && lang == "" {
		b.page.note(Attributes, n, "of code: %s %v", strings.Join(positional, " "), named)
	}
	fence := "```"
	for strings.Contains(joined(content), fence) {
		fence += "`"
	}
	lines := []line{{text: fence + lang, n: n, code: true}}
	for _, l := range content {
		lines = append(lines, line{text: l.text, n: l.n, code: true})
	}
	return append(lines, line{text: fence, n: n, code: true})
}

// arguments returns the positional and the named arguments of a shortcode.
func arguments(s string) (positional []string, named map[string]string) {
	named = attributes(s)
	for _, m := range quotedWord.FindAllStringSubmatch(attribute.ReplaceAllString(s, ""), -1) {
		if v := m[1] + m[2] + m[3]; v != "" {
			if key, value, ok := strings.Cut(v, "="); ok {
				named[key] = value
			} else {
				positional = append(positional, v)
			}
		}
	}
	return positional, named
}

// shortcodeBody returns the lines between a shortcode and its end, the index of the line
// after the end, or -1 if there is no end, and the text after the end on its line.
func (b *body) shortcodeBody(in []line, i int, name, after string) (content []line, next int, rest string) {
	end := regexp.MustCompile(`\{\{[<%]-?\s*(/?)\s*` + regexp.QuoteMeta(name) + `\b[^{}]*[>%]\}\}`)
	open := 1
	w := &walk{blank: true}
	for j := i; j < len(in) && b.mayScan(); j++ {
		s := in[j].text
		if j == i {
			s = after
		} else if (in[j].code || w.verbatim(in[j])) && !slices.Contains(codeCodes, name) {
			content = append(content, in[j])
			continue
		}
		for _, m := range end.FindAllStringSubmatchIndex(s, -1) {
			if strings.HasSuffix(strings.TrimRight(s[m[0]:m[1]], "}>%"), "/") { // a self-closing shortcode
				continue
			}
			if m[2] == m[3] {
				open++
			} else if open--; open == 0 {
				if before := s[:m[0]]; strings.TrimSpace(before) != "" {
					content = append(content, line{text: before, n: in[j].n})
				}
				return content, j + 1, s[m[1]:]
			}
		}
		if j > i || strings.TrimSpace(s) != "" {
			content = append(content, line{text: s, n: in[j].n})
		}
	}
	return nil, -1, ""
}

// figure returns the image for {{< figure >}}, or "".
func figure(named map[string]string) string {
	src := named["src"]
	if src == "" {
		return ""
	}
	caption := named["caption"]
	if caption == "" {
		caption = named["title"]
	}
	alt := named["alt"]
	if alt == "" {
		alt = caption
	}
	picture := "![" + escapeLabel(alt) + "](" + site.EscapeLink(src) + ")"
	if link := named["link"]; link != "" {
		picture = "[" + picture + "](" + site.EscapeLink(link) + ")"
	}
	for _, text := range []string{caption, named["title"]} {
		if text != "" && text != alt && !strings.Contains(picture, text) {
			picture += " " + text
		}
	}
	return picture
}

func escapeLabel(s string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text.OneLine(s))
}

// liquid converts {% highlight %} to a code block, and removes {% raw %}.
func (b *body) liquid(w *walk, i int, m []string) int {
	if m[2] != "highlight" {
		if m[2] == "endhighlight" {
			return i
		}
		return i + 1
	}
	for j := i + 1; j < len(w.in) && b.mayScan(); j++ {
		if e := liquidBlock.FindStringSubmatch(w.in[j].text); e != nil && e[2] == "endhighlight" {
			lines := []line{{text: "```" + m[3], n: w.in[i].n, code: true}}
			for _, l := range w.in[i+1 : j] {
				lines = append(lines, line{text: l.text, n: l.n, code: true})
			}
			w.emit("", append(lines, line{text: "```", n: w.in[j].n, code: true}), j+1)
			return j + 1
		}
	}
	return i
}
