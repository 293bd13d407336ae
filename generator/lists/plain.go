package lists

import (
	"strings"

	"platmap/generator/source"
)

// Plain reads one name of a component on each line. It is for inventories.
var Plain = Source{
	Name:    "plain",
	Summary: "Import names, one on each line",
	Long:    "Each line is a name, an id, or a match of a component. Empty lines are skipped.",
	Example: "names.txt",
	Read:    readPlain,
}

func readPlain(in Input) (*List, error) {
	l := &List{}
	for _, f := range in.Files {
		s, err := l.decoded(f)
		if err != nil {
			return nil, err
		}
		n := 0
		for line := range strings.Lines(s) {
			n++
			if name, _ := clean(line); name != "" {
				l.Records = append(l.Records, Record{Kind: source.Component, Name: name, Pos: Pos{f.Name, n}})
			}
		}
	}
	return l, nil
}
