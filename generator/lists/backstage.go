package lists

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

var backstageSource = Source{
	Name:    "backstage",
	Summary: "Import the catalog of Backstage",
	Long: `Components, resources and templates are components. Systems are domains, as drafts,
because a catalog does not say which problem they solve. Domains are groups of the map; one
without systems is a domain too. APIs are interfaces of the domain of their system or of
the component that provides them, and components if there is none. Groups are teams.

Owners, systems, dependencies, lifecycles, links, tags and the source location become keys;
other annotations, labels and keys are kept under keys that begin with x-. Users, locations
and the definitions of APIs are left out.

A folder is searched for .yaml, .yml and .json files. The answer of the catalog's API, which
is a list in JSON, can be read from standard input.`,
	Example: "catalog-info.yaml",
	Reads: func(name string) bool {
		return slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(path.Ext(name)))
	},
}

func init() { backstageSource.Read = readBackstage }

// catalog is the content of the files of a Backstage catalog.
type catalog struct {
	list     *List
	entities []*entity
	byRef    map[string]*entity // by "kind:namespace/name" in lower case
	ids      map[string]bool    // ids in use, with their kind before them
	users    map[string]bool    // users, which are left out
	found    bool               // whether a file contains a Backstage entity
}

// entity is a document of a catalog.
type entity struct {
	kind, namespace, name string // kind in lower case
	node, meta, spec      *tree.Node
	pos                   Pos

	becomes    source.Kind // the kind of record; "" for an API, and for a domain that is merged into its system
	id         string      // id on the map
	domain     *entity     // its system, or nil
	systems    []*entity   // systems of a domain
	isParent   bool        // whether it is a domain that contains other domains
	providers  []*entity   // components that provide an API
	apis       []*entity   // APIs of a system
	dependents []*entity   // entities that its dependencyOf names
}

func readBackstage(in Input) (*List, error) {
	c := &catalog{list: &List{}, byRef: map[string]*entity{}, ids: map[string]bool{}, users: map[string]bool{}}
	for _, f := range in.Files {
		if err := c.file(f, len(in.Files) > 1); err != nil {
			return nil, err
		}
	}
	if !c.found {
		return nil, errors.New(notCatalog(in.Files))
	}
	c.relate()
	c.assign()
	c.write()
	if n := len(c.users); n > 0 {
		c.list.note(Pos{File: in.Files[0].Name}, "users were left out, because a map names teams", fmt.Sprintf("%d in all", n))
	}
	return c.list, nil
}

func notCatalog(files []File) string {
	const document = " document with apiVersion: backstage.io/v1alpha1 and a kind such as Component"
	if len(files) == 1 {
		return files[0].Name + " is not a catalog of Backstage: it has no" + document
	}
	return fmt.Sprintf("none of %d files has a", len(files)) + document
}

// documentStart matches the line between two documents of a YAML file.
var documentStart = regexp.MustCompile(`(?m)^(?:---|\.\.\.)(?:[ \t].*)?\r?$`)

// hasText matches a line that is neither empty nor a comment.
var hasText = regexp.MustCompile(`(?m)^[ \t]*[^#\s]`)

// file reads the documents of a file. If there are several files, YAML files of other
// programs are left out without a note.
func (c *catalog) file(f File, several bool) error {
	s, err := c.list.decoded(f)
	if err != nil {
		return err
	}
	if several && !strings.Contains(s, "backstage.io/") {
		return nil
	}
	file := &source.File{Name: f.Name, Text: s}
	from := 0
	for _, at := range append(documentStart.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if hasText.MatchString(s[from:at[0]]) {
			c.document(file, from, at[0], several)
		}
		from = at[1]
	}
	return nil
}

func (c *catalog) document(f *source.File, from, to int, several bool) {
	var diags source.Diagnostics
	root := tree.ParsePart(f, from, to, nil, &diags)
	if diags.HaveError() {
		c.found = c.found || strings.Contains(f.Text[from:to], "backstage.io/")
		i := slices.IndexFunc(diags, func(d source.Diagnostic) bool { return d.Severity == source.Error })
		line, _ := diags[i].Pos.LineColumn()
		c.list.note(Pos{f.Name, line}, "documents that do not parse were left out; write out anchors and aliases", diags[i].Text)
		return
	}
	switch {
	case root == nil:
	case root.Kind == tree.List: // a list of entities, as the Backstage API returns
		for _, item := range root.Items {
			c.entity(f, item, several)
		}
	case root.Get("items") != nil && root.Get("apiVersion") == nil:
		for _, item := range root.Get("items").Items {
			c.entity(f, item, several)
		}
	default:
		c.entity(f, root, several)
	}
}

