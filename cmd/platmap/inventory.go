package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"platmap/generator/importer"
	"platmap/generator/lists"
	"platmap/generator/report"
	"platmap/generator/site"
	"platmap/generator/source"
)

// errInventory reports that a list and the map differ. The differences are already
// printed.
var errInventory = errors.New("the list and the map differ")

// inventoryFormats are the values of --format.
var inventoryFormats = []string{"text", "json"}

func inventoryCommand(out *printer) *cobra.Command {
	c := group(&cobra.Command{
		Use:   "inventory SOURCE [FILE]",
		Short: "Compare a list of what exists with the map",
		Long: `Inventory reads a list like import and compares it with the components on the map, by id,
name, former id and match. It prints

  seen, not on the map     entries of the list that match no component; --add writes them
  which one is not known   entries with a name that several components have; add the id to the list
  on the map, not seen     components that the list should have but does not
  seen, but retired        components that exist although they are retired on the map
  seen under two names     components that several entries of the list describe
  owner differs            components with another owner in the list

A list made by a program should contain the components whose match begins with the name of
the program, such as helm/prometheus. A list of names should contain all components that
have a match, and a table all components. Planned and retired components may be absent.
With --strict the exit status is 1 if anything differs.`,
		Example: "  helm list -A -o json | platmap inventory helm --strict\n  platmap inventory plain names.txt --add components/unsorted.yaml",
	}, "source")
	for _, s := range inventorySources() {
		c.AddCommand(inventoryOf(s, out))
	}
	return c
}

// inventorySources returns the sources of inventories.
func inventorySources() []lists.Source {
	var sources []lists.Source
	for _, s := range append(lists.Sources(), lists.Plain) {
		if !s.NoComponents {
			sources = append(sources, s)
		}
	}
	return sources
}

// scopeOf returns which components of the map the list of a source should contain.
func scopeOf(source string) importer.Scope {
	switch source {
	case "csv":
		return importer.Everything
	case "plain":
		return importer.WithMatch
	}
	return importer.WithPrefix
}

// inventoryFlags are the flags of an inventory.
type inventoryFlags struct {
	project
	columns []string
	add     string
	format  string
	strict  bool
}

func inventoryOf(s lists.Source, out *printer) *cobra.Command {
	var f inventoryFlags
	use := s.Name + " [FILE]"
	if s.Reads != nil {
		use = s.Name + " PATH…"
	}
	c := &cobra.Command{
		Use:     use,
		Short:   "Compare the map with " + strings.TrimPrefix(strings.TrimPrefix(s.Summary, "Import "), "components from "),
		Long:    listHelp(s),
		Example: listExample("inventory", s),
		Args:    listArgs(s),
		RunE:    func(_ *cobra.Command, args []string) error { return inventory(&f, s, args, out) },
	}
	f.flags(c)
	columnFlag(c, s, &f.columns)
	c.Flags().StringVar(&f.add, "add", "", "write what is not on the map to this `file` in components/ of the content folder")
	formatFlag(c, &f.format, "text", inventoryFormats)
	c.Flags().BoolVar(&f.strict, "strict", false, "exit with status 1 if anything differs")
	return c
}

func inventory(f *inventoryFlags, src lists.Source, args []string, out *printer) error {
	in, err := f.open()
	if err != nil {
		return err
	}
	name, err := f.addName()
	if err != nil {
		return err
	}
	list, err := readList(src, "inventory", args, f.columns, out)
	if err != nil {
		return err
	}
	s, _, err := f.checked(in, "", out)
	if err != nil {
		return err
	}
	v := importer.Compare(s, src.Name, scopeOf(src.Name), list.Records)
	if f.format == "json" {
		err = printInventoryJSON(f, src, v, out)
	} else {
		printInventory(&f.project, v, s.Locale(), out)
	}
	if err != nil {
		return err
	}
	printNotes(list.Notes, out)
	fmt.Fprintln(out.stderr, inventorySummary(src.Name, v))
	if name != "" && len(v.Missing) > 0 {
		o := importOptions{project: f.project}
		request := importer.Input{Records: v.Missing, From: origin(src, args), Name: name}
		added := *out
		added.stdout = out.stderr // standard output is for the inventory
		if err := importRecords(&o, in, request, nil, &added); err != nil {
			return err
		}
	}
	if f.strict && !v.IsClean() {
		return errInventory
	}
	return nil
}

// addName returns the id of the file of --add, or "".
func (f *inventoryFlags) addName() (string, error) {
	if f.add == "" {
		return "", nil
	}
	file := filepath.ToSlash(filepath.Clean(f.add))
	dir := source.Component.Dir()
	if abs, err := filepath.Abs(f.add); err == nil {
		if components, err := filepath.Abs(filepath.Join(f.content, dir)); err == nil && filepath.Dir(abs) == components {
			file = dir + "/" + filepath.Base(abs)
		}
	}
	id, isYAML := strings.CutSuffix(strings.TrimPrefix(file, dir+"/"), ".yaml")
	if file = source.Component.FileName(id); !isYAML || source.KindOf(file) != source.Component || source.Hidden(file) {
		return "", fmt.Errorf("invalid --add %s; name a YAML file in components/ of the content folder, such as components/unsorted.yaml", f.add)
	}
	return id, nil
}

func inventorySummary(name string, v *importer.Inventory) string {
	on := v.Listed - len(v.Missing)
	text := fmt.Sprintf("%s in the list, %d on the map", report.Count(v.Listed, "entry"), on)
	switch scopeOf(name) {
	case importer.WithPrefix:
		text += fmt.Sprintf("; of %s with a match %s/…, %d not seen", report.Count(v.Expected, "component"), name, len(v.Unseen))
	case importer.WithMatch:
		text += fmt.Sprintf("; of %s with a match, %d not seen", report.Count(v.Expected, "component"), len(v.Unseen))
	default:
		text += fmt.Sprintf("; of %s in use, %d not seen", report.Count(v.Expected, "component"), len(v.Unseen))
	}
	return text
}

