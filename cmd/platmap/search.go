package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/query"
	"platmap/generator/search"
)

// searchFlags are the flags of search.
type searchFlags struct {
	project
	format, lang, kind string
	limit              int
}

func searchCommand(out *printer) *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find words on all pages, as the search box does",
		Long: `Search prints the pages that match the words, best first, with the part of the page that
matches. It finds words in all languages of the site, parts of compounds, other forms and
misspelled words; the last word may be the beginning of one. URLs are relative to the site.

The JSON form is {"version": 1, "query": …, "results": [{"title", "url", "kind", "lang",
"part", "excerpt"}]}. If nothing matches, "nearest" has words of the site that are similar.`,
		Example: "  platmap search 切り戻し\n  platmap search who patches databases --kind domain --format json",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			words := strings.TrimSpace(strings.Join(args, " "))
			if words == "" {
				return withHelp(c, fmt.Errorf("no words to search for"))
			}
			return find(words, &f, out)
		},
	}
	f.flags(c)
	f.themeFlag(c)
	c.Flags().StringVar(&f.format, "format", "table", "the output `format`: "+strings.Join(query.Formats, ", "))
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of titles and URLs (default: the main language of the site)")
	c.Flags().StringVar(&f.kind, "kind", "", "only this `kind`: "+strings.Join(search.Kinds, ", "))
	c.Flags().IntVar(&f.limit, "limit", 20, "the maximum `number` of results")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(query.Formats, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(search.Kinds, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// searchResult is a result in the JSON form.
type searchResult struct {
	Title   string `json:"title"`
	URL     string `json:"url"` // relative to the site
	Kind    string `json:"kind"`
	Lang    string `json:"lang"`           // of the excerpt
	Part    string `json:"part,omitempty"` // title of the part of the page that matches
	Excerpt string `json:"excerpt"`
}

func find(words string, f *searchFlags, out *printer) error {
	if err := oneOf("format", f.format, query.Formats); err != nil {
		return err
	}
	if f.kind != "" {
		if err := oneOf("kind", f.kind, search.Kinds); err != nil {
			return err
		}
	}
	if f.limit < 1 {
		return fmt.Errorf("--limit is %d; use a number from 1", f.limit)
	}
	in, err := f.openThemed()
	if err != nil {
		return err
	}
	s, lang, err := f.checked(in, f.lang, out)
	if err != nil {
		return err
	}
	searcher, err := search.Open(in.Render(s).ReadFile)
	if err != nil {
		return err
	}
	found, err := searcher.Search(words, search.Options{Lang: lang, Kind: f.kind, Limit: f.limit})
	if err != nil {
		return err
	}
	results := []searchResult{}
	for _, row := range found.Rows {
		excerpt := ""
		for _, fragment := range row.Excerpt {
			excerpt += fragment.Text
		}
		results = append(results, searchResult{row.Title, row.URL, row.Kind, row.TextLang, row.Part, excerpt})
	}
	return printResults(words, results, found.Nearest, f.format, out)
}

func printResults(words string, results []searchResult, nearest []string, format string, out *printer) error {
	var b bytes.Buffer
	if format == "json" {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(struct {
			Version int            `json:"version"`
			Query   string         `json:"query"`
			Results []searchResult `json:"results"`
			Nearest []string       `json:"nearest,omitempty"`
		}{1, words, results, nearest}); err != nil {
			return err
		}
		fmt.Fprint(out.stdout, b.String())
		return nil
	}
	if len(results) == 0 && format == "table" {
		fmt.Fprintf(out.stderr, "no page matches %s", escape(words))
		if len(nearest) > 0 {
			fmt.Fprintf(out.stderr, "; similar words: %s", escape(strings.Join(nearest, ", ")))
		}
		fmt.Fprintln(out.stderr)
		return nil
	}
	lines := [][]string{{"title", "kind", "part", "excerpt", "url"}}
	for _, r := range results {
		lines = append(lines, []string{r.Title, r.Kind, r.Part, r.Excerpt, r.URL})
	}
	if err := query.WriteLines(&b, format, lines); err != nil {
		return err
	}
	printed := b.String()
	if format != "csv" || isTerminal(out.stdout) {
		printed = escapeLines(printed)
	}
	fmt.Fprint(out.stdout, printed)
	return nil
}
