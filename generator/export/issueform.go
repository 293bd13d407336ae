package export

import (
	"fmt"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// formField is the id of the list of domains in the issue form. The labeler finds the
// answers by it.
const formField = "domain"

// issueForm writes a form that asks whether the map already has an answer, and then for
// the domains.
func (w *writer) issueForm() {
	options := w.options()
	w.WriteString(`# Issue form with the domains of the platform map, written by platmap export issue-form: do
# not edit it here. redhat-plumbers-in-action/advanced-issue-labeler sets the labels, by the
# rules of platmap export labeler.
`)
	w.key(0, "name", w.Say("form.name"))
	w.key(0, "description", w.Say("form.about"))
	w.linef("body:")
	w.linef("  - type: markdown")
	w.linef("    attributes:")
	w.block(6, "value", w.before())
	w.linef("  - type: dropdown")
	w.linef("    id: %s", formField)
	w.linef("    attributes:")
	w.key(6, "label", w.Say("form.domain"))
	w.key(6, "description", w.Say("form.domain.about", w.Say("form.nodomain")))
	w.linef("      multiple: true")
	var names []string
	for _, o := range options {
		names = append(names, o.name)
	}
	w.list(6, "options", append(names, w.Say("form.nodomain")))
	w.linef("    validations:")
	w.linef("      required: true")
	for _, field := range []struct{ id, word, required string }{{"text", "form.text", "true"}, {"found", "form.found", "false"}} {
		w.linef("  - type: textarea")
		w.linef("    id: %s", field.id)
		w.linef("    attributes:")
		w.key(6, "label", w.Say(field.word))
		w.key(6, "description", w.Say(field.word+".about"))
		w.linef("    validations:")
		w.linef("      required: %s", field.required)
	}
}

// before returns the Markdown at the top of the form: how to look for an answer on the
// map, and the problem that each domain solves.
func (w *writer) before() []string {
	lines := []string{"### " + w.Say("form.before"), ""}
	if url := w.URL(nil); url != "" {
		lines = append(lines, fmt.Sprintf("[%s](%s)", w.Say("form.map"), url), "")
	}
	lines = append(lines, w.Say("form.exists"), "", w.Say("form.which"), "")
	for _, o := range w.options() {
		name := "**" + text.EscapeMarkdown(o.name) + "**"
		if url := w.URL(o.domain); url != "" {
			name = fmt.Sprintf("[%s](%s)", name, url)
		}
		if problem := text.ShortenAtSpace(w.problem(o.domain), maxLabelDescription); problem != "" {
			name += w.Say("colon") + text.EscapeMarkdown(problem)
		}
		lines = append(lines, "- "+name)
	}
	return lines
}

// option is an entry of the list of domains in the form.
type option struct {
	name   string
	domain *site.Domain
}

// options returns the names of domains for the form. GitHub joins the answers with a
// comma and a space, and the labeler splits them there and at ###, so names must not
// contain these. Names are unique, and differ from the word that GitHub reserves.
func (w *writer) options() []option {
	used := map[string]int{"none": 2, strings.ToLower(w.Say("form.nodomain")): 2}
	var list []option
	for _, d := range w.domains() {
		name := optionName.Replace(w.name(d))
		list = append(list, option{name, d})
		used[strings.ToLower(name)]++
	}
	for i, o := range list {
		if used[strings.ToLower(o.name)] > 1 {
			list[i].name += " (" + o.domain.ID + ")"
		}
	}
	return list
}

var optionName = strings.NewReplacer(", ", " / ", "###", "#")

// labeler writes the rules that map the answers in the form to labels. An issue that fits
// no domain gets no label, so that it can be found.
func (w *writer) labeler() {
	w.WriteString(`# Labels by the answers in the issue form, written by platmap export labeler: do not edit them
# here. redhat-plumbers-in-action/advanced-issue-labeler reads this file, and
# stefanbuck/github-issue-parser the issue.
policy:
  - section:
`)
	w.linef("      - id: [%s]", formField)
	w.linef("        block-list: [%s]", text.QuoteYAML(w.Say("form.nodomain")))
	options := w.options()
	if len(options) == 0 {
		w.linef("        label: []")
		return
	}
	w.linef("        label:")
	for _, o := range options {
		w.linef("          - name: %s", text.YAML(w.Site.LabelOf(o.domain), false))
		w.linef("            keys: [%s]", text.YAML(o.name, true))
	}
}
