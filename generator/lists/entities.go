package lists

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// write creates the records of a catalog.
func (c *catalog) write() {
	for _, kind := range []source.Kind{Group, source.Domain, source.Team, source.Component} {
		for _, e := range c.entities {
			if e.becomes == kind {
				c.list.Records = append(c.list.Records, c.record(e))
			}
		}
	}
}

// entityRecord converts an entity to a record. It takes the values that become keys; the
// other values are kept under private keys.
type entityRecord struct {
	*catalog
	*entity
	keys  []Key
	taken map[*tree.Node]bool
}

func (c *catalog) record(e *entity) Record {
	x := &entityRecord{catalog: c, entity: e, taken: map[*tree.Node]bool{}}
	r := Record{Kind: e.becomes, ID: e.id, Name: cmp.Or(x.text(e.meta, "title"), e.name), Pos: e.pos}
	switch e.becomes {
	case Group:
		x.set("text", x.text(e.meta, "description"))
		x.owner("x-owner")
	case source.Domain:
		x.system()
	case source.Team:
		r.Name = x.team()
	default:
		x.component()
		r.Match = []string{"backstage/" + e.name}
		if e.kind != "component" || e.namespace != "default" {
			r.Match = []string{"backstage/" + e.kind + ":" + e.namespace + "/" + e.name}
		}
	}
	x.rest()
	r.Keys = x.keys
	return r
}

func (x *entityRecord) set(name string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case []any:
		if len(v) == 0 {
			return
		}
	case []Key:
		if len(v) == 0 {
			return
		}
	}
	x.keys = append(x.keys, Key{Name: name, Value: value})
}

// take returns the value of a key, and records that the value needs no private key.
func (x *entityRecord) take(n *tree.Node, key string) *tree.Node {
	v := n.Get(key)
	if v != nil {
		x.taken[v] = true
	}
	return v
}

func (x *entityRecord) text(n *tree.Node, key string) string { return textOf(x.take(n, key)) }

// owner sets a key to the owner of the entity, which is a group.
func (x *entityRecord) owner(key string) {
	x.take(x.spec, "owner")
	owner := x.one(x.entity, "owner", "group")
	switch {
	case owner.text == "":
	case owner.entity == nil && strings.HasPrefix(strings.ToLower(owner.text), "user:"):
		x.set("x-owner", owner.text)
	default:
		x.keys = append(x.keys, Key{Name: key, Value: owner.name(), X: "x-owner"})
	}
}

// common sets the keys that both domains and components have.
func (x *entityRecord) common() {
	x.set("summary", x.text(x.meta, "description"))
	x.owner("owner")
	x.set("keywords", textsOf(x.take(x.meta, "tags")))
	x.links()
}

// links sets the links and the repository.
func (x *entityRecord) links() {
	var links []any
	if n := x.meta.Get("links"); n != nil {
		for _, item := range n.Items {
			url := textOf(item.Get("url"))
			if !webURL.MatchString(url) {
				continue
			}
			x.take(item, "url")
			link := []Key{{Name: "url", Value: url}}
			if title := x.text(item, "title"); title != "" {
				link = append([]Key{{Name: "title", Value: text.EscapeMarkdown(text.OneLine(title))}}, link...)
			}
			for _, key := range []string{"icon", "type"} {
				if v := x.text(item, key); v != "" {
					link = append(link, Key{Name: "x-" + key, Value: v})
				}
			}
			links = append(links, link)
		}
	}
	annotations := x.meta.Get("annotations")
	repo := ""
	if at := textOf(annotations.Get("backstage.io/source-location")); at != "" {
		if address := strings.TrimPrefix(at, "url:"); webURL.MatchString(address) {
			repo = x.text(annotations, "backstage.io/source-location")
			repo = strings.TrimSuffix(strings.TrimPrefix(repo, "url:"), "/")
		}
	}
	for _, host := range []string{"github.com", "gitlab.com", "bitbucket.org"} {
		slug := textOf(annotations.Get(host + "/project-slug"))
		if repo == "" && projectSlug.MatchString(slug) {
			x.take(annotations, host+"/project-slug")
			repo = "https://" + host + "/" + slug
		}
	}
	if x.becomes == source.Component {
		x.set("repo", repo)
	} else if repo != "" {
		links = append(links, []Key{{Name: "title", Value: "Source"}, {Name: "url", Value: repo}})
	}
	x.set("links", links)
}

var (
	// webURL is stricter than package importer, which does not check links inside
	// mappings.
	webURL      = regexp.MustCompile("^https?://[^\\s/?#@<>\"{}|\\\\^`]+([/?#][^\\s<>\"{}|\\\\^`]*)?$")
	projectSlug = regexp.MustCompile(`^[\w.-]+(/[\w.-]+)+$`)
)

