package changes

import (
	"cmp"
	"slices"
	"strings"

	"platmap/generator/diff"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// Report is a comparison of two states of the content, and the options for showing it.
type Report struct {
	*Words
	Changes  []diff.Change
	Old, New string                         // the two states: the hash of a commit, or "working tree"
	Skipped  []Incomplete                   // files that could not be compared
	Place    func(source.Pos) (string, int) // returns the path and the line of a position

	Only    []diff.Weight // the weights to list; nil means promises and news. Other changes are only counted.
	Mention bool          // whether the Markdown form mentions teams, which notifies them
	Colour  bool          // whether the text form has colours
}

// Incomplete is a file with errors because of which a part of it may be missing from the
// comparison.
type Incomplete struct {
	File   string // the path in the content folder
	InOld  bool   // whether the errors are in the old state
	Errors int
}

// Formats are the names of the formats of a report.
var Formats = []string{"text", "md", "json"}

// Bytes returns the report in a format.
func (r *Report) Bytes(format string) []byte {
	switch format {
	case "md":
		return r.markdown()
	case "json":
		return r.json()
	}
	return r.text()
}

// Subject is a thing with its changes.
type Subject struct {
	Name    string
	Changes []diff.Change // those with the highest weight first
}

// Subjects groups changes by thing. The things whose changes have the highest weight are
// first.
func (w *Words) Subjects(list []diff.Change) []Subject {
	var subjects []Subject
	index := map[thing]int{}
	for _, c := range Condense(list) {
		key := thingOf(c)
		i, ok := index[key]
		if !ok {
			i = len(subjects)
			index[key] = i
			subjects = append(subjects, Subject{Name: w.heading(c)})
		}
		subjects[i].Changes = append(subjects[i].Changes, c)
	}
	byWeight := func(a, b diff.Change) int { return cmp.Compare(a.Weight, b.Weight) }
	for _, s := range subjects {
		stable.Sort(s.Changes, byWeight)
	}
	stable.Sort(subjects, func(a, b Subject) int { return byWeight(a.Changes[0], b.Changes[0]) })
	return subjects
}

// thing identifies a thing in both states.
type thing struct {
	kind source.Kind
	id   string
}

func thingOf(c diff.Change) thing { return thing{c.Kind, cmp.Or(c.New.ID, c.Old.ID)} }

// heading returns the name of the thing that changed. The name of a domain has no noun
// before it, because changes of domains are the most common.
func (w *Words) heading(c diff.Change) string {
	name := cmp.Or(w.Name(c.New), w.Name(c.Old))
	switch {
	case c.Kind == source.Domain:
		return name
	case name == "":
		return text.UpperFirst(w.noun(string(c.Kind), 1))
	}
	return name + w.say("brackets", w.noun(string(c.Kind), 1))
}

// Condense removes the changes that are part of the sentence about another change: the
// last day and the successor of something deprecated, and the unit of a limit.
func Condense(list []diff.Change) []diff.Change {
	has := map[any]bool{}
	for _, c := range list {
		switch key := lastKey(c.Field); {
		case isLeaving(c):
			has[partOf(c, "status")] = true
		case key == "at_most" || key == "at_least":
			has[partOf(c, "limit")] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(c diff.Change) bool {
		switch lastKey(c.Field) {
		case "until", "replaced_by":
			return has[partOf(c, "status")] && !c.New.Value.IsZero()
		case "unit":
			return has[partOf(c, "limit")]
		}
		return false
	})
}

// partOf returns a map key for a property of the item or the thing that a change is
// about.
func partOf(c diff.Change, property string) any {
	return struct {
		thing
		item     any
		property string
	}{thingOf(c), c.New.Item.Value, property}
}

// shows reports whether changes of a weight are listed instead of only counted.
func (r *Report) shows(w diff.Weight) bool {
	if r.Only == nil {
		return w <= diff.News
	}
	return slices.Contains(r.Only, w)
}

// of returns the changes of a weight.
func (r *Report) of(w diff.Weight) []diff.Change {
	return slices.DeleteFunc(Condense(r.Changes), func(c diff.Change) bool { return c.Weight != w })
}

// Summary returns how many changes of each weight there are: "2 promises, 1 news".
func (w *Words) Summary(list []diff.Change) string {
	list = Condense(list)
	var parts []string
	for i, name := range diff.Weights {
		n := 0
		for _, c := range list {
			if c.Weight == diff.Weight(i) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, w.say("changes."+name, n))
		}
	}
	if parts == nil {
		return w.say("changes.none")
	}
	return strings.Join(parts, w.say("comma"))
}

// maxSorts is the maximum number of types of changes in a line.
const maxSorts = 5

// Counts returns the number of changes of each type: "3 components added, 2 reviews
// renewed". The most frequent types are first.
func (w *Words) Counts(list []diff.Change) string {
	counts := map[string]int{}
	var sorts []string
	phrase := map[string]func(n int) string{}
	for _, c := range list {
		sort, say := w.sort(c)
		if counts[sort]++; counts[sort] == 1 {
			sorts = append(sorts, sort)
			phrase[sort] = say
		}
	}
	stable.Sort(sorts, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var parts []string
	for _, s := range sorts {
		parts = append(parts, phrase[s](counts[s]))
	}
	others := 0
	for _, s := range sorts[min(len(sorts), maxSorts):] {
		others += counts[s]
	}
	s := strings.Join(parts[:min(len(parts), maxSorts)], w.say("comma"))
	if others > 0 {
		s = w.say("change.and_others", s, others)
	}
	return s
}

// sort returns a key for the type of a change, and a function that returns the phrase for
// n changes of that type.
func (w *Words) sort(c diff.Change) (string, func(n int) string) {
	item := itemOf(c)
	if c.Field == "reviewed" {
		return c.Field, func(n int) string { return w.say("changes.reviewed", n) }
	}
	if c.Field == "" {
		noun := cmp.Or(item.List, string(c.Kind))
		key := "change." + c.Operation.String()
		if c.Operation == diff.Renamed || c.Operation == diff.Moved {
			key = "changes." + c.Operation.String()
		}
		return key + noun, func(n int) string { return w.say(key, w.say("changes.items", n, w.noun(noun, n))) }
	}
	label := w.Label(c.Kind, item, c.Field)
	return label, func(n int) string { return w.say("changes.times", n, label) }
}
