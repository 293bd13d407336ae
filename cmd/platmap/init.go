package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/publish"
	"platmap/generator/starter"
	"platmap/generator/text"
)

func initCommand(out *printer) *cobra.Command {
	var lang, preset string
	var empty bool
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Start a project that can be built at once",
		Long: `Init writes a new project into a folder (this one, or DIR, which is made if need
be): content to learn from and to replace, schemas and settings for editors, and
a workflow that checks pull requests and publishes the site. It overwrites
nothing: if anything is in the way, it says so and writes nothing at all.`,
		Args: atMost(1, "one folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if dir == "" {
				return usagef("the folder has no name; leave it out to start in this one")
			}
			content := starter.Examples
			switch {
			case empty && preset != "":
				return usagef("--empty and --preset say two different things; choose one")
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
	c.Flags().StringVar(&lang, "lang", "", "the `language` of the site: ja, en or both (default: ja where the shell speaks Japanese, else en)")
	c.Flags().BoolVar(&empty, "empty", false, "no example content, only a site.yaml whose keys are explained")
	c.Flags().StringVar(&preset, "preset", "", "other content: `twelve`, the twelve usual problem domains as drafts")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(languages(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("preset", cobra.FixedCompletions(starter.Presets(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func initProject(dir, content, lang string, out *printer) error {
	if lang == "" {
		lang = languageOfShell()
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
	if err := clearGround(dir, files); err != nil {
		return err
	}
	if err := publish.Create(dir, files); err != nil {
		return err
	}
	fmt.Fprintf(out.stderr, "%s: %s written\n", printable(dir), count(len(files), "file"))
	next := []string{"platmap serve", "platmap build"}
	if clean := filepath.Clean(dir); clean != "." {
		next = []string{"cd " + shellWord(clean), "platmap serve"}
	}
	fmt.Fprintf(out.stderr, "next: %s\n      %s\n", next[0], next[1])
	return nil
}

// languages are what --lang takes.
func languages() []string { return []string{"ja", "en", "both"} }

// clearGround refuses a folder that has content already: files of somebody's map
// would mix with ours into one that nobody wrote.
func clearGround(dir string, files map[string]string) error {
	name, found := anyFile(filepath.Join(dir, "content"))
	if !found {
		return nil
	}
	inTheWay := map[string]bool{}
	if rel, err := filepath.Rel(dir, name); err == nil {
		inTheWay[filepath.ToSlash(rel)] = true
	}
	for name := range files {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name))); err == nil {
			inTheWay[name] = true
		}
	}
	err := &publish.ExistsError{Dir: dir, Names: slices.Sorted(maps.Keys(inTheWay))}
	return fmt.Errorf("%w; a project has begun here, which platmap new adds to", err)
}

// languageOfShell is ja where people told their shell so, otherwise en.
func languageOfShell() string {
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

// anyFile returns the first file in or below a folder.
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

var plainWord = regexp.MustCompile(`^[\pL\pN_./+@:,~-]+$`)

// shellWord is a name as one types it in a shell.
func shellWord(s string) string {
	if plainWord.MatchString(s) && !strings.HasPrefix(s, "-") && !strings.HasPrefix(s, "~") {
		return s
	}
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return "'" + strings.ReplaceAll(escape(s), "'", `'\''`) + "'"
}

// oneOf refuses a word that is not among the known ones, and names the one that
// was probably meant.
func oneOf(what, word string, known []string) error {
	for _, k := range known {
		if k == word {
			return nil
		}
	}
	if near := text.Closest(word, known); near != "" {
		return usagef("there is no %s %s; did you mean %s?", what, word, near)
	}
	return usagef("there is no %s %s; there are: %s", what, word, strings.Join(known, ", "))
}

// atMost refuses more than n words beside the flags.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return usagef("%s takes %s; it does not know what to do with %q\ntry %s --help", c.CommandPath(), what, args[n], c.CommandPath())
	}
}
