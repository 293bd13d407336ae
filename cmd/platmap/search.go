package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/query"
	"platmap/generator/report"
	"platmap/generator/search"
	"platmap/generator/show"
)

// searchFlags are the flags of search.
type searchFlags struct {
	project
	format, lang, kind string
	limit              int
}

var searchFormats = append([]string{"text"}, query.Formats...)

func searchCommand(out *printer) *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find words on all pages, as the search box does",
		Long: `Search prints the pages that match the words, best first, with the part of the page that
matches. It finds words in all languages of the site, parts of compounds, other forms and
misspelled words; the last word may be the beginning of one. URLs are relative to the site.
Below each title is the name to use with platmap show, and where it is written.

The JSON form is {"version": 1, "query": …, "results": [{"title", "url", "kind", "lang",
"part", "excerpt", "id", "file", "line"}]}. If nothing matches, "nearest" has words of the
site that are similar.`,
		Example:           "  platmap search 切り戻し\n  platmap search who patches databases --kind domain --format json",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
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
	formatFlag(c, &f.format, "text", searchFormats)
	langFlag(c, &f.project, &f.lang, "of titles and URLs")
	wordFlag(c, &f.kind, "kind", "", "only this `kind`", search.Kinds)
	c.Flags().IntVar(&f.limit, "limit", 20, "the maximum `number` of results")
	return c
}

func find(words string, f *searchFlags, out *printer) error {
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
	pages := in.Render(s)
	found := search.Open(pages.SearchIndex()).Search(words, search.Options{Lang: lang, Kind: f.kind, Limit: f.limit})
	a := show.Asker{Site: s, Pages: pages, Lang: lang, Place: f.place}
	return printResults(words, a.Results(found.Rows), found, f.format, out)
}

func printResults(words string, results []show.Result, found search.Result, format string, out *printer) error {
	if format == "json" {
		out.result(string(report.EncodeJSON(struct {
			Version int           `json:"version"`
			Query   string        `json:"query"`
			Results []show.Result `json:"results"`
			Nearest []string      `json:"nearest,omitempty"`
		}{1, words, results, found.Nearest}, "")))
		return nil
	}
	if len(results) == 0 && (format == "text" || format == "table") {
		fmt.Fprintf(out.stderr, "no page matches %s", escape(words))
		if len(found.Nearest) > 0 {
			fmt.Fprintf(out.stderr, "; similar words: %s", escape(strings.Join(found.Nearest, ", ")))
		}
		fmt.Fprintln(out.stderr)
		return nil
	}
	if format == "text" {
		fmt.Fprint(out.stdout, show.TerminalResults(results, inColour(out.stdout)))
		if more := found.Total - len(results); more > 0 {
			fmt.Fprintf(out.stderr, "%s more; set --limit\n", report.Count(more, "result"))
		}
		return nil
	}
	lines := [][]string{{"title", "kind", "part", "excerpt", "url"}}
	for _, r := range results {
		lines = append(lines, []string{r.Title, r.Kind, r.Part, r.Excerpt, r.URL})
	}
	var b bytes.Buffer
	if err := query.WriteLines(&b, format, lines); err != nil {
		return err
	}
	out.rows(format, b.String())
	return nil
}
