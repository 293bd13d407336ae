package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/publish"
	"platmap/generator/report"
	"platmap/generator/text"
	"platmap/generator/theme"
)

func themeCommand(out *printer) *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "theme [FILE...]",
		Short: "List the files of the default theme, or write them to change its words or design",
		Long: `Theme lists the files of the default theme. With --write it writes them to a
folder for --theme: all of them, or the named files and folders. It changes no
file that exists.

Write only the files that you change; all others come from platmap, so that an
update can improve them. To add a language, write its file of words. It has the
English words at first, or those of the main language, as for de-AT:

  platmap theme --write theme words/nl.json`,
		Example: "  platmap theme --write theme words/en.json css\n  platmap build --theme theme",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			files, err := themeFiles(args)
			if err != nil {
				return err
			}
			if c.Flags().Changed("write") {
				return writeTheme(dir, files, out)
			}
			for _, name := range slices.Sorted(maps.Keys(files)) {
				fmt.Fprintln(out.stdout, name)
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			files, _ := themeFiles(nil)
			return slices.Sorted(maps.Keys(files)), cobra.ShellCompDirectiveNoFileComp
		},
	}
	c.Flags().StringVar(&dir, "write", "", "the `folder` to write the files to")
	_ = c.MarkFlagDirname("write")
	return c
}

// themeFiles returns the texts of files of the default theme by name: the named ones, or
// all. An argument may also be a folder, or the words of a language that the theme lacks.
func themeFiles(args []string) (map[string]string, error) {
	base, err := defaultTheme()
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	if err := fs.WalkDir(base, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(base, name)
		all[name] = string(data)
		return err
	}); err != nil || len(args) == 0 {
		return all, err
	}
	chosen := map[string]string{}
	for _, arg := range args {
		name, before := path.Clean(filepath.ToSlash(arg)), len(chosen)
		for file, data := range all {
			if file == name || strings.HasPrefix(file, name+"/") {
				chosen[file] = data
			}
		}
		folder, lang := path.Split(name)
		switch lang, isList := strings.CutSuffix(lang, ".json"); {
		case len(chosen) > before || all[name] != "":
		case folder == "words/" && isList && text.IsLanguage(lang):
			chosen[name] = all["words/en.json"]
			for _, code := range slices.Backward(text.LanguageFallbacks(lang)) {
				chosen[name] = cmp.Or(all["words/"+code+".json"], chosen[name])
			}
		default:
			return nil, unknownWord("file of the theme", arg, text.Closest(name, slices.Sorted(maps.Keys(all))), "run platmap theme for all files")
		}
	}
	return chosen, nil
}

// writeTheme writes the files that do not exist.
func writeTheme(dir string, files map[string]string, out *printer) error {
	if dir == "" {
		return errors.New("--write needs a folder, such as theme")
	}
	err := publish.Create(dir, files)
	var exists *publish.ExistsError
	if errors.As(err, &exists) && !slices.Contains(exists.Names, ".") {
		for _, name := range exists.Names {
			if _, ok := files[name]; !ok {
				return err // a file is where a folder is needed
			}
			fmt.Fprintf(out.stderr, "%s: exists, not changed\n", printable(filepath.Join(dir, name)))
			delete(files, name)
		}
		err = publish.Create(dir, files)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out.stderr, "%s: %s written\n", printable(dir), report.Count(len(files), "file"))
	if len(files) > 0 {
		fmt.Fprintf(out.stderr, "next: platmap serve --theme %s\n", shellWord(dir))
	}
	return nil
}

// A themeError holds errors in files of the user's theme, which are printed as
// findings.
type themeError struct {
	error
	run  report.Run
	rest error // the errors outside the theme, or nil
}

// themeError returns a *themeError if err contains an error in files of the user's theme.
// Otherwise it returns err.
func (p *project) themeError(err error) error {
	findings, rest := theme.Findings(err)
	if len(findings) == 0 {
		return err
	}
	run := report.Run{Findings: findings, Content: shown(p.theme), Root: repositoryPath(p.theme), Version: currentVersion()}
	return &themeError{error: err, rest: rest, run: run}
}
