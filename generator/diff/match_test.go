package diff_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/diff"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
)

// compare returns the changes between two content folders in short form.
func compare(t *testing.T, old, new fstest.MapFS) []string {
	t.Helper()
	return lines(diff.Sites(siteOf(t, old), siteOf(t, new)))
}

// moved returns a copy of a content folder in which a file is renamed.
func moved(content fstest.MapFS, from, to string) fstest.MapFS {
	changed := maps.Clone(content)
	changed[to] = changed[from]
	delete(changed, from)
	return changed
}

func TestSites_RenamedWithAlias(t *testing.T) {
	old := testsite.Small()
	renamed := moved(old, "domains/cdn.yaml", "domains/delivery.yaml")
	renamed = edited(t, renamed, "domains/delivery.yaml", "group: a", "group: a\naliases: [cdn]")
	for name, f := range renamed { // a careful author changes every reference, including references in texts
		if name != "domains/delivery.yaml" {
			text := regexp.MustCompile(`\bcdn\b`).ReplaceAllString(string(f.Data), "delivery")
			renamed[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	if d := siteOf(t, renamed); len(d.Redirects) != 1 {
		t.Fatal("no redirect")
	}
	if d := cmp.Diff([]string{"promise renamed domain delivery from cdn"}, compare(t, old, renamed)); d != "" {
		t.Error(d)
	}
	for _, c := range diff.Sites(siteOf(t, old), siteOf(t, renamed)) {
		if c.NeedsAlias {
			t.Error("the old id redirects, so no alias is needed")
		}
	}
	if d := cmp.Diff([]string{"promise renamed domain cdn from delivery"}, compare(t, renamed, old)); d != "" {
		t.Error("back:", d)
	}
}

// A renamed thing without an alias is matched by its content, and the change reports that
// an alias is missing.
func TestSites_RenamedWithoutAlias(t *testing.T) {
	old := testsite.Small()
	for from, to := range map[string]string{
		"domains/network.yaml":     "domains/net.yaml",
		"guides/ops/second.md":     "guides/operation/second.md",
		"scenarios/rollback.yaml":  "scenarios/back.yaml",
		"guides/start/first.ja.md": "guides/begin/first.ja.md",
	} {
		renamed := moved(old, from, to)
		if from == "guides/start/first.ja.md" {
			renamed = moved(renamed, "guides/start/first.md", "guides/begin/first.md")
		}
		changes := diff.Sites(siteOf(t, old), siteOf(t, renamed))
		found := slices.IndexFunc(changes, func(c diff.Change) bool { return c.Operation == diff.Renamed })
		if found < 0 || !changes[found].NeedsAlias || changes[found].Weight != diff.Promise {
			t.Errorf("%s → %s: no promise about a missing alias in %q", from, to, lines(changes))
		}
	}
}

// A guide with a new path has different relative links, but its text counts as unchanged.
func TestSites_GuideInAnotherFolder(t *testing.T) {
	old := testsite.Small()
	now := moved(old, "guides/ops/second.md", "guides/second.md")
	now = edited(t, now, "guides/second.md", "../../domains", "../domains", "type: how-to", "type: how-to\naliases: [ops/second]")
	now = edited(t, now, "guides/start/first.md", "../ops/second.md", "../second.md")
	now = edited(t, now, "domains/cicd.yaml", "guide: ops/second", "guide: second", "doc: ops/second", "doc: second")
	if d := cmp.Diff([]string{"upkeep renamed guide second from ops/second"}, compare(t, old, now)); d != "" {
		t.Error(d)
	}
}

// An item that is removed from one domain and added to another is reported as moved.
func TestSites_MovedItems(t *testing.T) {
	old := testsite.Small()
	now := edited(t, old, "domains/network.yaml", "  - DNS\n", "  - Zones\n")
	now = edited(t, now, "domains/cicd.yaml", "features:\n", "features:\n  - {name: DNS, status: deprecated}\n")
	want := []string{
		`news added domain network features "Zones"`,
		`promise moved domain cicd features "DNS" from network`,
		`promise changed domain cicd features "DNS" status: available → deprecated`,
	}
	if d := cmp.Diff(want, compare(t, old, now)); d != "" {
		t.Error(d)
	}
	// If a domain is divided, items that moved from the old domain to the new one are not new.
	now = edited(t, old, "domains/network.yaml", "  - DNS\n", "  - Zones\n")
	now["domains/names.yaml"] = &fstest.MapFile{Data: []byte("name: Names\nfeatures: [DNS, Cache]\nowner: infra\n")}
	want = []string{
		`news moved domain names features "DNS" from network`,
		`news added domain network features "Zones"`,
		"news added domain names",
	}
	if d := cmp.Diff(want, compare(t, old, now)); d != "" {
		t.Error(d)
	}
	want = []string{
		`promise removed domain network features "Zones"`,
		`news moved domain network features "DNS" from names`,
		"promise removed domain names",
	}
	if d := cmp.Diff(want, compare(t, now, old)); d != "" {
		t.Error("back:", d)
	}
}

// A new language of a file or of the site is one change, not one for every text.
func TestSites_Languages(t *testing.T) {
	old := fstest.MapFS{
		"site.yaml":        {Data: []byte("locales: [en, ja]\ntitle: Map\n")},
		"domains/d.yaml":   {Data: []byte("name: D\nessential_problem: P\nfeatures: [F]\n")},
		"teams/t.yaml":     {Data: []byte("name: T\ntype: platform\nexpectations: [E]\n")},
		"guides/a.md":      {Data: []byte("---\ntitle: A\n---\nText\n")},
		"glossary.yaml":    {Data: []byte("- {term: T, text: M}\n")},
		"scenarios/s.yaml": {Data: []byte("name: S\nlead: none\nneeds: [{domain: d, need: N}]\n")},
	}
	for _, test := range []struct {
		file  string
		texts []string
		want  []string
	}{
		{"domains/d.yaml", []string{"name: D", "lang: ja\nname: D"}, []string{"wording changed domain d lang: - → ja"}},
		{"guides/a.md", []string{"title: A", "lang: ja\ntitle: A"}, []string{"wording changed guide a lang: - → ja"}},
		{"site.yaml", []string{"[en, ja]", "[ja, en]"}, []string{"promise reordered site locales: [en, ja] → [ja, en]"}},
		{"site.yaml", []string{"[en, ja]", "[en, ja, fr]"}, []string{"news added site locales: - → fr"}},
		{"domains/d.yaml", []string{"name: D", "name: {en: D, ja: D}"}, []string{"wording changed domain d name: en D → en D|ja D"}},
	} {
		if d := cmp.Diff(test.want, compare(t, old, edited(t, old, test.file, test.texts...))); d != "" {
			t.Errorf("%s %q: %s", test.file, test.texts, d)
		}
	}
}

// A new id of a group is one change, although all its domains reference it.
func TestSites_RenamedGroup(t *testing.T) {
	old := testsite.Small()
	now := edited(t, old, "site.yaml", "{id: a, name: A}", "{id: c, name: A}")
	now = edited(t, now, "domains/cdn.yaml", "group: a", "group: c")
	now = edited(t, now, "domains/network.yaml", "group: b", "group: c")
	want := []string{`upkeep changed site groups "A" id: a → c`, "upkeep changed domain network group: b → c"}
	if d := cmp.Diff(want, compare(t, old, now)); d != "" {
		t.Error(d)
	}
}

// Two sparse entries of an inventory with different ids are not reported as renamed.
func TestSites_SparseThingsAreNotRenamed(t *testing.T) {
	old := fstest.MapFS{"components/a.yaml": {Data: []byte("[{id: a, domains: [x], kind: cli, source: oss}]")}}
	now := fstest.MapFS{"components/a.yaml": {Data: []byte("[{id: b, domains: [x], kind: cli, source: oss}]")}}
	want := []string{"promise removed component a", "upkeep added component b"}
	if d := cmp.Diff(want, compare(t, old, now)); d != "" {
		t.Error(d)
	}
}

// Moving a component to another file, and changing comments or the layout of the YAML,
// are not changes.
func TestSites_FilesAndLayout(t *testing.T) {
	old := testsite.Small()
	now := maps.Clone(old)
	delete(now, "components/list.yaml")
	for i, line := range strings.Split(strings.TrimSpace(string(old["components/list.yaml"].Data)), "\n") {
		now[fmt.Sprintf("components/z%d.yaml", 9-i)] = &fstest.MapFile{Data: []byte("# One of them\n" + line + "\n")}
	}
	for _, name := range []string{"domains/cdn.yaml", "teams/infra.yaml", "site.yaml", "guides/ops/second.md"} {
		now[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(now[name].Data), "\n", "\r\n"))}
	}
	now["domains/network.yaml"] = &fstest.MapFile{Data: []byte("# Comment\n\n" + string(now["domains/network.yaml"].Data))}
	if got := compare(t, old, now); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// Items are matched by id, then by a name in any language, then by similar texts.
func TestSites_Items(t *testing.T) {
	domain := func(lists string) fstest.MapFS {
		return fstest.MapFS{"site.yaml": {Data: []byte("locales: [en, ja]")}, "domains/d.yaml": {Data: []byte("name: D\n" + lists)}}
	}
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"by id", "features: [{id: a, name: Autoscaling}, {id: b, name: Rollback}]", "features: [{id: b, name: Scheduling}, {id: a, name: Storage}]", []string{
			`wording changed domain d features "Scheduling" name: en Rollback → en Scheduling`,
			`wording changed domain d features "Storage" name: en Autoscaling → en Storage`,
			`upkeep reordered domain d features: [en Autoscaling, en Rollback] → [en Scheduling, en Storage]`}},
		{"by a name in another language", "features: [{name: {en: Autoscaling, ja: 自動}}]", "features: [{name: {en: Elasticity, ja: 自動}, status: planned}]", []string{
			`wording changed domain d features "Elasticity" name: en Autoscaling|ja 自動 → en Elasticity|ja 自動`,
			`promise changed domain d features "Elasticity" status: available → planned`}},
		{"by similar names", "interfaces: [{ticket: Purge request form}, {cli: seek}]", "interfaces: [{ticket: Purge requests}, {cli: seek}]", []string{
			`wording changed domain d interfaces "Purge requests" ticket: en Purge request form → en Purge requests`}},
		{"by similar names of more than 60 letters", "features: [Time until a path is invalidated everywhere (p95)]", "features: [Time until a path is invalidated everywhere (95th percentile)]", []string{
			`wording changed domain d features "Time until a path is invalidated everywhere (95th percentile)" name: en Time until a path is invalidated everywhere (p95) → en Time until a path is invalidated everywhere (95th percentile)`}},
		{"by what they refer to", "features: [{name: Pods, guide: run/pods, components: [kube]}]", "features: [{name: Workloads, guide: run/pods, components: [kube]}]", []string{
			`wording changed domain d features "Workloads" name: en Pods → en Workloads`}},
		{"others are removed and added", "features: [Autoscaling, DNS]", "features: [gRPC, DNS]", []string{
			`promise removed domain d features "Autoscaling"`, `news added domain d features "gRPC"`}},
		{"with the same name", "features: [A, A, B]", "features: [A, B, A]", []string{
			`upkeep reordered domain d features: [en A, en A, en B] → [en A, en B, en A]`}},
		{"parts", "features: [{name: A, details: [{name: B, details: [C]}]}]", "features: [{name: A, details: [{name: B, details: [C, D]}]}]", []string{
			`wording added domain d features "A" details "B" details "D"`}},
	} {
		if d := cmp.Diff(test.want, compare(t, domain(test.old), domain(test.new))); d != "" {
			t.Errorf("%s: %s", test.name, d)
		}
	}
}

