package generator

import (
	"slices"
	"strings"

	"platmap/generator/markdown"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/tree"
)

// parse turns files into documents, on all cores. Documents come in the order
// of their files. A file that gives no document is broken, unless it is an
// asset, which has nothing to parse.
//
// site.yaml goes first: it names the languages, which decide how to read the
// rest.
func parse(files []*source.File, schemas *schema.Set, diags *source.Diagnostics) (docs []*site.Document, broken, assets []*source.File) {
	type result struct {
		doc   *site.Document
		diags source.Diagnostics
	}
	results := make([]result, len(files))
	locales := site.Locales(nil)
	for i, f := range files {
		if f.Kind == source.Site && !f.Unreadable {
			n := tree.Parse(f, &results[i].diags)
			if n == nil {
				continue
			}
			fits := check(f.Kind, n, schemas, &results[i].diags)
			locales = site.Locales(n)
			results[i].doc = site.Decode(f, n, locales, &results[i].diags)
			results[i].doc.Unfit = !fits
		}
	}
	source.OnAllCores(len(files), func(i int) {
		if f := files[i]; !f.Unreadable && f.Kind != source.Site {
			results[i].doc = parseFile(f, locales, schemas, &results[i].diags)
		}
	})
	for i, f := range files {
		*diags = append(*diags, results[i].diags...)
		switch {
		case results[i].doc != nil:
			docs = append(docs, results[i].doc)
		case f.Kind == source.Asset && !f.Unreadable:
			assets = append(assets, f)
		default:
			broken = append(broken, f)
		}
	}
	return docs, broken, assets
}

// parseFile turns one file into a document, or nil. A document that does not
// fit its schema is still decoded as far as it goes, so that one fault does not
// hide a whole page.
func parseFile(f *source.File, locales []string, schemas *schema.Set, diags *source.Diagnostics) *site.Document {
	switch f.Kind {
	case source.Guide:
		return parseGuide(f, locales, schemas, diags)
	case source.Metric:
		return site.DecodeValues(f, diags)
	case source.Data:
		return site.DecodeIssues(f, diags)
	case source.Domain, source.Component, source.Team, source.Scenario, source.Glossary:
		n := tree.Parse(f, diags)
		if n == nil {
			return nil
		}
		fits := check(f.Kind, n, schemas, diags)
		doc := site.Decode(f, n, locales, diags)
		doc.Unfit = !fits
		return doc
	}
	return nil
}

// check holds a tree against its schema. A tree that was read with the help of
// guesses, because its text is not YAML, may lack a key only for that reason.
func check(kind source.Kind, n *tree.Node, schemas *schema.Set, diags *source.Diagnostics) bool {
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

// frontMatter tells where the YAML at the head of a guide stands, between two
// lines of ---, and where the Markdown starts.
func frontMatter(f *source.File, diags *source.Diagnostics) (from, to, body int) {
	if line := f.Line(1); strings.TrimRight(line, " \t") != "---" {
		return 0, 0, 0
	}
	from = f.LineStart(2)
	for n := 2; n <= f.Lines(); n++ {
		if line := strings.TrimRight(f.Line(n), " \t"); line == "---" || line == "..." {
			body = len(f.Text)
			if n < f.Lines() {
				body = f.LineStart(n + 1)
			}
			return from, f.LineStart(n), body
		}
	}
	diags.Errorf("yaml/front-matter", source.Pos{File: f}, 3, "close it with a line of --- below the last key", "the front matter that starts here has no end")
	return 0, 0, len(f.Text)
}
