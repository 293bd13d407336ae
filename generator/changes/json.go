package changes

import (
	"cmp"

	"platmap/generator/diff"
	"platmap/generator/report"
	"platmap/generator/source"
)

// jsonVersion is incremented by changes that can break programs. Adding a key does not
// increment it.
const jsonVersion = 1

// jsonReport is the report in JSON. Texts are in the language of the report; other values
// are as in the content files.
type jsonReport struct {
	Version     int          `json:"version"`      // the version of this format: 1
	Old         string       `json:"old"`          // the commit of the old state
	New         string       `json:"new"`          // the commit of the new state, or "working tree"
	Changes     []jsonChange `json:"changes"`      // grouped by thing, in the order of the map
	NotCompared []jsonFile   `json:"not_compared"` // files with errors
}

type jsonChange struct {
	Weight     string         `json:"weight"`                // promise, news, upkeep or wording
	Kind       string         `json:"kind"`                  // added, removed, changed, renamed, moved or reordered
	Subject    string         `json:"subject"`               // the thing: "domain:cdn"
	List       string         `json:"list,omitempty"`        // the key of the list that the item is in: "interfaces"
	Item       string         `json:"item,omitempty"`        // its name
	Field      string         `json:"field,omitempty"`       // the property: "at_most"
	Old        any            `json:"old"`                   // its old value, a string or a list of strings; null if absent
	New        any            `json:"new"`                   // its new value
	File       string         `json:"file"`                  // the file with the value, or with the former value of something removed
	Line       int            `json:"line"`                  // from 1
	Affected   []jsonAffected `json:"affected"`              // those who rely on it; may be empty
	NeedsAlias bool           `json:"needs_alias,omitempty"` // whether the old address of a page has no redirect
	Text       string         `json:"text"`                  // the change as a sentence
}

type jsonAffected struct {
	Subject string `json:"subject"`       // "team:shop"
	How     string `json:"how"`           // the kind of the reference: "depends_on"
	Ask     string `json:"ask,omitempty"` // the owner to ask: a GitHub handle, a channel or a name
}

// jsonFile is a file that could not be compared completely.
type jsonFile struct {
	State  string `json:"state"` // the state with the errors: old or new
	File   string `json:"file"`  // relative to the content folder
	Errors int    `json:"errors"`
}

func (r *Report) json() []byte {
	out := jsonReport{Version: jsonVersion, Old: r.Old, New: r.New, Changes: []jsonChange{}, NotCompared: []jsonFile{}}
	for _, c := range r.Changes {
		if r.Only == nil || r.shows(c.Weight) {
			out.Changes = append(out.Changes, r.jsonChange(c))
		}
	}
	for _, f := range r.Skipped {
		state := "new"
		if f.InOld {
			state = "old"
		}
		out.NotCompared = append(out.NotCompared, jsonFile{state, f.File, f.Errors})
	}
	return report.EncodeJSON(out, "  ")
}

func (r *Report) jsonChange(c diff.Change) jsonChange {
	item := itemOf(c)
	at := c.New
	if !at.Pos.IsValid() || c.Operation == diff.Removed {
		at = c.Old
	}
	file, line := r.Place(at.Pos)
	out := jsonChange{
		Weight: c.Weight.String(), Kind: c.Operation.String(), Subject: subjectID(c.Kind, cmp.Or(c.New.ID, c.Old.ID)),
		List: item.List, Item: r.ItemName(item), Field: c.Field, Old: r.jsonValue(c, c.Old), New: r.jsonValue(c, c.New),
		File: file, Line: line, Affected: []jsonAffected{}, NeedsAlias: c.NeedsAlias, Text: r.Sentence(c),
	}
	for _, a := range readers(c) {
		x := jsonAffected{Subject: subjectID(a.Page.Base().Kind, a.Page.Base().ID), How: string(a.How)}
		if team := teamOf(a); team != nil {
			x.Ask = r.Contact(team)
		}
		out.Affected = append(out.Affected, x)
	}
	return out
}

// subjectID returns the id of a thing with its kind. The settings have no id.
func subjectID(kind source.Kind, id string) string {
	if id == "" {
		return string(kind)
	}
	return string(kind) + ":" + id
}

// jsonValue returns the value on one side of a change, or nil if there is no value.
func (r *Report) jsonValue(c diff.Change, s diff.Side) any {
	switch c.Operation {
	case diff.Renamed:
		return s.ID
	case diff.Moved:
		return subjectID(c.Kind, s.ID)
	}
	switch s.Value.Kind {
	case diff.None:
		return nil
	case diff.Text:
		return s.Value.Text.Plain(r.lang)
	case diff.List:
		list := []string{}
		for _, v := range s.Value.List {
			if v.Kind == diff.Text {
				list = append(list, v.Text.Plain(r.lang))
			} else {
				list = append(list, v.Plain)
			}
		}
		return list
	}
	return s.Value.Plain
}
