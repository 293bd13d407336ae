package reference

import (
	"fmt"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// folder is the folder of the guides in a content folder.
const folder = "guides/reference/"

// titles are the titles of the guides, in English and Japanese.
var titles = map[source.Kind][2]string{
	source.Site:      {"Keys of site.yaml", "site.yaml のキー一覧"},
	source.Domain:    {"Keys of a domain", "課題領域のキー一覧"},
	source.Component: {"Keys of a component", "コンポーネントのキー一覧"},
	source.Team:      {"Keys of a team", "チームのキー一覧"},
	source.Scenario:  {"Keys of a scenario", "具体的な課題のキー一覧"},
	source.Guide:     {"Front matter of a guide", "ガイドのフロントマターのキー一覧"},
	source.Glossary:  {"Keys of the glossary", "用語集のキー一覧"},
}

// Guides returns a guide for each kind of file in Japanese and English. The keys are paths
// in the content folder.
func Guides() (map[string]string, error) {
	guides := map[string]string{}
	for i, lang := range []string{"en", "ja"} {
		kinds, err := Read(lang)
		if err != nil {
			return nil, err
		}
		for n, k := range kinds {
			name := folder + string(k.Name) + map[string]string{"en": ".en.md", "ja": ".md"}[lang]
			guides[name] = fmt.Sprintf("---\ntitle: %s\ntype: reference\norder: %d\n---\n\n%s", titles[k.Name][i], firstOrder+n, k.Markdown(lang))
		}
	}
	return guides, nil
}

// firstOrder is the order of the guides, after those written by hand.
const firstOrder = 900

// Markdown returns the description of a kind with all keys, for a guide.
func (k *Kind) Markdown(lang string) string {
	g := guide{words: wordsOf(lang), at: map[string]string{}}
	fmt.Fprintf(&g, "%s\n\n"+g.words.guideAbout+"\n", escape(k.About), "`"+k.File+"`", "`platmap explain "+string(k.Name)+"`")
	fmt.Fprintf(&g, "\n## %s {#keys}\n", g.words.keysTitle)
	g.keys(k.Keys)
	g.below(k.Keys)
	return g.String()
}

// guide writes a guide.
type guide struct {
	strings.Builder
	words phrasesOf
	at    map[string]string // anchors of tables of mappings, by the text of the table
}

// below writes a section for each key with a mapping.
func (g *guide) below(keys []*Key) {
	for _, k := range keys {
		if len(k.Keys) == 0 {
			continue
		}
		fmt.Fprintf(g, "\n## %s {#%s}\n\n", k.Path, anchor(k.Path))
		about := k.About
		if k.Items != "" {
			about = k.Items
		}
		fmt.Fprintf(g, "%s\n", escape(about))
		// The same mapping in another list has the same table.
		table := guide{words: g.words, at: map[string]string{}}
		table.keys(k.Keys)
		signature := strings.ReplaceAll(table.String(), anchor(k.Path), "")
		if path, known := g.at[signature]; known {
			fmt.Fprintf(g, "\n"+g.words.sameKeys+"\n", "["+path+"](#"+anchor(path)+")")
			continue
		}
		g.at[signature] = k.Path
		g.WriteString(table.String())
		g.below(k.Keys)
	}
}

// keys writes a table of keys, and a list of the fixed words of each.
func (g *guide) keys(keys []*Key) {
	fmt.Fprintf(g, "\n| %s | %s |\n|---|---|\n", g.words.keyLabel, g.words.aboutLabel)
	for _, k := range keys {
		value := code(k.Type)
		if len(k.Keys) > 0 {
			value = "[" + value + "](#" + anchor(k.Path) + ")"
		}
		if k.Required != "" {
			value = fmt.Sprintf(g.words.inParens, value, "**"+escape(k.Required)+"**")
		}
		lines := []string{value, escape(k.About)}
		if k.Default != "" {
			lines = append(lines, g.words.defaultTitle+g.words.colon+escape(k.Default))
		}
		lines = append(lines, g.words.exampleTitle+g.words.colon+example(k.Example), g.words.shownTitle+g.words.colon+escape(strings.Join(k.Shown, g.words.comma)))
		fmt.Fprintf(g, "| `%s` | %s |\n", k.Name, strings.Join(lines, "<br>"))
	}
	for _, k := range keys {
		if len(k.Words) == 0 {
			continue
		}
		fmt.Fprintf(g, "\n"+g.words.oneOf+"\n\n", "`"+k.Name+"`")
		for _, word := range k.Words {
			fmt.Fprintf(g, "- `%s`%s%s\n", word.Name, g.words.colon, escape(word.About))
		}
	}
}

// anchor returns the id of the section about a mapping.
func anchor(path string) string {
	return "keys-" + strings.NewReplacer(".", "-", "_", "-").Replace(path)
}

// longExample is the width in columns from which an example is not written as code,
// because code does not wrap in tables.
const longExample = 28

func example(s string) string {
	if text.Columns(s) < longExample || strings.Contains(s, "://") {
		return "`" + strings.ReplaceAll(s, "|", `\|`) + "`"
	}
	return "<samp>" + escape(s) + "</samp>"
}

// code returns a type as Markdown, with literal values as code.
func code(s string) string {
	s = strings.ReplaceAll(s, "{ja: …, en: …}", "`{ja: …, en: …}`")
	return escape(s)
}

// escape returns a text as Markdown on one line of a table.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "[", `\[`, "_", `\_`, "{title: …, url: …}", "`{title: …, url: …}`")
