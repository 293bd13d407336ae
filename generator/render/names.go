package render

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/text"
)

// NameEntry is an entry of the index of names.
type NameEntry struct {
	Name    site.Text
	Reading site.Text // the text by which the name is sorted, if it is not the name itself
	Kind    string    // domain, component, team, scenario, guide, feature, interface or term
	To      any       // the page or item with the name: an argument of Href
	Of      any       // shown beside the name: the domain of an item, or the thing whose main name is another one; or nil

	letter string // of text.IndexLetter
	sorted string // the reading or the name
	key    []byte // its sort key
}

// NameSection is the entries with the same first letter.
type NameSection struct {
	Key     string // anchor of the section, and its part of a path
	Name    string
	Entries []NameEntry
}

// namesList divides the index of names by first letter.
var namesList = &listDef{
	rowsIn: func(p *Page) []listRow {
		return convert(nameEntries(p.Site, p.Locale), func(e NameEntry) listRow { return listRow{e.section(), e.sectionName(), e} })
	},
	max:     1000,
	columns: []string{"kind"},
	data: func(p *Page, row any) RowData {
		e := row.(NameEntry)
		return RowData{p.NameText(e.Name), p.Href(e.To), p.BesideName(e), "", [][]Labeled{{{e.Kind, p.NameKind(e)}}}, nil}
	},
}

// NameSections returns the names that the page shows, by first letter.
func (p *Page) NameSections() []NameSection {
	var sections []NameSection
	for _, e := range rowsOn[NameEntry](p) {
		if n := len(sections); n == 0 || sections[n-1].Key != e.section() {
			name, ok := e.sectionName().(string)
			if !ok {
				name = p.Say(string(e.sectionName().(word)))
			}
			sections = append(sections, NameSection{Key: e.section(), Name: name})
		}
		last := &sections[len(sections)-1]
		last.Entries = append(last.Entries, e)
	}
	return sections
}

// section returns the key of the section, in ASCII because it is part of a path.
func (e NameEntry) section() string {
	switch letter := e.letter; {
	case letter == text.IndexSymbols:
		return "symbols"
	case letter == text.IndexKanji:
		return "kanji"
	case isLatin(letter):
		return strings.ToLower(letter)
	default:
		return fmt.Sprintf("u%04x", []rune(letter)[0])
	}
}

// sectionName returns the name of the section for a listRow.
func (e NameEntry) sectionName() any {
	switch e.letter {
	case text.IndexSymbols:
		return word("names.symbols")
	case text.IndexKanji:
		return word("names.kanji")
	}
	return e.letter
}

func isLatin(letter string) bool { return letter >= "A" && letter <= "Z" }

// nameEntries returns all names in a language, including other names, in the order of the
// index: A–Z, あ–ん, other letters, kanji.
func nameEntries(s *site.Site, locale string) []NameEntry {
	x := nameIndex{locale: locale}
	for _, page := range s.Pages() {
		e := page.Base()
		x.add(NameEntry{Name: e.Name, Kind: string(e.Kind), To: page}, e.Reading, e.Aka)
	}
	for _, d := range s.Domains {
		for i := range d.Features {
			f := &d.Features[i]
			x.add(NameEntry{Name: f.Name, Kind: "feature", To: f, Of: d}, site.Text{}, nil)
		}
		for i := range d.Interfaces {
			f := &d.Interfaces[i]
			x.add(NameEntry{Name: f.Name, Kind: "interface", To: f, Of: d}, site.Text{}, nil)
		}
	}
	for _, t := range s.Terms {
		x.add(NameEntry{Name: t.Term, Kind: "term", To: t}, t.Reading, t.Aka)
	}
	stable.Sort(x.entries, func(a, b NameEntry) int {
		return cmp.Or(
			cmp.Compare(letterGroup(a.letter), letterGroup(b.letter)),
			cmp.Compare(a.letter, b.letter),
			bytes.Compare(a.key, b.key),
			cmp.Compare(a.sorted, b.sorted),
		)
	})
	return x.entries
}

// letterGroup returns the rank of a section, depending on its script.
func letterGroup(letter string) int {
	switch {
	case letter == text.IndexSymbols:
		return 0
	case isLatin(letter):
		return 1
	case text.IsKana(letter):
		return 2
	case letter == text.IndexKanji:
		return 4
	}
	return 3
}

// nameIndex collects the entries of a language.
type nameIndex struct {
	locale  string
	entries []NameEntry
}

// add adds the name and the other names of a thing. A name that begins with kanji is
// sorted by its reading. Without a reading, it is sorted by another name in kana, which
// then has no entry of its own.
func (x *nameIndex) add(e NameEntry, reading site.Text, aka []site.Text) {
	name := e.Name.In(x.locale)
	if r := reading.In(name.Lang); !reading.IsZero() && r.Lang == name.Lang {
		e.Reading = reading
	}
	kana := -1
	if e.Reading.IsZero() && text.IndexLetter(oneLine(name)) == text.IndexKanji {
		kana = slices.IndexFunc(aka, func(t site.Text) bool {
			v := t.In(name.Lang)
			return v.Lang == name.Lang && text.IsKana(oneLine(v))
		})
	}
	if kana >= 0 {
		e.Reading = aka[kana]
	}
	x.append(e)
	for i, other := range aka {
		v := other.In(x.locale)
		if i == kana || v.Lang != x.locale && site.Foreign(v.Plain(), v.Lang) {
			continue
		}
		x.append(NameEntry{Name: other, Kind: e.Kind, To: e.To, Of: e.To})
	}
}

func (x *nameIndex) append(e NameEntry) {
	name := e.Name.In(x.locale)
	if !e.Reading.IsZero() {
		name = e.Reading.In(name.Lang)
	}
	e.sorted = oneLine(name)
	e.letter, e.key = text.IndexLetter(e.sorted), text.SortKey(e.sorted)
	x.entries = append(x.entries, e)
}

func oneLine(v site.Version) string { return text.OneLine(v.Plain()) }

// NameKind returns the word for the kind of an entry.
func (p *Page) NameKind(e NameEntry) string {
	if source.Kind(e.Kind).HasPage() || e.Kind == "term" {
		return p.Say("page." + e.Kind)
	}
	return p.Say(e.Kind)
}

// BesideName returns the text, without markup, that distinguishes an entry from others
// with the same name.
func (p *Page) BesideName(e NameEntry) string {
	if e.Of != nil {
		return p.NameText(e.Of)
	}
	return p.NameKind(e)
}

// names writes the twin of the index of names.
func (w *mdWriter) names() {
	w.block(w.p.Say("names.lead"))
	for _, section := range w.p.NameSections() {
		w.headingOf(section.Name)
		w.blank()
		for _, e := range section.Entries {
			w.bullet(0, "["+escapeMarkdown(w.p.NameText(e.Name))+"]("+w.href(e.To)+")"+w.note(w.line(e.Reading), escapeMarkdown(w.p.BesideName(e))))
		}
	}
}
