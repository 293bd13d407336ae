package editortest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"platmap/schemas"
)

// associations are editor settings, as an author may have them.
var associations = map[string]any{
	"./.platmap/site.schema.json":      "/content/site.yaml",
	"./.platmap/domain.schema.json":    "/content/domains/*.yaml",
	"./.platmap/component.schema.json": "/content/components/*.yaml",
	"./.platmap/team.schema.json":      "/content/teams/*.yaml",
	"./.platmap/scenario.schema.json":  "/content/scenarios/*.yaml",
	"./.platmap/guide.schema.json":     "/content/front/*.yaml",
}

// sampleNames returns one or two names of every kind. Some must be quoted in YAML or escaped
// in snippets.
func sampleNames() *schemas.Candidates {
	return &schemas.Candidates{
		Domains:    []schemas.Name{{ID: "network", About: "ネットワーク / Network: how services talk"}, {ID: "on", About: "A word of YAML"}, {ID: "2024", About: "A number"}},
		Components: []schemas.Name{{ID: "kube", About: "The command"}, {ID: "kafka", About: "Broker"}},
		Teams:      []schemas.Name{{ID: "infra", About: "Infrastructure"}, {ID: "dx", About: "Developer experience"}},
		Guides:     []schemas.Name{{ID: "new-app/start", About: "Getting started"}, {ID: "faq", About: "Questions"}},
		Groups:     []schemas.Name{{ID: "run", About: "Run"}, {ID: "deliver", About: "Deliver"}},
		Metrics:    []schemas.Name{{ID: "ready-time", About: "Seconds"}, {ID: "cost", About: "Yen"}},
		Features:   []schemas.Name{{ID: "network#Retry: ${n}", About: "f"}, {ID: "network#切り戻し", About: "It's back"}},
		Interfaces: []schemas.Name{{ID: "network##ask", About: "i"}, {ID: "network#it's", About: "i"}},
	}
}

// schemasWith returns the schemas with completions of names.
func schemasWith(t *testing.T, known *schemas.Candidates) map[string]json.RawMessage {
	t.Helper()
	all := map[string]json.RawMessage{}
	for _, kind := range kinds(t) {
		text, err := schemas.WithCompletions(kind, known)
		must(t, err)
		all[kind+".schema.json"] = text
	}
	return all
}

