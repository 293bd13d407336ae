package generator

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"platmap/generator/edit"
	"platmap/generator/importer"
	"platmap/generator/internal/testsite"
	"platmap/generator/lists"
	"platmap/generator/rounds"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// importContent is content with entries that the tables of the tests refer to.
func importContent(random *rand.Rand) fstest.MapFS {
	content := fstest.MapFS{}
	files := map[string]string{
		"site.yaml":            "title: T\nlocales: [" + []string{"ja, en", "en, ja"}[random.IntN(2)] + "]\nlabels: {prefix: area/}\n",
		"domains/cdn.yaml":     "name: {ja: コンテンツ配信（CDN）, en: CDN}\nstatus: draft\n",
		"teams/infra.yaml":     "name: {ja: 基盤チーム, en: Infra}\ntype: platform\naka: [情シス]\n",
		"components/list.yaml": "- redis # bare\n- id: kube\n  name: {ja: キューブ, en: kube}\n  # c\n  kind: cli\n\n- {id: flow, match: [helm/flow]}\n- id: old-name\n  name: >-\n    a long\n    name\n  aliases: [older]\n",
		"components/one.yaml":  "name: 'One' # c\nsummary: |\n  text\n\n  more\n",
	}
	for name, s := range files {
		if random.IntN(4) == 0 {
			s = strings.ReplaceAll(s, "\n", "\r\n")
		}
		content[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return content
}

// cells are the cells of random tables.
var cells = []string{
	"", "", "redis", "Redis", "kube", "キューブ", "flow", "old-name", "older", "One", "a long name", "Redis Labs", "redis labs", "決済API", "社内ポータル", "CON", "nul", "index",
	"基盤", "基盤チーム", "infra", "情シス", "Unknown", "CDN", "コンテンツ配信", "area/cdn", "OSS", "内製", "廃止予定", "稼働中", "サービス", "cli", "high",
	"2024/4", "令和5年7月", "4/5/2024", "2024年度", "https://github.com/a/b", "https://a.example/x y", "http://u@h/", "see https://a.example/, and more",
	"*a* _b_ `c` <b>x</b> [[kube]] [x](y.md) &amp; :smile: ~~s~~", "# a", "- a\n- b", "a: b", "a #b", "'", `"q"`, "{a}", "[b", "null", "true", "1.0", "~", "@a", "!x", "&y", "*z", "%", "=cmd|x", "a\tb", "a\u200bb", "a\u202eb", "\x00", "é", "ｶﾅ",
	"x\n\n\n  y\n# z", "1. a", "> q", "\\", "a\\", "日本語：説明", strings.Repeat("あ", 300), strings.Repeat("Very long name ", 9), "---", "...", "-", "N/A", "合計", "| t |", "$x$", "{{x}}", "<!-- c -->", "http://", "mailto:a@b.example", "０１２", "㈱テスト①Ⅲ",
}

var headers = []string{"Name", "名称", "ID", "Team", "担当", "Type", "種別", "Status", "状態", "Description", "URL", "Repo", "領域", "Since", "導入日", "Notes", "備考", "別名", "Tags", "Depends on", "Replaced by", "Value", "コスト", "x-a", "", "Why"}

func randomTable(random *rand.Rand) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = []rune{',', ';', '\t'}[random.IntN(3)]
	head := []string{"Name"}
	for range random.IntN(8) {
		head = append(head, headers[random.IntN(len(headers))])
	}
	random.Shuffle(len(head), func(i, j int) { head[i], head[j] = head[j], head[i] })
	rows := [][]string{head}
	for range random.IntN(12) {
		var r []string
		for range max(1, len(head)+random.IntN(4)-1) {
			r = append(r, cells[random.IntN(len(cells))])
		}
		rows = append(rows, r)
	}
	_ = w.WriteAll(rows)
	return b.String()
}

func csvList(t *testing.T, data string) *lists.List {
	t.Helper()
	l, err := lists.Sources()[0].Read(lists.Input{Files: []lists.File{{Name: "list.csv", Data: []byte(data)}}})
	if err != nil {
		t.Fatalf("%v\n%q", err, data)
	}
	return l
}

// After an import the content has no errors, and it contains every cell of the table
// unless a note mentions its row. Importing the same table again changes nothing, and
// neither does a second update.
func TestImport_Twice(t *testing.T) {
	for seed := range uint64(rounds.Of(150)) {
		random := rand.New(rand.NewPCG(seed, 3))
		content, table := importContent(random), randomTable(random)
		importTwice(t, content, table, fmt.Sprint(seed))
		if t.Failed() {
			return
		}
	}
}

func importTwice(t *testing.T, content fstest.MapFS, table, what string) {
	t.Helper()
	in := Input{Content: content, Schemas: testsite.Schemas(t)}
	l := csvList(t, table)
	request := importer.Input{Records: l.Records, From: "list.csv", Name: "list"}
	step := func(update string) *importer.Plan {
		request.Update = nil
		if update != "" {
			request.Update = []string{update}
		}
		plan, err := Import(in, request)
		if err != nil {
			t.Fatalf("%s: update %q: %s\n%s", what, update, importError(err), table)
		}
		in.Content = withChanges(in.Content.(fstest.MapFS), plan.Changes)
		return plan
	}
	first := step("")
	if _, diags, err := Check(in); err != nil || diags.HaveError() {
		t.Fatalf("%s: %v %v\n%s", what, err, diags, table)
	}
	lostCells(t, l, first, in.Content.(fstest.MapFS), what)
	if plan := step(""); len(plan.Changes) > 0 || len(plan.Added) > 0 || plan.Existing != len(l.Records)-repeated(plan) {
		t.Errorf("%s: the second import has %d changes, %d new entries\n%s\n%s", what, len(plan.Changes), len(plan.Added), table, plan.Changes[0].Patch(""))
	}
	step(importer.AllKeys)
	if plan := step(importer.AllKeys); len(plan.Changes) > 0 {
		t.Errorf("%s: the second update changes\n%s\n%s", what, plan.Changes[0].Patch(""), table)
	}
}

func repeated(p *importer.Plan) int {
	n := 0
	for _, note := range p.Notes {
		if strings.HasPrefix(note.Text, "repeated") {
			n++
		}
	}
	return n
}

func importError(err error) string {
	var blocked *BlockedError
	var cannot *edit.Error
	s := err.Error()
	switch {
	case errors.As(err, &blocked):
		for _, d := range blocked.Findings {
			line, _ := d.Pos.LineColumn()
			s += "\n" + describe(d)
			if d.Pos.File != nil {
				s += "\n" + d.Pos.File.Line(line)
			}
		}
	case errors.As(err, &cannot):
		s += " in " + cannot.Pos.File.Name
	}
	return s
}

func withChanges(content fstest.MapFS, changes []edit.Change) fstest.MapFS {
	next := maps.Clone(content)
	for i := range changes {
		c := &changes[i]
		s, _ := edit.Apply(c.File, c.Edits)
		next[c.To] = &fstest.MapFile{Data: []byte(s)}
	}
	return next
}

// lostCells reports texts of new entries that are neither in the content nor in a note.
func lostCells(t *testing.T, l *lists.List, plan *importer.Plan, content fstest.MapFS, what string) {
	t.Helper()
	var all strings.Builder
	for _, f := range content {
		all.Write(f.Data)
	}
	for _, n := range append(l.Notes, plan.Notes...) {
		all.WriteString(n.Detail)
	}
	written := squeezed(all.String())
	isNew := map[lists.Pos]bool{}
	for _, a := range plan.Added {
		isNew[a.Pos] = true
	}
	for _, r := range l.Records {
		for _, k := range r.Keys {
			s, _ := k.Value.(string)
			if !isNew[r.Pos] || !strings.HasPrefix(k.Name, "x-") && k.Name != "summary" && k.Name != "notes" && k.Name != "owner" {
				continue
			}
			if k.Name == "owner" && s != "Unknown" {
				continue
			}
			if !strings.Contains(written, squeezed(s)) {
				t.Errorf("%s: %s: %q is lost", what, k.Name, s)
			}
		}
	}
}

// squeezed returns a text without the characters that quoting and escaping change.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n\r\t\\'\"", r) {
			return -1
		}
		return r
	}, text.NFC(s))
}

