// Package schemas contains the JSON Schemas of the content files. The checks and
// the editors of authors use the same schemas.
//
// There is one schema per kind of file, named after it ("domain.schema.json"), and
// common.schema.json for shared definitions. The schemas are JSON Schema draft
// 2020-12 and refer to each other by file name only, so the folder can be copied as a
// whole. [Bundle] returns a schema that needs no other file, and [WithCompletions]
// one that also completes names.
//
// Two keywords are specific to platmap; editors ignore them:
//
//   - "calendar": true. The value is a date that exists in the calendar.
//   - "oneKeyOf": [...]. The mapping has exactly one of these keys.
//
// Tests enforce these conventions:
//
//   - Every property has a description, every enum enumDescriptions, every pattern a
//     patternErrorMessage.
//   - A title is the word that messages use for the thing.
//   - A $comment beside "required" describes the alternative to the key. The help of the
//     finding ends with it.
//   - There is no oneOf and no anyOf, because a value that matches no branch is
//     reported once per branch. "Text or mapping" is a list of types, with if/then for
//     the keys of the mapping.
//   - Every kind of reference has its own definition in common.schema.json, even where
//     two are equal: WithCompletions finds references by it.
//   - Snippets are beside the properties they fill in, never beside a $ref, where
//     editors ignore them. An allOf without effect goes with them when the type is
//     open; without it yaml-language-server offers each snippet twice, once with wrong
//     indentation. No snippet has the name of a key.
package schemas

import (
	"embed"
	"io/fs"
)

// FS contains the schema files at its root.
//
//go:embed *.json
var FS embed.FS

// Files returns the schemas by file name.
func Files() (map[string]string, error) {
	names, err := fs.Glob(FS, "*")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(FS, name)
		if err != nil {
			return nil, err
		}
		files[name] = string(text)
	}
	return files, nil
}
