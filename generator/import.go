package generator

import (
	"slices"
	"strings"

	"platmap/generator/edit"
	"platmap/generator/importer"
	"platmap/generator/source"
)

// Import returns the plan for importing the records of lists. It writes nothing. It
// verifies that Check would report no new errors. Site and Files of the request are set
// by Import.
//
// The error is a [*BlockedError], or an *edit.Error, if the content prevents the import.
func Import(in Input, request importer.Input) (*importer.Plan, error) {
	before, err := in.readAll()
	if err != nil {
		return nil, err
	}
	if found := filter(before.findings, hidesEntries); len(found) > 0 {
		return nil, &BlockedError{Findings: found, Files: len(before.files)}
	}
	request.Site, request.Files = before.graph.Site, before.files
	plan, err := importer.New(request)
	if err != nil {
		return nil, err
	}
	changed := map[string]bool{}
	var files []*source.File
	for i := range plan.Changes {
		c := &plan.Changes[i]
		content, ok := edit.Apply(c.File, c.Edits)
		if !ok {
			return nil, &edit.Error{Pos: source.Pos{File: c.File}, Text: "the changes of this file overlap"}
		}
		changed[c.File.Name] = true
		files = append(files, source.NewFile(c.To, content))
	}
	after := before.with(in, files, changed)
	isError := func(d source.Diagnostic) bool { return d.Severity == source.Error }
	found, _ := newFindings(filter(before.findings, isError), filter(after.findings, isError), nil)
	if len(found) > 0 {
		return nil, &BlockedError{Findings: found, After: true, Files: len(after.files)}
	}
	return plan, nil
}

// hidesEntries reports whether a file with the error may contain entries that are not
// found, and would be imported again.
func hidesEntries(d source.Diagnostic) bool {
	kinds := []source.Kind{source.Site, source.Domain, source.Component, source.Team}
	group, _, _ := strings.Cut(d.Code, "/")
	return d.Severity == source.Error && d.Pos.File != nil && slices.Contains(kinds, d.Pos.File.Kind) && slices.Contains([]string{"file", "schema", "yaml"}, group)
}
