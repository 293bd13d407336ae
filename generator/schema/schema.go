// Package schema checks what people wrote against the JSON Schemas of the
// content folder, and says what does not fit in words of the map.
//
// [Compile] reads the schemas once; [Set.Check] checks one file's tree. A Set is
// immutable and may be used by any number of goroutines.
//
// A JSON Schema validator reports pointers ("/features/3/status", "additional
// properties not allowed"). Check walks each of them down the tree, so that a
// finding stands at the exact key or value, and replaces the sentence by one
// that names the thing, the fault and the cure. What would only repeat another
// finding is left out: a value has one finding at most; nothing is said of what
// lies below a value of the wrong type; an unknown key close to a missing one is
// a slip of the pen, not two faults. Some faults are ones YAML makes silently
// out of good intentions (a comma, a colon or a # in a text); see traps.go.
//
// The package does not know the model: words, keys and rules come from the
// schemas, whose conventions package schemas describes. Nothing is loaded from
// elsewhere. It is the only one that knows the jsonschema library.
package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Set is the schemas of all kinds of files.
type Set struct {
	schemas map[source.Kind]*jsonschema.Schema
	docs    documents
}

const suffix = ".schema.json"

// Compile reads every <kind>.schema.json at the top of a file system. They may
// refer to each other by file name, and to nothing else.
func Compile(files fs.FS) (*Set, error) {
	names, err := fs.Glob(files, "*"+suffix)
	if err != nil {
		return nil, fmt.Errorf("reading the schemas: %w", err)
	}
	s := &Set{schemas: map[source.Kind]*jsonschema.Schema{}, docs: documents{}}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseLoader(nothingElse{})
	c.RegisterVocabulary(ownKeywords())
	c.AssertVocabs()
	for _, name := range names {
		doc, err := readJSON(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading schema %s: %w", name, err)
		}
		s.docs[base+name] = doc
		if err := c.AddResource(base+name, doc); err != nil {
			return nil, fmt.Errorf("reading schema %s: %w", name, err)
		}
	}
	for _, name := range names {
		compiled, err := c.Compile(base + name)
		if err != nil {
			return nil, fmt.Errorf("compiling schema %s: %w", name, err)
		}
		s.schemas[source.Kind(strings.TrimSuffix(name, suffix))] = compiled
	}
	return s, nil
}

func readJSON(files fs.FS, name string) (any, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

// nothingElse refuses to load a schema that is not part of the set.
type nothingElse struct{}

func (nothingElse) Load(url string) (any, error) {
	return nil, errors.New(strings.TrimPrefix(url, base) + " is not one of the schemas")
}

// Check reports whether a file's tree fits the schema of its kind, and adds a
// diagnostic for everything that does not. A kind without a schema has no rules.
// The findings come in the order of the file.
func (s *Set) Check(k source.Kind, n *tree.Node, diags *source.Diagnostics) bool {
	compiled := s.schemas[k]
	if compiled == nil || n == nil {
		return n != nil
	}
	c := check{set: s, kind: k, told: map[*tree.Node]bool{}}
	if strings.Contains(n.Pos.File.Text, wideColon) {
		c.wideColons(n, []def{s.docs.at(base + string(k) + suffix)})
	}
	if c.traps(n); !c.absurd {
		var invalid *jsonschema.ValidationError
		if errors.As(compiled.Validate(n.JSON()), &invalid) {
			for _, g := range group(n, invalid) {
				if !c.told[g.node] {
					c.say(g)
				}
			}
		}
	}
	slices.SortStableFunc(c.found, func(a, b source.Diagnostic) int { return a.Pos.Offset - b.Pos.Offset })
	*diags = append(*diags, c.found...)
	return len(c.found) == 0
}

// check is the work on one file.
type check struct {
	set    *Set
	kind   source.Kind
	found  source.Diagnostics
	told   map[*tree.Node]bool // texts of which all has been said
	absurd bool                // a number that the validator should not be given
}

func (c *check) errorf(code string, n *tree.Node, help, format string, args ...any) {
	pos, length := spot(n)
	c.found.Errorf(code, pos, length, help, format, args...)
}

// fix lets the last finding be mended by writing something else in place of a
// scalar. A key is only renamed (m is its mapping then) when its new name is not
// there yet, and not because of another word for the same thing.
func (c *check) fix(n *tree.Node, with string, m *misfit) {
	written := n.Pos.File.Text[n.Pos.Offset:][:n.Len]
	if with == "" || written != n.Text || m != nil && (m.node.Get(with) != nil || text.Closest(n.Text, []string{with}) == "") {
		return
	}
	last := &c.found[len(c.found)-1]
	last.Fix = []source.Edit{{Start: n.Pos.Offset, End: n.Pos.Offset + n.Len, New: with}}
}

// within takes back what was found inside a node: the node has one fault itself,
// which is the cause of the others.
func (c *check) within(n *tree.Node) {
	if n.Kind != tree.List && n.Kind != tree.Map {
		return
	}
	last := n
	for last.Kind == tree.List && len(last.Items) > 0 || last.Kind == tree.Map && len(last.Pairs) > 0 {
		if last.Kind == tree.List {
			last = last.Items[len(last.Items)-1]
		} else {
			last = last.Pairs[len(last.Pairs)-1].Value
		}
	}
	c.found = slices.DeleteFunc(c.found, func(d source.Diagnostic) bool {
		return n.Pos.Offset <= d.Pos.Offset && d.Pos.Offset <= last.Pos.Offset
	})
}

// spot returns what a message about a node points at: of a mapping its first
// key, of anything else the node.
func spot(n *tree.Node) (source.Pos, int) {
	if n.Kind == tree.Map && len(n.Pairs) > 0 {
		n = n.Pairs[0].Key
	}
	return n.Pos, n.Len
}
