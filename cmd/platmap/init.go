package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/publish"
	"platmap/generator/site"
	"platmap/generator/starter"
	"platmap/generator/text"
	"platmap/themes"
)

// initFlags are the flags of init.
type initFlags struct {
	dir, lang, preset, ci, release, source string
	columns                                []string
	empty                                  bool
}

func initCommand(out *printer) *cobra.Command {
	var f initFlags
	c := &cobra.Command{
		Use:   "init [DIR] [--import SOURCE FILE]",
		Short: "Create a map in a new folder or in a repository",
		Long: `Init adds a map to the current folder or to DIR, which is created if it does not
exist: example content to replace, schemas and settings for editors, and a workflow that
checks changes, shows a preview of them, and publishes the site. In a Git repository, the
workflow and the settings are written to the root of the repository.

It adds what is missing and changes no file that exists. What has to be added to such a
file by hand is printed. A folder that has a map already gets no content.

With --import, the content is that of --empty and the entries of a list, such as a table
of components. See platmap import --help for the sources.`,
		Example: `  platmap init
  platmap init --dir docs/map --lang both
  platmap init --empty --ci gitlab
  platmap init map --import csv inventory.csv`,
		Args: func(c *cobra.Command, args []string) error {
			if _, _, err := f.splitArgs(args); err != nil {
				return withHelp(c, err)
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return initProject(c.Context(), args, &f, out)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			if f.source != "" {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	c.Flags().StringVar(&f.dir, "dir", "", "the `folder` of the map in DIR, such as docs/map")
	c.Flags().StringVar(&f.lang, "lang", "", "the `language` of the site: "+text.ListOr(languages())+"; for others, or several, change locales in site.yaml (default: ja if the environment is Japanese, otherwise en)")
	c.Flags().BoolVar(&f.empty, "empty", false, "no example content, only a site.yaml with a comment on every key")
	c.Flags().StringVar(&f.preset, "preset", "", "other content than the example: `twelve` for the twelve usual problem domains as drafts")
	c.Flags().StringVar(&f.ci, "ci", "", "the `service` that the workflow is for: github, gitlab or none (default: the host of the remote repository)")
	c.Flags().StringVar(&f.release, "release", "", "the `version` of platmap that the workflow uses, such as OWNER/platmap@v1.2.3 (default: this one, if it was released)")
	c.Flags().StringVar(&f.source, "import", "", "also import a list from this `source`; the last argument is its file")
	c.Flags().StringArrayVar(&f.columns, "map", nil, "`COLUMN=KEY`: the key of a column of the list, such as 商品=name")
	_ = c.MarkFlagDirname("dir")
	for flag, values := range map[string][]string{"import": sourceNames(), "lang": languages(), "preset": starter.Presets(), "ci": services()} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = c.RegisterFlagCompletionFunc("release", cobra.NoFileCompletions)
	_ = c.RegisterFlagCompletionFunc("map", cobra.NoFileCompletions)
	return c
}

// languages returns the values of --lang: the languages of the starter files and those of
// the words of the default theme.
func languages() []string {
	list := []string{"ja", "en", "both"}
	words, _ := fs.Glob(themes.FS, "default/words/*.json") // the files are embedded, so there is no error
	for _, name := range words {
		if lang := strings.TrimSuffix(path.Base(name), ".json"); !slices.Contains(list, lang) {
			list = append(list, lang)
		}
	}
	return list
}

// services returns the values of --ci.
func services() []string { return []string{starter.GitHub, starter.GitLab, "none"} }

func initProject(ctx context.Context, args []string, f *initFlags, out *printer) error {
	dir, listArgs, err := f.splitArgs(args)
	if err != nil {
		return err
	}
	p, err := f.project()
	if err != nil {
		return err
	}
	at, err := findPlace(ctx, dir, f.dir)
	if err != nil {
		return err
	}
	r := &initReport{place: at, out: out}
	f.chooseService(&p, at, r)
	setRepository(&p, at)
	if err := p.CheckDir(); err != nil {
		return err
	}
	if r.hasMap, err = at.checkContent(); err != nil {
		return err
	} else if r.hasMap {
		p.Content = ""
	} else if p.Forge == string(site.ForgeNone) {
		r.leave("the host of "+p.Repo+" is unknown, so pages have no links to edit them; set forge in "+at.path(p.In("content/site.yaml")), "")
	}
	if lang := p.Locales[0]; !r.hasMap && !slices.Contains([]string{"ja", "en"}, lang) {
		r.leave("the new content is in English; translate it to "+lang+", or set locales: [en] in "+at.path(p.In("content/site.yaml")), "")
	}
	if at.unread != nil {
		what := "the remote repository is unknown"
		if !r.hasMap {
			what += ", so set repo in " + at.path(p.In("content/site.yaml")) + " by hand"
		}
		r.leave(what+": "+at.unread.Error(), "")
	}
	list, err := f.readImport(listArgs, out)
	if err != nil {
		return err
	}
	return writeProject(p, list, r)
}

// writeProject writes the files that a project lacks, and prints the report.
func writeProject(p starter.Project, list *initImport, r *initReport) error {
	files, err := p.Files()
	if err != nil {
		return err
	}
	content := r.place.path(p.In("content"))
	if list != nil && !r.hasMap {
		if err := list.addTo(files, p, content, r.out); err != nil {
			return err
		}
	}
	if r.written, err = r.place.missing(files, p, r); err != nil {
		return err
	}
	if len(r.written) > 0 {
		if err := publish.Create(r.place.path(""), r.written); err != nil {
			return err
		}
	}
	r.print()
	if list != nil && r.hasMap {
		return list.addToMap(content, r.out)
	}
	if list != nil {
		reportImport(&list.options, list.plan, r.out)
	}
	r.printNext(list != nil)
	return nil
}

// project returns the project that the flags describe, without its location.
func (f *initFlags) project() (starter.Project, error) {
	p := starter.Project{Content: starter.Examples}
	switch {
	case f.empty && f.preset != "":
		return p, errors.New("--empty and --preset cannot be used together")
	case f.empty:
		p.Content = starter.Empty
	case f.preset != "":
		if err := oneOf("preset", f.preset, starter.Presets()); err != nil {
			return p, err
		}
		p.Content = f.preset
	case f.source != "": // a user who imports entries would have to delete the examples
		p.Content = starter.Empty
	}
	lang := cmp.Or(f.lang, systemLanguage())
	if err := oneOf("language", lang, languages()); err != nil {
		return p, err
	}
	if p.Locales = []string{lang}; lang == "both" {
		p.Locales = []string{"ja", "en"}
	}
	if f.ci != "" {
		if err := oneOf("service", f.ci, services()); err != nil {
			return p, err
		}
	}
	var err error
	p.Release, p.Version, err = f.releaseOfPlatmap()
	return p, err
}

// aRelease matches the value of --release.
var aRelease = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+)@([A-Za-z0-9][A-Za-z0-9._-]*)$`)

// releaseOfPlatmap returns the repository and the version of platmap for workflows. Both
// are "" if they are not known.
func (f *initFlags) releaseOfPlatmap() (repository, version string, err error) {
	if f.release == "" {
		if repository = releaseRepository(); repository == "" {
			return "", "", nil
		}
		return repository, currentVersion(), nil
	}
	m := aRelease.FindStringSubmatch(f.release)
	if m == nil {
		return "", "", fmt.Errorf("invalid --release %s; write a repository on GitHub and a version, such as OWNER/platmap@v1.2.3", f.release)
	}
	return m[1], m[2], nil
}

// chooseService sets the service of the project. If none is found, it adds the reason to
// the report.
func (f *initFlags) chooseService(p *starter.Project, at *place, r *initReport) {
	service := cmp.Or(f.ci, serviceOf(webURL(at.remote)), at.service())
	switch {
	case service == "none":
	case service == "":
		r.leave("no workflow was written, because the remote repository is not known to be on GitHub or GitLab; to write one, run "+f.again(at, "--ci github")+" or "+f.again(at, "--ci gitlab"), "")
	default:
		p.CI = service
		if p.Release == "" && !at.hasWorkflow(service) {
			what := ".github/workflows/platmap.yml does nothing until the variable PLATMAP_REPOSITORY of the repository is set to the repository of platmap, such as OWNER/platmap"
			if service == starter.GitLab {
				what = ".gitlab/platmap.yml does nothing until the variable PLATMAP_IMAGE of the project is set to a container image with platmap, sh and git"
			}
			r.leave(what+", because this platmap was built from source; to use a release, delete the file and run "+f.again(at, "--ci "+service+" --release OWNER/platmap@v1.2.3"), "")
		}
	}
}

// again returns the command that runs init again for the project with more flags.
func (f *initFlags) again(at *place, flags string) string {
	command := "platmap init"
	if at.arg != "" {
		command += " " + shellWord(at.arg)
	}
	if f.dir != "" {
		command += " --dir " + shellWord(f.dir)
	}
	return command + " " + flags
}

// systemLanguage returns ja if the environment variables ask for Japanese, otherwise en.
func systemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if v == "ja" || strings.HasPrefix(v, "ja_") || strings.HasPrefix(v, "ja.") {
				return "ja"
			}
			break
		}
	}
	return "en"
}