// system sets the keys of a domain.
func (x *entityRecord) system() {
	x.common()
	if d := x.one(x.entity, "domain", "domain"); d.text != "" {
		x.take(x.spec, "domain")
		if d.entity == nil || d.entity.sameSystem() == nil {
			x.keys = append(x.keys, Key{Name: "group", Value: d.name(), X: "x-domain"})
		} else if about := textOf(d.entity.meta.Get("description")); about != "" && about != textOf(x.meta.Get("description")) {
			x.keys = append(x.keys, Key{Name: "x-domain-description", Value: about, Guess: true})
		}
	}
	var interfaces []any
	for _, api := range x.apis {
		interfaces = append(interfaces, x.api(api))
	}
	x.set("interfaces", interfaces)
}

// api returns an API as an interface.
func (x *entityRecord) api(e *entity) []Key {
	api := &entityRecord{catalog: x.catalog, entity: e, taken: map[*tree.Node]bool{}}
	api.set("api", cmp.Or(api.text(e.meta, "title"), e.name))
	api.set("text", api.text(e.meta, "description"))
	for i, provider := range e.providers {
		if provider.becomes == source.Component {
			api.set([]string{"component", "x-component"}[min(i, 1)], provider.id)
		}
	}
	api.lifecycle()
	api.take(e.spec, "system")
	api.owner("x-owner")
	if n := e.meta.Get("links"); n != nil {
		for _, item := range n.Items {
			if url := textOf(item.Get("url")); webURL.MatchString(url) {
				api.take(e.meta, "links")
				api.set("url", url)
				break
			}
		}
	}
	if textOf(e.meta.Get("title")) != "" {
		api.set("x-name", e.name)
	}
	api.definition()
	api.rest()
	return api.keys
}

// lifecycle sets the status.
func (x *entityRecord) lifecycle() {
	if n := x.take(x.spec, "lifecycle"); n != nil {
		x.keys = append(x.keys, Key{Name: "status", Value: textOf(n), X: "x-lifecycle"})
	}
}

// definition leaves out the definition of an API or template. A path is kept.
func (x *entityRecord) definition() {
	isLeftOut := false
	for _, key := range []string{"definition", "parameters", "steps", "output"} {
		n := x.spec.Get(key)
		if n == nil || key != "definition" && x.kind != "template" {
			continue
		}
		x.taken[n] = true
		if n.Kind == tree.Map && len(n.Pairs) == 1 && textOf(n.Pairs[0].Value) != "" { // $text: ./openapi.yaml
			x.set("x-definition", textOf(n.Pairs[0].Value))
			continue
		}
		isLeftOut = true
	}
	if isLeftOut {
		x.list.note(x.pos, "definitions of APIs and templates were left out; link to them", x.kind+" "+x.name)
	}
}

// kinds maps the component types in Backstage's own examples to kinds of components.
var kinds = map[string]string{"website": "service", "documentation": "", "database": "managed-service", "s3-bucket": "managed-service", "bucket": "managed-service", "queue": "managed-service",
	"topic": "managed-service", "cache": "managed-service", "kubernetes-cluster": "cluster"}

// component sets the keys of a component.
func (x *entityRecord) component() {
	x.common()
	switch typ := x.text(x.spec, "type"); {
	case x.kind == "template":
		x.set("kind", "template")
		x.set("x-type", typ)
	case x.kind == "api":
		x.keys = append(x.keys, Key{Name: "kind", Value: "service", Guess: true})
		x.set("x-kind", "API")
		x.set("x-type", typ)
	case kinds[typ] != "":
		x.keys = append(x.keys, Key{Name: "kind", Value: kinds[typ], Guess: true})
		x.set("x-type", typ)
	case typ != "":
		x.keys = append(x.keys, Key{Name: "kind", Value: typ, X: "x-type"})
	}
	x.lifecycle()
	x.definition()
	if system := x.one(x.entity, "system", "system"); system.text != "" {
		x.take(x.spec, "system")
		x.keys = append(x.keys, Key{Name: "domains", Value: []string{system.name()}, X: "x-system"})
	} else if x.domain != nil {
		x.set("domains", []string{x.domain.id})
	}
	if whole := x.one(x.entity, "subcomponentOf", "component"); whole.text != "" {
		x.take(x.spec, "subcomponentOf")
		x.keys = append(x.keys, Key{Name: "part_of", Value: whole.name(), X: "x-subcomponent-of"})
	}
	x.dependencies()
	if x.domain != nil && len(x.refs(x.entity, x.spec.Get("providesApis"), "api")) > 0 && !x.hasUnknown("providesApis") {
		x.take(x.spec, "providesApis") // the interfaces of the domain refer to the component
	}
}

// hasUnknown reports whether a key references an API that is not an interface on the map.
func (x *entityRecord) hasUnknown(key string) bool {
	return slices.ContainsFunc(x.refs(x.entity, x.spec.Get(key), "api"), func(r reference) bool {
		return r.entity == nil || r.entity.kind != "api" || r.entity.becomes != ""
	})
}

