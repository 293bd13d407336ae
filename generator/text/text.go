// Package text holds the rules about text that several packages share. Each rule is in
// one place:
//
//	width.go    how many columns a text takes in a terminal
//	shorten.go  a text cut to a number of characters
//	id.go       ids, and names that Windows reserves
//	slug.go     anchors made from headings, unique on their page
//	closest.go  the known word that is closest to a misspelled one
//	words.go    the same for very many known words
//	yaml.go     YAML scalars, quoted where needed, and front matter
//	unicode.go  Unicode's form NFC, full-width ASCII, language codes
//	sortkey.go  the order in which readers expect names
//	index.go    the sections of an index of names
//	codespan.go inline code of Markdown
//	worddiff.go the words that differ between two texts
//
// The package does not depend on files or the model.
package text
