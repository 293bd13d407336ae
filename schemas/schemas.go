// Package schemas hands out the JSON Schemas of the content folder: what people
// may write, described for them and for their editors.
//
// There is one schema per kind of file, named after it ("domain.schema.json"),
// and common.schema.json, which holds what they share. They are JSON Schema
// draft 2020-12 and refer to each other by file name only, so the folder can be
// copied anywhere as a whole. The tool checks with the same files that editors
// read.
//
// Two keywords are platmap's own; an editor passes over them:
//
//   - "calendar": true. The value is a date, and the calendar must have it.
//   - "oneKeyOf": [...]. The mapping must have exactly one of these keys.
//
// Conventions, held by tests: every property has a description, every enum has
// enumDescriptions, every pattern a patternErrorMessage. There is no oneOf and no
// anyOf, because a value that fits no branch then gets one report per branch;
// "text or mapping" is a list of types, with if/then for what the mapping holds.
// Every kind of reference is a definition of its own in common.schema.json, even
// where two look alike: [Offering] finds them by it.
// A $comment beside "required" says how to do without, and ends the help line.
// A title is the word that messages use for the thing. Snippets stand beside the
// properties that they fill in, with an allOf that says nothing when the type is
// open: without it yaml-language-server offers each of them twice, once wrongly
// indented. They never stand beside a $ref, where they would be passed over. A
// snippet bears no name that is also a key.
package schemas

import "embed"

// FS holds the schema files, all at the top.
//
//go:embed *.json
var FS embed.FS
