package levels

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"platmap/generator/source"
)

// lineIndex finds the lines to which a comment applies. The time is linear even if a file
// consists only of comments.
type lineIndex struct {
	text   string
	isYAML bool

	starts  []int // offset of each line, and of the end of the file; nil before the first use
	content []int // number of the next line that is neither blank nor a comment
	blank   []int // number of the next blank line
	ends    map[int]int
}

func (x *lineIndex) init() {
	for at := 0; at < len(x.text); {
		x.starts = append(x.starts, at)
		if i := strings.IndexByte(x.text[at:], '\n'); i >= 0 {
			at += i + 1
		} else {
			at = len(x.text)
		}
	}
	n := len(x.starts)
	x.starts = append(x.starts, len(x.text))
	x.content, x.blank, x.ends = make([]int, n+1), make([]int, n+1), map[int]int{}
	x.content[n], x.blank[n] = n, n
	for i := n - 1; i >= 0; i-- {
		x.content[i], x.blank[i] = x.content[i+1], x.blank[i+1]
		switch line := strings.TrimSpace(x.line(i)); {
		case line == "":
			x.blank[i] = i
		case !x.isComment(line):
			x.content[i] = i
		}
	}
	if top := x.content[0]; x.isYAML && top < n && strings.TrimSpace(x.line(top)) == "---" { // where YAML starts
		for i := range top + 1 {
			x.content[i] = x.content[top+1]
		}
	}
}

func (x *lineIndex) line(i int) string { return x.text[x.starts[i]:x.starts[i+1]] }

func (x *lineIndex) isComment(line string) bool {
	if x.isYAML {
		return line[0] == '#'
	}
	return strings.HasPrefix(line, "<!--") && strings.HasSuffix(line, "-->")
}

// containers matches the markers of quotes and list items at the start of a Markdown
// line.
var containers = regexp.MustCompile(`^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t]))+`)

// rangeOf returns the offsets of the lines to which a comment applies, including its own,
// and whether it precedes everything else in the file.
func (x *lineIndex) rangeOf(comment [2]int) (from, to int, isFirst bool) {
	if x.starts == nil {
		x.init()
	}
	first, last := sort.SearchInts(x.starts, comment[0]+1)-1, sort.SearchInts(x.starts, comment[1])-1
	from, to = x.starts[first], x.starts[last+1]
	isFirst = first < x.content[0]
	before := x.text[from:comment[0]]
	if !x.isYAML {
		before = containers.ReplaceAllString(before, "")
	}
	switch isAlone := strings.TrimSpace(before) == "" && strings.TrimSpace(x.text[comment[1]:to]) == ""; {
	case !isAlone:
		return from, to, isFirst
	case x.isYAML:
		return from, x.starts[x.endOfNode(x.content[last+1])], isFirst
	}
	return from, x.starts[x.blank[x.content[last+1]]], isFirst
}

// endOfNode returns the number of the line after the YAML key or item that starts on a
// line. The key or item includes the lines below it with more indentation. The items of a
// list may have the same indentation as its key.
func (x *lineIndex) endOfNode(first int) int {
	if end, known := x.ends[first]; known || first == len(x.content)-1 {
		return max(end, first)
	}
	column, isItem := indentOf(x.line(first))
	isKey := !isItem
	i := x.content[first+1]
	for ; i < len(x.content)-1; i = x.content[i+1] {
		if indent, isItem := indentOf(x.line(i)); indent < column || indent == column && !(isKey && isItem) {
			break
		}
	}
	x.ends[first] = i
	return i
}

func indentOf(line string) (column int, isItem bool) {
	body := strings.TrimLeft(line, " ")
	return len(line) - len(body), strings.HasPrefix(body, "- ") || strings.TrimSpace(body) == "-"
}

// allowIndex finds the comments that allow a finding.
type allowIndex struct {
	all    []Allow
	used   []bool
	byCode map[allowKey][]int // indexes in all, in file order
	until  []int              // for each of these, the largest end of it and the ones before it
}

type allowKey struct {
	file *source.File
	code string
}

func newAllowIndex(all []Allow) *allowIndex {
	x := &allowIndex{all, make([]bool, len(all)), map[allowKey][]int{}, make([]int, len(all))}
	for i, a := range all {
		key := allowKey{a.Pos.File, a.Code}
		x.until[i] = a.to
		if list := x.byCode[key]; len(list) > 0 {
			x.until[i] = max(a.to, x.until[list[len(list)-1]])
		}
		x.byCode[key] = append(x.byCode[key], i)
	}
	return x
}

// use reports whether a comment hides a finding at a position, and marks the nearest such
// comment above or beside it as used.
func (x *allowIndex) use(code string, pos source.Pos) bool {
	list := x.byCode[allowKey{pos.File, code}]
	if len(list) == 0 {
		return false
	}
	if first := list[0]; pos.Offset == 0 && x.all[first].wholeFile {
		x.used[first] = true
		return true
	}
	n := sort.Search(len(list), func(i int) bool { return x.all[list[i]].from > pos.Offset })
	for _, i := range slices.Backward(list[:n]) {
		if x.until[i] <= pos.Offset {
			break
		}
		if pos.Offset < x.all[i].to {
			x.used[i] = true
			return true
		}
	}
	return false
}
