package export_test

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/tree"
)

// The rules of each consumer, taken from its schema or its source code.

var hexColour = regexp.MustCompile(`^[0-9a-f]{6}$`)

// checkLabels checks the rules of EndBug/label-sync with github-label-sync (the limits of
// GitHub, no unknown keys, no four-byte characters in a description) and those of
// label_sync (unique names, 100 bytes).
func checkLabels(t *testing.T, s *site.Site, got, form string) {
	t.Helper()
	if form == "gh" {
		checkCommands(t, s, got)
		return
	}
	root := yaml(t, got)[0]
	list, aliases, known := root.Items, "aliases", []string{"name", "color", "description", "aliases"}
	if form == "label_sync" {
		keys(t, root, "default")
		list, aliases, known = root.Get("default").Get("labels").Items, "previously", []string{"name", "color", "description", "target", "addedBy", "previously"}
	}
	if len(list) != len(s.Domains) {
		t.Errorf("%d labels of %d domains", len(list), len(s.Domains))
	}
	seen := map[string]bool{}
	unique := func(name string) {
		if key := strings.ToLower(name); seen[key] {
			t.Errorf("label %q twice", name)
		} else {
			seen[key] = true
		}
	}
	for _, l := range list {
		keys(t, l, known...)
		unique(str(t, l.Get("name"), 50))
		if colour := str(t, l.Get("color"), 6); !hexColour.MatchString(colour) {
			t.Errorf("colour %q", colour)
		}
		description := str(t, l.Get("description"), -100)
		if strings.ContainsFunc(description, func(r rune) bool { return r > 0xFFFF }) {
			t.Errorf("description %q has a character of four bytes", description)
		}
		if form == "label_sync" && len(description) > 100 {
			t.Errorf("description %q has more than 100 bytes", description)
		}
		for _, a := range items(l.Get(aliases)) {
			if form == "label_sync" {
				a = a.Get("name")
			}
			unique(str(t, a, 50))
		}
	}
}

var (
	createCommand = regexp.MustCompile(`^gh label create --force --color [0-9a-f]{6} --description (` + shellText + `) -- (` + shellText + `)$`)
	renameCommand = regexp.MustCompile(`^gh label edit --name (` + shellText + `) -- (` + shellText + `) 2>/dev/null \|\| true$`)
)

// shellText matches a text in single quotes, in which a single quote is written as '\”.
const shellText = `'(?:[^']|'\\'')*'`

func checkCommands(t *testing.T, s *site.Site, got string) {
	t.Helper()
	created := 0
	for line := range strings.Lines(got) {
		line = strings.TrimSuffix(line, "\n")
		m := createCommand.FindStringSubmatch(line)
		switch {
		case m != nil:
			name := strings.ReplaceAll(strings.Trim(m[2], "'"), `'\''`, "'")
			if name != s.LabelOf(s.Domains[created]) {
				t.Errorf("label %q of domain %s", name, s.Domains[created].ID)
			}
			created++
		case !strings.HasPrefix(line, "#") && !renameCommand.MatchString(line):
			t.Errorf("line %q", line)
		}
	}
	if created != len(s.Domains) {
		t.Errorf("%d commands for %d domains", created, len(s.Domains))
	}
}

var fieldID = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// checkForm checks the rules of GitHub for issue forms, and those of the labeler: each
// answer is a name that contains no separator of answers, and has a label.
func checkForm(t *testing.T, s *site.Site, got string) {
	t.Helper()
	form := yaml(t, got)[0]
	keys(t, form, "name", "description", "body")
	str(t, form.Get("name"), 100)
	str(t, form.Get("description"), 200)
	labels, ids := map[string]bool{}, map[string]bool{}
	var options []string
	for _, field := range form.Get("body").Items {
		kind, attributes := field.Get("type").Text, field.Get("attributes")
		if kind == "markdown" {
			keys(t, field, "type", "attributes")
			keys(t, attributes, "value")
			str(t, attributes.Get("value"), 1<<20)
			continue
		}
		keys(t, field, "type", "id", "attributes", "validations")
		keys(t, field.Get("validations"), "required")
		if required := field.Get("validations").Get("required"); required.Kind != tree.Bool {
			t.Errorf("required is %s", required.Kind)
		}
		id, label := str(t, field.Get("id"), 50), str(t, attributes.Get("label"), 100)
		if !fieldID.MatchString(id) || ids[id] || labels[label] {
			t.Errorf("field %q with label %q", id, label)
		}
		ids[id], labels[label] = true, true
		str(t, attributes.Get("description"), -1000)
		switch kind {
		case "dropdown":
			keys(t, attributes, "label", "description", "multiple", "options")
			if attributes.Get("multiple").Kind != tree.Bool {
				t.Error("multiple is no bool")
			}
			for _, o := range attributes.Get("options").Items {
				options = append(options, str(t, o, 1000))
			}
		case "textarea":
			keys(t, attributes, "label", "description")
		default:
			t.Errorf("type %q", kind)
		}
	}
	for i, o := range options {
		lower := strings.ToLower(o)
		if lower == "none" || slices.ContainsFunc(options[:i], func(other string) bool { return strings.ToLower(other) == lower }) ||
			strings.Contains(o, ", ") || strings.Contains(o, "###") || strings.TrimSpace(o) != o {
			t.Errorf("option %q", o)
		}
	}
	rules, _ := write(t, s, "labeler", "", "")
	policy := yaml(t, rules)[0]
	keys(t, policy, "policy")
	section := policy.Get("policy").Items[0].Get("section").Items[0]
	keys(t, section, "id", "block-list", "label")
	if id := section.Get("id").Items[0].Text; !ids[id] {
		t.Errorf("the labeler reads the field %q, which the form does not have", id)
	}
	var labeled []string
	for _, l := range section.Get("label").Items {
		keys(t, l, "name", "keys")
		str(t, l.Get("name"), 50)
		labeled = append(labeled, str(t, l.Get("keys").Items[0], 1000))
	}
	if want := options[:len(options)-1]; !slices.Equal(labeled, want) || section.Get("block-list").Items[0].Text != options[len(options)-1] {
		t.Errorf("the labeler has the answers\n%q\nthe form\n%q", labeled, want)
	}
}

