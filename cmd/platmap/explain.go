package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/explain"
	"platmap/generator/text"
)

func explainCommand(out *printer) *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Tell what a finding means, and how to cure it",
		Long: `Explain shows the page of a code, such as ref/unknown: what it means, a wrong
and a right example, and the cure. Without a code it lists them all; with the
part before the slash, those of one group.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("%s takes one code, such as ref/unknown", c.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			groups, err := explain.Groups(inLanguage(lang))
			if err != nil || len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var codes []cobra.Completion
			for _, g := range groups {
				for _, p := range g.Pages {
					codes = append(codes, cobra.CompletionWithDesc(p.Code, p.Title))
				}
			}
			return codes, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if lang != "" && lang != "en" && lang != "ja" {
				return usagef("--lang is en or ja, not %s", lang)
			}
			code := ""
			if len(args) > 0 {
				code = strings.Trim(args[0], "[] \t")
			}
			return explainCode(code, inLanguage(lang), out)
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "the `language`, en or ja (default: that of the environment)")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]cobra.Completion{"en", "ja"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// inLanguage settles the language to explain in: the one asked for, or that of
// the shell.
func inLanguage(asked string) string {
	if asked != "" {
		return asked
	}
	return languageOfShell()
}

// explainCode prints the page of a code, or the list of a group or of all.
func explainCode(code, lang string, out *printer) error {
	page, err := explain.Find(code, lang)
	if err != nil {
		return err
	}
	if page != nil {
		fmt.Fprint(out.stdout, page.Text(lang))
		return nil
	}
	groups, err := explain.Groups(lang)
	if err != nil {
		return err
	}
	var codes []string
	listed := false
	for _, g := range groups {
		if code == "" || code == g.Name {
			if listed {
				fmt.Fprintln(out.stdout)
			}
			listed = true
			listGroup(out.stdout, g)
		}
		for _, p := range g.Pages {
			codes = append(codes, p.Code)
		}
	}
	if listed {
		return nil
	}
	if near := nearCode(code, codes); near != "" {
		return usagef("there is no code %s; did you mean %s?", code, near)
	}
	return usagef("there is no code %s\nplatmap explain lists them all", code)
}

// nearCode returns the code that was probably meant. Often it is the right name
// in the wrong group, or without one.
func nearCode(typed string, codes []string) string {
	if near := text.Closest(typed, codes); near != "" {
		return near
	}
	_, name, found := strings.Cut(typed, "/")
	if !found {
		name = typed
	}
	var names []string
	for _, code := range codes {
		_, n, _ := strings.Cut(code, "/")
		if n == name {
			return code
		}
		names = append(names, n)
	}
	near := text.Closest(name, names)
	for i, n := range names {
		if n == near {
			return codes[i]
		}
	}
	return ""
}

func listGroup(w io.Writer, g explain.Group) {
	fmt.Fprintf(w, "%s: %s\n", g.Name, g.Title)
	for _, p := range g.Pages {
		fmt.Fprintf(w, "  %-27s %s\n", p.Code, p.Title)
	}
}
