package starter

import (
	"path"
	"strings"
	"text/template"

	"platmap/generator/text"
)

// filling is what a template is filled with. Its methods are what the template
// may say, between << and >>:
//
//	<<.Text 2 "日本語" "English">>   the value of a key, after its colon; nested lines are indented by 2
//	<<.Item 4 "日本語" "English">>   an item of a list, after its dash
//	<<.Flow "日本語" "English">>     the same on one line, whatever its length
//	<<.Say "日本語" "English">>      plain words for a comment, in the main language
//	<<.Name>>                       a name made of the id
type filling struct {
	Locales []string
	ID      string
	Domain  string
}

func (f filling) fill(name string) (string, error) {
	text, err := embedded.ReadFile(name)
	if err != nil {
		return "", err
	}
	t, err := template.New(name).Delims("<<", ">>").Option("missingkey=error").Parse(string(text))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, f)
	return b.String(), err
}

// Japanese reports whether the main language is Japanese.
func (f filling) Japanese() bool { return f.Locales[0] == "ja" }

// Say returns one of the two. Who reads neither is expected to read English.
func (f filling) Say(ja, en string) string {
	if f.Japanese() {
		return ja
	}
	return en
}

// LocaleList returns the languages as they stand in site.yaml.
func (f filling) LocaleList() string { return "[" + strings.Join(f.Locales, ", ") + "]" }

// wide is how many bytes of text go on one line in two languages.
const wide = 90

// Text returns a value with what parts it from its key's colon.
func (f filling) Text(indent int, ja, en string) string {
	if len(f.Locales) == 1 {
		return " " + text.YAML(f.Say(ja, en), false)
	}
	if len(ja)+len(en) <= wide {
		return " " + f.Flow(ja, en)
	}
	start := "\n" + strings.Repeat(" ", indent)
	return start + strings.Join(f.pairs(ja, en, false), start)
}

// Item returns an item with what parts it from its dash.
func (f filling) Item(indent int, ja, en string) string {
	return " " + strings.TrimLeft(f.Text(indent, ja, en), " \n")
}

// Flow returns a value on one line.
func (f filling) Flow(ja, en string) string {
	if len(f.Locales) == 1 {
		return text.YAML(f.Say(ja, en), true)
	}
	return "{" + strings.Join(f.pairs(ja, en, true), ", ") + "}"
}

// Name returns words made of the id, for people to replace.
func (f filling) Name() string {
	name := f.plainName()
	return f.Flow(name, name)
}

// Title is Name for Markdown's front matter, which is in one language.
func (f filling) Title() string { return text.YAML(f.plainName(), false) }

func (f filling) plainName() string {
	name := strings.ReplaceAll(path.Base(f.ID), "-", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func (f filling) pairs(ja, en string, flow bool) []string {
	var pairs []string
	for _, locale := range f.Locales {
		value := filling{Locales: []string{locale}}.Say(ja, en)
		pairs = append(pairs, locale+": "+text.YAML(value, flow))
	}
	return pairs
}
