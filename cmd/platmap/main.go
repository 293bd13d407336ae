// Command platmap turns a platform map, written in YAML and Markdown, into a
// static site. Each command is a file of its own; what is printed, and how, is
// ruled in print.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

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
	root.AddCommand(buildCommand(out), checkCommand(out), serveCommand(out), versionCommand(out))
	err := root.ExecuteContext(context.Background())
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errContent):
		return 1 // what is wrong has been printed
	}
	out.fail(err)
	return 2
}

// errContent says that the content has errors, all of which have been printed.
var errContent = errors.New("the content has errors")

// usagef is an error in what was typed.
func usagef(format string, args ...any) error { return fmt.Errorf(format, args...) }
