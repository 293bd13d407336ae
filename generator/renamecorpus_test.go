package generator

import (
	"math/rand/v2"
	"path"
	"strings"
	"testing/fstest"

	"platmap/generator/source"
)

// renameCorpus returns a content folder in which all pages reference each other, in the
// many forms in which people write references.
func renameCorpus(random *rand.Rand) fstest.MapFS {
	c := &corpusWriter{random: random, content: fstest.MapFS{}}
	c.add("site.yaml", "locales: [en, ja]\ngroups: [{id: run, name: Run}, {name: Keep, id: 'keep'}]\nowner: "+c.id("team")+"\nquestions:\n  - {text: Start, to: "+c.oneOf(`"[[guide:run/start]]"`, "guide:run/start", "run/start", "'storage#Backups'")+"}\n")
	c.add("glossary.yaml", "- term: Word\n  text: "+c.text("glossary.yaml", 2)+"\n")
	for _, id := range corpusIDs[source.Domain] {
		name := "domains/" + id + ".yaml"
		c.self = id
		c.add(name, c.comment()+"name: "+id+"\nessential_problem: x\ngroup: "+c.oneOf("run", "keep", "'run'", "\"keep\" # run")+"\nsummary: "+c.text(name, 0)+"\nresponsibilities:\n  - {name: Keep it, by: "+c.id("team")+", related: "+c.flow("domain")+"}\n"+
			"features:\n  - name: Backups\n    components: "+c.list(4, "component")+"    guide: "+c.id("guide")+c.comment()+"    replaced_by: "+c.oneOf(`"storage#Copies"`, "storage#Copies", "Copies")+"\n    text: "+c.text(name, 4)+"\n  - Copies\n"+
			"interfaces:\n  - {cli: "+c.oneOf("agent", "tool")+", component: "+c.id("component")+"}\n  - doc: "+c.id("guide")+"\n"+
			"depends_on: "+c.list(0, "domain")+"guides: "+c.list(0, "guide")+"owner: "+c.id("team")+c.comment()+c.aliases(id))
	}
	for _, id := range []string{"agent", "collector"} {
		name := "components/" + id + ".yaml"
		c.self = id
		c.add(name, "summary: "+c.text(name, 0)+"\ndomains: "+c.list(0, "domain")+"part_of: bare\nreplaced_by: \"tool\"\n"+c.aliases(id))
	}
	c.self = "tool"
	c.add("components/many.yaml", "# a list\n- bare # only its id\n- 'quoted'\n- {id: braces}\n- { id: spaced, domains: "+c.flow("domain")+" }\n- id: tool # the best\n  depends_on: "+c.list(2, "component")+"- name: Last\n  id: \"last\"\n"+c.indented("  ", c.aliases("last"))+"  summary: "+c.text("components/many.yaml", 2)+"\n")
	c.self = ""
	for _, id := range corpusIDs[source.Team] {
		name := "teams/" + id + ".yaml"
		c.add(name, "name: "+id+"\ntype: platform\nfocus: "+c.text(name, 0)+"\ndomains:\n  - "+c.id("domain")+"\n  - {domain: "+c.id("domain")+", role: user}\ninteractions:\n  - team: "+c.id("team")+"\n    mode: collaboration\n"+c.aliases(id))
	}
	for _, id := range corpusIDs[source.Scenario] {
		name := "scenarios/" + id + ".yaml"
		c.add(name, "name: "+id+"\nlead: "+c.oneOf("none", c.id("domain"))+"\nraised_by: "+c.list(0, "team")+"problem: "+c.text(name, 0)+"\nneeds:\n  - {domain: storage, need: x, state: gap, feature: Backups}\n  - domain: "+c.id("domain")+"\n    need: "+c.text(name, 4)+"\n    state: gap\n    interface: "+c.oneOf(`"network#agent"`, "network#agent", "'network#agent'")+"\n"+c.aliases(id))
	}
	c.content["domains/network.yaml"].Data = []byte(strings.NewReplacer("cli: tool", "cli: agent").Replace(string(c.content["domains/network.yaml"].Data)))
	for _, id := range corpusIDs[source.Guide] {
		c.guide(id)
	}
	for _, name := range []string{"run/start.png", "run/shared.png", "run/img/deep figure.png", "開発/図.png"} {
		c.content["guides/"+name] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n" + name)}
	}
	return c.content
}