// Any input causes an error, or is a list whose import Check accepts.
func FuzzImport(f *testing.F) {
	f.Add([]byte("Name,Team\nRedis,infra\n"))
	f.Add([]byte("\xff\xfeN\x00a\x00m\x00e\x00\n\x00a\x00"))
	f.Add([]byte("\x96\xbc\x8f\xcc,\x92S\x93\x96\n\x8c\x88\x8d\xcf,Unknown\n基盤,情シス\n"))
	f.Add([]byte("a\n\"名称\";\"x\"\n\"a\"\"b\";\"c\nd\"\n;;;\n"))
	f.Add([]byte(`[{"name":"\u001b[1m<b>","chart":"a\nb-1.0.0"},{"name":"flow","chart":"flow-1.0.0"}]`))
	f.Add([]byte(`{"apiVersion":"v1","items":[{"kind":"Deployment","metadata":{"name":"a","labels":{"app":"- x: [","team":"\u0000"}}}]}`))
	f.Add([]byte("services:\n  a b: {image: c, depends_on: [flow, a b]}\n"))
	f.Add([]byte(`[{"name":"a","description":"<script>\n# [[x]]","url":"javascript:x","isArchived":true}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, source := range lists.Sources() {
			l, err := source.Read(lists.Input{Files: []lists.File{{Name: "list", Data: bytes.Clone(data)}}})
			if err != nil {
				continue
			}
			in := Input{Content: importContent(rand.New(rand.NewPCG(1, 1))), Schemas: testsite.Schemas(t)}
			request := importer.Input{Records: l.Records, From: "list", Name: "list", Update: []string{importer.AllKeys}}
			plan, err := Import(in, request)
			if err != nil {
				t.Fatal(importError(err))
			}
			in.Content = withChanges(in.Content.(fstest.MapFS), plan.Changes)
			lostCells(t, l, plan, in.Content.(fstest.MapFS), "")
			request.Update = nil
			again, err := Import(in, request)
			if err != nil || len(again.Changes) > 0 {
				t.Fatalf("the second import changes %v %v", again.Changes, err)
			}
		}
	})
}

// Records of all kinds become entries in the files of their kinds, and refer to each other.
func TestImport_Kinds(t *testing.T) {
	records := []lists.Record{
		{Kind: lists.Group, ID: "run", Name: "Run: time"},
		{Kind: lists.Group, Name: "Deliver"},
		{Kind: source.Domain, Name: "Compute", Keys: []lists.Key{{Name: "group", Value: "run"}, {Name: "owner", Value: "Platform"}, {Name: "depends_on", Value: []string{"Net work", "none"}}, {Name: "notes", Value: "a\nb"}}},
		{Kind: source.Domain, ID: "network", Name: "Net work", Keys: []lists.Key{{Name: "group", Value: "deliver"}}},
		{Kind: source.Team, Name: "Platform", Keys: []lists.Key{
			{Name: "type", Value: "infrastructure"}, {Name: "contact", Value: []lists.Key{{Name: "github", Value: "@example/infra"}, {Name: "chat", Value: "#infra"}}},
			{Name: "domains", Value: []any{[]lists.Key{{Name: "domain", Value: "Compute"}, {Name: "role", Value: "owner"}}, "network", "gone"}}}},
		{Kind: source.Component, ID: "web", Keys: []lists.Key{{Name: "owner", Value: "@example/infra"}, {Name: "domains", Value: []string{"compute"}}, {Name: "part_of", Value: "Site"}, {Name: "x-spec", Value: []lists.Key{{Name: "a", Value: "1"}, {Name: "b", Value: []any{"x", "y"}}}}}},
		{Kind: source.Component, Name: "Site"},
	}
	for _, siteText := range []string{"", "title: T\ngroups:\n  - {id: old, name: Old} # c\n# end\nowner: old-team\n", "title: T\ngroups:\n- id: old\n  name: Old", "title: T\r\n"} {
		content := fstest.MapFS{"teams/old-team.yaml": {Data: []byte("name: Old team\ntype: platform\n")}}
		if siteText != "" {
			content["site.yaml"] = &fstest.MapFile{Data: []byte(siteText)}
		}
		in := Input{Content: content, Schemas: testsite.Schemas(t)}
		request := importer.Input{Records: records, From: "catalog", Name: "catalog"}
		plan, err := Import(in, request)
		if err != nil {
			t.Fatalf("%q: %s", siteText, importError(err))
		}
		in.Content = withChanges(content, plan.Changes)
		s, diags, err := Check(in)
		if err != nil || diags.HaveError() {
			t.Fatal(err, diags)
		}
		d, web := s.Page(source.Domain, "compute").(*site.Domain), s.Page(source.Component, "web").(*site.Component)
		if len(s.Groups) < 2 || d.Owner.To.ID != "platform-team" || d.DependsOn[0].To.ID != "network" || web.Owner.To.ID != "platform-team" || web.PartOf.To.ID != "site" || len(s.Teams[1].Domains) != 2 {
			t.Errorf("%q: %d groups, owner %s\n%s", siteText, len(s.Groups), d.Owner.Text, d.File.Text)
		}
		if again, err := Import(in, request); err != nil || len(again.Changes) > 0 || len(again.Differences) > 1 {
			t.Errorf("%q: again: %v, %d changes, %v", siteText, err, len(again.Changes), again.Differences)
		}
	}
}
