package levels

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"unicode/utf8"

	"platmap/generator/source"
	"platmap/generator/stable"
)

// BaselineFile is the name of the baseline in a content folder.
const BaselineFile = "baseline.json"

// baselineVersion is the version of the format.
const baselineVersion = 1

// Baseline is the findings that are not reported, because they existed when a team
// started to check its content. They are identified by code, file and text, not by line.
// So a finding is new if its file is moved by hand, or if its text depends on something
// that was corrected. [Renamed] updates the baseline after platmap renames a page.
type Baseline struct {
	counts map[key]int
}

// key identifies equal findings.
type key struct{ file, code, text string }

func keyOf(d source.Diagnostic, pos source.Pos) key {
	k := key{code: d.Code, text: validText(d.Text)}
	if pos.File != nil {
		k.file = validText(pos.File.Name)
	}
	return k
}

// validText returns a text as it is after it was encoded as JSON and decoded.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

// baselineJSON is the JSON form of a baseline. Each finding is on a line of its own, so
// that diffs are short.
type baselineJSON struct {
	Version  int            `json:"version"`
	About    string         `json:"about"`
	Findings []baselineLine `json:"findings"`
}

type baselineLine struct {
	File  string `json:"file"`
	Code  string `json:"code"`
	Text  string `json:"text"`
	Count int    `json:"count,omitempty"` // absent if it is 1
}

// maxCount limits the count of a finding, because the file may be edited by hand.
const maxCount = 1 << 30

const aboutBaseline = "platmap does not report these findings. platmap check --update-baseline writes this file."

// ParseBaseline parses the JSON text of a baseline. If it returns an error, offset is the
// position of the mistake.
func ParseBaseline(text string) (b *Baseline, offset int, err error) {
	var file baselineJSON
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		var syntax *json.SyntaxError
		var wrongType *json.UnmarshalTypeError
		if errors.As(err, &syntax) {
			offset = int(syntax.Offset) - 1
		} else if errors.As(err, &wrongType) {
			offset = int(wrongType.Offset) - 1
		}
		return nil, min(max(offset, 0), len(text)), fmt.Errorf("not a baseline: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	switch {
	case file.Version > baselineVersion:
		return nil, 0, fmt.Errorf("version %d of the baseline is newer than this platmap; update platmap", file.Version)
	case file.Version != baselineVersion || file.Findings == nil:
		return nil, 0, errors.New("not a baseline: no version and findings")
	}
	b = &Baseline{make(map[key]int, len(file.Findings))}
	for _, l := range file.Findings {
		b.counts[key{l.File, l.Code, l.Text}] += min(max(l.Count, 1), maxCount)
	}
	return b, 0, nil
}

// IsDamaged reports whether a text that does not parse is a damaged baseline, such as one
// with merge conflict markers.
func IsDamaged(text string) bool { return strings.Contains(text, aboutBaseline) }

// ReadBaseline returns the baseline in a file of the content folder. If the file is not a
// baseline, it reports a finding and returns nil.
func ReadBaseline(f *source.File, diags *source.Diagnostics) *Baseline {
	b, offset, err := ParseBaseline(f.Text)
	if err != nil {
		diags.Errorf("level/baseline", source.Pos{File: f, Offset: offset}, 0, "write it again with platmap check --update-baseline", "%s", err)
	}
	return b
}

// JSON returns the text of the file. Equal baselines give equal bytes.
func (b *Baseline) JSON() []byte {
	keys := stable.Sorted(maps.Keys(b.counts), func(x, y key) int {
		return cmp.Or(cmp.Compare(x.file, y.file), cmp.Compare(x.code, y.code), cmp.Compare(x.text, y.text))
	})
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n  \"about\": %q,\n  \"findings\": [", baselineVersion, aboutBaseline)
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	for i, k := range keys {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		l := baselineLine{k.file, k.code, k.text, b.counts[k]}
		if l.Count == 1 {
			l.Count = 0
		}
		_ = e.Encode(l) // encoding strings and numbers cannot fail
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n  ]\n}\n")
	return out.Bytes()
}

// Len returns the number of findings.
func (b *Baseline) Len() int {
	n := 0
	for _, count := range b.counts {
		n += count
	}
	return n
}

// Difference returns the number of findings that a newer baseline has in addition, and
// the number that it lacks.
func (b *Baseline) Difference(newer *Baseline) (added, removed int) {
	for k, n := range newer.counts {
		added += max(0, n-b.counts[k])
	}
	for k, n := range b.counts {
		removed += max(0, n-newer.counts[k])
	}
	return added, removed
}

// subtract removes the findings that are in the baseline.
func (f Filter) subtract(found source.Diagnostics, pinned map[int]bool) Result {
	r := Result{Findings: found, open: found, pinned: pinned}
	if f.Baseline == nil {
		return r
	}
	left := maps.Clone(f.Baseline.counts)
	r.Findings = nil
	for i, d := range found {
		hides := func(pos source.Pos) bool {
			k := keyOf(d, pos)
			if pinned[i] || left[k] == 0 {
				return false
			}
			left[k]--
			r.Hidden++
			return true
		}
		if d, ok := without(d, hides); ok {
			r.Findings = append(r.Findings, d)
		}
	}
	r.unchecked = map[key]int{}
	for k, n := range left {
		if f.checks(k.code) {
			r.Stale += n
		} else if n > 0 {
			r.unchecked[k] = n
		}
	}
	return r
}

// NewBaseline returns the baseline that hides all present findings, except those that
// cannot be in a baseline. It keeps the findings of the filter's baseline that this run
// did not look for.
func (r Result) NewBaseline() *Baseline {
	b := &Baseline{maps.Clone(r.unchecked)}
	if b.counts == nil {
		b.counts = map[key]int{}
	}
	for i, d := range r.open {
		if !r.pinned[i] {
			without(d, func(pos source.Pos) bool {
				b.counts[keyOf(d, pos)]++
				return true
			})
		}
	}
	return b
}