// entityKinds are the kinds that are read.
var entityKinds = []string{"component", "resource", "template", "api", "system", "domain", "group"}

func (c *catalog) entity(f *source.File, n *tree.Node, several bool) {
	version, meta := textOf(n.Get("apiVersion")), n.Get("metadata")
	line, _ := n.Pos.LineColumn()
	e := &entity{kind: strings.ToLower(textOf(n.Get("kind"))), namespace: cmp.Or(textOf(meta.Get("namespace")), "default"), name: textOf(meta.Get("name")),
		meta: meta, spec: n.Get("spec"), node: n, pos: Pos{f.Name, line}}
	shown := cmp.Or(textOf(n.Get("kind")), "no kind") + " " + e.name
	group, number, _ := strings.Cut(version, "/")
	if version == "" && several {
		return
	}
	if group != "backstage.io" && !strings.HasSuffix(group, ".backstage.io") {
		c.list.note(e.pos, "documents of another apiVersion than backstage.io were left out", strings.TrimSpace(cmp.Or(version, "no apiVersion")+" "+shown))
		return
	}
	c.found = true
	switch {
	case e.kind == "user":
		c.users[strings.ToLower(e.name)] = true
		return
	case e.kind == "location":
		c.list.note(e.pos, "locations were left out; name the files that they point to too", strings.Join(targetsOf(e.spec), ", "))
		return
	case !slices.Contains(entityKinds, e.kind):
		c.list.note(e.pos, "entities of a kind that platmap does not know were left out", shown)
		return
	case e.name == "":
		c.list.note(e.pos, "entities without metadata.name were left out", shown)
		return
	case strings.Contains(e.name, "{{"):
		c.list.note(e.pos, "skeletons of templates were left out", e.name)
		return
	case group == "backstage.io" && number != "v1alpha1" && number != "v1beta1":
		c.list.note(e.pos, "another version of Backstage; read as backstage.io/v1alpha1", version+" "+shown)
	}
	ref := e.kind + ":" + e.namespace + "/" + e.name
	if c.byRef[strings.ToLower(ref)] != nil {
		c.list.note(e.pos, "repeated entities were left out", ref)
		return
	}
	c.byRef[strings.ToLower(ref)] = e
	c.entities = append(c.entities, e)
}

func targetsOf(spec *tree.Node) []string {
	targets := textsOf(spec.Get("targets"))
	if target := textOf(spec.Get("target")); target != "" {
		targets = append(targets, target)
	}
	return targets
}

// textOf returns a scalar without control characters, or "".
func textOf(n *tree.Node) string {
	if n == nil || !n.IsScalar() {
		return ""
	}
	s, _ := clean(n.Text)
	return s
}

