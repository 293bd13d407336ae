// Command platmap turns a platform map, written in YAML and Markdown, into a
// static site. Each command is a file of its own; what is printed, and how, is
// ruled in print.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func main() { os.Exit(run(os.Args[1:], terminal())) }

// run does what the command line asks for and returns the exit status.
func run(args []string, out *printer) int {
	root := &cobra.Command{
		Use:           "platmap",
		Short:         "Write down what a platform offers, and publish the map",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetArgs(args)
	root.SetOut(out.stdout)
	root.SetErr(out.stderr)
	root.AddCommand(buildCommand(out), checkCommand(out), serveCommand(out), explainCommand(out), versionCommand(out))
	root.AddCommand(initCommand(out), newCommand(out), schemaCommand(out))
	root.DisableSuggestions = true // ours are shorter
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%w\ntry %s --help", err, c.CommandPath())
	})
	err := root.ExecuteContext(context.Background())
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errContent):
		return 1 // what is wrong has been printed
	}
	if _, rest, unknown := root.Find(args); unknown != nil {
		err = unknownCommand(root, rest)
	}
	out.fail(err)
	return 2
}

// errContent says that the content has errors, all of which have been printed.
var errContent = errors.New("the content has errors")

// unknownCommand names the command that was probably meant.
func unknownCommand(root *cobra.Command, args []string) error {
	typed := args[max(0, slices.IndexFunc(args, func(arg string) bool { return !strings.HasPrefix(arg, "-") }))]
	if near := root.SuggestionsFor(typed); len(near) > 0 {
		return usagef("there is no command %s; did you mean %s?", typed, strings.Join(near, " or "))
	}
	return usagef("there is no command %s\ntry %s --help", typed, root.Name())
}

// noArgs refuses words that are not flags.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usagef("%s does not know what to do with %q: everything is said by flags\ntry %s --help", c.CommandPath(), args[0], c.CommandPath())
}

// usagef is an error in what was typed.
func usagef(format string, args ...any) error { return fmt.Errorf(format, args...) }
