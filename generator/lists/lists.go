// Package lists reads the lists that a platform team already has, such as spreadsheets and
// the output of other programs, as records in the words of platmap.
//
//   - [Sources] returns what can be read. Each [Source] has a file of its own.
//   - [Record] is an entry of a list: a component, a team, a domain or a group.
//   - [Note] is what a person should look at. No text of a list is lost without one: what
//     is not ours is in a key that begins with x-.
//
// The package knows the words of other programs, but neither the model nor the content
// that exists. Package importer compares records with it.
package lists

import (
	"slices"

	"platmap/generator/source"
)

// MaxSize is the largest list that is read, in bytes, like that of data files.
const MaxSize = 16 << 20

// Group is the kind of a record that describes a group of domains in site.yaml.
const Group source.Kind = "group"

// Record is an entry of a list.
type Record struct {
	Kind source.Kind // Domain, Component, Team or Group

	// ID is the id in the list, or "". Package importer makes an id of the name then.
	ID   string
	Name string
	Keys []Key // without id, name and match, in the order in which they are written

	Match []string // names in generated lists
	OnMap bool     // whether it is only about what is on the map already, and adds nothing
	Pos   Pos
}

// Key is a key with its value. The value is what the list has: package importer finds the
// team of an owner, the date of "2024年4月" and so on. If it finds none, it writes the
// value under X.
type Key struct {
	Name  string // a key of the kind, or one that begins with x-
	Value any    // string, []string, []Key (a mapping) or []any of these
	X     string // x- and the name of the column; if "", x- and Name
	Guess bool   // whether the list does not say it; only new entries get it
}

// Pos is where an entry is in a list. Line is 0 if it has no lines.
type Pos struct {
	File string
	Line int
}

// Note is what a person should look at: what was left out, folded or not understood.
// Notes with the same Text are shown together, with the Detail of each.
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

// Input is what a source reads.
type Input struct {
	Files   []File // one, unless Source.Reads is set
	Columns []Column
}

// Column says which key a column of a table has.
type Column struct{ Name, Key string }

// List is what was read.
type List struct {
	Records []Record
	Notes   []Note
}

func (l *List) note(pos Pos, text, detail string) {
	l.Notes = append(l.Notes, Note{pos, text, detail})
}

// Source is a kind of list.
type Source struct {
	Name    string // of the command
	Summary string // what it imports, as in the list of commands
	Long    string // what is imported as what, in lines of at most 88 characters
	Make    string // a command that prints such a list, or ""
	Example string // a file name for examples

	// Reads reports whether a file of a folder is read. It is nil for a source that is
	// always one file.
	Reads func(name string) bool

	NoComponents bool // whether the list has no components, and so no inventory

	HasColumns bool // whether it is a table with columns

	// Read reads a list. An error means that it is not such a list; its text says what was
	// expected.
	Read func(Input) (*List, error)
}

// Sources returns all sources, in the order of the help.
func Sources() []Source {
	return []Source{csvSource, helmSource, kubectlSource, terraformSource, composeSource, reposSource, backstageSource, codeownersSource, landscapeSource}
}

// IsSource reports whether a source has this name. A match that begins with the name of a
// source and a slash is a name in lists of that source.
func IsSource(name string) bool {
	return slices.ContainsFunc(Sources(), func(s Source) bool { return s.Name == name })
}
