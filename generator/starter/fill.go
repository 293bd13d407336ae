package starter

import (
	"path"
	"slices"
	"strings"
	"text/template"

	"platmap/generator/source"
	"platmap/generator/text"
)

// filling is the data of a template. Templates call its methods in << >>:
//
//	<<.Text 2 "日本語" "English">>   the value of a key, after its colon; nested lines are indented by 2
//	<<.Item 4 "日本語" "English">>   an item of a list, after its dash
//	<<.Flow "日本語" "English">>     a value on one line
//	<<.Say "日本語" "English">>      the text of a comment, in the main language
//	<<.Name>>                       a name made from the id
//
// In templates of a project, its fields and methods can be used too.
type filling struct {
	Project
	ID     string
	Domain string
}

// YAMLKinds returns the kinds of files whose schema an editor applies by their names.
func (f filling) YAMLKinds() []source.Kind {
	return slices.DeleteFunc(source.SchemaKinds(), func(k source.Kind) bool { return k == source.Guide })
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

// maxFlow is the maximum number of bytes of a text in two languages on one line.
const maxFlow = 90

// Text returns a value with the white space between it and the colon of its key.
func (f filling) Text(indent int, ja, en string) string {
	if len(f.Locales) == 1 {
		return " " + text.YAML(f.Say(ja, en), false)
	}
	if len(ja)+len(en) <= maxFlow {
		return " " + f.Flow(ja, en)
	}
	start := "\n" + strings.Repeat(" ", indent)
	return start + strings.Join(f.pairs(ja, en, false), start)
}

// Item returns an item with the space between it and its dash.
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

// Name returns a name made from the id, which authors replace.
func (f filling) Name() string {
	name := f.plainName()
	return f.Flow(name, name)
}

// Title is like Name, in one language for the front matter of a guide.
func (f filling) Title() string { return text.YAML(f.plainName(), false) }

func (f filling) plainName() string {
	return text.UpperFirst(strings.ReplaceAll(path.Base(f.ID), "-", " "))
}

func (f filling) pairs(ja, en string, flow bool) []string {
	var pairs []string
	for _, locale := range f.Locales {
		value := filling{Project: Project{Locales: []string{locale}}}.Say(ja, en)
		pairs = append(pairs, locale+": "+text.YAML(value, flow))
	}
	return pairs
}
