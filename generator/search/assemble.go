package search

import (
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"sync"

	"platmap/generator/text"
)

// Sizes of blocks.
const (
	shardSize      = 8 << 10 // size of a shard of terms, in bytes
	titlesPerBlock = 16      // documents
	manyDocs       = 4000    // number of documents from which several texts share a block
	textsPerBlock  = 4       // number of texts in a block of such an index
	chunks         = 8       // number of groups of documents whose terms are collected concurrently
)

// posting is the list of documents with a term, within some of the documents.
type posting struct {
	first, last, df int
	docs            []byte // document numbers after the first, as varints; all with their impacts
}

func (p *posting) add(doc int, impact byte) {
	if p.df == 0 {
		p.first = doc
		p.docs = append(p.docs, impact)
	} else {
		p.docs = binary.AppendUvarint(p.docs, uint64(doc-p.last)<<4|uint64(impact))
	}
	p.last = doc
	p.df++
}

// chunk has the terms of some of the documents.
type chunk struct {
	terms    []string // sorted
	postings []posting
	order    []int32 // index of the posting of each term
}

// collect returns the terms of some documents. from is the number of the first one.
func collect(entries []*Entry, from int) *chunk {
	c := &chunk{}
	index := map[string]int32{}
	var term []byte
	for i, e := range entries {
		for b := e.terms; len(b) > 0; b = b[1:] {
			b, term = nextTerm(b, term)
			n, known := index[string(term)]
			if !known {
				n = int32(len(c.terms))
				c.terms = append(c.terms, string(term))
				c.postings = append(c.postings, posting{})
				index[c.terms[n]] = n
			}
			c.postings[n].add(from+i, b[0])
		}
	}
	c.order = make([]int32, len(c.terms))
	for i := range c.order {
		c.order[i] = int32(i)
	}
	slices.SortFunc(c.order, func(a, b int32) int { return cmp.Compare(c.terms[a], c.terms[b]) })
	return c
}

// at returns the term with an index in sorted order, and its posting.
func (c *chunk) at(i int) (string, *posting) { n := c.order[i]; return c.terms[n], &c.postings[n] }

// Assemble returns the index of the documents with these entries, of a site with these
// languages, the main language first. It is the same for any order of the entries. each
// calls a function for each number below n, as par.Each does; a caller that has something
// more urgent to do can wait between the calls.
func Assemble(locales []string, entries []*Entry, each func(n int, do func(i int))) *Index {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, compareDocs)
	d := dirData{Version: 1, Docs: len(entries), TextsPerBlock: 1, Locales: locales, Ranges: ranges(entries)}
	if len(entries) > manyDocs {
		d.TextsPerBlock = textsPerBlock
	}
	blocks := slices.Concat(shards(entries, &d, each), titles(entries), texts(entries, d.TextsPerBlock))
	sums := make([][sha256.Size]byte, len(blocks))
	each(len(blocks), func(i int) { sums[i] = sha256.Sum256(blocks[i].raw()) }) // hashed before compression, which may change
	hash := sha256.New()
	x := &Index{blocks: map[string]block{}}
	for i, b := range blocks {
		x.blocks[b.name] = b
		hash.Write(sums[i][:])
	}
	hash.Write(d.marshal())
	d.Hash = hex.EncodeToString(hash.Sum(nil))[:12]
	x.dir = d
	return x
}

// deflaters are reused, because each takes a megabyte.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil { // cannot fail: the level is valid
		panic("search: " + err.Error())
	}
	return w
}}

func deflate(raw []byte) []byte {
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	_, err := w.Write(raw)
	if err = cmp.Or(err, w.Close()); err != nil { // writing to a buffer cannot fail
		panic("search: " + err.Error())
	}
	return bytes.Clone(b.Bytes())
}

// shards returns the blocks of terms, and puts the first term of each into d.
func shards(entries []*Entry, d *dirData, each func(n int, do func(i int))) []block {
	list := make([]*chunk, chunks)
	each(chunks, func(i int) {
		from, to := i*len(entries)/chunks, (i+1)*len(entries)/chunks
		list[i] = collect(entries[from:to], from)
	})
	var blocks []block
	var shard []byte
	last := ""
	flush := func() {
		if raw := shard; len(raw) > 0 {
			blocks = append(blocks, newBlock("s", len(blocks), func() []byte { return raw }))
			shard, last = nil, ""
		}
	}
	at := make([]int, chunks) // the next term of each chunk
	for {
		term, found := "", false
		for i, c := range list {
			if at[i] < len(c.terms) {
				if t, _ := c.at(at[i]); !found || t < term {
					term, found = t, true
				}
			}
		}
		if !found {
			break
		}
		if len(shard) == 0 {
			d.Terms = append(d.Terms, term)
		}
		shard = appendTerm(shard, last, term)
		last = term
		var same []*posting
		df, before := 0, 0
		for i, c := range list {
			if at[i] < len(c.terms) {
				if t, p := c.at(at[i]); t == term {
					same, df = append(same, p), df+p.df
					at[i]++
				}
			}
		}
		shard = binary.AppendUvarint(shard, uint64(df))
		for _, p := range same {
			shard = binary.AppendUvarint(shard, uint64(p.first-before)<<4|uint64(p.docs[0]))
			shard = append(shard, p.docs[1:]...)
			before = p.last
		}
		if len(shard) >= shardSize {
			flush()
		}
	}
	flush()
	return blocks
}

// titles returns the blocks of titles.
func titles(entries []*Entry) []block {
	var blocks []block
	for some := range slices.Chunk(entries, titlesPerBlock) {
		var list [][]any
		for _, e := range some {
			list = append(list, []any{e.doc.Path, e.doc.Names, append([]int{}, e.doc.Cells...)})
		}
		blocks = append(blocks, newBlock("t", len(blocks), func() []byte {
			b, err := text.JSON(list)
			if err != nil { // marshalling texts cannot fail
				panic("search: " + err.Error())
			}
			return b
		}))
	}
	return blocks
}

// texts returns the blocks of texts.
func texts(entries []*Entry, perBlock int) []block {
	var blocks []block
	for some := range slices.Chunk(entries, perBlock) {
		var parts [][]byte // copied, so that the block does not keep the terms of the entries in memory
		for _, e := range some {
			parts = append(parts, e.parts)
		}
		blocks = append(blocks, newBlock("x", len(blocks), func() []byte {
			return slices.Concat([]byte("["), bytes.Join(parts, []byte(",")), []byte("]"))
		}))
	}
	return blocks
}

// ranges returns the lengths of the ranges of documents of the same kind, languages and
// status.
func ranges(entries []*Entry) []docRange {
	list := []docRange{}
	for _, e := range entries {
		r := docRange{e.doc.Kind, e.doc.Langs, e.doc.Status, 1}
		if n := len(list); n > 0 && list[n-1].sameAs(r) {
			list[n-1].Count++
		} else {
			list = append(list, r)
		}
	}
	return list
}
