package reference

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"platmap/generator/source"
	"platmap/generator/stable"
	"platmap/themes"
)

// EveryPage means all pages in shown.tsv.
const EveryPage = "*"

// IsCommand reports whether a name in shown.tsv is that of a command that reads the key,
// and not that of a page.
func IsCommand(name string) bool { return strings.HasPrefix(name, "platmap-") }

// Shown returns, for each key, the names of the pages that show it, in the form of
// PageName, or the command that reads it. The keys start with the kind, as in
// "domain.responsibilities.by".
func Shown() (map[string][]string, error) {
	data, err := files.ReadFile("shown.tsv")
	if err != nil {
		return nil, err
	}
	shown := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		key, names, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			return nil, fmt.Errorf("reference/shown.tsv has a line without a tab: %q", line)
		}
		shown[key] = strings.Fields(names)
	}
	return shown, nil
}

// PageName returns the name of the page with a path in the site: the kind of its subject,
// or the name of the view. It returns "" for pages that are not worth mentioning.
func PageName(file string) string {
	dir, base := path.Split(file)
	stem := strings.TrimSuffix(base, path.Ext(base))
	for folder := range strings.SplitSeq(dir, "/") { // after the folder of the language
		if kind := source.KindIn(folder); kind != "" {
			return string(kind)
		}
	}
	switch stem {
	case "index":
		return "overview"
	case "404":
		return ""
	}
	return stem
}

// shownIn is like Shown, but with the names of pages in the theme, which readers know.
func shownIn(lang string, p phrasesOf) (map[string][]string, error) {
	shown, err := Shown()
	if err != nil {
		return nil, err
	}
	data, err := themes.FS.ReadFile("default/words/" + lang + ".json")
	if err != nil {
		return nil, err
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	for key, names := range shown {
		if len(names) > manyPages {
			shown[key] = []string{p.mostPages}
			continue
		}
		kind, _, _ := strings.Cut(key, ".")
		// the page of the kind itself is first, then views, then pages of other kinds
		stable.Sort(names, func(a, b string) int { return rank(a, kind) - rank(b, kind) })
		for i, name := range names {
			switch {
			case name == EveryPage:
				names[i] = p.everyPage
			case IsCommand(name):
				names[i] = strings.ReplaceAll(name, "-", " ")
			case source.Kind(name).HasPage():
				names[i] = fmt.Sprintf(p.pagesOf, strings.ToLower(words["page."+name]))
			default:
				names[i] = words["view."+name]
			}
		}
	}
	return shown, nil
}

// manyPages is the number of names from which they are not listed.
const manyPages = 10

func rank(name, kind string) int {
	switch {
	case name == kind:
		return 0
	case source.Kind(name).HasPage():
		return 2
	}
	return 1
}