// printInventory prints the differences in groups. locale is the language of names.
func printInventory(p *project, v *importer.Inventory, locale string, out *printer) {
	group := func(title string, n int, line func(i int) string) {
		if n == 0 {
			return
		}
		fmt.Fprintf(out.stdout, "%s (%d)\n", title, n)
		for i := range n {
			fmt.Fprintf(out.stdout, "  %s\n", line(i))
		}
	}
	at := func(c *site.Component) string {
		id := c.ID
		if name := shortLine(c.Name.Plain(locale)); !strings.EqualFold(name, id) {
			id += " (" + name + ")"
		}
		return position(p, c.Pos) + ": " + escape(id)
	}
	group("seen, not on the map", len(v.Missing), func(i int) string {
		r := v.Missing[i]
		return listPosition(r.Pos) + ": " + escape(shortLine(recordName(r)))
	})
	group("which one is not known", len(v.Shared), func(i int) string {
		x := v.Shared[i]
		line := listPosition(x.Record.Pos) + ": " + escape(shortLine(recordName(x.Record)))
		for j, c := range x.Components {
			line += []string{" is ", " or "}[min(j, 1)] + escape(c.ID) + " (" + position(p, c.Pos) + ")"
		}
		return line
	})
	group("on the map, not seen", len(v.Unseen), func(i int) string { return at(v.Unseen[i]) })
	group("seen, but retired", len(v.Retired), func(i int) string { return at(v.Retired[i]) })
	group("seen under two names", len(v.Twice), func(i int) string {
		return at(v.Twice[i].Component) + ": " + escape(shortLine(strings.Join(v.Twice[i].Names, ", ")))
	})
	group("owner differs", len(v.Owners), func(i int) string {
		o := v.Owners[i]
		return at(o.Component) + ": " + escape(fmt.Sprintf("%s, in the list %s (%s)", ownerOf(o.Component), shortLine(o.Listed), listPosition(o.Pos)))
	})
}

// recordName returns the name of a record, followed by its matches unless the only one
// repeats the name.
func recordName(r lists.Record) string {
	name := r.Name
	if name == "" {
		name = r.ID
	}
	if len(r.Match) == 0 || len(r.Match) == 1 && strings.HasSuffix(r.Match[0], "/"+name) {
		return name
	}
	return name + " (" + strings.Join(r.Match, ", ") + ")"
}

func ownerOf(c *site.Component) string {
	if c.Owner.To == nil {
		return "no owner"
	}
	return c.Owner.To.ID
}

// inventoryJSON is the output of --format json.
type inventoryJSON struct {
	Version int             `json:"version"`
	Source  string          `json:"source"`
	Listed  int             `json:"listed"`
	Missing []listedJSON    `json:"not_on_map"`
	Shared  []listedJSON    `json:"shared_name"`
	Unseen  []componentJSON `json:"not_seen"`
	Retired []componentJSON `json:"retired"`
	Twice   []componentJSON `json:"several_names"`
	Owners  []componentJSON `json:"owner_differs"`
}

// listedJSON is an entry of the list.
type listedJSON struct {
	Name  string   `json:"name"`
	Match []string `json:"match,omitempty"`
	File  string   `json:"file"`
	Line  int      `json:"line,omitempty"`
	IDs   []string `json:"ids,omitempty"` // ids of the components with this name
}

// componentJSON is a component on the map.
type componentJSON struct {
	ID     string   `json:"id"`
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Names  []string `json:"names,omitempty"`  // the names in the list
	Owner  string   `json:"owner,omitempty"`  // the owner on the map
	Listed string   `json:"listed,omitempty"` // the owner in the list
}

func printInventoryJSON(f *inventoryFlags, src lists.Source, v *importer.Inventory, out *printer) error {
	component := func(c *site.Component) componentJSON {
		line, _ := c.Pos.LineColumn()
		return componentJSON{ID: c.ID, File: filepath.ToSlash(filepath.Join(shown(f.content), c.File.Name)), Line: line}
	}
	components := func(list []*site.Component) []componentJSON {
		all := []componentJSON{}
		for _, c := range list {
			all = append(all, component(c))
		}
		return all
	}
	j := inventoryJSON{Version: 1, Source: src.Name, Listed: v.Listed, Missing: []listedJSON{}, Shared: []listedJSON{}, Unseen: components(v.Unseen), Retired: components(v.Retired), Twice: []componentJSON{}, Owners: []componentJSON{}}
	for _, r := range v.Missing {
		j.Missing = append(j.Missing, listedJSON{r.Name, r.Match, r.Pos.File, r.Pos.Line, nil})
	}
	for _, x := range v.Shared {
		r, ids := x.Record, []string{}
		for _, c := range x.Components {
			ids = append(ids, c.ID)
		}
		j.Shared = append(j.Shared, listedJSON{r.Name, r.Match, r.Pos.File, r.Pos.Line, ids})
	}
	for _, x := range v.Twice {
		c := component(x.Component)
		c.Names = x.Names
		j.Twice = append(j.Twice, c)
	}
	for _, x := range v.Owners {
		c := component(x.Component)
		c.Owner, c.Listed = ownerOf(x.Component), x.Listed
		j.Owners = append(j.Owners, c)
	}
	e := json.NewEncoder(out.stdout)
	e.SetIndent("", "  ")
	return e.Encode(j)
}
