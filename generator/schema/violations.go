package schema

import (
	"cmp"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"platmap/generator/stable"
	"platmap/generator/tree"
)

// subject is the value or file that a finding is about.
type subject struct {
	node    *tree.Node
	key     string     // the key of the value, or of the list that the value is in
	keyNode *tree.Node // that key
	item    bool       // whether it is an item of a list
	root    bool       // whether it is the whole file
	write   string     // the only spelling of the value that conforms to its schema, or ""
}

// describe returns the subject in words, for the start of a message.
func (sub subject) describe() string {
	switch {
	case sub.root:
		return "the file"
	case sub.item && sub.key == "":
		return "an item of the list"
	case sub.item:
		return "an item of " + quote(sub.key)
	}
	return quote(sub.key)
}

// violation holds all validation errors of one node.
type violation struct {
	subject
	leaves []*jsonschema.ValidationError // the outermost schema first
}

// groupByNode turns a tree of validation errors into one violation per node, in the
// order of the file.
func groupByNode(root *tree.Node, invalid *jsonschema.ValidationError) []violation {
	var violations []violation
	at := map[*tree.Node]int{}
	for _, leaf := range leafErrors(invalid, nil) {
		sub := subjectAt(root, leaf.InstanceLocation)
		i, ok := at[sub.node]
		if !ok {
			i = len(violations)
			at[sub.node] = i
			violations = append(violations, violation{subject: sub})
		}
		violations[i].leaves = append(violations[i].leaves, leaf)
	}
	for _, v := range violations {
		stable.Sort(v.leaves, func(a, b *jsonschema.ValidationError) int {
			return cmp.Or(cmp.Compare(priority(a.ErrorKind), priority(b.ErrorKind)), cmp.Compare(a.SchemaURL, b.SchemaURL))
		})
	}
	stable.Sort(violations, func(a, b violation) int { return a.node.Pos.Offset - b.node.Pos.Offset })
	return violations
}

// leafErrors appends the errors without causes. Each of them is about one
// keyword. Errors in the names of keys are for editors: package levels reports unknown
// codes of findings, which are the only such names.
func leafErrors(e *jsonschema.ValidationError, list []*jsonschema.ValidationError) []*jsonschema.ValidationError {
	if _, isName := e.ErrorKind.(*kind.PropertyNames); isName {
		return list
	}
	if len(e.Causes) == 0 {
		return append(list, e)
	}
	for _, cause := range e.Causes {
		list = leafErrors(cause, list)
	}
	return list
}

// subjectAt returns the subject of a validation error.
func subjectAt(root *tree.Node, path []string) subject {
	sub := subject{node: root, root: true}
	for _, step := range path {
		switch sub.node.Kind {
		case tree.List:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(sub.node.Items) {
				return sub
			}
			sub = subject{node: sub.node.Items[i], key: sub.key, keyNode: sub.keyNode, item: true}
		default:
			pair := sub.node.Pair(step)
			if pair == nil {
				return sub
			}
			sub = subject{node: pair.Value, key: step, keyNode: pair.Key}
		}
	}
	return sub
}

// priority orders the errors of one node. Only the first is reported.
func priority(k jsonschema.ErrorKind) int {
	switch k.(type) {
	case *kind.Type:
		return 0
	case *notInCalendar:
		return 1
	case *kind.Enum:
		return 2
	case *blank, *kind.MinLength, *kind.MaxLength, *kind.MinItems, *kind.MinProperties:
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
