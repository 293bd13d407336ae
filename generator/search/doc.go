// Package search makes the search index of a site, and searches it. The script of the
// theme, js/search, searches the same index in the browser and gives the same results.
//
// A document is a thing of the map, such as a domain or a guide, with its texts in all
// languages. [Analyse] makes the [Entry] of a document, which depends on nothing else;
// [Assemble] makes the [Index] of all entries; [Open] searches an index.
//
//	normal.go, tokens.go, query.go  texts and queries → terms
//	analyse.go, assemble.go         documents → blocks; index.go has their files
//	read.go, match.go, stem.go      terms of a query → documents
//	refine.go, search.go            the order of the first documents, and rows
//
// # Terms
//
// A text is normalised: width, letter case, accents, hiragana and katakana, and the long
// vowel mark make no difference. Then it is divided into runs of Japanese (kana, kanji
// and Hangul) and words. The terms of a run are all pairs of adjacent characters, and its
// last character, so that a single character is found as the beginning of a term. The
// terms of a word are the word itself, the parts of camelCase, the letters of oauth2,
// names such as c++ and .net, and the whole compound, such as pub/sub. Browsers have an
// interface that divides Japanese into words, but each of them divides it differently, so
// the index could not be made in advance.
//
// A query is divided into units: a run, a word or a compound. Words that are common in
// English questions are left out, unless there are no others. A document matches a run if
// it has all its pairs. It matches a word if it has the word or another form of it or,
// for the last word, a longer word. If none of these is in the index, a similar word
// matches, because of typing errors. The file testdata/tokenize.golden.json has texts and
// queries with the terms that both programs must return.
//
// # Rank
//
// Each document of a term has an impact from 1 to 15, which is computed here: names count
// most, then titles of parts. The score of a document is the sum of impacts, times the
// rarity of the terms. Documents that match the whole query are first. For a sentence,
// three words or six pairs are enough, because a long page has most words of any
// sentence. The texts of the best 16 are then compared with the query: a name that equals
// the query or begins with it, and a text that contains it in one piece, rank higher than
// the same terms in several places. All numbers are integers, because the script must
// compute the same.
//
// # Files
//
// All names except that of dir.js change with the content, so that browsers may keep the
// files. HASH depends on all of them.
//
//	search/dir.js        platmapSearch.dir({…}): the number of documents, their ranges as
//	                     [kind, "ja en", status, count], and the first term of each shard
//	search/HASH/s/N      shard of terms, sorted by bytes. A term is the length that it
//	                     shares with the term before it and the length of the rest, a byte
//	                     each, the rest, and as varints the number of documents and for
//	                     each document its distance from the one before it, shifted by four
//	                     bits, with the impact in them
//	search/HASH/t/N      titles: [[path, {lang: [title, other names…]}, cells], …] as JSON
//	search/HASH/x/N      texts: [{lang: [[anchor, kind, title, text], …]}, …] as JSON
//
// Documents are numbered by kind, languages, status and path. Each block is compressed
// with DEFLATE, because not all hosts compress, and exists twice: as a binary file, and
// as a script, NAME.js, which calls platmapSearch.block with the name and the same bytes
// in Base64. A page that is opened from disk can load nothing else. A block of texts has
// only a few documents, because each result needs only one of them.
package search