var corpusIDs = map[source.Kind][]string{
	source.Domain:    {"storage", "network", "build-2"},
	source.Component: {"agent", "collector", "bare", "quoted", "braces", "spaced", "tool", "last"},
	source.Team:      {"infra", "dx"},
	source.Scenario:  {"faster", "cheaper"},
	source.Guide:     {"run/start", "run/README", "run/more words", "開発/手順", "top", "deep/down/here"},
}

type corpusWriter struct {
	random  *rand.Rand
	content fstest.MapFS
	self    string // the id of the page that is being written
}

func (c *corpusWriter) oneOf(list ...string) string { return list[c.random.IntN(len(list))] }

func (c *corpusWriter) name(kind string) string { return c.oneOf(corpusIDs[source.Kind(kind)]...) }

// id returns the id of a page as the value of a key, in quotes or without.
func (c *corpusWriter) id(kind string) string {
	id := c.name(kind)
	for strings.ContainsAny(id, " 開") { // not allowed under keys
		id = c.name(kind)
	}
	return c.oneOf(id, id, `"`+id+`"`, "'"+id+"'")
}

// comment returns the end of a line, perhaps with a comment before it.
func (c *corpusWriter) comment() string { return c.oneOf("\n", " # storage, agent, run/start\n") }

func (c *corpusWriter) flow(kind string) string {
	a, b := c.two(kind)
	return c.oneOf("[]", "["+a+"]", "["+a+", "+b+"]", "[ "+a+" , "+b+", ]")
}

// two returns two ids of a kind, neither of which is that of the page.
func (c *corpusWriter) two(kind string) (a, b string) {
	strip := func(s string) string { return strings.Trim(s, `"'`) }
	for a == "" || strip(a) == c.self {
		a = c.id(kind)
	}
	for b == "" || strip(b) == c.self || strip(a) == strip(b) {
		b = c.id(kind)
	}
	return a, b
}

// list returns a list as the value of a key, with its line break.
func (c *corpusWriter) list(indent int, kind string) string {
	space := strings.Repeat(" ", indent)
	a, b := c.two(kind)
	return c.oneOf(c.flow(kind)+c.comment(),
		"\n"+space+"  - "+a+c.comment()+space+"  # a comment\n"+space+"  - "+b+"\n",
		"\n"+space+"- "+a+"\n",
		"[\n"+space+"  "+a+",\n"+space+"  "+b+"\n"+space+"]\n")
}

// aliases returns the aliases of a page, or nothing.
func (c *corpusWriter) aliases(id string) string {
	return c.oneOf("", "# the end\n", "aliases: [former-"+id+"]\n", "aliases:\n  - former-"+id+" # until 2020\n  - older-"+id+"\n",
		"aliases: [ \"former-"+id+"\" , older-"+id+" ]\norder: 2\n", "aliases: []\n")
}

func (c *corpusWriter) indented(by, lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		b.WriteString(by + line)
	}
	return b.String()
}

// text returns a YAML text with references, for a key with an indent.
func (c *corpusWriter) text(from string, indent int) string {
	space := "\n" + strings.Repeat(" ", indent+2)
	words := []string{"See", c.link(from, false), "and", c.link(from, false), "because", c.link(from, false) + "."}
	switch c.random.IntN(4) {
	case 0:
		return `"` + strings.ReplaceAll(strings.Join(words, " "), `"`, `\"`) + `"`
	case 1:
		return ">-" + space + strings.Join(words, space)
	case 2:
		return "|" + space + strings.Join(words, " ") + "\n" + space + "- " + c.link(from, false)
	}
	return strings.Join(words, " ")
}