// checkOwners checks that the last rule that matches the file of a page names the owner
// of the page.
func checkOwners(t *testing.T, s *site.Site, got string) {
	t.Helper()
	rules := site.OwnerRules(&source.File{Name: "CODEOWNERS", Text: got})
	lines := 0
	for line := range strings.Lines(got) {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if lines != len(rules) {
		t.Errorf("%d of %d lines are valid:\n%s", len(rules), lines, got)
	}
	for _, p := range s.Pages() {
		to := p.Base().Owner.To
		if to == nil || to.Contact.GitHub == "" {
			continue
		}
		for _, part := range p.Base().Written() {
			name := path.Join(s.ContentPath(), part.Base().File.Name)
			if i := site.RuleFor(rules, name); i < 0 || !slices.Contains(rules[i].Owners, "@"+strings.TrimPrefix(to.Contact.GitHub, "@")) {
				t.Errorf("%s has no rule with its owner %s", name, to.Contact.GitHub)
			}
		}
	}
}

var (
	entityName = regexp.MustCompile(`^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$`)
	entityTag  = regexp.MustCompile(`^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$`)
)

// checkBackstage checks the rules of Backstage's JSON Schemas and its rules for the
// format of fields. In addition, every reference except to an unknown owner must refer to
// an entity in the file.
func checkBackstage(t *testing.T, got string) {
	t.Helper()
	required := map[string][]string{
		"Group": {"type", "children"}, "Domain": {"owner"}, "System": {"owner", "domain"},
		"Component": {"type", "lifecycle", "owner"}, "API": {"type", "lifecycle", "owner", "definition"},
	}
	entities := yaml(t, got)
	known := map[string]bool{"Group:unknown": true}
	for _, e := range entities {
		kind, meta, spec := str(t, e.Get("kind"), 63), e.Get("metadata"), e.Get("spec")
		keys(t, e, "apiVersion", "kind", "metadata", "spec")
		keys(t, meta, "name", "title", "description", "annotations", "tags", "links")
		name := str(t, meta.Get("name"), 63)
		if id := kind + ":" + name; !entityName.MatchString(name) || known[id] || e.Get("apiVersion").Text != "backstage.io/v1alpha1" {
			t.Errorf("entity %s", id)
		} else {
			known[id] = true
		}
		str(t, meta.Get("title"), 1000)
		str(t, meta.Get("description"), -10000)
		for _, tag := range items(meta.Get("tags")) {
			if s := str(t, tag, 63); !entityTag.MatchString(s) || !utf8.ValidString(s) {
				t.Errorf("tag %q", s)
			}
		}
		for _, l := range items(meta.Get("links")) {
			keys(t, l, "url", "title")
			if u, err := url.Parse(str(t, l.Get("url"), 2000)); err != nil || u.Scheme == "" || u.Host == "" {
				t.Errorf("link %+v: %v", l.Get("url"), err)
			}
			str(t, l.Get("title"), 2000)
		}
		for _, key := range required[kind] {
			if spec.Get(key) == nil {
				t.Errorf("%s %s has no %s", kind, name, key)
			}
		}
	}
	for _, e := range entities {
		spec := e.Get("spec")
		for key, kind := range map[string]string{"owner": "Group", "domain": "Domain", "system": "System", "subcomponentOf": "Component", "providesApis": "API", "dependsOn": "Component"} {
			refs := items(spec.Get(key))
			if n := spec.Get(key); n != nil && n.Kind != tree.List {
				refs = []*tree.Node{n}
			}
			for _, ref := range refs {
				if name := strings.TrimPrefix(str(t, ref, 100), "component:"); !known[kind+":"+name] {
					t.Errorf("%s of %s refers to %s, which is not there", key, e.Get("metadata").Get("name").Text, name)
				}
			}
		}
	}
}

var diagramLines = []*regexp.Regexp{
	regexp.MustCompile(`^(%%|//) Written by `),
	regexp.MustCompile(`^(flowchart TB|digraph map \{|  rankdir=TB;|  node \[shape=box\];| *end| *\})$`),
	regexp.MustCompile(`^  subgraph \w+\["[^"#]*(#\d+;[^"#]*)*"\]$`),
	regexp.MustCompile(`^ +\w+(\[|\(\[)"[^"#]*(#\d+;[^"#]*)*"(\]|\]\))$`),
	regexp.MustCompile(`^  \w+ -\.?->(\|"\w+( \w+)*"\|)? \w+$`),
	regexp.MustCompile(`^  subgraph cluster_\w+ \{$`),
	regexp.MustCompile(`^ +(\w+ \[)?label="([^"\\]|\\["\\])*"(, shape=ellipse)?\]?;$`),
	regexp.MustCompile(`^  \w+ -> \w+( \[(label="[\w ]+")?(, )?(style=dotted)?\])?;$`),
}

// checkDiagram checks that every line has one of the forms of Mermaid or DOT, and that
// texts are in quotes.
func checkDiagram(t *testing.T, got string) {
	t.Helper()
	for line := range strings.Lines(got) {
		line = strings.TrimSuffix(line, "\n")
		if !slices.ContainsFunc(diagramLines, func(re *regexp.Regexp) bool { return re.MatchString(line) }) {
			t.Errorf("line %q", line)
		}
	}
}
