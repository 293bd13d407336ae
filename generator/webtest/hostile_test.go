package webtest

import (
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"platmap/generator"
	"platmap/generator/internal/browsertest"
	"platmap/generator/internal/testsite"
	"platmap/generator/rounds"
	"platmap/generator/text"
)

// tags are attacks as text. A browser that reads one as HTML runs mark().
var tags = []string{
	`<script>mark()</script>`,
	`<img src=none onerror=mark()>`,
	`"><img src=none onerror="mark()`,
	`'><img src=none onerror='mark()`,
	`<svg onload=mark()>`,
	`</title><script>mark()</script>`,
	`</textarea></style></script><script>mark()</script>`,
	`--><script>mark()</script>`,
	`<svg><script>m&#97;rk()</script></svg>`,
	`<svg><animate onbegin=mark() attributeName=x dur=1s>`,
	`<iframe srcdoc="<script>parent.mark()</script>"></iframe>`,
	`<iframe src="javascript:parent.mark()"></iframe>`,
	`<body onload=mark()>`,
	`<details open ontoggle=mark()>`,
	`<input autofocus onfocus=mark()>`,
	`<video><source onerror=mark()></video>`,
	`<math><style><img src=none onerror=mark()>`,
	`<noscript><p title="</noscript><img src=none onerror=mark()>">`,
	"<IMG\tSRC=none\nONERROR=mark()>",
	`<a href="javascript:mark()">a</a>`,
	`<a href="&#1;java&#9;script&colon;mark()">a</a>`,
	`<svg><a xlink:href="javascript:mark()"><text y=20>a</text></a></svg>`,
}

// addresses are attacks as addresses. Some of them only run in other browsers.
var addresses = []string{
	`javascript:mark()`,
	`JaVaScRiPt:mark()`,
	"java\tscript:mark()",
	"java\nscript:mark()",
	"\x01javascript:mark()",
	" javascript:mark()",
	`javascript&colon;mark()`,
	`java&#115;cript:mark()`,
	`&#x6A;avascript&#x3A;mark()`,
	`javascript:mark()//https://example.com/`,
	`javascript://example.com/%0Amark()`,
	`data:text/html,<script>mark()</script>`,
	`data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="mark()"/>`,
	`vbscript:mark()`,
	`view-source:javascript:mark()`,
	`blob:javascript:mark()`,
	`x" onmouseover="mark()`,
	`x' onfocus='mark()' autofocus='`,
	`#" onclick="mark()`,
	`//external.invalid/"onclick=mark()`,
}

// template is a guide with an attack in every construct of Markdown: first as a string
// of YAML, then as it is.
const template = "---\ntitle: %[1]q\nsummary: %[1]q\nkeywords: [%[1]q]\n---\n# %[2]s\n\n## %[2]s {#%[2]s}\n\n%[2]s and *%[2]s* and `%[2]s`\n\n- %[2]s\n- [ ] %[2]s\n\n> %[2]s\n\n> [!NOTE]\n> %[2]s\n\n" +
	"| %[2]s | b |\n|---|---|\n| %[2]s | `%[2]s` |\n\n```%[2]s\n%[2]s\n```\n\n```html title=\"%[2]s\"\n%[2]s\n```\n\n    %[2]s\n\n" +
	"[%[2]s](%[2]s) [a](<%[2]s> \"%[2]s\") [a](%[2]s '%[2]s') ![%[2]s](%[2]s) ![%[2]s](<a.png> \"%[2]s\") <%[2]s> [[%[2]s]] [[a|%[2]s]] [%[2]s][ref] [^note]\n\n" +
	"[ref]: %[2]s \"%[2]s\"\n[^note]: %[2]s\n\n<a id=\"%[2]s\"></a> <a name='%[2]s'></a> <a href=\"%[2]s\">a</a> <img src=\"%[2]s\" alt=\"%[2]s\"> <kbd title=\"%[2]s\">a</kbd>\n\n" +
	"<details>\n<summary>%[2]s</summary>\n%[2]s\n</details>\n\n<div>\n%[2]s\n</div>\n\n<!-- %[2]s -->\n\n%[2]s\n"

