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
	"platmap/generator/reference"
	"platmap/generator/text"
)

func explainCommand(out *printer) *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "explain [CODE|KIND|KEY]",
		Short: "Explain a finding, or the keys of a file",
		Long: `Explain prints the page of a code, such as ref/unknown: what it means, a wrong
and a right example, and how to fix it. Given only the part before the slash, such
as ref, it lists the codes of that group; without an argument it lists all codes and kinds.

Given a kind of file, such as domain, it prints all keys: type, default, example and
the pages on which each of them shows. Given a key, such as
domain.responsibilities.by, responsibilities.by or by, it prints that key, and the
keys below it. Given a fixed word, such as self-service, it prints what that means.`,
		Args: atMost(1, "one code, kind or key, such as ref/unknown, domain or responsibilities.by"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return explainCompletions(inLanguage(lang)), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("language", inLanguage(lang), explainLanguages); err != nil {
				return err
			}
			what := ""
			if len(args) > 0 {
				what = strings.Trim(args[0], "[] \t")
			}
			return explainAny(what, inLanguage(lang), out)
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "the `language`: en or ja (default: the language of the environment)")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(explainLanguages, cobra.ShellCompDirectiveNoFileComp))
	return c
}

var explainLanguages = []string{"en", "ja"}

// inLanguage returns the value of --lang or its default.
func inLanguage(lang string) string { return cmp.Or(lang, systemLanguage()) }

// explainCompletions returns all codes, kinds and keys.
func explainCompletions(lang string) []cobra.Completion {
	groups, err := explain.Groups(lang)
	if err != nil {
		return nil
	}
	kinds, err := reference.Read(lang)
	if err != nil {
		return nil
	}
	var list []cobra.Completion
	for _, g := range groups {
		for _, p := range g.Pages {
			list = append(list, cobra.CompletionWithDesc(p.Code, p.Title))
		}
	}
	for _, k := range kinds {
		list = append(list, cobra.CompletionWithDesc(string(k.Name), k.About))
	}
	for _, p := range reference.Places(kinds) {
		list = append(list, cobra.CompletionWithDesc(p.String(), p.Key.About))
	}
	return list
}

// explainAny prints the page of a code, or everything else with the name: a kind of file,
// keys, fixed words, or a group of codes. Without a name it lists all codes.
func explainAny(name, lang string, out *printer) error {
	page, err := explain.Find(name, lang)
	if err != nil {
		return err
	}
	if page != nil {
		fmt.Fprint(out.stdout, page.Text(lang))
		return nil
	}
	kinds, err := reference.Read(lang)
	if err != nil {
		return err
	}
	groups, err := explain.Groups(lang)
	if err != nil {
		return err
	}
	w := reference.NewWriter(lang, inColour(out.stdout))
	var codes []string
	if name != "" {
		w.All(kinds, name)
	}
	for _, g := range groups {
		if name == "" || name == g.Name {
			if w.Len() > 0 {
				w.WriteString("\n")
			}
			listGroup(w, g)
		}
		for _, p := range g.Pages {
			codes = append(codes, p.Code)
		}
	}
	if name == "" {
		w.Kinds(kinds)
	}
	if w.Len() > 0 {
		fmt.Fprint(out.stdout, w)
		return nil
	}
	names := append(codes, reference.Names(kinds)...)
	if strings.Contains(name, "/") {
		return unknownWord("code", name, cmp.Or(text.Closest(name, codes), closestName(name, codes)), "run platmap explain for all codes")
	}
	return unknownWord("code, kind or key", name, cmp.Or(text.Closest(name, names), closestName(name, codes)), "run platmap explain for all codes, and platmap explain domain for the keys of a domain")
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