// dependencies sets the components that the component depends on, directly or through
// APIs.
func (x *entityRecord) dependencies() {
	var names, others []string
	add := func(r reference) {
		e := r.entity
		switch {
		case e == nil && !strings.Contains(r.text, ":"), e == nil && strings.HasPrefix(strings.ToLower(r.text), "component:"), e == nil && strings.HasPrefix(strings.ToLower(r.text), "resource:"):
			names = append(names, r.name())
		case e != nil && e.becomes == source.Component:
			if e != x.entity && !slices.Contains(names, e.id) {
				names = append(names, e.id)
			}
		case e != nil && e.kind == "api" && len(e.providers) > 0 && e.providers[0].becomes == source.Component && e.providers[0] != x.entity:
			if id := e.providers[0].id; !slices.Contains(names, id) {
				names = append(names, id)
			}
		default:
			others = append(others, r.text)
		}
	}
	for _, r := range slices.Concat(x.refs(x.entity, x.take(x.spec, "dependsOn"), "component resource"), x.relations(x.entity, "dependsOn")) {
		add(r)
	}
	for _, d := range x.dependents {
		add(reference{d.name, d})
	}
	var apis []string
	for _, r := range x.refs(x.entity, x.take(x.spec, "consumesApis"), "api") {
		if r.entity == nil {
			apis = append(apis, r.text)
		} else {
			add(r)
		}
	}
	if targets := x.refs(x.entity, x.spec.Get("dependencyOf"), "component resource"); !slices.ContainsFunc(targets, func(r reference) bool { return r.entity == nil }) {
		x.take(x.spec, "dependencyOf")
	}
	if len(names) > 0 {
		x.keys = append(x.keys, Key{Name: "depends_on", Value: names, X: "x-depends-on"})
	}
	x.set("x-depends-on", others)
	x.set("x-consumes-apis", apis)
}

// team sets the keys of a team, and returns its name.
func (x *entityRecord) team() string {
	profile := x.spec.Get("profile")
	name := cmp.Or(x.text(profile, "displayName"), x.text(x.meta, "title"), x.name)
	x.set("focus", x.text(x.meta, "description"))
	x.set("x-type", x.text(x.spec, "type")) // such as squad, which is not one of the four team types
	var contact []Key
	annotations := x.meta.Get("annotations")
	if slug := textOf(annotations.Get("github.com/team-slug")); githubTeam.MatchString(slug) {
		contact = append(contact, Key{Name: "github", Value: x.text(annotations, "github.com/team-slug")})
	}
	if email := x.text(profile, "email"); email != "" {
		contact = append(contact, Key{Name: "x-email", Value: email})
	}
	x.set("contact", contact)
	x.set("keywords", textsOf(x.take(x.meta, "tags")))
	x.links()
	for _, member := range textsOf(x.take(x.spec, "members")) {
		x.users[strings.ToLower(member[strings.LastIndexAny(member, ":/")+1:])] = true
	}
	return name
}

var githubTeam = regexp.MustCompile(`^@?[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9._-]+)?$`)

// managed are the annotations that Backstage itself sets.
var managed = []string{"backstage.io/managed-by-location", "backstage.io/managed-by-origin-location", "backstage.io/orphan", "backstage.io/view-url", "backstage.io/edit-url"}

// rest keeps the remaining values under private keys.
func (x *entityRecord) rest() {
	for _, key := range managed {
		x.take(x.meta.Get("annotations"), key)
	}
	for _, key := range []string{"name", "namespace", "title", "description", "uid", "etag", "generation"} {
		x.take(x.meta, key)
	}
	if x.namespace != "default" {
		x.set("x-namespace", x.namespace)
	}
	for _, n := range []*tree.Node{x.meta, x.spec} {
		if n == nil {
			continue
		}
		for _, p := range n.Pairs {
			if value := x.value(p.Value); value != nil && !x.taken[p.Value] {
				x.set("x-"+kebab(p.Key.Text), value)
			}
		}
	}
}

// value returns a value without the parts that were taken, or nil if no part is left.
func (x *entityRecord) value(n *tree.Node) any {
	if x.taken[n] {
		return nil
	}
	switch n.Kind {
	case tree.Map:
		var keys []Key
		for _, p := range n.Pairs {
			key, _ := clean(p.Key.Text)
			if v := x.value(p.Value); v != nil && !slices.ContainsFunc(keys, func(k Key) bool { return k.Name == key }) {
				keys = append(keys, Key{Name: key, Value: v})
			}
		}
		if keys != nil {
			return keys
		}
	case tree.List:
		var texts []string
		var items []any
		for _, item := range n.Items {
			v := x.value(item)
			if s, ok := v.(string); ok {
				texts = append(texts, s)
			}
			if list, ok := v.([]string); ok { // a nested list
				v = strings.Join(list, ", ")
			}
			if v != nil {
				items = append(items, v)
			}
		}
		if len(texts) == len(items) && texts != nil {
			return texts
		}
		if items != nil {
			return items
		}
	default:
		if s := textOf(n); s != "" {
			return s
		}
	}
	return nil
}

// kebab returns a key in the form after x-, such as depends-on for dependsOn.
func kebab(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	cleaned, _ := clean(b.String())
	return strings.Join(strings.Fields(cleaned), "-")
}
