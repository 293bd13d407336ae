package convert

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// frontMatter is the front matter of a page.
type frontMatter struct {
	format         string // yaml, toml, json or ""
	from, to, body int    // offsets in the text of the page: start and end of the keys, and start of the Markdown
	keys           []*key
	text           string // including the lines that delimit it
	changed        bool
	line           int // line of the first key, from 1
}

// key is a top-level key of a front matter, with its lines.
type key struct {
	name  string
	lines string     // with the line break at the end
	node  *tree.Node // its value, or nil if it does not parse
}

var plusLine = regexp.MustCompile(`(?m)^\+\+\+[ \t]*(\n|$)`)

// maxKeys is the maximum number of keys of a front matter. A longer one is kept as text.
const maxKeys = 300

// findFront finds the front matter of a page.
func findFront(raw string) frontMatter {
	f := frontMatter{line: 2}
	switch {
	case strings.HasPrefix(raw, "+++"):
		first := strings.IndexByte(raw, '\n') + 1
		if end := plusLine.FindStringIndex(raw[first:]); first > 0 && end != nil && strings.TrimSpace(raw[3:first]) == "" {
			f.format, f.from, f.to, f.body = "toml", first, first+end[0], first+end[1]
		}
	case strings.HasPrefix(raw, "{"):
		d := json.NewDecoder(strings.NewReader(raw))
		var object map[string]any
		if d.Decode(&object) == nil {
			f.format, f.to, f.body = "json", int(d.InputOffset()), int(d.InputOffset())
			f.body += len(raw[f.body:]) - len(strings.TrimLeft(raw[f.body:], " \t"))
			if strings.HasPrefix(raw[f.body:], "\n") {
				f.body++
			}
		}
	default:
		from, to, body, closed := text.FrontMatter(raw)
		if !closed {
			f.text, f.changed = "\n", true // the line of --- is a thematic break
		} else if body > 0 {
			f.format, f.from, f.to, f.body = "yaml", from, to, body
		}
	}
	if f.format != "" {
		f.split(raw)
	}
	return f
}

// split divides the front matter into its keys.
func (f *frontMatter) split(raw string) {
	s := raw[f.from:f.to]
	var ok bool
	switch f.format {
	case "toml":
		f.keys, ok = tomlKeys(s)
		f.changed = true
	case "json":
		f.keys, ok = jsonKeys(s)
		f.changed = true
	default:
		f.keys, ok = yamlKeys(s)
	}
	if !ok || len(f.keys) > maxKeys {
		f.keys, f.changed = []*key{literal("front-matter", s)}, true
	}
}

var topKey = regexp.MustCompile(`^(?:"([^"\\\n]+)"|'([^'\n]+)'|([\pL_](?:[^:\n#"'{}\[\],]|:[^ \t\n])*?))[ \t]*:(?:[ \t\n]|$)`)

// yamlKeys returns the keys of a front matter in YAML. Lines before the first key belong
// to it, and all other lines to the key above them.
func yamlKeys(s string) (keys []*key, ok bool) {
	lead := ""
	for l := range strings.Lines(s) {
		if m := topKey.FindStringSubmatch(l); m != nil {
			keys = append(keys, &key{name: m[1] + m[2] + m[3], lines: lead + l})
			lead = ""
		} else if len(keys) > 0 {
			keys[len(keys)-1].lines += l
		} else if t := strings.TrimSpace(l); t == "" || t[0] == '#' {
			lead += l
		} else {
			return nil, false
		}
	}
	if len(keys) <= maxKeys {
		for _, k := range keys {
			k.parse()
		}
	}
	return keys, true
}

// jsonKeys returns the keys of a front matter in JSON.
func jsonKeys(s string) (keys []*key, ok bool) {
	f := &source.File{Name: "x", Text: s}
	var diags source.Diagnostics
	n := tree.ParseValid(f, &diags)
	if n == nil || n.Kind != tree.Map || diags.HaveError() {
		return nil, false
	}
	for _, p := range n.Pairs {
		keys = append(keys, newKey(p.Key.Text, p.Value.JSON()))
	}
	return keys, true
}

// newKey returns a key with a value written as JSON, which is valid YAML.
func newKey(name string, value any) *key {
	written := ""
	if s, ok := value.(string); ok && !strings.ContainsAny(s, "\n\r\t") {
		written = text.YAML(s, false)
	} else {
		b, err := text.JSON(value)
		if err != nil {
			return literal(name, "")
		}
		written = string(b)
	}
	k := &key{name: name, lines: text.YAML(name, false) + ": " + written + "\n"}
	k.parse()
	return k
}

// literal returns a private key whose value is the text s.
func literal(name, s string) *key {
	k := &key{name: "x-" + name, lines: "x-" + name + ": |2\n"}
	for l := range strings.Lines(s) {
		k.lines += "  " + l
	}
	if !strings.HasSuffix(k.lines, "\n") {
		k.lines += "\n"
	}
	k.parse()
	return k
}