// writeSchemas writes the schemas to the folder that serve uses, and notifies the server.
func (e *editor) writeSchemas(known *schemas.Candidates) {
	e.t.Helper()
	must(e.t, os.MkdirAll(filepath.Join(e.dir, ".platmap"), 0o777))
	var changes []any
	for name, text := range schemasWith(e.t, known) {
		must(e.t, os.WriteFile(filepath.Join(e.dir, ".platmap", name), text, 0o666))
		changes = append(changes, map[string]any{"uri": e.address(".platmap/" + name), "type": 2})
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": changes})
}

// completeIn opens a file that ends at the cursor, without a modeline, and returns the
// completions.
func (e *editor) completeIn(dir, text string) []suggestion {
	e.t.Helper()
	e.opened++
	name := fmt.Sprintf("content/%s/partial-%d.yaml", dir, e.opened)
	if dir == "site" {
		name = "content/site.yaml"
	}
	e.show(name, text)
	return e.suggest(name, end(text))
}

// The parts depend on this order, because the last two write other schemas.
func TestNames(t *testing.T) {
	e := open(t, associations)
	e.writeSchemas(sampleNames())
	for _, part := range []struct {
		name string
		test func(*editor, *testing.T)
	}{
		{"completed", (*editor).testNamesCompleted},
		{"inserted", (*editor).testNamesInserted},
		{"keys", (*editor).testKeysOfNames},
		{"unknown", (*editor).testUnknownNames},
		{"new", (*editor).testNewName},
		{"many", (*editor).testManyNames},
	} {
		t.Run(part.name, func(t *testing.T) {
			e.t = t
			part.test(e, t)
		})
	}
}

// All names, and nothing else, are completed where references are allowed.
func (e *editor) testNamesCompleted(t *testing.T) {
	known := sampleNames()
	items := slices.Concat(known.Features, known.Interfaces)
	parties := append([]schemas.Name{
		{ID: "platform", About: "The platform team does it for all teams."},
		{ID: "shared", About: "Platform and product teams do it together."},
		{ID: "product", About: "Each product team does it for its own services."},
	}, known.Teams...)
	for _, c := range []struct {
		dir, text string
		want      []schemas.Name
	}{
		{"domains", "group: ", known.Groups},
		{"domains", "owner: ", known.Teams},
		{"domains", "replaced_by: ", known.Domains},
		{"domains", "depends_on:\n  - ", known.Domains},
		{"domains", "depends_on:\n  - kube\n  - ", known.Domains},
		{"domains", "related: [", known.Domains},
		{"domains", "guides:\n  - ", known.Guides},
		{"domains", "responsibilities:\n  - name: x\n    by: ", parties},
		{"domains", "responsibilities:\n  - name: x\n    target: ", parties},
		{"domains", "responsibilities:\n  - name: x\n    related:\n      - ", known.Domains},
		{"domains", "features:\n  - name: x\n    components:\n      - ", known.Components},
		{"domains", "features:\n  - name: x\n    guide: ", known.Guides},
		{"domains", "features:\n  - name: x\n    replaced_by: ", items},
		{"domains", "interfaces:\n  - doc: ", known.Guides},
		{"domains", "interfaces:\n  - cli: x\n    guide: ", known.Guides},
		{"domains", "interfaces:\n  - cli: x\n    component: ", known.Components},
		{"domains", "interfaces:\n  - cli: x\n    replaced_by: ", items},
		{"components", "domains:\n  - ", known.Domains},
		{"components", "- id: x\n  domains:\n    - ", known.Domains},
		{"components", "part_of: ", known.Components},
		{"components", "depends_on:\n  - ", known.Components},
		{"components", "replaced_by: ", known.Components},
		{"teams", "domains:\n  - ", known.Domains},
		{"teams", "domains:\n  - domain: ", known.Domains},
		{"teams", "interactions:\n  - team: ", known.Teams},
		{"scenarios", "lead: ", append([]schemas.Name{{ID: "none", About: "It fits no domain: a sign that the map may have to change."}}, known.Domains...)},
		{"scenarios", "raised_by:\n  - ", known.Teams},
		{"scenarios", "needs:\n  - domain: ", known.Domains},
		{"scenarios", "needs:\n  - domain: x\n    feature: ", known.Features},
		{"scenarios", "needs:\n  - domain: x\n    interface: ", known.Interfaces},
		{"scenarios", "target:\n  metric: ", known.Metrics},
		{"front", "domains:\n  - ", known.Domains},
		{"front", "components:\n  - ", known.Components},
		{"front", "aliases:\n  - ", nil},
		{"site", "owner: ", known.Teams},
	} {
		var got []schemas.Name
		for _, o := range e.completeIn(c.dir, c.text) {
			switch o.Label { // the editor also completes keys and snippets
			case "domain", "role", "approach", "strength", "with approach", "domain of a team", "true", "false":
				continue
			}
			if strings.HasPrefix(o.Label, "- (array item)") {
				continue // a generic completion of a list in [ ]
			}
			got = append(got, schemas.Name{ID: o.Label, About: string(o.Documentation)})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q: completions %q,\nwant %q", c.dir, c.text, got, c.want)
		}
	}
}

// A completion inserts the name, quoted for YAML and escaped for the editor, which reads
// ${n} as a placeholder.
func (e *editor) testNamesInserted(t *testing.T) {
	want := []string{"network", `"on"`, `"2024"`}
	want = append(want, `"network#Retry: \${n\}"`, "network#切り戻し", "network##ask", "network#it's")
	var got []string
	for _, o := range slices.Concat(e.completeIn("domains", "replaced_by: "), e.completeIn("domains", "features:\n  - name: x\n    replaced_by: ")) {
		if o.Label != "true" && o.Label != "false" {
			got = append(got, o.inserts())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("inserted%s,\nwant%s", quoted(got), quoted(want))
	}
}

// A key is completed with its colon, and a list where a list is required.
func (e *editor) testKeysOfNames(t *testing.T) {
	for text, inserts := range map[string]string{"": "group: ", "depends_on: ": "\n  - ${1:network}\n"} {
		if !slices.ContainsFunc(e.completeIn("domains", text), func(o suggestion) bool { return o.inserts() == inserts }) {
			t.Errorf("after %q, no completion %q", text, inserts)
		}
	}
}

// Unknown names have no diagnostics in the editor, and hovers stay short.
func (e *editor) testUnknownNames(t *testing.T) {
	text := "name: x\nstatus: draft\nowner: nobody\nstatus_: x\ndepends_on: [nothing]\ngroup: none\n"
	e.show("content/domains/unknown.yaml", text)
	diagnostics := e.diagnosticsOf("content/domains/unknown.yaml")
	if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Message, "status_") {
		t.Errorf("diagnostics %v, want status_ only", diagnostics)
	}
	if shown := e.hover("content/domains/unknown.yaml", position{Line: 2, Character: 9}); strings.Contains(shown, "Infrastructure") || len(shown) > 400 {
		t.Errorf("the hover is %q", shown)
	}
}

// A new name is completed when the schema file has changed.
func (e *editor) testNewName(t *testing.T) {
	known := sampleNames()
	known.Domains = append(known.Domains, schemas.Name{ID: "zoning", About: "New"})
	e.writeSchemas(known)
	isNew := func(o suggestion) bool { return o.Label == "zoning" && o.Documentation == "New" }
	if !slices.ContainsFunc(e.completeIn("domains", "depends_on:\n  - "), isNew) {
		t.Error("the new domain is not completed")
	}
}

// Many names are completed as well.
func (e *editor) testManyNames(t *testing.T) {
	var many []schemas.Name
	for i := range 2000 {
		many = append(many, schemas.Name{ID: fmt.Sprintf("name-%04d", i), About: "ネットワーク / Network: services that talk to each other in ad hoc ways get slow"})
	}
	e.writeSchemas(&schemas.Candidates{Domains: many, Components: many, Teams: many, Guides: many, Groups: many, Metrics: many, Features: many, Interfaces: many})
	for i := range 2 {
		name, text := fmt.Sprintf("content/domains/many-%d.yaml", i), "depends_on:\n  - "
		e.show(name, text)
		e.diagnosticsOf(name)
		start := time.Now()
		offered := e.suggest(name, end(text))
		t.Logf("%d completions after %v", len(offered), time.Since(start).Round(time.Millisecond))
		if len(offered) != len(many) {
			t.Errorf("%d completions, want %d", len(offered), len(many))
		}
	}
}

// With completions in the schemas, sample files still have no diagnostics.
func TestNames_SamplesHaveNoDiagnostics(t *testing.T) {
	e := open(t, associations)
	e.writeSchemas(sampleNames())
	checked := 0
	for _, dir := range []string{"domains", "components", "teams", "scenarios"} {
		files, err := filepath.Glob(filepath.Join(e.dir, "content", dir, "*.yaml"))
		must(t, err)
		for _, file := range files {
			b, err := os.ReadFile(file)
			must(t, err)
			name := "content/" + dir + "/" + filepath.Base(file)
			var lines []string // without the modeline, which would select the schema
			for line := range strings.Lines(string(b)) {
				if !strings.HasPrefix(line, "# yaml-language-server:") {
					lines = append(lines, line)
				}
			}
			text := strings.Join(lines, "")
			e.show(name, text)
			for _, d := range e.diagnosticsOf(name) {
				t.Errorf("%s: %s", name, d.Message)
			}
			if at, ok := firstKey(text); ok && e.hover(name, at) == "" {
				t.Errorf("%s: no schema is used", name)
			}
			checked++
		}
	}
	if checked < 20 {
		t.Errorf("only %d files", checked)
	}
}
