package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/starter"
)

func initCommand(out *printer) *cobra.Command {
	var lang, preset string
	var empty bool
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Create a new project",
		Long: `Init creates a project in the current folder or in DIR, which is created if it
does not exist: example content to replace, schemas and settings for editors, and
a workflow that checks pull requests and publishes the site. If one of its files
already exists, init writes nothing.`,
		Args: atMost(1, "one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if dir == "" {
				return errors.New("DIR is empty; omit it to use the current folder")
			}
			content := starter.Examples
			switch {
			case empty && preset != "":
				return errors.New("--empty and --preset cannot be used together")
			case empty:
				content = starter.Empty
			case preset != "":
				if err := oneOf("preset", preset, starter.Presets()); err != nil {
					return err
				}
				content = preset
			}
			return initProject(dir, content, lang, out)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
	c.Flags().StringVar(&lang, "lang", "", "the `language` of the site: ja, en or both (default: ja if the environment is Japanese, otherwise en)")
	c.Flags().BoolVar(&empty, "empty", false, "no example content, only a site.yaml with a comment on every key")
	c.Flags().StringVar(&preset, "preset", "", "other content than the example: `twelve` for the twelve usual problem domains as drafts")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(languages(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("preset", cobra.FixedCompletions(starter.Presets(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func initProject(dir, content, lang string, out *printer) error {
	if lang == "" {
		lang = systemLanguage()
	}
	if err := oneOf("language", lang, languages()); err != nil {
		return err
	}
	locales := []string{lang}
	if lang == "both" {
		locales = []string{"ja", "en"}
	}
	files, err := starter.Project(content, locales)
	if err != nil {
		return err
	}
	if err := refuseContent(dir, files); err != nil {
		return err
	}
	if err := publish.Create(dir, files); err != nil {
		return err
	}
	fmt.Fprintf(out.stderr, "%s: %s written\n", printable(dir), report.Count(len(files), "file"))
	next := []string{"platmap serve", "platmap build"}
	if clean := filepath.Clean(dir); clean != "." {
		next = []string{"cd " + shellWord(clean), "platmap serve"}
	}
	fmt.Fprintf(out.stderr, "next: %s\n      %s\n", next[0], next[1])
	return nil
}

// languages returns the values of --lang.
func languages() []string { return []string{"ja", "en", "both"} }

// refuseContent returns an error if the folder already has content, so that the
// files of two maps are never mixed.
func refuseContent(dir string, files map[string]string) error {
	name, found := anyFile(filepath.Join(dir, "content"))
	if !found {
		return nil
	}
	existing := map[string]bool{}
	if rel, err := filepath.Rel(dir, name); err == nil {
		existing[filepath.ToSlash(rel)] = true
	}
	for name := range files {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); err == nil {
			existing[name] = true
		}
	}
	err := &publish.ExistsError{Dir: dir, Names: slices.Sorted(maps.Keys(existing))}
	return fmt.Errorf("%w; add files to an existing project with platmap new", err)
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

// anyFile returns a file in a folder or below it.
func anyFile(dir string) (name string, found bool) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, found = path, true
			return fs.SkipAll
		}
		return err
	})
	return name, found
}
