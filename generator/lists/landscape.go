package lists

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

var landscapeSource = Source{
	Name:    "landscape",
	Summary: "Import components from the data file of a CNCF landscape",
	Long: `The data file of a landscape, data.yml or landscape.yml: categories are groups,
subcategories are domains, as drafts, and items are components with their repository and
homepage. An item in several subcategories is one component.`,
	Example: "data.yml",
}

func init() { landscapeSource.Read = readLandscape }

// landscape is the content of the data file of a landscape.
type landscape struct {
	list  *List
	file  string
	items map[string]int // indexes of records by name
	ids   map[string]bool
}

func readLandscape(in Input) (*List, error) {
	x := &landscape{list: &List{}, items: map[string]int{}, ids: map[string]bool{}}
	for _, f := range in.Files {
		s, err := x.list.decoded(f)
		if err != nil {
			return nil, err
		}
		x.file = f.Name
		var diags source.Diagnostics
		root := tree.Parse(&source.File{Name: f.Name, Text: s}, &diags)
		if i := slices.IndexFunc(diags, func(d source.Diagnostic) bool { return d.Severity == source.Error }); i >= 0 {
			line, _ := diags[i].Pos.LineColumn()
			return nil, fmt.Errorf("%s:%d: %s", f.Name, line, diags[i].Text)
		}
		categories := root.Get("categories")
		if categories == nil {
			categories = root.Get("landscape")
		}
		if categories == nil || categories.Kind != tree.List {
			return nil, errors.New(f.Name + " is not the data file of a landscape: it has no list of categories")
		}
		for _, category := range categories.Items {
			x.category(category)
		}
	}
	return x.list, nil
}

func (x *landscape) pos(n *tree.Node) Pos {
	line, _ := n.Pos.LineColumn()
	return Pos{x.file, line}
}

// id returns an unused id for a category or subcategory, or "" if its name has no letter
// that an id may contain.
func (x *landscape) id(kind source.Kind, name, parent string) string {
	id := text.SuggestID(name)
	if id != "" && x.ids[string(kind)+id] {
		id = text.SuggestID(parent + " " + name)
	}
	if x.ids[string(kind)+id] {
		return ""
	}
	x.ids[string(kind)+id] = true
	return id
}

func (x *landscape) category(n *tree.Node) {
	name := textOf(n.Get("name"))
	subcategories := n.Get("subcategories")
	if name == "" || subcategories == nil {
		x.list.note(x.pos(n), "categories without a name or without subcategories were left out", name)
		return
	}
	group := Record{Kind: Group, Name: name, ID: x.id(Group, name, ""), Pos: x.pos(n)}
	x.list.Records = append(x.list.Records, group)
	for _, sub := range subcategories.Items {
		subname := textOf(sub.Get("name"))
		if subname == "" {
			x.list.note(x.pos(sub), "subcategories without a name were left out", name)
			continue
		}
		domain := Record{Kind: source.Domain, Name: subname, ID: x.id(source.Domain, subname, name), Pos: x.pos(sub)}
		reference := domain.ID
		if reference == "" {
			reference = subname
		}
		of := group.ID
		if of == "" {
			of = name
		}
		domain.Keys = []Key{{Name: "group", Value: of, X: "x-category"}}
		x.list.Records = append(x.list.Records, domain)
		if items := sub.Get("items"); items != nil {
			for _, item := range items.Items {
				x.item(item, reference)
			}
		}
	}
}

// maturity maps the maturity of a project to a status.
var maturity = map[string]string{"graduated": "available", "incubating": "available", "sandbox": "experimental", "archived": "retired"}

// item adds a component, or adds a domain to an existing one.
func (x *landscape) item(n *tree.Node, domain string) {
	name := textOf(n.Get("name"))
	if name == "" {
		x.list.note(x.pos(n), "items without a name were left out", domain)
		return
	}
	key := strings.ToLower(name)
	if i, known := x.items[key]; known {
		x.list.note(x.pos(n), "repeated items are one component, with the keys of the first", name)
		domains := x.list.Records[i].Keys[0].Value.([]string)
		if !slices.Contains(domains, domain) {
			x.list.Records[i].Keys[0].Value = append(domains, domain)
		}
		return
	}
	r := Record{Kind: source.Component, Name: name, Match: []string{"landscape/" + name}, Pos: x.pos(n), Keys: []Key{{Name: "domains", Value: []string{domain}}}}
	set := func(key string, value any) { r.Keys = append(r.Keys, Key{Name: key, Value: value}) }
	var links []string
	for _, p := range n.Pairs {
		value := textOf(p.Value)
		switch key := p.Key.Text; {
		case key == "name", key == "item", key == "logo", p.Value.Kind == tree.Null, p.Value.IsScalar() && value == "":
		case key == "description":
			set("summary", value)
		case key == "repo_url":
			r.Keys = append(r.Keys, Key{Name: "repo", Value: value, X: "x-repo-url"}, Key{Name: "source", Value: "oss", Guess: true})
		case key == "homepage_url" && webURL.MatchString(value):
			links = append(links, value)
		case key == "project":
			if status := maturity[strings.ToLower(value)]; status != "" {
				r.Keys = append(r.Keys, Key{Name: "status", Value: status, Guess: true})
			}
			set("x-project", value)
		default:
			e := &entityRecord{}
			if v := e.value(p.Value); v != nil {
				set("x-"+kebab(strings.ReplaceAll(key, "_", "-")), v)
			}
		}
	}
	if links != nil {
		set("links", links)
	}
	x.items[key] = len(x.list.Records)
	x.list.Records = append(x.list.Records, r)
}
