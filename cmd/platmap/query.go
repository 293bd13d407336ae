package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/query"
	"platmap/generator/text"
)

func queryCommand(out *printer) *cobra.Command {
	c := group(&cobra.Command{
		Use:   "query NAME",
		Short: "Answer a question about the map",
		Long: `Query prints the rows that answer a question, with the file and line of each row. The
names of the questions are those of the pages. Every column with ids or fixed words
has a flag that filters by it. A flag can be repeated: --by shared --by product
keeps the rows with either value; different flags must all match. The value none keeps
the rows with nothing in the column.`,
		Example: "  platmap query responsibilities --by product --domain database\n  platmap query interfaces --mode self-service --format csv",
	}, "question")
	for _, q := range query.All() {
		c.AddCommand(questionCommand(q, out))
	}
	return c
}

// queryFlags are the flags of a question.
type queryFlags struct {
	project
	format, lang, today string
	filters             map[string]*[]string // by column
}

func questionCommand(q query.Query, out *printer) *cobra.Command {
	f := queryFlags{filters: map[string]*[]string{}}
	c := &cobra.Command{
		Use:   q.Name,
		Short: q.Asks,
		Args:  noArgs,
		RunE:  func(*cobra.Command, []string) error { return ask(q, &f, out) },
	}
	f.flags(c)
	formatFlag(c, &f.format, "table", query.Formats)
	langFlag(c, &f.project, &f.lang, "of names and texts")
	todayFlag(c, &f.today)
	for _, column := range q.Columns {
		if !column.IsFilter() {
			continue
		}
		values := new([]string)
		f.filters[column.Name] = values
		what := "`id`"
		if column.Words != nil {
			what = "`value`: " + text.ListOr(column.Words)
			if column.Kinds != nil {
				what += ", or an id"
			}
		}
		c.Flags().StringArrayVar(values, flagOf(column.Name), nil, "only rows with this "+what)
		_ = c.RegisterFlagCompletionFunc(flagOf(column.Name), func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if s := f.completed(); s != nil {
				return column.Values(s), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		})
	}
	return c
}

// flagOf returns the flag of a column.
func flagOf(column string) string { return strings.ReplaceAll(column, "_", "-") }

func ask(q query.Query, f *queryFlags, out *printer) error {
	day, err := todayOr(f.today)
	if err != nil {
		return err
	}
	in, err := f.open()
	if err != nil {
		return err
	}
	s, lang, err := f.checked(in, f.lang, out)
	if err != nil {
		return err
	}
	rows := q.Ask(s, day)
	for _, column := range q.Columns {
		values := f.filters[column.Name]
		if values == nil || len(*values) == 0 {
			continue
		}
		for _, v := range *values {
			if err := oneOf("value of --"+flagOf(column.Name), v, column.Values(s)); err != nil {
				return err
			}
		}
		rows = q.Filter(rows, column.Name, *values)
	}
	if len(rows) == 0 && f.format == "table" {
		fmt.Fprintln(out.stderr, "no rows")
		return nil
	}
	var b bytes.Buffer
	if err := q.Write(&b, rows, query.Output{Format: f.format, Lang: lang, Place: f.place}); err != nil {
		return err
	}
	out.rows(f.format, b.String())
	return nil
}
