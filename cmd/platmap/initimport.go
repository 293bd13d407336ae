package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"platmap/generator"
	"platmap/generator/edit"
	"platmap/generator/importer"
	"platmap/generator/lists"
	"platmap/generator/publish"
	"platmap/generator/starter"
)

// initImport is the list that init --import adds to a map.
type initImport struct {
	options importOptions
	request importer.Input
	notes   []lists.Note
	plan    *importer.Plan // nil if the map exists already
}

// splitArgs returns DIR and, with --import, the arguments that name the list.
func (f *initFlags) splitArgs(args []string) (dir string, list []string, err error) {
	if f.source != "" && len(args) > 0 {
		args, list = args[:len(args)-1], args[len(args)-1:]
	}
	switch {
	case len(args) == 0:
		return "", list, nil
	case len(args) > 1:
		return "", nil, fmt.Errorf("unexpected argument %q; platmap init takes one folder%s", args[1], map[bool]string{true: " and, with --import, one file after it"}[f.source != ""])
	case args[0] == "":
		return "", nil, errors.New("DIR is empty; omit it to use the current folder")
	}
	return args[0], list, nil
}

// readImport reads the list. It is called before any file is written.
func (f *initFlags) readImport(args []string, out *printer) (*initImport, error) {
	if f.source == "" {
		if len(f.columns) > 0 {
			return nil, errors.New("--map needs --import")
		}
		return nil, nil
	}
	s, err := sourceNamed(f.source)
	if err != nil {
		return nil, err
	}
	if len(args) == 1 && args[0] != "-" {
		if _, err := os.Stat(args[0]); errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("file %s not found; write platmap init [DIR] --import %s FILE, or - for standard input", args[0], f.source)
		}
	}
	i := &initImport{}
	i.request, i.notes, err = readRequest(s, args, f.columns, out)
	return i, err
}

// addTo adds the list to the files of a new project. It writes the files to a temporary
// folder to find out whether check accepts the result.
func (i *initImport) addTo(files map[string]string, p starter.Project, content string, out *printer) error {
	dir, err := os.MkdirTemp("", "platmap-init-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := publish.Create(dir, files); err != nil {
		return err
	}
	i.options.content = filepath.Join(dir, filepath.FromSlash(p.In("content")))
	in, err := i.options.open()
	if err != nil {
		return err
	}
	i.options.content = content
	i.request.Modeline = true
	if i.plan, err = generator.Import(in, i.request); err != nil {
		return notImported(&i.options.project, err, out)
	}
	i.plan.Notes = append(i.notes, i.plan.Notes...)
	for c := range i.plan.Changes {
		change := &i.plan.Changes[c]
		after, _ := edit.Apply(change.File, change.Edits) // no error: Import has applied the same edits
		files[p.In("content/"+change.To)] = string(after)
	}
	return nil
}

// addToMap adds the list to an existing map.
func (i *initImport) addToMap(content string, out *printer) error {
	i.options.content = content
	in, err := i.options.open()
	if err != nil {
		return err
	}
	return importRecords(&i.options, in, i.request, i.notes, out)
}
