package main

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/query"
	"platmap/generator/report"
	"platmap/generator/show"
	"platmap/generator/site"
	"platmap/generator/source"
)

// showFlags are the flags of show.
type showFlags struct {
	project
	format, lang string
}

var showFormats = []string{"text", "md", "json"}

func showCommand(out *printer) *cobra.Command {
	var f showFlags
	c := &cobra.Command{
		Use:   "show [KIND:]ID[#ITEM]",
		Short: "Show one thing of the map: whom to ask, how to get it, what is changing",
		Long: `Show prints what most readers of a page look for: the owner and how to contact it, the
ways to get something, what product teams do, what is changing, and the guides. The thing
is a page, such as domain:logging, component:kube, team:infra, scenario:rollback or
guide:ops/second, an item of a domain, such as domain:logging#search, or a term of the
glossary, such as term:SLO. Its kind can be left out if nothing else has the id. A former
id, or the name on the page in any language, is accepted too.

The form md is the whole page in Markdown, which the site has beside the page.

The JSON form is {"version": 1, "id", "kind", "name", "aka", "status", "lang", "text",
"url", "file", "line", "sections": [{"key", "title", "text", "entries": [{"name", "id",
"kind", "status", "mode", "by", "target", "role", "state", "since", "until", "successor",
"guide", "inherited", "text", "link", "url", "file", "line"}]}]}. Keys without a value are
left out. Each id can be passed to show. URLs are relative to the site; links lead to other
sites.`,
		Example: "  platmap show domain:database\n  platmap show domain:cicd#kube --format json",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			name := strings.TrimSpace(strings.Join(args, " ")) // a name may have spaces
			if name == "" {
				return withHelp(c, errors.New("nothing to show; write an id, such as domain:logging"))
			}
			return showThing(name, &f, out)
		},
	}
	f.flags(c)
	f.themeFlag(c)
	formatFlag(c, &f.format, "text", showFormats)
	langFlag(c, &f.project, &f.lang, "of names and texts")
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if s := f.completed(); s != nil && len(args) == 0 {
			return show.Completions(s, typed), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// completed returns the site for shell completions, or nil.
func (p *project) completed() *site.Site {
	in, err := p.open()
	if err != nil {
		return nil
	}
	s, _, err := generator.Check(in)
	if err != nil {
		return nil
	}
	return s
}

// langFlag adds the flag --lang for a language of the site. what describes the texts in
// that language.
func langFlag(c *cobra.Command, p *project, lang *string, what string) {
	c.Flags().StringVar(lang, "lang", "", "the `language` "+what+" (default: the main language of the site)")
	_ = c.RegisterFlagCompletionFunc("lang", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if s := p.completed(); s != nil {
			return s.Locales, cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	})
}

// place returns the path of a position relative to the working directory, and its line,
// which is 0 if the position is unknown.
func (p *project) place(pos source.Pos) (string, int) {
	if !pos.IsValid() {
		return shown(p.content), 0
	}
	line, _ := pos.LineColumn()
	return path.Join(shown(p.content), pos.File.Name), line
}

func showThing(name string, f *showFlags, out *printer) error {
	in, err := f.openThemed()
	if err != nil {
		return err
	}
	s, lang, err := f.checked(in, f.lang, out)
	if err != nil {
		return err
	}
	found, err := show.Find(s, name)
	if err != nil && query.Named(name) != nil {
		return fmt.Errorf("%q is a question, not a thing\nrun platmap query %s", name, name)
	}
	if unknown := (*show.UnknownError)(nil); errors.As(err, &unknown) {
		return fmt.Errorf("%w\nrun platmap search %s to find it", err, shellWord(unknown.Name))
	} else if err != nil {
		return err
	}
	if found.Note != "" {
		fmt.Fprintln(out.stderr, escape(found.Note))
	}
	a := show.Asker{Site: s, Pages: in.Render(s), Lang: lang, Place: f.place}
	switch f.format {
	case "md":
		b, err := a.Markdown(found)
		if err != nil {
			return err
		}
		out.result(string(b))
	case "json":
		out.result(string(report.EncodeJSON(a.Show(found), "")))
	default:
		fmt.Fprint(out.stdout, a.Show(found).Terminal(inColour(out.stdout)))
	}
	return nil
}