// The position on each side is the position of the value in its file.
func TestSites_Positions(t *testing.T) {
	content := testsite.Small()
	now := edited(t, content, "domains/cdn.yaml", "at_least: 3", "at_least: 4", "name: {en: CDN", "aka: [\n    Edge]\nname: {en: CDN", "Keep copies near", "Keep copies\n    near")
	now = edited(t, now, "guides/ops/second.md", "type: how-to", "# Comment\ntype: tutorial")
	now = edited(t, now, "components/list.yaml", "owner: dx", "owner: infra")
	var got []string
	for _, c := range diff.Sites(siteOf(t, content), siteOf(t, now)) {
		line := c.Field
		for _, s := range []diff.Side{c.Old, c.New} {
			row, column := s.Pos.LineColumn()
			line += fmt.Sprintf(" %s:%d:%d %q", s.Pos.File.Name, row, column, s.Pos.File.Text[s.Pos.Offset:s.Pos.Offset+s.Len])
		}
		got = append(got, line)
	}
	want := []string{
		`aka domains/cdn.yaml:1:1 "name" domains/cdn.yaml:2:5 "Edge"`,
		`at_least domains/cdn.yaml:14:44 "3" domains/cdn.yaml:17:44 "4"`,
		`owner components/list.yaml:3:36 "dx" components/list.yaml:3:36 "infra"`,
		`type guides/ops/second.md:2:7 "how-to" guides/ops/second.md:3:7 "tutorial"`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// If something is lost, the affected pages are those that reference the item, require the
// domain, use it, or inherit its owner.
func TestSites_Affected(t *testing.T) {
	content := testsite.Small()
	content["teams/shop.yaml"] = &fstest.MapFile{Data: []byte("name: Shop\ntype: stream-aligned\ndomains: [{domain: network, role: user}]\ncontact: {chat: \"#shop\"}\n")}
	for _, test := range []struct {
		file  string
		texts []string
		want  string
	}{
		{"domains/network.yaml", []string{"{iac: Terraform, mode: self-service}", "{iac: Terraform, mode: self-service, status: retired}"},
			"domain cicd replaced_by, scenario rollback scenario, domain cdn depends_on, team shop team"},
		{"domains/cdn.yaml", []string{"Old purge, status: deprecated", "Old purge, status: retired"}, ""},
		{"domains/cicd.yaml", []string{"owner: dx", "owner: infra"}, "component kube owner, scenario rollback owner, guide ops/second owner"},
		{"teams/infra.yaml", []string{"contact: {github: example/infra}", ""}, "domain cdn owner, domain network owner"},
		{"teams/infra.yaml", []string{"{domain: network, role: owner}", "network"}, ""},
		{"components/kube.yaml", []string{"kind: cli", "kind: cli\nstatus: retired"}, "component cache depends_on, domain cdn interface, domain cicd feature, component part part_of, guide start/first guide"},
	} {
		var got []string
		for _, c := range diff.Sites(siteOf(t, content), siteOf(t, edited(t, content, test.file, test.texts...))) {
			for _, a := range c.Affected {
				got = append(got, fmt.Sprintf("%s %s %s", a.Page.Base().Kind, a.Page.Base().ID, a.How))
			}
		}
		if d := cmp.Diff(test.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("%s: %s", test.file, d)
		}
	}
}

// Both sites may contain any mistakes.
func TestSites_Broken(t *testing.T) {
	base := []fstest.MapFS{testsite.Small(), allKeys(t)}
	pieces := []string{"", ":", "{", "]", "- ", "  ", "\n", "\t", "x-a: 1\n", "null", "name:\n", "&a", "|", ">-", "---\n", "#", "\"", "[[", "aliases: [cdn, network]\n", "\xff", "ja: "}
	for round := range rounds.Of(2000) {
		r := rand.New(rand.NewPCG(3, uint64(round)))
		var sides [2]fstest.MapFS
		content := base[r.IntN(len(base))]
		for i := range sides {
			sides[i] = maps.Clone(content)
			names := slices.Sorted(maps.Keys(content))
			for range r.IntN(4) {
				name := names[r.IntN(len(names))]
				text := string(sides[i][name].Data)
				from := r.IntN(len(text) + 1)
				to := min(from+r.IntN(30), len(text))
				sides[i][name] = &fstest.MapFile{Data: []byte(text[:from] + pieces[r.IntN(len(pieces))] + text[to:])}
			}
			if r.IntN(4) == 0 {
				delete(sides[i], names[r.IntN(len(names))])
			}
		}
		old, now := siteOf(t, sides[0]), siteOf(t, sides[1])
		for _, c := range append(diff.Sites(old, now), diff.Sites(now, old)...) {
			for _, s := range []diff.Side{c.Old, c.New} {
				if s.Pos.File != nil && (s.Pos.Offset < 0 || s.Pos.Offset+s.Len > len(s.Pos.File.Text)) {
					t.Errorf("round %d: position %d, %d outside of %s", round, s.Pos.Offset, s.Len, s.Pos.File.Name)
				}
			}
			if c.Operation == diff.Changed && c.Field != "content" && c.Field != "values" && c.Old.Value.IsZero() && c.New.Value.IsZero() {
				t.Errorf("round %d: %q has no value", round, lines([]diff.Change{c}))
			}
		}
	}
}
