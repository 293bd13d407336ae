package tree

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"platmap/generator/source"
)

// draft is the text that is given to YAML: what the author wrote, with the
// mistakes found so far put right. So each mistake is told, not only the first,
// and a guess at a mistake is told only when putting it right helps.
type draft struct {
	file     *source.File  // what the author wrote
	edits    []source.Edit // of it, in order, none touching another
	shifts   []int         // by how much the text before each edit has grown
	text     *source.File  // what came of it
	from, to int           // the part of the text that is YAML
	left     *int          // bytes that may still be read in search of mistakes
}

// searching is how many bytes are read at most in search of the mistakes of one
// file: hundreds of times a usual one, a few times the largest.
const searching = 4 << 20

func newDraft(f *source.File, from, to int) *draft {
	left := searching
	return &draft{file: f, text: f, from: from, to: to, left: &left}
}

// with returns the draft with more edits, whose offsets are those of its text,
// or nil when they get in the way of earlier ones.
func (d *draft) with(edits []source.Edit) *draft {
	all := slices.Clone(d.edits)
	for _, e := range edits {
		all = append(all, source.Edit{Start: d.origin(e.Start), End: d.origin(e.End), New: e.New})
	}
	slices.SortFunc(all, func(a, b source.Edit) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for i, e := range all {
		if i > 0 && e.Start <= all[i-1].End && (e.Start < all[i-1].End || e.Start == all[i-1].Start) {
			return nil
		}
		b.WriteString(d.file.Text[at:e.Start])
		b.WriteString(e.New)
		at = e.End
	}
	b.WriteString(d.file.Text[at:])
	next := &draft{file: d.file, edits: all, from: d.from, left: d.left, shifts: make([]int, len(all)+1)}
	for i, e := range all {
		next.shifts[i+1] = next.shifts[i] + len(e.New) - (e.End - e.Start)
	}
	next.text = &source.File{Name: d.file.Name, Kind: d.file.Kind, Text: b.String()}
	next.to = d.to + len(next.text.Text) - len(d.text.Text)
	return next
}

// origin returns where an offset of the text stands in what the author wrote.
func (d *draft) origin(offset int) int {
	if len(d.edits) == 0 {
		return offset
	}
	after := sort.Search(len(d.edits), func(i int) bool { return d.edits[i].Start+d.shifts[i] > offset })
	if after > 0 {
		if last := d.edits[after-1]; offset < last.Start+d.shifts[after-1]+len(last.New) {
			return last.Start
		}
	}
	return offset - d.shifts[after]
}

// decode reads the YAML. second is a second document, which YAML allows.
func (d *draft) decode() (first, second *yaml.Node, err error) {
	return decode(d.text.Text[d.from:d.to])
}

func decode(text string) (first, second *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil { // the library gives up on some nonsense
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	dec := yaml.NewDecoder(strings.NewReader(text))
	var one, two yaml.Node
	if err = dec.Decode(&one); err != nil {
		return nil, nil, err
	}
	switch err = dec.Decode(&two); {
	case errors.Is(err, io.EOF):
		return &one, nil, nil
	case err != nil:
		return nil, nil, err
	}
	return &one, &two, nil
}

var lineNumber = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// failure is why YAML cannot be read: the words of the library, and the line of
// the text. The zero failure is none.
type failure struct {
	reason string
	line   int
}

// try reads the part of the text up to the end of a line, or all of it when
// line is 0.
func (d *draft) try(line int) failure {
	end := d.to
	if line > 0 && line < d.text.Lines() {
		end = min(end, d.text.LineStart(line+1))
	}
	text := d.text.Text[d.from:max(d.from, end)]
	*d.left -= len(text)
	_, _, err := decode(text)
	if err == nil || errors.Is(err, io.EOF) {
		return failure{}
	}
	m := lineNumber.FindStringSubmatch(err.Error())
	if m == nil {
		m = []string{"", ""}
	}
	n, _ := strconv.Atoi(m[1])
	first, _ := source.Pos{File: d.text, Offset: d.from}.LineColumn()
	return failure{err.Error()[len(m[0]):], first + max(n, 1) - 1}
}

// fails returns why the text cannot be read, and the line that is to blame. The
// library knows the first, and of the second only where to begin: the line is
// the last one of the shortest beginning of the text that fails in this way.
func (d *draft) fails() failure {
	whole := d.try(0)
	if whole.reason == "" {
		return whole
	}
	first, _ := source.Pos{File: d.text, Offset: d.from}.LineColumn()
	last, _ := source.Pos{File: d.text, Offset: max(d.from, d.to-1)}.LineColumn()
	good, bad := first-1, last // the line sought is after good, and bad at the latest
	same := func(line int) bool {
		if d.try(line).reason == whole.reason {
			bad = line
			return true
		}
		good = line
		return false
	}
	if hint := min(max(whole.line, first), last); hint < last && !same(hint) {
		for step := 1; good+step < bad && !same(good+step) && *d.left > 0; step *= 2 {
		}
	} else {
		for step := 1; bad-step > good && same(bad-step) && *d.left > 0; step *= 2 {
		}
	}
	for bad-good > 1 && *d.left > 0 {
		same((good + bad) / 2)
	}
	return failure{whole.reason, bad}
}
