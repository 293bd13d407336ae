package source

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"platmap/generator/stable"
)

// Kind is the kind of a file: what it describes. It depends on the folder and the
// extension of the file, never on its text.
type Kind string

// The kinds of files in a content folder.
const (
	Site      Kind = "site"
	Domain    Kind = "domain"
	Component Kind = "component" // one component or a list of them in each file
	Team      Kind = "team"
	Scenario  Kind = "scenario"
	Guide     Kind = "guide"
	Glossary  Kind = "glossary"
	Metric    Kind = "metric" // measurements
	Data      Kind = "data"   // exported issues
	Asset     Kind = "asset"  // an image or a download beside guides

	Baseline Kind = "baseline" // findings that are not reported
)

// kindInfo describes a kind of file. CONTRIBUTING.md lists the other steps for a new
// kind.
type kindInfo struct {
	kind     Kind
	file     string   // if the kind has only one file: its name, in the top folder
	dir      string   // otherwise: the folder of its files
	ext      string   // and their extension
	schema   bool     // whether there is a JSON Schema
	page     bool     // whether each thing of the kind has a page
	wiki     int      // if so: its rank, from 1, in the order in which [[x]] is looked up
	view     string   // the page that lists all things of the kind
	example  string   // an id for messages about a missing id
	reserved []string // ids that have another meaning
}

// kinds is the table of kinds, in the order in which users see them.
var kinds = []kindInfo{
	{kind: Site, file: "site.yaml", schema: true, view: "overview"},
	{kind: Domain, dir: "domains", ext: ".yaml", schema: true, page: true, wiki: 1, view: "overview", example: "logging"},
	{kind: Component, dir: "components", ext: ".yaml", schema: true, page: true, wiki: 2, view: "components", example: "log-agent"},
	{kind: Team, dir: "teams", ext: ".yaml", schema: true, page: true, wiki: 4, view: "teams", example: "infra",
		reserved: []string{"platform", "shared", "product"}}, // the parties that are not a team
	{kind: Scenario, dir: "scenarios", ext: ".yaml", schema: true, page: true, wiki: 5, view: "scenarios", example: "new-service-in-a-day"},
	{kind: Guide, dir: "guides", ext: ".md", schema: true, page: true, wiki: 3, view: "guides", example: "new-app/getting-started"},
	{kind: Glossary, file: "glossary.yaml", schema: true, view: "glossary"},
	{kind: Metric, dir: "metrics", ext: ".csv"},
	{kind: Data, dir: "data", ext: ".json"},
	{kind: Asset, dir: "guides"}, // its extension is one of assetExts
	{kind: Baseline, file: "baseline.json"},
}

// Views are the names of the pages about many things, in alphabetical order. Package
// render renders them.
var Views = []string{"compare", "components", "gaps", "glossary", "guides", "interfaces", "lifecycle", "names", "overview", "responsibilities", "reviews", "scenarios", "search", "teams", "views", "why"}

// assetExts are the extensions of the files that are published beside guides. Browsers do
// not run such files. (An SVG may contain a script; package svg removes it.)
var assetExts = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg",
	".pdf", ".txt", ".csv", ".tsv", ".json", ".yaml", ".yml", ".toml", ".tf", ".sh", ".go", ".rb", ".py", ".sql", ".proto", ".zip", ".gz",
}

// KindOf returns the kind of the file with this name, or "" for a file that
// platmap does not read.
func KindOf(name string) Kind {
	dir, base, inDir := strings.Cut(name, "/")
	for i := range kinds {
		k := &kinds[i]
		if inDir && dir == k.dir && k.isNamed(base) || !inDir && name == k.file && name != "" {
			return k.kind
		}
	}
	return ""
}

// isNamed reports whether a file of the kind may have this name in its folder.
func (k *kindInfo) isNamed(name string) bool {
	ext := path.Ext(name)
	switch {
	case k.kind == Asset:
		return slices.Contains(assetExts, strings.ToLower(ext))
	case k.kind != Guide && strings.Contains(name, "/"): // only guides have subfolders
		return false
	}
	return ext == k.ext
}

// KindIn returns the kind of the files in a folder, which is Guide for "guides", or
// "".
func KindIn(dir string) Kind {
	for _, k := range kinds {
		if k.dir == dir && dir != "" {
			return k.kind
		}
	}
	return ""
}

// info returns the row of the kind in the table, or an empty row for an unknown
// kind.
func (k Kind) info() kindInfo {
	for i := range kinds {
		if kinds[i].kind == k {
			return kinds[i]
		}
	}
	return kindInfo{}
}

// Dir returns the folder of the kind, or "" for a single file at the top.
func (k Kind) Dir() string { return k.info().dir }

// FileName returns the name of the file that describes the thing with this id:
// "teams/infra.yaml". If the kind has a single file, the id is ignored.
func (k Kind) FileName(id string) string {
	info := k.info()
	if info.file != "" {
		return info.file
	}
	return info.dir + "/" + id + info.ext
}

// HasSchema reports whether there is a JSON Schema for files of the kind. These are the
// files that describe the platform; the other files contain numbers and images.
func (k Kind) HasSchema() bool { return k.info().schema }

// SchemaName returns the name of the file with the JSON Schema of the kind.
func (k Kind) SchemaName() string { return string(k) + ".schema.json" }

// HasPage reports whether each thing of the kind has a page of its own.
func (k Kind) HasPage() bool { return k.info().page }

// View returns the name of the page that lists everything of the kind, or "".
func (k Kind) View() string { return k.info().view }

// ExampleID returns an id that a user could choose, or "" for a kind without pages.
func (k Kind) ExampleID() string { return k.info().example }

// ReservedIDs returns the ids that things of the kind may not have, because they have
// another meaning.
func (k Kind) ReservedIDs() []string { return k.info().reserved }

// PageKinds returns the kinds whose things have pages.
func PageKinds() []Kind { return kindsWith(func(k kindInfo) bool { return k.page }) }

// WikiKinds returns the same kinds as PageKinds, in the order in which [[x]] without a
// kind is looked up.
func WikiKinds() []Kind {
	list := PageKinds()
	stable.Sort(list, func(a, b Kind) int { return cmp.Compare(a.info().wiki, b.info().wiki) })
	return list
}

// SchemaKinds returns the kinds that have a JSON Schema.
func SchemaKinds() []Kind { return kindsWith(func(k kindInfo) bool { return k.schema }) }

func kindsWith(has func(kindInfo) bool) []Kind {
	var list []Kind
	for _, k := range kinds {
		if has(k) {
			list = append(list, k.kind)
		}
	}
	return list
}

// folders are the folders with content. singles are the names of the YAML files in
// the top folder, without extension.
var folders, singles = foldersAndSingles()

func foldersAndSingles() (folders, singles []string) {
	for _, k := range kinds {
		switch {
		case strings.HasSuffix(k.file, ".yaml"):
			singles = append(singles, strings.TrimSuffix(k.file, ".yaml"))
		case k.dir != "" && !slices.Contains(folders, k.dir):
			folders = append(folders, k.dir)
		}
	}
	return folders, singles
}
