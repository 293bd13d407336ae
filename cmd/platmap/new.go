package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/publish"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/starter"
)

func newCommand(out *printer) *cobra.Command {
	var p project
	c := &cobra.Command{
		Use:   "new KIND ID",
		Short: "Create a content file with comments that explain its keys",
		Long: `New creates a content file in the folder of its kind and prints its name. ID is
the short name in addresses and references; the id of a guide may contain slashes.
The file is in the languages of the site and passes the checks.

Kinds: ` + strings.Join(names(source.PageKinds()), ", "),
		Example: `  platmap new domain object-storage
  platmap new guide new-app/getting-started`,
		Args: kindAndID,
		RunE: func(_ *cobra.Command, args []string) error {
			return newFile(&p, source.Kind(args[0]), args[1], out)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return names(source.PageKinds()), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
	}
	p.flags(c)
	return c
}

// kindAndID checks the arguments before the content is read.
func kindAndID(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		if err := oneOf("kind", args[0], names(source.PageKinds())); err != nil {
			return err
		}
	}
	switch {
	case len(args) == 0:
		return fmt.Errorf("missing kind and id; for example, run platmap new domain logging\nkinds: %s", strings.Join(names(source.PageKinds()), ", "))
	case len(args) == 1:
		return fmt.Errorf("missing id; for example, run %s %s %s", c.CommandPath(), args[0], source.Kind(args[0]).ExampleID())
	}
	kind, id := source.Kind(args[0]), strings.Join(args[1:], " ")
	if valid := starter.SuggestID(kind, id); len(args) > 2 && valid != "" {
		return fmt.Errorf("an id is one word; run %s %s %s", c.CommandPath(), kind, valid)
	}
	return starter.CheckID(kind, id)
}

func newFile(p *project, kind source.Kind, id string, out *printer) error {
	in, err := p.open()
	if err != nil {
		return err
	}
	s, _, err := generator.Check(in) // a file can be added despite findings in other files
	if err != nil {
		return err
	}
	if other := withID(s, kind, id); other != nil {
		return fmt.Errorf("%s %q already exists in %s", kind, id, filepath.Join(p.content, filepath.FromSlash(other.File.Name)))
	}
	if len(s.Domains) == 0 && starter.NeedsDomain(kind) {
		return fmt.Errorf("a %s needs a domain; first run platmap new domain logging", kind)
	}
	spec := starter.Specimen{Kind: kind, ID: id, Locales: s.Locales}
	if len(s.Domains) > 0 {
		spec.Domain = s.Domains[0].ID
	}
	if _, err := os.Stat(filepath.Join(p.content, "..", "schemas", kind.SchemaName())); err == nil {
		spec.Modeline = true
	}
	files, err := spec.Files()
	if err != nil {
		return err
	}
	if err := publish.Create(p.content, files); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintln(out.stdout, printable(filepath.Join(p.content, name)))
	}
	return nil
}

// withID returns the entity of a kind that has or had the given id, or nil.
func withID(s *site.Site, kind source.Kind, id string) *site.Entity {
	for _, page := range s.Pages() {
		e := page.Base()
		if e.Kind != kind {
			continue
		}
		if e.ID == id || slices.ContainsFunc(e.Aliases, func(w site.Located) bool { return w.Text == id }) {
			return e
		}
	}
	return nil
}
