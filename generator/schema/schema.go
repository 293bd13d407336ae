// Package schema checks source files against the JSON Schemas, and reports what does not
// match as findings.
//
// [Compile] reads the schemas once; [Set.Check] checks the tree of one file. A Set is
// immutable and can be used by several goroutines at once.
//
// A validator for JSON Schema reports pointers ("/features/3/status", "additional
// properties not allowed"). Check finds the node of each pointer, so that a finding has
// the position of the key or value, and writes a message with help instead. It leaves out
// what another finding implies: a value has at most one finding, nothing is reported
// below a value of the wrong type, and an unknown key that is similar to a missing one is
// reported as one misspelled key. Some mistakes are valid YAML with another meaning, such
// as a comma, a colon or a # in a text; see traps.go and misread.go.
//
//	schema.go      compiling and checking
//	violations.go  validation errors, grouped by node
//	findings.go    the finding for each kind of error
//	mapping.go     unknown and missing keys
//	unknown.go     guesses which key was meant by an unknown one
//	items.go       a mapping where a list is required
//	fit.go         the only spelling of a value that conforms
//	pattern.go     texts of the wrong form, with date.go
//	definition.go  titles, keys and examples of the schemas
//	helptext.go    parts of messages
//
// The package does not depend on the model. Words, keys and rules come from the schemas,
// whose conventions are described in package schemas. No schema is loaded from elsewhere.
package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/generator/tree"
)

// Set holds the compiled schemas of all kinds of files.
type Set struct {
	schemas    map[string]*jsonschema.Schema // by file name
	byLocation map[string]*jsonschema.Schema // all schemas, including schemas within schemas, by the SchemaURL in validation errors
	docs       *documents
}

// Compile reads every KIND.schema.json in the top folder of a file system. Schemas may
// refer to each other by file name, and to nothing else.
func Compile(files fs.FS) (*Set, error) {
	names, err := fs.Glob(files, "*.schema.json")
	if err != nil {
		return nil, fmt.Errorf("reading the schemas: %w", err)
	}
	s := &Set{schemas: map[string]*jsonschema.Schema{}, byLocation: map[string]*jsonschema.Schema{}, docs: &documents{byURL: map[string]any{}}}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseLoader(noLoader{})
	c.RegisterVocabulary(ownKeywords())
	c.AssertVocabs()
	for _, name := range names {
		doc, err := readJSON(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading schema %s: %w", name, err)
		}
		s.docs.byURL[base+name] = doc
		if err := c.AddResource(base+name, doc); err != nil {
			return nil, fmt.Errorf("reading schema %s: %w", name, err)
		}
	}
	for _, name := range names {
		compiled, err := c.Compile(base + name)
		if err != nil {
			return nil, fmt.Errorf("compiling schema %s: %w", name, err)
		}
		s.schemas[name] = compiled
		s.addLocations(compiled)
	}
	return s, nil
}

// addLocations adds a compiled schema and all schemas in it to byLocation.
func (s *Set) addLocations(compiled *jsonschema.Schema) {
	if compiled == nil || s.byLocation[compiled.Location] != nil {
		return
	}
	s.byLocation[compiled.Location] = compiled
	for _, inner := range []*jsonschema.Schema{compiled.Ref, compiled.Then, compiled.Else, compiled.Items2020} {
		s.addLocations(inner)
	}
	for _, property := range compiled.Properties {
		s.addLocations(property)
	}
	for _, property := range compiled.PatternProperties {
		s.addLocations(property)
	}
}

func readJSON(files fs.FS, name string) (any, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

// noLoader does not load any schema that is not part of the set.
type noLoader struct{}

func (noLoader) Load(url string) (any, error) {
	return nil, errors.New(strings.TrimPrefix(url, base) + " is not one of the schemas")
}

// Check reports whether the tree of a file matches the schema of its kind, and adds a
// finding for everything that does not, in the order of the file. A tree of a kind
// without a schema always matches. lang is the language of the file; examples are in this
// language if the schema has some.
func (s *Set) Check(k source.Kind, n *tree.Node, lang string, diags *source.Diagnostics) bool {
	compiled := s.schemas[k.SchemaName()]
	if compiled == nil || n == nil {
		return n != nil
	}
	c := check{set: s, kind: k, lang: lang}
	if c.traps(n); !c.hasHugeNumber {
		var invalid *jsonschema.ValidationError
		if errors.As(compiled.Validate(n.JSON()), &invalid) {
			for _, g := range groupByNode(n, invalid) {
				c.report(g)
			}
		}
	}
	stable.Sort(c.found, func(a, b source.Diagnostic) int { return a.Pos.Offset - b.Pos.Offset })
	*diags = append(*diags, c.found...)
	return len(c.found) == 0
}

// check is the state of checking one file.
type check struct {
	set           *Set
	kind          source.Kind
	lang          string
	found         source.Diagnostics
	below         map[deeperKey]string // cache of results of deeper
	hasHugeNumber bool                 // whether a number would take the validator too long
}

func (c *check) errorf(code string, n *tree.Node, help, format string, args ...any) {
	pos, length := mark(n)
	c.found.Errorf(code, pos, length, help, format, args...)
}

// fix adds edits to the last finding.
func (c *check) fix(edits ...source.Edit) {
	last := &c.found[len(c.found)-1]
	last.Fix = append(last.Fix, edits...)
}

// replace returns the edit that replaces a scalar.
func replace(n *tree.Node, with string) source.Edit {
	return source.Edit{Start: n.Pos.Offset, End: n.Pos.Offset + n.Len, New: with}
}

// removeWithin removes the findings inside a node that has a finding itself,
// because that finding explains them.
func (c *check) removeWithin(n *tree.Node) {
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

// mark returns the position and length of a finding about a node. For a mapping,
// they are the position and length of its first key.
func mark(n *tree.Node) (source.Pos, int) {
	if n.Kind == tree.Map && len(n.Pairs) > 0 {
		n = n.Pairs[0].Key
	}
	return n.Pos, n.Len
}
