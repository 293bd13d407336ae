package markdown

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/stable"
)

// Source returns the Markdown as it was written.
func (d *Document) Source() string { return d.text[d.from:] }

// Markdown returns the source without comments. It replaces the links for which replace
// returns true. A [[reference]] is replaced as a whole, for any other link only its
// destination. A code block without an end gets one. Text that only looks like a footnote
// is escaped with a backslash, because it would be a footnote in a file of its own.
func (d *Document) Markdown(replace func(i int, l *Link) (string, bool)) string {
	return d.markdown(d.left, replace)
}

// MarkdownBody is like Markdown, but leaves out the heading that is the title.
func (d *Document) MarkdownBody(replace func(i int, l *Link) (string, bool)) string {
	if d.title == 0 {
		return d.Markdown(replace)
	}
	left := append(slices.Clip(d.left), [2]int{d.from + d.titleSpan[0], d.from + d.titleSpan[1]})
	stable.Sort(left, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return d.markdown(left, replace)
}

// markdown implements Markdown. left are the spans of text to leave out, in order.
func (d *Document) markdown(left [][2]int, replace func(i int, l *Link) (string, bool)) string {
	if len(left) == 0 && len(d.Links) == 0 && d.openFence == "" {
		return d.text[d.from:]
	}
	var b strings.Builder
	b.Grow(len(d.text) - d.from + 32*len(d.Links))
	at := d.from
	upTo := func(end int) { // upTo appends the source up to an offset
		for len(left) > 0 && left[0][0] < end {
			if from := left[0][0]; from > at {
				b.WriteString(d.text[at:from])
			}
			if left[0][0] == left[0][1] && left[0][0] >= at {
				b.WriteByte('\\')
			} else if needsSeparator(d.text[d.from:left[0][0]], d.text[left[0][0]:left[0][1]], d.text[left[0][1]:]) {
				b.WriteString("<!-- -->\n")
			}
			at, left = max(at, left[0][1]), left[1:]
		}
		if at < end {
			b.WriteString(d.text[at:end])
			at = end
		}
	}
	for _, i := range d.inSourceOrder() {
		l := &d.Links[i]
		if l.Start < at || l.End <= l.Start {
			continue // nothing to replace, or already replaced: links may share a definition
		}
		if s, ok := replace(i, l); ok {
			if upTo(l.Start); at > l.Start {
				continue // left out
			}
			b.WriteString(s)
			at = l.End
		}
	}
	upTo(len(d.text))
	if d.openFence != "" {
		b.WriteString("\n" + d.openFence)
	}
	return b.String()
}
