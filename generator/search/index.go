package search

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"platmap/generator/text"
)

// Index is the search index of a site, as files. It is immutable.
type Index struct {
	dir    dirData
	blocks map[string]block // by names such as "s/12"
}

// block is a file of an index. It is compressed when it is first read: a search from the
// command line reads no files, and the preview reads only a few.
type block struct {
	name     string // "s/12"
	raw      func() []byte
	deflated func() []byte
}

func newBlock(folder string, n int, raw func() []byte) block {
	return block{folder + "/" + strconv.Itoa(n), raw, sync.OnceValue(func() []byte { return deflate(raw()) })}
}

// DirFile is the name of the first file of an index. The other names change with their
// content.
const DirFile = Folder + "dir.js"

// Folder is the prefix of the names of all files of an index.
const Folder = "search/"

// script is the suffix of the name of a block as a script, for browsers that cannot load
// the binary file, such as on a site that was opened from disk.
const script = ".js"

// Compress compresses all blocks, for a caller that reads all files. Compressing them one
// by one, with other work in between, takes longer, because compressors are freed in the
// meantime. each is like that of Assemble.
func (x *Index) Compress(each func(n int, do func(i int))) {
	blocks := slices.Collect(maps.Values(x.blocks))
	each(len(blocks), func(i int) { blocks[i].deflated() })
}

// Names returns the names of the files, in no order.
func (x *Index) Names() []string {
	names := make([]string, 0, 1+2*len(x.blocks))
	names = append(names, DirFile)
	for name := range x.blocks {
		name = Folder + x.dir.Hash + "/" + name
		names = append(names, name, name+script)
	}
	return names
}

// Has reports whether there is a file with a name.
func (x *Index) Has(name string) bool {
	name, inFolder := strings.CutPrefix(name, Folder+x.dir.Hash+"/")
	_, ok := x.blocks[strings.TrimSuffix(name, script)]
	return name == DirFile || inFolder && ok
}

// File returns the content of a file, or nil. The caller may change it.
func (x *Index) File(name string) []byte {
	if name == DirFile {
		return x.dir.marshal()
	}
	name, _ = strings.CutPrefix(name, Folder+x.dir.Hash+"/")
	if b, ok := x.blocks[name]; ok {
		return slices.Clone(b.deflated())
	}
	name, isScript := strings.CutSuffix(name, script)
	if b, ok := x.blocks[name]; ok && isScript {
		return fmt.Appendf(nil, "platmapSearch.block(%q,%q);\n", name, base64.StdEncoding.EncodeToString(b.deflated()))
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
	b, err := text.JSON(d)
	if err != nil {
		panic("search: " + err.Error())
	}
	return slices.Concat([]byte(dirStart), b, []byte(dirEnd))
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
	return text.JSON([]any{r.Kind, strings.Join(r.Langs, " "), r.Status, r.Count})
}
