package main

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/explain"
	"platmap/generator/text"
)

func explainCommand(out *printer) *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain a finding and how to fix it",
		Long: `Explain prints the page of a code, such as ref/unknown: what it means, a wrong
and a right example, and how to fix it. Given only the part before the slash, such
as ref, it lists the codes of that group; without a code it lists all codes.`,
		Args: atMost(1, "one code, such as ref/unknown"),
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
			if err := oneOf("language", inLanguage(lang), explainLanguages); err != nil {
				return err
			}
			code := ""
			if len(args) > 0 {
				code = strings.Trim(args[0], "[] \t")
			}
			return explainCode(code, inLanguage(lang), out)
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "the `language`: en or ja (default: the language of the environment)")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(explainLanguages, cobra.ShellCompDirectiveNoFileComp))
	return c
}

var explainLanguages = []string{"en", "ja"}

// inLanguage returns the value of --lang or its default.
func inLanguage(lang string) string { return cmp.Or(lang, systemLanguage()) }

// explainCode prints the page of a code, or the list of a group or of all groups.
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
	closest := cmp.Or(text.Closest(code, codes), closestName(code, codes))
	return unknownWord("code", code, closest, "run platmap explain for all codes")
}

// closestName returns the code whose part after the slash is closest to the one in
// typed, or "". Users often omit or confuse the part before the slash.
func closestName(typed string, codes []string) string {
	name := path.Base(typed)
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = path.Base(code)
	}
	i := slices.Index(names, name)
	if i < 0 {
		i = slices.Index(names, text.Closest(name, names))
	}
	if i < 0 {
		return ""
	}
	return codes[i]
}

func listGroup(w io.Writer, g explain.Group) {
	fmt.Fprintf(w, "%s: %s\n", g.Name, g.Title)
	for _, p := range g.Pages {
		fmt.Fprintf(w, "  %-27s %s\n", p.Code, p.Title)
	}
}
