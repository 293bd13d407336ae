package editortest

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"platmap/generator/internal/browsertest"
	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/generator/tree"
	"platmap/schemas"
)

// A second validator compiles every schema, accepts every example in the schemas, and
// accepts the same files as package schema. The same holds for schemas with completions.
func TestAjv_AcceptsTheSameFiles(t *testing.T) {
	browsertest.Node(t) // skip the test before its slow part
	set, err := schema.Compile(schemas.FS)
	must(t, err)
	type value struct {
		Schema string `json:"schema"`
		Value  any    `json:"value"`
	}
	var values []value
	var fits []bool
	files := allFiles(t)
	for _, f := range files {
		var parsing, found source.Diagnostics
		root := tree.Parse(f, &parsing)
		if root == nil {
			t.Fatalf("%s: %v", f.Name, parsing)
		}
		set.Check(f.Kind, root, "en", &found)
		values = append(values, value{string(f.Kind) + ".schema.json", root.JSON()})
		fits = append(fits, !slices.ContainsFunc(found, bySchema))
	}
	written := ajv(t, map[string]any{"schemas": raw(t), "values": values})
	completing := ajv(t, map[string]any{"schemas": schemasWith(t, sampleNames()), "values": values})
	for i, f := range files {
		if (len(written[i]) == 0) != (len(completing[i]) == 0) {
			t.Errorf("%s: Ajv reports%s without completions in the schema, and%s with them", f.Name, quoted(written[i]), quoted(completing[i]))
		}
	}
	faults := written
	accepted, refused := 0, 0
	for i, f := range files {
		switch {
		case fits[i] && strings.HasSuffix(f.Name, "# refused\n"):
			t.Errorf("both accept %s", f.Name)
		case fits[i] && len(faults[i]) > 0:
			t.Errorf("%s: platmap accepts it, Ajv reports%s\n%s", f.Name, quoted(faults[i]), f.Text)
		case !fits[i] && len(faults[i]) == 0:
			t.Errorf("%s: platmap refuses it, Ajv does not\n%s", f.Name, f.Text)
		case fits[i]:
			accepted++
		default:
			refused++
		}
	}
	if accepted < 60 || refused < 60 {
		t.Errorf("only %d files are accepted and %d refused", accepted, refused)
	}
}

// bySchema reports whether a finding follows from a schema. Other findings are about the
// YAML syntax, which another validator does not see.
func bySchema(d source.Diagnostic) bool {
	return d.Code == "yaml/root" || strings.HasPrefix(d.Code, "schema/") && d.Code != "schema/comma"
}

// allFiles returns valid and invalid files of every kind: the samples, the files of new
// projects, and the files with mistakes in the test data of this package and of package
// schema.
func allFiles(t *testing.T) []*source.File {
	t.Helper()
	var files []*source.File
	content := os.DirFS(filepath.FromSlash("../../content"))
	must(t, fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".yaml" {
			var b []byte
			b, err = fs.ReadFile(content, name)
			files = append(files, &source.File{Name: name, Kind: source.KindOf(name), Text: string(b)})
		}
		return err
	}))
	for name, text := range started(t) {
		_, inner, _ := strings.Cut(name, "/")
		if kind := source.KindOf(inner); !strings.HasPrefix(name, "content-empty/") { // it contains only comments
			files = append(files, &source.File{Name: name, Kind: kind, Text: text})
		}
	}
	for _, m := range mistakes(t) {
		files = append(files, &source.File{Name: m.kind + "/" + m.name, Kind: source.Kind(m.kind), Text: m.text})
	}
	for _, name := range []string{"fits", "mistakes"} {
		b, err := os.ReadFile("../schema/testdata/" + name + ".txtar")
		must(t, err)
		parts := archived.Split(string(b), -1)[1:] // the first part is a comment
		for i, head := range archived.FindAllStringSubmatch(string(b), -1) {
			files = append(files, &source.File{Name: name + "/" + head[1], Kind: source.KindOf(head[1]), Text: parts[i]})
		}
	}
	for line := range strings.Lines(ownKeywords) {
		files = append(files, &source.File{Name: line, Kind: source.Domain, Text: "name: x\nstatus: draft\n" + line})
	}
	return files
}

// archived matches the line before each file in an archive of package schema.
var archived = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// values that platmap's two own keywords reject or accept
const ownKeywords = `reviewed: 2026-02-30 # refused
reviewed: 2025-02-29 # refused
reviewed: 2024-02-29
reviewed: 2026-11
reviewed: 2026
interfaces: [{mode: assisted}] # refused
interfaces: [{cli: kube, api: 検索}] # refused
interfaces: [{cli: kube, mode: assisted}]
interfaces: [検索]
interfaces: [{ja: 検索, en: Search}]
`

// raw returns the unchanged schemas.
func raw(t *testing.T) map[string]json.RawMessage {
	t.Helper()
	names, err := fs.Glob(schemas.FS, "*.json")
	must(t, err)
	all := map[string]json.RawMessage{}
	for _, name := range names {
		all[name], err = fs.ReadFile(schemas.FS, name)
		must(t, err)
	}
	return all
}

// ajv runs ajv.js and returns its errors for each value.
func ajv(t *testing.T, input any) [][]string {
	t.Helper()
	path, err := filepath.Abs(browsertest.Module(t, "ajv/dist/2020.js"))
	must(t, err)
	cmd := exec.Command(browsertest.Node(t), "ajv.js", path)
	b, err := json.Marshal(input)
	must(t, err)
	var out, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(b), &out, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("Ajv: %v\n%s", err, stderr.String())
	}
	var faults [][]string
	must(t, json.Unmarshal(out.Bytes(), &faults))
	return faults
}
