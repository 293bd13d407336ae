package tree

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// patchedText is the text that the YAML library reads: the author's text with
// the mistakes found so far corrected, so that one run reports every mistake.
// It is immutable.
type patchedText struct {
	original *source.File
	file     *source.File  // the text after all edits
	from, to int           // the part of file that is YAML
	budget   *int          // how many bytes may still be parsed to locate mistakes
	previous *patchedText  // nil for the author's text
	edits    []source.Edit // edits to the text of previous, sorted, not overlapping
	shifts   []int         // shifts[i] is how many bytes the edits before edits[i] have added
}

// parseBudget limits the bytes parsed to locate the mistakes of one file. It is
// hundreds of times the usual size and a few times the largest.
const parseBudget = 4 << 20

func newPatchedText(f *source.File, from, to int) *patchedText {
	budget := parseBudget
	return &patchedText{original: f, file: f, from: from, to: to, budget: &budget}
}

// with returns the text with more edits, sorted, whose offsets are in d.file.
func (d *patchedText) with(edits []source.Edit) *patchedText {
	next := &patchedText{original: d.original, from: d.from, budget: d.budget, previous: d, edits: edits, shifts: []int{0}}
	for i, e := range edits {
		next.shifts = append(next.shifts, next.shifts[i]+len(e.New)-(e.End-e.Start))
	}
	next.file = &source.File{Name: d.file.Name, Kind: d.file.Kind, Text: replace(d.file.Text, edits)}
	next.to = d.to + next.shifts[len(edits)]
	return next
}

// replace applies sorted edits to a text.
func replace(text string, edits []source.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// origin converts an offset in d.file to one in the author's text.
func (d *patchedText) origin(offset int) int {
	if d.previous == nil {
		return offset
	}
	after := sort.Search(len(d.edits), func(i int) bool { return d.edits[i].Start+d.shifts[i] > offset })
	if after > 0 {
		if last := d.edits[after-1]; offset < last.Start+d.shifts[after-1]+len(last.New) {
			return d.previous.origin(last.Start)
		}
	}
	return d.previous.origin(offset - d.shifts[after])
}

// pos returns the position in the author's text of an offset in d.file.
func (d *patchedText) pos(offset int) source.Pos {
	return source.Pos{File: d.original, Offset: d.origin(offset)}
}

// firstLine and lastLine return the numbers of the first and last YAML line.
func (d *patchedText) firstLine() int { return d.lineAt(d.from) }
func (d *patchedText) lastLine() int  { return d.lineAt(max(d.from, d.to-1)) }

func (d *patchedText) lineAt(offset int) int {
	n, _ := source.Pos{File: d.file, Offset: offset}.LineColumn()
	return n
}

// decode parses the YAML between two offsets. It returns at most two documents.
func (d *patchedText) decode(from, to int) (docs []*yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil { // yaml.v3 panics on some malformed input
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	dec := yaml.NewDecoder(strings.NewReader(d.file.Text[from:to]))
	for len(docs) < 2 && err == nil {
		doc := new(yaml.Node)
		if err = dec.Decode(doc); err == nil {
			docs = append(docs, doc)
		}
	}
	if errors.Is(err, io.EOF) {
		return docs, nil
	}
	return docs, err
}

// failure is the reason why a text does not parse. The zero failure means that it
// parses.
type failure struct {
	reason string // the message of the YAML library
	line   int
	from   int // the offset from which the text is parsed to locate it
}

var errorPrefix = re(`^yaml: (?:line (\d+): )?`)

// parse parses the text from an offset to the end of a line.
func (d *patchedText) parse(from, line int) failure {
	end := d.to
	if line < d.file.Lines() {
		end = max(from, min(end, d.file.LineStart(line+1)))
	}
	_, err := d.decode(from, end)
	if err == nil {
		*d.budget -= end - from
		return failure{}
	}
	m := append(errorPrefix.FindStringSubmatch(err.Error()), "", "")
	n, _ := strconv.Atoi(m[1])
	f := failure{strings.TrimPrefix(err.Error(), m[0]), d.lineAt(from) + max(n, 1) - 1, from}
	*d.budget -= d.file.LineStart(f.line+1) - from // the library stops parsing there
	return f
}

// failure returns why the text does not parse, and at which line: the last line
// of the shortest beginning of the text that fails with the same message. The
// line in the library's error is only close to it.
func (d *patchedText) failure() failure {
	whole := d.parse(d.from, d.lastLine())
	if whole.reason == "" {
		return whole
	}
	from := d.topLevel(whole.line - 2)
	if f := d.parse(from, d.lastLine()); f.reason != whole.reason || f.line != whole.line {
		from = d.from
	}
	good, bad := d.lineAt(from)-1, d.lastLine() // good is above the failing line, and bad is the failing line or below it
	near := []int{whole.line, whole.line - 1, whole.line + 1, whole.line - 2}
	for bad-good > 1 && *d.budget > 0 {
		n := (good + bad) / 2
		if len(near) > 0 {
			n, near = min(max(near[0], good+1), bad-1), near[1:]
		}
		if d.parse(from, n).reason == whole.reason {
			bad = n
		} else {
			good = n
		}
	}
	if bad-good > 1 { // the budget is used up
		bad = min(max(whole.line, good+1), bad)
	}
	return failure{whole.reason, bad, from}
}

// topLevel returns the offset of the nearest line, from a line upwards, with a key or an
// item of the whole file. The text usually parses from there as it does from the start.
func (d *patchedText) topLevel(number int) int {
	for ; number > d.firstLine(); number-- {
		if l := d.file.Line(number); l != "" && strings.IndexByte(" \t#]}", l[0]) < 0 {
			return d.file.LineStart(number)
		}
	}
	return d.from
}