// parse sets the node of the key, or nil if the value does not parse on its own.
func (k *key) parse() {
	var diags source.Diagnostics
	f := &source.File{Name: "x", Text: k.lines}
	n := tree.ParseValid(f, &diags)
	if k.node = nil; n != nil && n.Kind == tree.Map && len(n.Pairs) == 1 && !diags.HaveError() {
		k.node = n.Pairs[0].Value
	}
}

// rename changes the name of a key and nothing else.
func (k *key) rename(name string) {
	lead, rest := k.comments()
	at := topKey.FindStringIndex(rest)
	if at == nil { // a key of JSON or TOML with characters that topKey does not match, such as a brace
		if k.node == nil {
			*k = *literal(strings.TrimPrefix(name, "x-"), k.lines)
		} else {
			*k = *newKey(name, k.node.JSON())
		}
		return
	}
	after := len(k.name) + strings.IndexByte(rest[len(k.name):], ':')
	k.name, k.lines = name, lead+text.YAML(name, false)+rest[after:]
}

// comments splits the lines of the key into those before the key and the rest.
func (k *key) comments() (lead, rest string) {
	for l := range strings.Lines(k.lines) {
		if topKey.MatchString(l) {
			break
		}
		lead += l
	}
	return lead, k.lines[len(lead):]
}

// set changes the value and keeps comments.
func (k *key) set(written string) {
	lead, rest := k.comments()
	k.lines = lead + text.YAML(k.name, false) + ": " + written + "\n"
	_, rest, _ = strings.Cut(rest, "\n")
	for l := range strings.Lines(rest) {
		if t := strings.TrimSpace(l); strings.HasPrefix(t, "#") {
			k.lines += l
		}
	}
	k.parse()
}

// private renames a key so that platmap ignores it. A value that is not valid YAML
// becomes a text.
func (k *key) private() {
	if !strings.HasPrefix(k.name, "x-") {
		k.rename("x-" + k.name)
		if k.parse(); k.node != nil {
			return
		}
	}
	lead, rest := k.comments()
	_, value, _ := strings.Cut(rest, ":")
	name := strings.TrimPrefix(k.name, "x-")
	if m := topKey.FindStringIndex(rest); m != nil { // the name may contain colons
		value = rest[m[1]-1:]
		value = strings.TrimPrefix(value, ":")
	}
	*k = *literal(name, strings.Trim(value, " \t\n"))
	k.lines = lead + k.lines
	k.parse()
}

// find returns the first key with one of the names, or nil.
func (f *frontMatter) find(names ...string) *key {
	for _, name := range names {
		for _, k := range f.keys {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

// textOf returns the text of a key, or "".
func (f *frontMatter) textOf(name string) string {
	if k := f.find(name); k != nil && k.node != nil && k.node.IsScalar() {
		return k.node.Text
	}
	return ""
}

// texts returns the texts in a list, or the text of a scalar, which is split at commas if
// commas is set. ok is false if the list contains anything else.
func texts(n *tree.Node, commas bool) (list []string, ok bool) {
	switch {
	case n == nil:
		return nil, false
	case n.IsScalar() && commas:
		for s := range strings.SplitSeq(n.Text, ",") {
			if s = strings.TrimSpace(s); s != "" {
				list = append(list, s)
			}
		}
		return list, len(list) > 0
	case n.IsScalar():
		return []string{n.Text}, n.Text != ""
	case n.Kind != tree.List:
		return nil, false
	}
	for _, item := range n.Items {
		if !item.IsScalar() || strings.TrimSpace(item.Text) == "" {
			return nil, false
		}
		if !slices.Contains(list, item.Text) {
			list = append(list, item.Text)
		}
	}
	return list, len(list) > 0
}

// build writes the front matter.
func (p *page) build() {
	f := &p.front
	var keys strings.Builder
	for _, k := range f.keys {
		keys.WriteString(k.lines)
	}
	switch {
	case f.format == "yaml" && !f.changed:
		f.text = p.raw[:f.body]
	case f.format == "yaml":
		f.text = p.raw[:f.from] + keys.String() + p.raw[f.to:f.body]
	case len(f.keys) > 0:
		f.text = "---\n" + keys.String() + "---\n"
		if f.format == "" {
			f.text += "\n"
		}
	}
	p.assemble()
}

// aliasOf returns the id of a guide for a former address, or "" if no guide can have the
// address.
func (c *converter) aliasOf(p *page, address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	if strings.Contains(address, "://") || strings.ContainsAny(address, "?{}") {
		return ""
	}
	if !strings.HasPrefix(address, "/") {
		address = path.Join(p.dir, address)
	}
	address = strings.Trim(path.Clean(address), "/")
	for _, ext := range append(pageExts, ".html", ".htm") {
		address = strings.TrimSuffix(address, ext)
	}
	if address = strings.TrimSuffix(address, "/index"); address == "" || strings.HasPrefix(address, ".") || strings.Contains(address, "/.") {
		return ""
	}
	return path.Join(c.Folder, guideName(address))
}

func itoa(n int) string { return strconv.Itoa(n) }