// TestHostile opens every file of sites with hostile content, without the content
// security policy of the pages, and fails if a script runs that is not part of the
// theme, or if something is loaded from another server. The sites are rendered
// despite their findings, as in a preview. It also shows all cards
// about targets of links.
//
// The first site is the sample with an attack at the end of every text, so that the
// text is still valid, and guides with attacks in every construct of Markdown. In the
// second, an attack is in place of every value of a YAML file.
func TestHostile(t *testing.T) {
	t.Parallel()
	browser := browsertest.Chromium(t)
	appended := hostileYAML(t, func(value, attack string) string {
		if text.IsID(value) || len(value) < 4 || strings.HasPrefix(value, "http") {
			return value
		}
		return value + " " + attack
	})
	maps.Copy(appended, hostileGuides())
	replaced := hostileYAML(t, func(_, attack string) string { return attack })
	maps.Copy(replaced, hostileNames())
	for name, content := range map[string]fs.FS{"appended": appended, "replaced": replaced} {
		t.Run(name, func(t *testing.T) {
			h := serveHostile(t, hostileSite(t, content))
			var addresses []string
			for _, file := range oneLanguage(h.files) {
				addresses = append(addresses, h.root.at("site/"+file))
			}
			b := newTrap(t, newTab(t, browser))
			found := b.visit(h.root, addresses)
			for _, address := range slices.Sorted(maps.Keys(found)) {
				t.Errorf("%s: %s", address, found[address])
			}
			testShownByScript(t, b, h)
			t.Logf("%d of %d files", len(addresses), len(h.files))
		})
	}
	t.Run("control", func(t *testing.T) { testControl(t, newTrap(t, newTab(t, browser))) })
}

// oneLanguage returns the files without one of the two languages of each page, in turn, and
// with PLATMAP_FULL=1 all files. Both have the same attacks in the same template.
func oneLanguage(files []string) []string {
	second := "" // the folder of the second language, whose name may be an attack
	for _, name := range files {
		if dir, ok := strings.CutSuffix(name, "/responsibilities.html"); ok {
			second = dir + "/"
		}
	}
	if rounds.Full() || second == "" {
		return files
	}
	return slices.DeleteFunc(slices.Clone(files), func(name string) bool {
		first := strings.TrimPrefix(name, second)
		both := slices.Contains(files, first) && slices.Contains(files, second+first)
		return both && (len(first)%2 == 0) == (first == name)
	})
}

// testControl shows that the test can fail: pages with the attacks are detected, and
// so are the SVG images, which are harmless in a site.
func testControl(t *testing.T, b *trap) {
	images := hostileImages(t)
	content := fstest.MapFS{"domains/a.yaml": {Data: []byte("name: A\nstatus: draft\n")}}
	for name, data := range images {
		content["guides/"+name] = &fstest.MapFile{Data: data}
	}
	h := serveHostile(t, hostileSite(t, content))
	var raw, published []string
	for _, attack := range tags {
		raw = append(raw, string(h.root)+"raw.html?"+url.QueryEscape(attack))
	}
	for _, attack := range addresses[:6] { // these run in Chromium as they are
		raw = append(raw, string(h.root)+"raw.html?"+url.QueryEscape(`<a href="`+attack+`">a</a>`))
	}
	for _, name := range slices.Sorted(maps.Keys(images)) {
		if !strings.HasPrefix(name, "inert-") {
			raw = append(raw, h.root.at("raw/"+name))
		}
		if slices.Contains(h.files, "guides/"+name) {
			published = append(published, h.root.at("site/guides/"+name))
		}
	}
	found := b.visit(h.root, raw)
	for _, address := range raw {
		if ran := found[address]; !slices.Contains(ran, "a script ran") && !slices.ContainsFunc(ran, func(s string) bool { return strings.HasPrefix(s, "loaded ") }) {
			t.Errorf("not detected: %s", address)
		}
	}
	if len(published) < 30 {
		t.Errorf("only %d of %d images are in the site", len(published), len(images))
	}
	for address, problems := range b.visit(h.root, published) {
		t.Errorf("%s: %s", address, problems)
	}
}

