package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/stable"
	"platmap/generator/text"
)

// Topic is the subject of a note. Notes are counted by topic.
type Topic string

// The topics in the order of a report: what readers lose is first.
const (
	NotImported   Topic = "file not imported"
	NoTarget      Topic = "link without a target"
	NoAnchor      Topic = "heading not found"
	NoAsset       Topic = "picture or download not copied"
	Include       Topic = "include"
	Shortcode     Topic = "shortcode or template"
	Component     Topic = "component or script"
	Formula       Topic = "formula"
	Box           Topic = "box"
	TableOfPage   Topic = "table of contents removed"
	Attributes    Topic = "attributes removed"
	FrontMatter   Topic = "front matter"
	Renamed       Topic = "other name"
	Order         Topic = "order"
	NotShown      Topic = "file that no page shows"
	Unpublishable Topic = "markup that becomes text"
)

// Topics are all topics, in the order of a report.
var Topics = []Topic{NotImported, NoTarget, NoAnchor, NoAsset, Include, Shortcode, Component, Formula, Box, TableOfPage, Attributes, Unpublishable,
	FrontMatter, Renamed, Order, NotShown}

// Note is something that a person must review.
type Note struct {
	Topic Topic
	From  string // the name in the documentation, or ""
	Line  int    // in that file, or 0
	Text  string
}

func (c *converter) note(topic Topic, from, format string, args ...any) {
	c.notes = append(c.notes, Note{Topic: topic, From: from, Text: fmt.Sprintf(format, args...)})
}

func (p *page) note(topic Topic, line int, format string, args ...any) {
	p.notes = append(p.notes, Note{Topic: topic, From: p.from, Line: line, Text: fmt.Sprintf(format, args...)})
}

// Sorted returns the notes by topic, file and line, without duplicates.
func (r *Result) Sorted() []Note {
	notes := slices.Clone(r.Notes)
	rank := map[Topic]int{}
	for i, t := range Topics {
		rank[t] = i
	}
	stable.Sort(notes, func(a, b Note) int {
		return cmp.Or(cmp.Compare(rank[a.Topic], rank[b.Topic]), strings.Compare(a.From, b.From), cmp.Compare(a.Line, b.Line), strings.Compare(a.Text, b.Text))
	})
	return slices.Compact(notes)
}

// short returns an excerpt for a note: one line of at most 200 characters. The whole text
// is still on the page.
func short(s string) string { return text.Shorten(text.OneLine(s), 200) }
