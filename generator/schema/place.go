package schema

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/tree"
)

// place is a node and how to speak of it.
type place struct {
	node *tree.Node
	key  string     // the key it is the value of, or the key of the list it is an item of
	at   *tree.Node // that key
	item bool       // it is an item of a list
	root bool
}

// subject names the place at the start of a sentence.
func (p place) subject() string {
	switch {
	case p.root:
		return "the file"
	case p.item && p.key == "":
		return "an item of the list"
	case p.item:
		return "an item of " + quote(p.key)
	}
	return quote(p.key)
}

// fault is everything that the validator has against one node.
type fault struct {
	place
	leaves []*jsonschema.ValidationError // the outermost schema first
}

// group turns a tree of validation errors into one fault per node, in the order
// of the file.
func group(root *tree.Node, invalid *jsonschema.ValidationError) []fault {
	var faults []fault
	at := map[*tree.Node]int{}
	for _, leaf := range leaves(invalid, nil) {
		p := locate(root, leaf.InstanceLocation)
		i, ok := at[p.node]
		if !ok {
			i = len(faults)
			at[p.node] = i
			faults = append(faults, fault{place: p})
		}
		faults[i].leaves = append(faults[i].leaves, leaf)
	}
	for _, f := range faults {
		slices.SortStableFunc(f.leaves, func(a, b *jsonschema.ValidationError) int {
			return cmp.Or(cmp.Compare(rank(a.ErrorKind), rank(b.ErrorKind)), cmp.Compare(a.SchemaURL, b.SchemaURL))
		})
	}
	slices.SortStableFunc(faults, func(a, b fault) int { return a.node.Pos.Offset - b.node.Pos.Offset })
	return faults
}

// leaves collects the errors that have no causes: those that name a keyword.
func leaves(e *jsonschema.ValidationError, list []*jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return append(list, e)
	}
	for _, cause := range e.Causes {
		list = leaves(cause, list)
	}
	return list
}

// locate walks down to the node that a validation error is about.
func locate(root *tree.Node, path []string) place {
	p := place{node: root, root: true}
	for _, step := range path {
		switch p.node.Kind {
		case tree.List:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(p.node.Items) {
				return p
			}
			p = place{node: p.node.Items[i], key: p.key, at: p.at, item: true}
		default:
			pair := p.node.Pair(step)
			if pair == nil {
				return p
			}
			p = place{node: pair.Value, key: step, at: pair.Key}
		}
	}
	return p
}

// rank orders the faults of one node: the first is the one that is told.
func rank(k jsonschema.ErrorKind) int {
	switch k.(type) {
	case *kind.Type:
		return 0
	case *notInCalendar:
		return 1
	case *kind.Enum:
		return 2
	case *kind.MinLength, *kind.MaxLength, *kind.MinItems, *kind.MinProperties:
		return 3
	case *kind.Pattern:
		return 4
	case *kind.AdditionalProperties:
		return 5
	case *kind.Required:
		return 6
	}
	return 7
}
