package main

import (
	"bytes"
	"cmp"
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
	"platmap/generator/text"
)

func issuesCommand(out *printer) *cobra.Command {
	return group(&cobra.Command{
		Use:   "issues",
		Short: "Count the issues of each domain, from an export of the issue tracker",
		Long: `An issue belongs to a domain if it has the label of the domain. Labels begin with a prefix
under labels in site.yaml; platmap export labels creates them. platmap does not use the
network, so a program such as GitHub's gh exports the issues to content/data/issues.json,
and platmap reads that file.

  platmap issues pull       prints the command that exports them, and checks the file
  platmap issues count      counts them by domain
  platmap issues unsorted   lists the open ones that belong to no domain`,
	}, "command", issuesPullCommand(out), issuesCountCommand(out), issuesUnsortedCommand(out))
}

func issuesPullCommand(out *printer) *cobra.Command {
	var p project
	var repo string
	c := &cobra.Command{
		Use:   "pull",
		Short: "Print the command that exports the issues, and check the exports that exist",
		Long: `Pull prints the commands that export the issues of a repository with the fields that
platmap reads:

  ` + site.IssueFields + `

gh fetches as many pages as there are, up to --limit; with --search or --label GitHub finds
at most 1,000 issues. Several repositories can have a file each: platmap reads all
data/*.json.

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

// gitHubRepo returns a repository on GitHub in the form that gh accepts, or "".
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

// readIssues returns the exported issues, and the errors in their files.
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
	counts := s.CountIssues(issues, "")
	none := counts[len(counts)-1]
	return fmt.Sprintf("%s, %d open; %d without the label of a domain", report.Count(len(issues), "issue"), open, none.Open+none.Closed)
}

// issuesFlags are the flags of the commands that read exports.
type issuesFlags struct {
	project
	format, since string
}

func (f *issuesFlags) flags(c *cobra.Command) {
	f.project.flags(c)
	formatFlag(c, &f.format, "table", query.Formats)
}

func issuesCountCommand(out *printer) *cobra.Command {
	var f issuesFlags
	c := &cobra.Command{
		Use:   "count",
		Short: "Count the issues of each domain",
		Long: `Count prints how many issues have the label of each domain, or a former label of it. An
issue with several of these labels counts several times. The last row has those with
none: they fit no domain, or they are not sorted yet. With --since, opened and done are
the numbers of issues that were opened and closed on or after a date.

The JSON form is {"version": 1, "issues", "rows": [{"domain", "label", "open", "closed",
"opened", "done"}]}.`,
		Example: "  platmap issues count --since 2026-07",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return countIssues(&f, out) },
	}
	f.flags(c)
	c.Flags().StringVar(&f.since, "since", "", "also count what was opened and closed since this `date`")
	return c
}

func issuesUnsortedCommand(out *printer) *cobra.Command {
	var f issuesFlags
	c := &cobra.Command{
		Use:   "unsorted",
		Short: "List the open issues without the label of a domain",
		Long: `Unsorted lists the open issues that have the label of no domain. If several are about the
same problem, a domain may be missing from the map.

The JSON form is {"version": 1, "rows": [{"number", "title", "file"}]}.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return unsortedIssues(&f, out) },
	}
	f.flags(c)
	return c
}

// read returns the site and at least one export of issues.
func (f *issuesFlags) read(out *printer) (*site.Site, []*site.Document, error) {
	in, err := f.open()
	if err != nil {
		return nil, nil, err
	}
	s, _, err := f.checked(in, "", out)
	if err != nil {
		return nil, nil, err
	}
	exports, _, err := f.readIssues(in) // checked has already reported the errors in the exports
	if err == nil && exports == nil {
		err = errors.New("no export of issues in " + printable(path.Join(shown(f.content), source.Data.Dir())) + "\nrun platmap issues pull for the command that makes one")
	}
	return s, exports, err
}

// print prints value if the format is json, and lines otherwise.
func (f *issuesFlags) print(lines [][]string, value any, out *printer) error {
	if f.format == "json" {
		out.result(string(report.EncodeJSON(value, "")))
		return nil
	}
	var b bytes.Buffer
	if err := query.WriteLines(&b, f.format, lines); err != nil {
		return err
	}
	out.rows(f.format, b.String())
	return nil
}

func countIssues(f *issuesFlags, out *printer) error {
	since := site.Date(f.since)
	if f.since != "" && since.Day().IsZero() {
		return fmt.Errorf("invalid --since %s; write a date such as 2026-11-02 or 2026-11", f.since)
	}
	s, exports, err := f.read(out)
	if err != nil {
		return err
	}
	var issues []site.Issue
	for _, x := range exports {
		issues = append(issues, x.Issues...)
	}
	type row struct {
		Domain string `json:"domain,omitempty"`
		Label  string `json:"label,omitempty"`
		Open   int    `json:"open"`
		Closed int    `json:"closed"`
		Opened *int   `json:"opened,omitempty"` // nil without --since
		Done   *int   `json:"done,omitempty"`
	}
	rows := []row{}
	lines := [][]string{{"domain", "label", "open", "closed"}}
	if f.since != "" {
		lines[0] = append(lines[0], "opened", "done")
	}
	for _, c := range s.CountIssues(issues, since) {
		r := row{Open: c.Open, Closed: c.Closed}
		if c.Domain != nil {
			r.Domain, r.Label = c.Domain.ID, s.LabelOf(c.Domain)
		}
		line := []string{r.Domain, r.Label, strconv.Itoa(r.Open), strconv.Itoa(r.Closed)}
		if f.since != "" {
			r.Opened, r.Done = &c.Opened, &c.Done
			line = append(line, strconv.Itoa(c.Opened), strconv.Itoa(c.Done))
		}
		rows, lines = append(rows, r), append(lines, line)
	}
	fmt.Fprintln(out.stderr, issueSummary(s, issues))
	return f.print(lines, struct {
		Version int   `json:"version"`
		Issues  int   `json:"issues"`
		Rows    []row `json:"rows"`
	}{1, len(issues), rows}, out)
}

func unsortedIssues(f *issuesFlags, out *printer) error {
	s, exports, err := f.read(out)
	if err != nil {
		return err
	}
	type row struct {
		Number int    `json:"number,omitempty"`
		Title  string `json:"title"`
		File   string `json:"file"`
	}
	rows := []row{}
	lines := [][]string{{"number", "title", "file"}}
	for _, x := range exports {
		file := path.Join(shown(f.content), x.File.Name)
		for _, issue := range s.UnsortedIssues(x.Issues) {
			number := ""
			if issue.Number != 0 {
				number = strconv.Itoa(issue.Number)
			}
			title := text.OneLine(issue.Title)
			rows, lines = append(rows, row{issue.Number, title, file}), append(lines, []string{number, title, file})
		}
	}
	return f.print(lines, struct {
		Version int   `json:"version"`
		Rows    []row `json:"rows"`
	}{1, rows}, out)
}