// hostileImages returns the files of package svg that do more than drawing.
func hostileImages(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash("../svg/testdata/hostile/*.svg"))
	must(t, err)
	images := map[string][]byte{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		must(t, err)
		images[filepath.Base(file)] = b
	}
	return images
}

// hostileSite renders content despite its findings.
func hostileSite(t *testing.T, content fs.FS) fs.FS {
	t.Helper()
	in := generator.Input{Content: content, Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), BaseURL: baseURL, Translations: true}
	s, diags, err := generator.Check(in)
	must(t, err)
	if !diags.HaveError() {
		t.Error("no findings about hostile content")
	}
	return in.Render(s)
}

// hostileYAML returns some files of the sample in which edit has changed every value.
// Attacks take turns.
func hostileYAML(t *testing.T, edit func(value, attack string) string) fstest.MapFS {
	t.Helper()
	attacks := slices.Concat(tags, addresses)
	next := 0
	change := func(value string) string {
		next++
		return edit(value, attacks[next%len(attacks)])
	}
	content := fstest.MapFS{}
	for _, name := range []string{"site.yaml", "glossary.yaml", "domains/cicd.yaml", "domains/computing.yaml", "domains/cdn.yaml", "components/cicd.yaml",
		"components/kube.yaml", "components/database.yaml", "teams/dx.yaml", "teams/infra.yaml", "teams/shop.yaml",
		"scenarios/new-service-in-a-day.yaml", "scenarios/rollback-in-five-minutes.yaml"} {
		b, err := os.ReadFile(filepath.FromSlash("../../content/" + name))
		must(t, err)
		var doc yaml.Node
		must(t, yaml.Unmarshal(b, &doc))
		changeValues(&doc, change)
		b, err = yaml.Marshal(&doc)
		must(t, err)
		content[name] = &fstest.MapFile{Data: b}
	}
	content["metrics/deploy-frequency.csv"] = &fstest.MapFile{Data: []byte("2026-01," + tags[0] + "\n" + tags[1] + ",3\n2026-03,4\n")}
	content["data/issues.json"] = &fstest.MapFile{Data: []byte(`[{"number": 1, "title": "<script>mark()</script>", "url": "javascript:mark()", "labels": [{"name": "area/cicd"}], "state": "<img src=none onerror=mark()>"}]`)}
	return content
}

// hostileGuides returns guides with every attack in every construct of Markdown, and
// files beside them.
func hostileGuides() fstest.MapFS {
	content := fstest.MapFS{
		"guides/page.toml":    {Data: []byte("<!DOCTYPE html><script>mark()</script>")},
		"guides/page.html.rb": {Data: []byte("a <script>mark()</script>")},
		"guides/page.png":     {Data: []byte("<html><script>mark()</script></html>")},
		"guides/page.txt":     {Data: []byte("a\n<script>mark()</script>")},
	}
	plain := "# Attacks as they are\n\n"
	for i, attack := range slices.Concat(tags, addresses) {
		oneLine := strings.NewReplacer("\n", " ", "\x01", "&#1;").Replace(attack)
		content[fmt.Sprintf("guides/g%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, template, oneLine, oneLine)}
		plain += attack + "\n\n[a](" + attack + ")\n\n<" + attack + ">\n\n"
	}
	content["guides/plain.md"] = &fstest.MapFile{Data: []byte(plain)}
	return content
}

// hostileNames returns files with attacks in their names.
func hostileNames() fstest.MapFS {
	content := fstest.MapFS{}
	for _, name := range []string{"guides/<img src=none onerror=mark()>.md", `guides/a" onmouseover="mark().md`, "guides/javascript:mark().md",
		"components/javascript:mark().yaml", `guides/a"><img src=none onerror=mark()>.png`, "teams/<script>mark()<.yaml"} {
		content[name] = &fstest.MapFile{Data: []byte("name: a\n")}
	}
	return content
}

// changeValues changes every string that is not a key.
func changeValues(n *yaml.Node, change func(string) string) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		n.Value, n.Style = change(n.Value), yaml.DoubleQuotedStyle
	}
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			changeValues(child, change)
		}
	}
}