// link returns a reference for a text in a file.
func (c *corpusWriter) link(from string, isGuide bool) string {
	kind := c.oneOf("domain", "component", "team", "scenario", "guide", "guide", "guide")
	id := c.name(kind)
	switch c.random.IntN(8) {
	case 0:
		return "[[" + id + "]]"
	case 1:
		return "[[" + kind + ":" + id + "|some words]]"
	case 2:
		return c.oneOf("[[storage#Backups]]", "[[domain:storage#Backups|them]]", "[[ "+id+" ]]", "[[run/start#First steps]]", "[[guide:top#first-steps|it]]")
	}
	if kind == "component" {
		id = c.oneOf("agent", "collector", "many")
	}
	name := source.Kind(kind).FileName(id)
	p := source.Relative(path.Dir(from), name) + c.oneOf("", "", "", "?plain=1")
	if kind == "guide" && c.random.IntN(3) == 0 {
		p += c.oneOf("#part", "#first-steps", "#最初の手順", "#%E6%9C%80%E5%88%9D%E3%81%AE%E6%89%8B%E9%A0%86")
	}
	if c.random.IntN(6) == 0 && !strings.HasPrefix(p, "../") {
		p = "./" + p
	}
	if c.random.IntN(8) == 0 {
		p = source.Relative(path.Dir(from), "guides/run/x")
		p = strings.TrimSuffix(p, "x")
		if p == "" {
			p = "./"
		}
	}
	plain := strings.ReplaceAll(p, " ", "%20")
	if isGuide && c.random.IntN(4) == 0 {
		return "<a href=\"" + plain + "\">words</a>"
	}
	return c.oneOf("[words]("+plain+")", "[words](<"+p+">)", "[words]("+plain+" 'title')")
}

func (c *corpusWriter) image(from string) string {
	name := "guides/" + c.oneOf("run/start.png", "run/shared.png", "run/img/deep figure.png", "開発/図.png")
	p := strings.ReplaceAll(source.Relative(path.Dir(from), name), " ", "%20")
	return c.oneOf("![figure]("+p+")", `<img src="`+p+`" alt="figure">`)
}

// guide adds a guide, perhaps with a translation.
func (c *corpusWriter) guide(id string) {
	name := "guides/" + id + ".md"
	front := ""
	if c.random.IntN(3) > 0 {
		front = "---\ndomains: " + c.list(0, "domain") + "components: " + c.list(0, "component") + c.aliases("x/"+strings.ReplaceAll(id, " ", "-")) + "---\n"
	}
	c.add(name, front+c.body(name))
	switch c.random.IntN(4) {
	case 0:
		c.add("guides/"+id+".ja.md", "---\ntitle: 手順\n---\n"+c.body("guides/"+id+".ja.md"))
	case 1: // repeat the keys of the main version
		c.add("guides/"+id+".ja.md", front+c.body("guides/"+id+".ja.md"))
	case 2:
		c.add("guides/"+id+".ja.md", "---\ndraft: true\n---\n"+c.body("guides/"+id+".ja.md"))
	}
}

func (c *corpusWriter) body(from string) string {
	link := func() string { return c.link(from, true) }
	definition := source.Relative(path.Dir(from), source.Guide.FileName(c.name("guide")))
	return "# Title\n\n## First steps\n\n### 最初の手順 ###\n\nText " + link() + " **" + link() + "**.\n\n## Part {#part}\n\n- " + link() + "\n- " + link() + "\n\n> " + link() + "\n\n" +
		"| a | b |\n|---|---|\n| [[storage\\|words]] | " + link() + " |\n\n" + c.image(from) + "\n\n" + link() + "[^1] [by reference][r], [again][r]\n\n[r]: " +
		c.oneOf(strings.ReplaceAll(definition, " ", "%20"), "<"+definition+">") + " \"title\"\n[r]: <" + definition + ">\n\n[^1]: " + link() + "\n\n```sh\nstorage [[storage]] ../domains/storage.yaml\n```\n"
}

// add adds a file, perhaps with Windows line breaks, a byte order mark or no final line
// break.
func (c *corpusWriter) add(name, text string) {
	switch c.random.IntN(8) {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = "\uFEFF" + text
	case 2:
		text = strings.TrimRight(text, "\n")
	}
	c.content[name] = &fstest.MapFile{Data: []byte(text)}
}
