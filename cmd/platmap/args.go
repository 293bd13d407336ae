package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"platmap/generator/text"
)

// noArgs rejects arguments that are not flags.
func noArgs(c *cobra.Command, args []string) error { return atMost(0, "no arguments")(c, args) }

// atMost rejects more than n arguments. what describes the arguments that the command
// takes.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return withHelp(c, fmt.Errorf("unexpected argument %q; %s takes %s", args[n], c.CommandPath(), what))
	}
}

// group returns a command that only has subcommands. what is the word for a subcommand in
// an error.
func group(c *cobra.Command, what string, subcommands ...*cobra.Command) *cobra.Command {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		var names []string
		for _, sub := range c.Commands() {
			names = append(names, sub.Name())
		}
		return oneOf(what, args[0], names)
	}
	c.AddCommand(subcommands...)
	return c
}

// wordFlag adds a flag whose value is one of some words. The words are in its help and
// its completion. Other words are rejected before the command runs.
func wordFlag(c *cobra.Command, value *string, name, preset, about string, words []string) {
	c.Flags().StringVar(value, name, preset, about+": "+strings.Join(words, ", "))
	_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	before := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		if before != nil {
			if err := before(c, args); err != nil {
				return err
			}
		}
		if *value == preset {
			return nil
		}
		return oneOf(name, *value, words)
	}
}

// formatFlag adds --format.
func formatFlag(c *cobra.Command, format *string, preset string, formats []string) {
	wordFlag(c, format, "format", preset, "the output `format`", formats)
}

// withHelp adds the command that prints the help of c to an error.
func withHelp(c *cobra.Command, err error) error {
	return fmt.Errorf("%w\nrun %s --help", err, c.CommandPath())
}

// flagError adds a suggestion to the error about an unknown flag.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return withHelp(c, err)
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := text.Closest(unknown.GetSpecifiedName(), names); near != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return withHelp(c, err)
}

// oneOf rejects a word that is not in known.
func oneOf(what, word string, known []string) error {
	if slices.Contains(known, word) {
		return nil
	}
	return unknownWord(what, word, text.Closest(word, known), "use one of: "+strings.Join(known, ", "))
}

// unknownWord returns an error for an unknown word. It suggests the closest known word.
// If closest is "", the error ends with help.
func unknownWord(what, word, closest, help string) error {
	if closest != "" {
		return fmt.Errorf("unknown %s %q; did you mean %s?", what, word, closest)
	}
	return fmt.Errorf("unknown %s %q\n%s", what, word, help)
}
