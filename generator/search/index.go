package search

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Index is the search index of a site, as files. It is immutable.
type Index struct {
	hash   string
	dir    []byte            // the content of dir.js
	blocks map[string][]byte // by names such as "s/12", compressed
}

// DirFile is the name of the first file of an index. The other names change with their
// content.
const DirFile = Folder + "dir.js"

// Folder is the start of the names of all files of an index.
const Folder = "search/"

// script is the end of the name of a block as a script, for browsers that cannot load
// the other form, such as for a site that was opened from disk.
const script = ".js"

// Names returns the names of the files, in no order.
func (x *Index) Names() []string {
	names := make([]string, 0, 1+2*len(x.blocks))
	names = append(names, DirFile)
	for name := range x.blocks {
		name = Folder + x.hash + "/" + name
		names = append(names, name, name+script)
	}
	return names
}

// Has reports whether there is a file with a name.
func (x *Index) Has(name string) bool {
	block, ok := strings.CutPrefix(name, Folder+x.hash+"/")
	return name == DirFile || ok && x.blocks[strings.TrimSuffix(block, script)] != nil
}

// File returns the content of a file, or nil. The caller may change it.
func (x *Index) File(name string) []byte {
	if name == DirFile {
		return slices.Clone(x.dir)
	}
	name, _ = strings.CutPrefix(name, Folder+x.hash+"/")
	if b := x.blocks[name]; b != nil {
		return slices.Clone(b)
	}
	name, isScript := strings.CutSuffix(name, script)
	if b := x.blocks[name]; b != nil && isScript {
		return fmt.Appendf(nil, "platmapSearch.block(%q,%q);\n", name, base64.StdEncoding.EncodeToString(b))
	}
	return nil
}

// dirData is the content of dir.js.
type dirData struct {
	Version       int        `json:"version"`
	Hash          string     `json:"hash"`
	Docs          int        `json:"docs"`
	TextsPerBlock int        `json:"textsPerBlock"`
	Locales       []string   `json:"locales"` // the main language is first
	Ranges        []docRange `json:"ranges"`
	Terms         []string   `json:"terms"` // the first term of each shard
}

const (
	dirStart = "platmapSearch.dir("
	dirEnd   = ");\n"
)

func (d *dirData) marshal() []byte {
	b, err := marshal(d)
	if err != nil {
		panic("search: " + err.Error())
	}
	return slices.Concat([]byte(dirStart), b, []byte(dirEnd))
}

// parseDir reads what marshal writes.
func parseDir(b []byte) (*dirData, error) {
	b, ok := bytes.CutPrefix(b, []byte(dirStart))
	b, ok2 := bytes.CutSuffix(b, []byte(dirEnd))
	if !ok || !ok2 {
		return nil, fmt.Errorf("%s is not the start of a search index", DirFile)
	}
	d := new(dirData)
	if err := json.Unmarshal(b, d); err != nil {
		return nil, fmt.Errorf("%s: %w", DirFile, err)
	}
	return d, nil
}

// docRange is a range of documents.
type docRange struct {
	Kind   string
	Langs  []string
	Status string
	Count  int
}

func (r docRange) sameAs(o docRange) bool {
	return r.Kind == o.Kind && r.Status == o.Status && slices.Equal(r.Langs, o.Langs)
}

// MarshalJSON makes a list: [kind, "ja en", status, count].
func (r docRange) MarshalJSON() ([]byte, error) {
	return marshal([]any{r.Kind, strings.Join(r.Langs, " "), r.Status, r.Count})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *docRange) UnmarshalJSON(b []byte) error {
	var langs string
	err := json.Unmarshal(b, &[]any{&r.Kind, &langs, &r.Status, &r.Count})
	r.Langs = strings.Fields(langs)
	return err
}
