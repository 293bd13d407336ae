package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/source"
	"platmap/schemas"
)

// schemaKinds returns the kinds of files that have a schema.
func schemaKinds() []string { return names(source.SchemaKinds()) }

// names returns kinds as strings.
func names[T ~string](kinds []T) []string {
	list := make([]string, len(kinds))
	for i, kind := range kinds {
		list[i] = string(kind)
	}
	return list
}

func schemaCommand(out *printer) *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of a kind of file, or write all of them",
		Long: `Schema prints the JSON Schema of a kind of file with everything it refers to.
Without a kind it lists the kinds. With --write it writes all schemas to a folder.
Editors find them by the first line of each YAML file:

  # yaml-language-server: $schema=../../schemas/domain.schema.json`,
		Args: atMost(1, "one kind of file"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				if err := oneOf("schema", args[0], schemaKinds()); err != nil {
					return err
				}
			}
			switch {
			case c.Flags().Changed("write"):
				return writeSchemas(dir, args, out)
			case len(args) == 1:
				text, err := schemas.Bundle(args[0])
				fmt.Fprint(out.stdout, text)
				return err
			}
			return listSchemas(out)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return schemaKinds(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&dir, "write", "", "the `folder` to write all schemas to; schemas of other versions are replaced")
	_ = c.MarkFlagDirname("write")
	return c
}

func writeSchemas(dir string, args []string, out *printer) error {
	if len(args) > 0 {
		return fmt.Errorf("--write writes all schemas, because they refer to each other; omit %s", args[0])
	}
	if dir == "" {
		return errors.New("--write needs a folder, such as schemas")
	}
	files, err := schemas.Files()
	if err != nil {
		return err
	}
	written, err := publish.Update(dir, files)
	if err != nil {
		return err
	}
	fmt.Fprintf(out.stderr, "%s: %s, %d written\n", printable(dir), report.Count(len(files), "schema"), written)
	return nil
}

func listSchemas(out *printer) error {
	files, err := schemas.Files()
	if err != nil {
		return err
	}
	for _, kind := range source.SchemaKinds() {
		var schema struct{ Description string }
		if err := json.Unmarshal([]byte(files[kind.SchemaName()]), &schema); err != nil {
			return err
		}
		sentence, _, _ := strings.Cut(schema.Description, ". ")
		fmt.Fprintf(out.stdout, "%-10s %s\n", kind, strings.TrimSuffix(sentence, "."))
	}
	return nil
}
