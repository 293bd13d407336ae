package convert

import (
	"regexp"
	"strings"

	"platmap/generator/text"
)

var (
	importLine  = regexp.MustCompile(`^import\s+(?:[\w*{][^'"]*\sfrom\s+)?['"][^'"]+['"]\s*;?\s*$`)
	importStart = regexp.MustCompile(`^import\s+(?:\w+\s*,\s*)?\{[^}]*$`)
	importEnd   = regexp.MustCompile(`^[^{}]*\}\s*from\s+['"][^'"]+['"]\s*;?\s*$`)
	exportLine  = regexp.MustCompile(`^export\s+(?:default|const|let|function)\s`)
	tabsTag     = regexp.MustCompile(`^\s*</?(?:Tabs|TabItem|CodeGroup|Steps|CodeTabs)\b[^>]*>\s*$`)
	tabTag      = regexp.MustCompile(`(?s)^([ \t]*)<(?:TabItem|Tab)\b([^>]*)>\s*$`)
	attribute   = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["']([^"']*)["']\s*\}|\{([^{}]*)\})`)
	scriptTag   = regexp.MustCompile(`(?i)^\s*<(script|style)\b[^>]*>`)
	tagStart    = regexp.MustCompile(`^[ \t]*<(?:Tabs|TabItem|Tab)\b[^>]*$`)
)

// component converts the parts of MDX and Vue that Markdown does not have: imports,
// comments, scripts and tabs. Imports and scripts become HTML comments, so they are kept
// but not shown.
func (b *body) component(w *walk, i, depth int) int {
	l := w.in[i]
	t := strings.TrimSpace(l.text)
	switch {
	case strings.HasPrefix(t, "import") && w.blankOrComment() && importLine.MatchString(l.text):
		return b.comment(w, i, i+1, "import")
	case strings.HasPrefix(t, "import") && importStart.MatchString(l.text):
		for j := i + 1; j < len(w.in) && j < i+40; j++ {
			if importEnd.MatchString(w.in[j].text) {
				return b.comment(w, i, j+1, "import")
			}
		}
	case w.blank && exportLine.MatchString(l.text):
		b.page.note(Component, l.n, "%s", short(t))
	case strings.HasPrefix(t, "{/*"):
		for j := i; j < len(w.in) && j < i+200; j++ {
			if s := strings.TrimSpace(w.in[j].text); strings.HasSuffix(s, "*/}") {
				if strings.Count(joined(w.in[i:j+1]), "*/}") > 1 {
					break
				}
				return b.jsxComment(w, i, j+1)
			} else if strings.Contains(s, "*/}") {
				break
			}
		}
	case scriptTag.MatchString(l.text):
		end := "</" + strings.ToLower(scriptTag.FindStringSubmatch(l.text)[1])
		for j := i; j < len(w.in) && b.mayScan(); j++ {
			if strings.Contains(strings.ToLower(w.in[j].text), end) {
				return b.comment(w, i, j+1, "script")
			}
		}
	case strings.HasPrefix(t, "<T") || strings.HasPrefix(t, "</T") || strings.HasPrefix(t, "<C") || strings.HasPrefix(t, "</C") || strings.HasPrefix(t, "</S") || strings.HasPrefix(t, "<S"):
		return b.tabs(w, i)
	}
	return i
}

// blankOrComment reports whether the line before is blank or a comment, so that the
// current line cannot continue a paragraph.
func (w *walk) blankOrComment() bool {
	n := len(w.out)
	return w.blank || n == 0 || strings.HasSuffix(w.out[n-1].text, "-->")
}

func joined(lines []line) string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return strings.Join(texts, "\n")
}

// comment puts lines into an HTML comment, and adds a note. what describes the lines.
func (b *body) comment(w *walk, i, next int, what string) int {
	s := joined(w.in[i:next])
	b.page.note(Component, w.in[i].n, "%s, now a comment: %s", what, short(s))
	if strings.Contains(s, "--") || strings.Contains(s, "->") { // these would end the comment
		for _, l := range w.in[i:next] {
			l.text = "<!-- " + strings.ReplaceAll(strings.ReplaceAll(l.text, "--", "- -"), "->", "- >") + " -->"
			l.code = true
			w.out = append(w.out, l)
		}
		return w.after(next)
	}
	for j, l := range w.in[i:next] {
		if l.code = true; j == 0 {
			l.text = "<!-- " + l.text
		}
		if i+j == next-1 {
			l.text += " -->"
		}
		w.out = append(w.out, l)
	}
	return w.after(next)
}

// after adds a blank line after a comment, so that the text below it begins a paragraph.
func (w *walk) after(next int) int {
	if next < len(w.in) && !isBlank(w.in[next]) && !strings.HasPrefix(w.in[next].text, "import") {
		w.out = append(w.out, line{n: w.in[next].n})
	}
	return next
}

// jsxComment converts {/* text */} to an HTML comment.
func (b *body) jsxComment(w *walk, i, next int) int {
	s := joined(w.in[i:next])
	inner := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "{/*"), "*/}")
	if strings.Contains(inner, "--") {
		return i
	}
	for j, text := range strings.Split("<!--"+inner+"-->", "\n") {
		w.out = append(w.out, line{text: text, n: w.in[i+j].n, code: true})
	}
	return w.after(next)
}

// tabs removes the tags of tabs, and writes the name of each tab in bold above its
// content.
func (b *body) tabs(w *walk, i int) int {
	next := i + 1
	if tagStart.MatchString(w.in[i].text) { // the tag may have several lines
		for next < len(w.in) && next < i+30 && !strings.HasSuffix(strings.TrimSpace(w.in[next-1].text), ">") {
			if isBlank(w.in[next]) || strings.ContainsAny(w.in[next].text, "<`") {
				return i
			}
			next++
		}
	}
	s := joined(w.in[i:next])
	if m := tabTag.FindStringSubmatch(s); m != nil {
		values := attributes(m[2])
		label := values["label"]
		for _, name := range []string{"title", "value", "name"} {
			if label == "" {
				label = values[name]
			}
		}
		if label != "" {
			for k, v := range values {
				if !strings.EqualFold(v, label) || !strings.Contains(" label title value name ", " "+k+" ") {
					b.page.note(Attributes, w.in[i].n, "%s", text.OneLine(s))
					break
				}
			}
			w.emit(m[1], []line{{text: bold(label), n: w.in[i].n}}, next)
			return next
		}
	}
	if tabsTag.MatchString(strings.ReplaceAll(s, "=>", "")) {
		if strings.Contains(strings.TrimSpace(s), " ") {
			b.page.note(Attributes, w.in[i].n, "%s", text.OneLine(s))
		}
		if n := len(w.out); n > 0 && !isBlank(w.out[n-1]) {
			w.out = append(w.out, line{n: w.in[i].n})
		}
		return next
	}
	return i
}

// attributes parses the attributes of a tag or a shortcode.
func attributes(s string) map[string]string {
	values := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(s, -1) {
		values[m[1]] = m[2] + m[3] + m[4] + m[5]
	}
	return values
}