// textsOf returns the scalars of a list; a single scalar counts as a list.
func textsOf(n *tree.Node) []string {
	if n == nil {
		return nil
	}
	var list []string
	for _, item := range append([]*tree.Node{n}, n.Items...) {
		if s := textOf(item); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// reference is a reference to an entity.
type reference struct {
	text   string  // as written
	entity *entity // nil if no file has it
}

// name returns the name that package importer looks up.
func (r reference) name() string {
	if r.entity != nil {
		return r.entity.id
	}
	return r.text[strings.LastIndexAny(r.text, ":/")+1:]
}

// refs returns the references in a value. A reference is "kind:namespace/name", in which
// kind and namespace are optional, or a mapping with these keys.
func (c *catalog) refs(e *entity, n *tree.Node, kind string) []reference {
	var list []reference
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind != tree.List {
		items = []*tree.Node{n}
	}
	for _, item := range items {
		written := textOf(item)
		if item.Kind == tree.Map && textOf(item.Get("name")) != "" {
			written = cmp.Or(textOf(item.Get("kind")), kind) + ":" + cmp.Or(textOf(item.Get("namespace")), e.namespace) + "/" + textOf(item.Get("name"))
		}
		if written != "" {
			list = append(list, c.ref(e, written, kind))
		}
	}
	return list
}

// ref resolves a reference in an entity. If the reference has no kind, the entity may be
// of any of kinds.
func (c *catalog) ref(e *entity, written, kinds string) reference {
	kind, rest, hasKind := strings.Cut(written, ":")
	if !hasKind {
		kind, rest = kinds, written
	}
	namespace, name, hasNamespace := strings.Cut(rest, "/")
	if !hasNamespace {
		namespace, name = e.namespace, rest
	}
	for k := range strings.SplitSeq(kind, " ") {
		if found := c.byRef[strings.ToLower(k+":"+namespace+"/"+name)]; found != nil {
			return reference{written, found}
		}
	}
	return reference{text: written}
}

// relate sets the fields with which entities refer to each other.
func (c *catalog) relate() {
	for _, e := range c.entities {
		for _, r := range c.refs(e, e.spec.Get("providesApis"), "api") {
			if r.entity != nil {
				r.entity.providers = append(r.entity.providers, e)
			}
		}
		for _, r := range c.refs(e, e.spec.Get("dependencyOf"), "component resource") {
			if r.entity != nil {
				r.entity.dependents = append(r.entity.dependents, e)
			}
		}
		if d := c.one(e, "subdomainOf", "domain"); d.entity != nil {
			d.entity.isParent = true
		}
		if d := c.one(e, "domain", "domain"); e.kind == "system" && d.entity != nil {
			d.entity.systems = append(d.entity.systems, e)
		}
	}
	for _, e := range c.entities {
		e.domain = c.domainOf(e, map[*entity]bool{})
		if e.kind == "api" && e.domain != nil {
			e.domain.apis = append(e.domain.apis, e)
		}
	}
}

// one returns the only reference of a key. If the key is absent, it returns that of a
// relation.
func (c *catalog) one(e *entity, key, kind string) reference {
	if list := c.refs(e, e.spec.Get(key), kind); len(list) > 0 {
		return list[0]
	}
	for _, r := range c.relations(e, map[string]string{"system": "partOf", "domain": "partOf", "owner": "ownedBy"}[key]) {
		if r.entity != nil && (r.entity.kind == kind || key == "owner") {
			return r
		}
	}
	return reference{}
}

// relations returns the targets of the relations of a type, which are in the output of
// the Backstage API.
func (c *catalog) relations(e *entity, typ string) []reference {
	var list []reference
	if relations := e.node.Get("relations"); relations != nil {
		for _, n := range relations.Items {
			if textOf(n.Get("type")) == typ && typ != "" {
				list = append(list, c.ref(e, textOf(n.Get("targetRef")), ""))
			}
		}
	}
	return list
}

// domainOf returns the system of an entity or, if it has none, of the entity that
// contains it. It may be nil.
func (c *catalog) domainOf(e *entity, seen map[*entity]bool) *entity {
	if seen[e] {
		return nil
	}
	seen[e] = true
	if s := c.one(e, "system", "system"); s.entity != nil {
		return s.entity
	}
	if r := c.one(e, "subcomponentOf", "component"); r.entity != nil {
		return c.domainOf(r.entity, seen)
	}
	if e.kind == "api" {
		for _, provider := range e.providers {
			if d := c.domainOf(provider, seen); d != nil {
				return d
			}
		}
	}
	return nil
}

// assign sets the kind of record and the id of each entity.
func (c *catalog) assign() {
	for _, e := range c.entities {
		kind := source.Component
		switch e.kind {
		case "group":
			kind = source.Team
		case "system":
			kind = source.Domain
		case "domain":
			kind = Group
			if len(e.systems) == 0 && !e.isParent {
				kind = source.Domain
			}
			if e.sameSystem() != nil {
				kind = "" // merged into its system
			}
		case "api":
			if e.domain != nil {
				kind = "" // an interface
			}
		}
		if e.becomes = kind; kind != "" {
			e.id = c.newID(kind, e)
		}
	}
}

// sameSystem returns the only system of a domain if it has the same name as the domain,
// or nil. Catalogs that do not group systems have such domains, because Backstage needs
// them.
func (e *entity) sameSystem() *entity {
	if list := e.systems; len(list) == 1 && strings.EqualFold(list[0].name, e.name) {
		return list[0]
	}
	return nil
}

// newID returns an unused id for an entity: made from its name or, if that is taken, from
// its name and kind.
func (c *catalog) newID(kind source.Kind, e *entity) string {
	base := cmp.Or(text.SuggestID(e.name), e.kind)
	isFree := func(id string) bool {
		return !c.ids[string(kind)+" "+id] && !slices.Contains(kind.ReservedIDs(), id) && !text.IsReservedOnWindows(id) && len(id) <= text.MaxIDLength
	}
	word := string(kind)
	if kind == source.Component {
		word = e.kind
	}
	shorten := func(end string) string {
		return strings.TrimRight(base[:min(len(base), text.MaxIDLength-len(end))], "-") + end
	}
	id := shorten("")
	if !isFree(id) {
		id = shorten("-" + word)
	}
	for n := 2; !isFree(id); n++ {
		id = shorten(fmt.Sprintf("-%d", n))
	}
	c.ids[string(kind)+" "+id] = true
	return id
}
