package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

const wideColon = "："

var (
	wideKey    = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_-]*)[ \x{3000}\x{a0}]*：[ \x{3000}\x{a0}]*`)
	wideInText = regexp.MustCompile(`[、，,；;][ \x{3000}\x{a0}]*([A-Za-z_][A-Za-z0-9_-]*)[ \x{3000}\x{a0}]*：`)
)

// wideColons reports texts that a full-width colon has made of what was meant as
// keys. In a text that colon is welcome, so that only the keys of the schema tell:
// it looks at texts in whose place a mapping could stand.
func (c *check) wideColons(n *tree.Node, level []def) {
	all := applicable(level)
	switch n.Kind {
	case tree.Text:
		var keys []string
		for _, d := range all {
			keys = append(keys, d.keys()...)
		}
		if len(keys) > 0 && strings.Contains(n.Text, wideColon) {
			c.wideText(n, keys)
		}
	case tree.List:
		var next []def
		for _, d := range all {
			if o, ok := d.object["items"].(map[string]any); ok {
				next = append(next, def{docs: d.docs, url: d.url, object: o})
			}
		}
		for _, item := range n.Items {
			c.wideColons(item, next)
		}
	case tree.Map:
		for _, pair := range n.Pairs {
			var next []def
			for _, d := range all {
				if p := d.property(pair.Key.Text); p.object != nil {
					next = append(next, p)
				}
			}
			c.wideColons(pair.Value, next)
		}
	}
}

// wideText reports a text that holds known keys with a full-width colon, once.
func (c *check) wideText(n *tree.Node, keys []string) {
	lines := plainLines(n)
	var edits []source.Edit
	at, certain := -1, startsLine(n)
	for i, l := range lines {
		m := wideKey.FindStringSubmatch(l.text)
		if m == nil || !slices.Contains(keys, m[1]) {
			certain = false
			continue
		}
		if at < 0 {
			at = l.at + strings.Index(l.text, wideColon)
		}
		value := l.text[len(m[0]):]
		if value == "" || strings.ContainsAny(value[:1], "[]{}\"'|>&*!%@`#,-?") || l.column != lines[0].column {
			certain = false
		}
		e := source.Edit{Start: l.at, End: l.at + len(m[0]), New: m[1] + ": "}
		if i == 0 { // a fix may turn a text into something else only as a whole
			e.End, e.New = l.at+len(l.text), e.New+value
		}
		edits = append(edits, e)
	}
	help := `replace it with ":" and a space`
	if more := len(edits) - 1; more > 0 {
		help += fmt.Sprintf(", here and on the %d lines below", more)
		if more == 1 {
			help = strings.TrimSuffix(help, "the 1 lines below") + "the line below"
		}
	}
	if at < 0 {
		certain = false
		at, help = inText(lines, keys)
	}
	if at < 0 {
		return
	}
	if !certain {
		edits = nil
		if !strings.Contains(help, "quotes") {
			help += "; if it is text, put it in quotes"
		}
	}
	c.reported[n] = true
	c.found.Add(source.Diagnostic{Code: "yaml/wide-space", Pos: source.Pos{File: n.Pos.File, Offset: at}, Len: len(wideColon), Fix: edits,
		Text: "a full-width colon (U+FF1A) stands where YAML wants an ordinary colon", Help: help})
}

// inText finds a known key behind a comma: 守る、by：プロダクト.
func inText(lines []plainLine, keys []string) (at int, help string) {
	for _, l := range lines {
		for _, m := range wideInText.FindAllStringSubmatchIndex(l.text, -1) {
			key := l.text[m[2]:m[3]]
			if !slices.Contains(keys, key) {
				continue
			}
			before, after := l.text[:m[0]], strings.Trim(l.text[m[1]:], " \u3000\u00a0")
			help = fmt.Sprintf("write %s: %s on a line of its own; if it is text, put the whole text in quotes", key, unquoted(after))
			if slices.Contains(keys, "name") && wideKey.FindString(before) == "" {
				help = fmt.Sprintf("write name: %s, and below it %s: %s; if it is text, put it in quotes", unquoted(before), key, unquoted(after))
			}
			return l.at + m[1] - len(wideColon), help
		}
	}
	return -1, ""
}

// plainLine is what one line of the file holds of a text without quotes.
type plainLine struct {
	at, column int
	text       string
}

// plainLines returns the lines of a text without quotes, or nil.
func plainLines(n *tree.Node) []plainLine {
	text := n.Pos.File.Text
	first := text[n.Pos.Offset:][:n.Len]
	if n.Block || first == "" || !strings.HasPrefix(n.Text, first) {
		return nil
	}
	start := strings.LastIndexByte(text[:n.Pos.Offset], '\n') + 1
	lines := []plainLine{{n.Pos.Offset, n.Pos.Offset - start, first}}
	rest := strings.TrimLeft(n.Text[len(first):], " \n")
	for at := n.Pos.Offset + n.Len; rest != ""; {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		start = at + i + 1
		line, _, _ := strings.Cut(text[start:], "\n")
		at = start + len(line)
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		after, ok := strings.CutPrefix(rest, line)
		if !ok {
			break
		}
		lines = append(lines, plainLine{start + indent, indent, line})
		rest = strings.TrimLeft(after, " \n")
	}
	return lines
}

// startsLine reports whether nothing but "- " stands before a node on its line.
func startsLine(n *tree.Node) bool {
	text := n.Pos.File.Text[:n.Pos.Offset]
	return strings.Trim(text[strings.LastIndexByte(text, '\n')+1:], " -") == ""
}
