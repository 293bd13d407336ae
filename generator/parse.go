package generator

import (
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/par"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// parsed is what one file says. It depends on that file and on the languages of
// the site alone, so it may be kept as long as these are the same.
type parsed struct {
	file  *source.File
	doc   *site.Document // nil of an asset, and of a file that cannot be made out
	diags source.Diagnostics
}

// parse turns files into documents, on all cores.
func parse(files []*source.File, locales []string, schemas *schema.Set) []*parsed {
	results := make([]*parsed, len(files))
	par.Each(len(files), func(i int) {
		results[i] = parseFile(files[i], locales, schemas)
	})
	return results
}

// localesOf returns the languages that site.yaml names. They decide how to read
// the rest, so it goes first.
func localesOf(files []*source.File) []string {
	for _, f := range files {
		if f.Kind == source.Site {
			if locales, ok := localesIn(f); ok {
				return locales
			}
		}
	}
	return site.Locales(nil)
}

// localesIn returns the languages that a site.yaml names, if it can be made out.
func localesIn(f *source.File) ([]string, bool) {
	if f.Unreadable {
		return nil, false
	}
	n := tree.Parse(f, new(source.Diagnostics))
	return site.Locales(n), n != nil
}

// join links what was parsed. The results come in the order of their files. A
// file that gives no document is broken, unless it is an asset, which has nothing
// to parse.
func join(results []*parsed, about site.CheckOptions) *site.Graph {
	var docs []*site.Document
	var broken, assets []*source.File
	for _, p := range results {
		switch {
		case p.doc != nil:
			docs = append(docs, p.doc)
		case p.file.Kind == source.Asset && !p.file.Unreadable:
			assets = append(assets, p.file)
		default:
			broken = append(broken, p.file)
		}
	}
	return site.Link(docs, broken, assets, about)
}

// parseFile turns one file into a document, or nil. A document that does not
// fit its schema is still decoded as far as it goes, so that one fault does not
// hide a whole page.
func parseFile(f *source.File, locales []string, schemas *schema.Set) *parsed {
	p := &parsed{file: f}
	if f.Unreadable {
		return p
	}
	switch f.Kind {
	case source.Guide:
		p.doc = parseGuide(f, locales, schemas, &p.diags)
	case source.Metric:
		p.doc = site.DecodeValues(f, &p.diags)
	case source.Data:
		p.doc = site.DecodeIssues(f, &p.diags)
	case source.Site, source.Domain, source.Component, source.Team, source.Scenario, source.Glossary:
		if n := tree.Parse(f, &p.diags); n != nil {
			fits := check(f.Kind, n, schemas, &p.diags)
			p.doc = site.Decode(f, n, locales, &p.diags)
			p.doc.Unfit = !fits
		}
	}
	return p
}

// check holds a tree against its schema. A tree that was read with the help of
// guesses, because its text is not YAML, may lack a key only for that reason.
// Without schemas nothing is checked.
func check(kind source.Kind, n *tree.Node, schemas *schema.Set, diags *source.Diagnostics) bool {
	if schemas == nil {
		return true
	}
	guessed := diags.HaveError()
	fits := schemas.Check(kind, n, diags)
	if guessed {
		*diags = slices.DeleteFunc(*diags, func(d source.Diagnostic) bool { return d.Code == "schema/missing-key" })
	}
	return fits && !guessed
}

func parseGuide(f *source.File, locales []string, schemas *schema.Set, diags *source.Diagnostics) *site.Document {
	var front *tree.Node
	from, to, body := frontMatter(f, diags)
	if strings.TrimSpace(f.Text[from:to]) != "" {
		if front = tree.ParsePart(f, from, to, diags); front != nil {
			check(f.Kind, front, schemas, diags)
		}
	}
	return site.DecodeGuide(f, front, body, markdown.Parse(f, body, diags), locales, diags)
}

// frontMatter returns the offsets of the YAML at the head of a guide and of the
// Markdown after it.
func frontMatter(f *source.File, diags *source.Diagnostics) (from, to, body int) {
	from, to, body, closed := text.FrontMatter(f.Text)
	if !closed {
		diags.Errorf("yaml/front-matter", source.Pos{File: f}, 3, "close it with a line of --- below the last key", "the front matter that starts here has no end")
	}
	return from, to, body
}
