package edit

import (
	"fmt"
	"sort"
	"strings"

	"platmap/generator/source"
)

// Change is a new file, or a file that is edited, renamed or both.
type Change struct {
	File  *source.File  // for a new file it has a name and no text
	To    string        // its new name
	IsNew bool          // whether the file does not exist yet
	Edits []source.Edit // sorted
}

// Moves reports whether the file is renamed.
func (c *Change) Moves() bool { return c.To != c.File.Name }

// contextLines is the number of lines around a change in a patch.
const contextLines = 3

// Patch returns the change as a patch for git apply. prefix is the path of the content
// folder in the repository, with a slash at its end, or "".
func (c *Change) Patch(prefix string) string {
	hunks, kept := c.hunks()
	old, to := prefix+c.File.Name, prefix+c.To
	var b strings.Builder
	fmt.Fprintf(&b, "diff --git %s %s\n", gitName("a/"+old), gitName("b/"+to))
	if c.Moves() {
		fmt.Fprintf(&b, "similarity index %d%%\nrename from %s\nrename to %s\n", kept, gitName(old), gitName(to))
	}
	from := lineName("a/" + old)
	if c.IsNew {
		b.WriteString("new file mode 100644\n")
		from = "/dev/null"
	}
	if hunks != "" {
		fmt.Fprintf(&b, "--- %s\n+++ %s\n%s", from, lineName("b/"+to), hunks)
	}
	return b.String()
}

// gitName quotes a path as git does if it contains special characters.
func gitName(name string) string {
	if !strings.ContainsAny(name, "\"\\\n\t") {
		return name
	}
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(name) + `"`
}

// lineName is like gitName for the lines --- and +++, where git adds a tab after a path
// that contains a space.
func lineName(name string) string {
	if quoted := gitName(name); quoted != name || !strings.Contains(name, " ") {
		return quoted
	}
	return name + "\t"
}

// block is a range of changed lines: old[a:b] is replaced by new.
type block struct {
	a, b int
	new  []string
}

// hunks returns the changed lines with their context, and the unchanged share of the file
// in percent.
func (c *Change) hunks() (text string, kept int) {
	if len(c.Edits) == 0 {
		return "", 100
	}
	old := splitLines(Content(c.File))
	blocks := c.blocks(old)
	var b strings.Builder
	added, changed := 0, 0
	for i := 0; i < len(blocks); {
		last := i
		for last+1 < len(blocks) && blocks[last+1].a-blocks[last].b <= 2*contextLines {
			last++
		}
		from, to := max(0, blocks[i].a-contextLines), min(len(old), blocks[last].b+contextLines)
		var lines strings.Builder
		at, more := from, 0
		for _, x := range blocks[i : last+1] {
			writeLines(&lines, " ", old[at:x.a])
			writeLines(&lines, "-", old[x.a:x.b])
			writeLines(&lines, "+", x.new)
			at, more, changed = x.b, more+len(x.new)-(x.b-x.a), changed+x.b-x.a
		}
		writeLines(&lines, " ", old[at:to])
		fmt.Fprintf(&b, "@@ -%s +%s @@\n%s", lineRange(from, to-from), lineRange(from+added, to-from+more), lines.String())
		added += more
		i = last + 1
	}
	return b.String(), (len(old) - changed) * 99 / max(1, len(old))
}

// lineRange returns a start and a number of lines in the format of patches.
func lineRange(from, n int) string {
	if n > 0 {
		from++
	}
	return fmt.Sprintf("%d,%d", from, n)
}

func writeLines(b *strings.Builder, sign string, lines []string) {
	for _, line := range lines {
		b.WriteString(sign + line)
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// blocks returns the ranges of lines that the edits change.
func (c *Change) blocks(old []string) []block {
	shift := len(Content(c.File)) - len(c.File.Text)
	starts := []int{0} // offset of each line
	for i, line := range old {
		starts = append(starts, starts[i]+len(line))
	}
	lineAt := func(offset int) int { // the number of the line, from 0
		n := sort.SearchInts(starts, offset+1) - 1
		if n == len(old) && n > 0 && !strings.HasSuffix(old[n-1], "\n") { // the end of a last line without a line break
			n--
		}
		return n
	}
	var blocks []block
	for i := 0; i < len(c.Edits); {
		a, b := lineAt(c.Edits[i].Start+shift), lineAt(c.Edits[i].End+shift)
		next := i + 1
		for next < len(c.Edits) && lineAt(c.Edits[next].Start+shift) <= b {
			b = lineAt(c.Edits[next].End + shift)
			next++
		}
		b = min(b+1, len(old))
		start := starts[a]
		part := &source.File{Text: strings.Join(old[a:b], "")}
		var edits []source.Edit
		for _, e := range c.Edits[i:next] {
			edits = append(edits, source.Edit{Start: e.Start + shift - start, End: e.End + shift - start, New: e.New})
		}
		text, _ := Apply(part, edits) // no error: the edits are within the part
		if x := trimmed(old, block{a, b, splitLines(text)}); x.a < x.b || len(x.new) > 0 {
			blocks = append(blocks, x)
		}
		i = next
	}
	return blocks
}

// trimmed removes unchanged lines at both ends of a block.
func trimmed(old []string, x block) block {
	for x.a < x.b && len(x.new) > 0 && old[x.a] == x.new[0] {
		x.a, x.new = x.a+1, x.new[1:]
	}
	for n := len(x.new); x.a < x.b && n > 0 && old[x.b-1] == x.new[n-1]; n = len(x.new) {
		x.b, x.new = x.b-1, x.new[:n-1]
	}
	return x
}

// splitLines returns the lines of a text with their line breaks.
func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
