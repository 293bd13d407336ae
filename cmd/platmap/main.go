// Command platmap checks a platform map, written in YAML and Markdown, and builds a
// static site from it. Each command has its own file. The rules for output are in
// print.go.
package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/text"
)

func main() { os.Exit(run(os.Args[1:], terminal())) }

// errInterrupted reports that the user ended the command.
var errInterrupted = errors.New("interrupted, so the site was not changed")

// errContent reports that the content has errors. They are already printed.
var errContent = errors.New("the content has errors")

// run runs a command line and returns the exit status: 0 without errors, 1 if the
// content has errors, 2 for errors in the command line or of the machine, 130 if it was
// interrupted, as shells expect.
func run(args []string, out *printer) int {
	root := &cobra.Command{
		Use:           "platmap",
		Short:         "Document what a platform offers, and publish it as a site",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetArgs(args)
	root.SetOut(out.stdout)
	root.SetErr(out.stderr)
	root.AddCommand(buildCommand(out), checkCommand(out), serveCommand(out), explainCommand(out), versionCommand(out))
	root.AddCommand(queryCommand(out), searchCommand(out), initCommand(out), newCommand(out), schemaCommand(out), diffCommand(out), renameCommand(out))
	root.AddCommand(exportCommand(out), issuesCommand(out))
	root.AddCommand(importCommand(out), inventoryCommand(out))
	root.AddCommand(showCommand(out), mcpCommand(out), themeCommand(out))
	root.SetFlagErrorFunc(flagError)
	err := root.ExecuteContext(context.Background())
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errContent), errors.Is(err, errChanges), errors.Is(err, errOutdated), errors.Is(err, errInventory):
		return 1
	case errors.Is(err, errInterrupted):
		out.fail(err)
		return 130
	}
	// cobra has no type for an unknown command, and its message is longer.
	if _, rest, findErr := root.Find(args); findErr != nil {
		err = unknownCommand(root, rest)
	}
	out.fail(err)
	return 2
}

func unknownCommand(root *cobra.Command, args []string) error {
	typed := args[max(0, slices.IndexFunc(args, func(arg string) bool { return !strings.HasPrefix(arg, "-") }))]
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return unknownWord("command", typed, text.Closest(typed, names), "run platmap --help for all commands")
}
