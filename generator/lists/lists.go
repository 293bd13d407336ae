// Package lists reads the lists that a platform team already has, such as spreadsheets and
// the output of other programs, as records in the words of platmap.
//
//   - [Sources] returns the supported sources. Each [Source] has a file of its own.
//   - [Record] is an entry of a list: a component, a team, a domain or a group.
//   - [Note] is something that a person should review. Texts that fit no key of platmap
//     are kept under keys that begin with x-; if a text is left out, there is a note.
//
// The package knows the formats of other programs, but neither the model nor the existing
// content. Package importer compares the records with the content.
package lists

import (
	"slices"

	"platmap/generator/source"
)

// MaxSize is the size of the largest list that is read, in bytes. It is the same as for
// data files.
const MaxSize = 16 << 20

// Group is the kind of a record that describes a group of domains in site.yaml.
const Group source.Kind = "group"

// Record is an entry of a list.
type Record struct {
	Kind source.Kind // Domain, Component, Team or Group

	// ID is the id in the list. If it is "", package importer makes an id from the name.
	ID   string
	Name string
	Keys []Key // without id, name and match, in the order in which they are written

	Match []string // names in other lists; see IsSource
	OnMap bool     // whether the record only describes an existing entry, and adds no new one
	Pos   Pos
}

// Key is a key with its value in the list. Package importer converts the value: it finds
// the team of an owner, the date in "2024年4月" and so on. A value that it cannot convert
// is written under X.
type Key struct {
	Name  string // a key of the kind, or a key that begins with x-
	Value any    // string, []string, []Key (a mapping) or []any of these
	X     string // x- and the name of the column; if "", x- and Name
	Guess bool   // whether the value is a guess; only new entries get it
}

// Pos is the position of an entry in a list. Line is 0 if the list has no lines.
type Pos struct {
	File string
	Line int
}

// Note is something that a person should review: what was left out, merged or not
// converted. Notes with the same Text are shown together, with the Detail of each.
type Note struct {
	Pos    Pos
	Text   string
	Detail string
}

// File is a list, or a part of one.
type File struct {
	Name string // as the user wrote it; "-" for standard input
	Data []byte
}

// Input is the input of a source.
type Input struct {
	Files   []File // one, unless Source.Reads is set
	Columns []Column
}

// Column assigns a key to a column of a table.
type Column struct{ Name, Key string }

// List is the result of reading a list.
type List struct {
	Records []Record
	Notes   []Note
}

func (l *List) note(pos Pos, text, detail string) {
	l.Notes = append(l.Notes, Note{pos, text, detail})
}

// Source is a kind of list.
type Source struct {
	Name    string // the name in commands
	Summary string // a description for the list of commands
	Long    string // the help of the command, in lines of at most 88 characters
	Make    string // a command that prints a list of this kind, or ""
	Example string // a file name for examples

	// Reads reports whether a source that reads a folder reads a file with this name. It
	// is nil for a source that reads one file.
	Reads func(name string) bool

	NoComponents bool // whether the list has no components, and so no inventory

	HasColumns bool // whether it is a table with columns

	// Read reads a list. It returns an error if the files are not a list of this source;
	// the text of the error describes the expected content.
	Read func(Input) (*List, error)
}

// Sources returns all sources, in the order of the help.
func Sources() []Source {
	return []Source{csvSource, helmSource, kubectlSource, terraformSource, composeSource, reposSource, backstageSource, codeownersSource, landscapeSource}
}

// IsSource reports whether there is a source with this name. A match such as
// helm/prometheus is a name in lists of the source before its slash.
func IsSource(name string) bool {
	return slices.ContainsFunc(Sources(), func(s Source) bool { return s.Name == name })
}
