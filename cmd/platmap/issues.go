package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator"
	"platmap/generator/query"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

func issuesCommand(out *printer) *cobra.Command {
	c := &cobra.Command{
		Use:   "issues",
		Short: "Count the issues of each domain, from an export of the issue tracker",
		Long: `Issues belong to domains by their labels: labels in site.yaml has the prefix, and platmap
export labels creates them. platmap has no access to the network. So a program such as
GitHub's gh exports the issues to content/data/issues.json, and platmap reads that file.

  platmap issues pull    prints the command that exports them, and checks the file
  platmap issues count   counts them by domain`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return oneOf("command", args[0], []string{"pull", "count"})
		},
	}
	c.AddCommand(issuesPullCommand(out), issuesCountCommand(out))
	return c
}

func issuesPullCommand(out *printer) *cobra.Command {
	var p project
	var repo string
	c := &cobra.Command{
		Use:   "pull",
		Short: "Print the command that exports the issues, and check the exports that exist",
		Long: `Pull prints the commands that export the issues of a repository with the fields that
platmap reads: ` + site.IssueFields + `. gh fetches as many pages as there are, up to --limit;
with --search or --label GitHub finds at most 1,000 issues. Several repositories can have
a file each: platmap reads all data/*.json.

Then it checks the exports that exist. The limit of a file is 16 MiB. Other fields are
ignored, and states and labels may be in the form of GitLab's glab.`,
		Example: "  platmap issues pull\n  platmap issues pull | sh\n  platmap issues pull --repo example/orders",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return pullIssues(&p, repo, out) },
	}
	p.flags(c)
	c.Flags().StringVar(&repo, "repo", "", "the `repository` with the issues, as OWNER/NAME (default: repo of site.yaml)")
	return c
}

var repoName = regexp.MustCompile(`^([\w.-]+/)?[\w.-]+/[\w.-]+$`)

func pullIssues(p *project, repo string, out *printer) error {
	if repo != "" && !repoName.MatchString(repo) {
		return fmt.Errorf("invalid --repo %s; write OWNER/NAME", repo)
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	s, _, err := generator.Check(in)
	if err != nil {
		return err
	}
	folder := path.Join(shown(p.content), source.Data.Dir())
	if forge := s.RepoForge(); repo == "" && forge != "" && forge != site.ForgeGitHub {
		fmt.Fprintf(out.stderr, "the repository in site.yaml is not on GitHub, so gh cannot export its issues; put a JSON list of objects with the fields %s into %s\n", site.IssueFields, printable(folder))
	} else {
		command := site.IssueCommand
		if repo = cmp.Or(repo, gitHubRepo(s.Repo)); repo != "" {
			command += " --repo " + shellWord(repo)
		}
		fmt.Fprintf(out.stdout, "mkdir -p %s\n%s > %s\n", shellWord(folder), command, shellWord(path.Join(folder, "issues.json")))
	}
	exports, diags, err := p.readIssues(in)
	if err != nil {
		return err
	}
	if diags != nil {
		out.findings(out.stderr, defaultFormat(), p.run(len(exports), diags, ""))
		return errContent
	}
	for _, x := range exports {
		fmt.Fprintln(out.stderr, contentPath(p, x.File.Name)+": "+issueSummary(s, x.Issues))
	}
	return nil
}

// gitHubRepo returns a repository on GitHub as gh takes it, or "".
func gitHubRepo(repo string) string {
	u, err := url.Parse(strings.TrimSuffix(strings.TrimSuffix(repo, "/"), ".git"))
	if err != nil {
		return ""
	}
	name := strings.Trim(u.Path, "/")
	if u.Hostname() != "github.com" {
		name = u.Hostname() + "/" + name
	}
	if !repoName.MatchString(name) {
		return ""
	}
	return name
}

// readIssues returns the exports of issues, and the errors in them.
func (p *project) readIssues(in generator.Input) ([]*site.Document, source.Diagnostics, error) {
	dir := source.Data.Dir()
	entries, err := fs.ReadDir(in.Content, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	var names []string
	for _, e := range entries {
		if name := path.Join(dir, e.Name()); source.KindOf(name) == source.Data {
			names = append(names, name)
		}
	}
	files, errs := source.ReadFiles(in.Content, names)
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	var exports []*site.Document
	var diags source.Diagnostics
	for _, f := range slices.DeleteFunc(files, func(f *source.File) bool { return f == nil }) {
		diags = append(diags, f.Findings...)
		if !f.Unreadable {
			exports = append(exports, site.DecodeIssues(f, &diags))
		}
	}
	return exports, diags.Sorted(), nil
}

// issueSummary counts issues in one line.
func issueSummary(s *site.Site, issues []site.Issue) string {
	open := 0
	for _, x := range issues {
		if !x.IsClosed() {
			open++
		}
	}
	counts := s.CountIssues(issues)
	none := counts[len(counts)-1]
	return fmt.Sprintf("%s, %d open; %d without the label of a domain", report.Count(len(issues), "issue"), open, none.Open+none.Closed)
}

func issuesCountCommand(out *printer) *cobra.Command {
	var p project
	var format string
	c := &cobra.Command{
		Use:   "count",
		Short: "Count the issues of each domain",
		Long: `Count prints how many issues have the label of each domain, or a former label of it. An
issue with several of these labels counts several times. The last row has those with
none: they fit no domain, or nobody has sorted them yet.

The JSON form is {"version": 1, "issues", "rows": [{"domain", "label", "open", "closed"}]}.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return countIssues(&p, format, out) },
	}
	p.flags(c)
	c.Flags().StringVar(&format, "format", "table", "the output `format`: "+strings.Join(query.Formats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(query.Formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// issueRow is a row of the JSON form.
type issueRow struct {
	Domain string `json:"domain,omitempty"`
	Label  string `json:"label,omitempty"`
	Open   int    `json:"open"`
	Closed int    `json:"closed"`
}

func countIssues(p *project, format string, out *printer) error {
	if err := oneOf("format", format, query.Formats); err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	s, _, err := p.checked(in, "", out)
	if err != nil {
		return err
	}
	exports, _, err := p.readIssues(in) // checked has reported the errors in them
	if err != nil {
		return err
	}
	if exports == nil {
		return errors.New("no export of issues in " + printable(path.Join(shown(p.content), source.Data.Dir())) + "\nrun platmap issues pull for the command that makes one")
	}
	var issues []site.Issue
	for _, x := range exports {
		issues = append(issues, x.Issues...)
	}
	rows := []issueRow{}
	lines := [][]string{{"domain", "label", "open", "closed"}}
	for _, c := range s.CountIssues(issues) {
		row := issueRow{Open: c.Open, Closed: c.Closed}
		if c.Domain != nil {
			row.Domain, row.Label = c.Domain.ID, s.LabelOf(c.Domain)
		}
		rows = append(rows, row)
		lines = append(lines, []string{row.Domain, row.Label, strconv.Itoa(row.Open), strconv.Itoa(row.Closed)})
	}
	var b bytes.Buffer
	if format == "json" {
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err = e.Encode(struct {
			Version int        `json:"version"`
			Issues  int        `json:"issues"`
			Rows    []issueRow `json:"rows"`
		}{1, len(issues), rows})
	} else {
		err = query.WriteLines(&b, format, lines)
	}
	if err != nil {
		return err
	}
	printed := b.String()
	if format != "json" && format != "csv" || isTerminal(out.stdout) {
		printed = escapeLines(printed)
	}
	fmt.Fprint(out.stdout, printed)
	fmt.Fprintln(out.stderr, issueSummary(s, issues))
	return nil
}
