package convert

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/stable"
)

var (
	// shortcodeTag does not match escaped shortcodes: {{</* note */>}}.
	shortcodeTag = regexp.MustCompile(`\{\{[<%]-?\s*(/?)\s*(\w[\w.-]*(?:/[\w.-]+)*)([^{}]*)[>%]\}\}`)
	// shownArgument matches arguments that readers see or follow: a title, an address, an id.
	// A tag with one of them is not removed.
	shownArgument = regexp.MustCompile(`/|\b(?:title|header|heading|name|summary|caption|alt|text|href|url|link|src|id)\s*=`)
)

// otherCodes are the shortcodes that are converted elsewhere, besides boxCodes and
// codeCodes.
var otherCodes = []string{"details", "expand", "collapse", "tabs", "tab", "tabpane", "tabset", "figure", "toc", "ref", "relref"}

// opaqueCodes are shortcodes whose text is not Markdown, or is not for all readers.
var opaqueCodes = []string{"comment", "hidden", "private", "if", "math", "katex", "latex", "tex", "plantuml", "chart", "graphviz", "diagram", "raw", "html", "rawhtml", "script", "style"}

// tag is the start or the end of a shortcode. Its offsets are in the text of the page.
type tag struct {
	from, to   int
	name, args string
	end        bool
}

// unwrap removes the tags of unknown shortcodes around text, and keeps the text. A tag
// stays if it has no partner, or if readers would lose one of its arguments.
func (b *body) unwrap(in []line) []line {
	all := joined(in)
	var cuts []tag
	count := map[string]int{}
	for _, p := range pairsOf(tagsOf(in)) {
		cuts = append(cuts, p[0], p[1])
		count[p[0].name]++
	}
	if len(cuts) == 0 {
		return in
	}
	stable.Sort(cuts, func(a, b tag) int { return cmp.Compare(a.from, b.from) })
	var out []line
	var text strings.Builder
	start := 0 // offset of the line
	for k := 0; k < len(in); k++ {
		l, at, end := in[k], start, start+len(in[k].text)
		text.Reset()
		for len(cuts) > 0 && cuts[0].from < end {
			c, n := cuts[0], in[k].n
			cuts = cuts[1:]
			text.WriteString(all[at:c.from])
			for at = c.to; at > end; { // the tag continues on the next line
				k++
				end += 1 + len(in[k].text)
			}
			if of := count[c.name]; of > 0 {
				b.page.note(Shortcode, n, "%s unwrapped (%d), such as %s", c.name, of, short(all[c.from:c.to]))
				count[c.name] = 0
			}
		}
		if at != start {
			text.WriteString(all[at:end])
			if l.text = text.String(); at == end || isEmpty(l) { // two spaces before the end of a line would be a line break
				l.text = strings.TrimRight(l.text, " \t")
			}
			// A blank line in place of the tag separates its text, unless there is one already.
			if isEmpty(l) && (len(out) == 0 || isEmpty(out[len(out)-1]) || k+1 < len(in) && isEmpty(in[k+1])) {
				start = end + 1
				continue
			}
		}
		start = end + 1
		out = append(out, l)
	}
	return out
}

// isEmpty reports whether a line has no text, even if it is in a quote.
func isEmpty(l line) bool { return strings.Trim(l.text, " \t>") == "" }

// tagsOf returns the tags of shortcodes in lines that are not code, outside of code spans.
func tagsOf(in []line) (tags []tag) {
	start := 0
	for i := 0; i < len(in); {
		next := i
		for next < len(in) && !in[next].code && !isBlank(in[next]) {
			next++
		}
		if next == i {
			start += len(in[i].text) + 1
			i++
			continue
		}
		s := joined(in[i:next])
		if strings.Contains(s, "{{") {
			at := start
			for _, part := range parts(s) {
				if !part.code {
					for _, m := range shortcodeTag.FindAllStringSubmatchIndex(part.text, -1) {
						tags = append(tags, tag{at + m[0], at + m[1], part.text[m[4]:m[5]], part.text[m[6]:m[7]], m[2] < m[3]})
					}
				}
				at += len(part.text)
			}
		}
		start += len(s) + 1
		i = next
	}
	return tags
}

// pairsOf returns the starts and ends of the shortcodes to unwrap.
func pairsOf(tags []tag) (pairs [][2]tag) {
	var open []tag
	count := map[string]int{} // of the names in open
	for _, t := range tags {
		if !t.end {
			if args := strings.TrimRight(t.args, "- \t\n"); !strings.HasSuffix(args, "/") { // not self-closing
				open = append(open, t)
				count[t.name]++
			}
			continue
		}
		for count[t.name] > 0 {
			o := open[len(open)-1]
			open = open[:len(open)-1]
			count[o.name]--
			if o.name != t.name {
				continue // it has no end
			}
			name := strings.ToLower(o.name)
			switch {
			case slices.Contains(codeCodes, name), slices.Contains(opaqueCodes, name):
				for len(pairs) > 0 && pairs[len(pairs)-1][0].from > o.from {
					pairs = pairs[:len(pairs)-1]
				}
			case !slices.Contains(boxCodes, name) && !slices.Contains(otherCodes, name) && !shownArgument.MatchString(o.args):
				pairs = append(pairs, [2]tag{o, t})
			}
			break
		}
	}
	return pairs
}
