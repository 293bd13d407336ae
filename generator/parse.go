package generator

import (
	"regexp"
	"slices"
	"strings"

	"platmap/generator/levels"
	"platmap/generator/par"
	"platmap/generator/schema"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
	"platmap/generator/tree"
)

// Parsed is the content of one file. It depends only on that file and on the
// languages of the site, so it can be used again as long as these stay the same.
type Parsed struct {
	File     *source.File
	Doc      *site.Document     // nil for an asset, and for a file that does not parse
	Findings source.Diagnostics // findings of reading and parsing
	Allows   []levels.Allow     // the Allows of its comments
	Baseline *levels.Baseline   // nil for other kinds of files
}

// Parse turns files into documents, on all cores. Without schemas nothing is checked
// against them.
func Parse(files []*source.File, locales []string, schemas *schema.Set) []*Parsed {
	parsed := make([]*Parsed, len(files))
	par.Each(len(files), func(i int) {
		parsed[i] = parseFile(files[i], locales, schemas)
	})
	return parsed
}

// localesOf returns the languages of the site. All other files are parsed with
// them, so they are needed first.
func localesOf(files []*source.File) []string {
	for _, f := range files {
		if f.Kind == source.Site {
			if locales := Locales(f); locales != nil {
				return locales
			}
		}
	}
	return site.Locales(nil)
}

// writtenLocales matches locales in a site.yaml that does not parse.
var writtenLocales = regexp.MustCompile(`(?m)^locales:[ \t]*\[([a-zA-Z, \t-]+)\]`)

// Locales returns the languages that a site.yaml names, or nil if they are unknown
// because it does not parse.
func Locales(f *source.File) []string {
	if f.Unreadable {
		return nil
	}
	if n := tree.Parse(f, new(source.Diagnostics)); n != nil {
		return site.Locales(n)
	}
	if m := writtenLocales.FindStringSubmatch(f.Text); m != nil { // used anyway, so that this mistake causes no findings in other files
		return strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(", \t", r) })
	}
	return nil
}

// Link links parsed files, which must be sorted by name. A file without a document
// is broken, unless it is an asset, which never has one.
func (in Input) Link(parsed []*Parsed) *site.Graph {
	var docs []*site.Document
	var broken, assets []*source.File
	for _, p := range parsed {
		switch {
		case p.File.Kind == source.Baseline: // not part of the site
		case p.Doc != nil:
			docs = append(docs, p.Doc)
		case p.File.Kind == source.Asset:
			assets = append(assets, p.File)
		default:
			broken = append(broken, p.File)
		}
	}
	return site.Link(docs, broken, assets, site.CheckOptions{Today: in.Today, Translations: in.Translations, CodeOwners: in.CodeOwners})
}

// parseFile parses one file. A document that does not conform to its schema is
// decoded as far as possible, so that one mistake does not hide a whole page.
func parseFile(f *source.File, locales []string, schemas *schema.Set) *Parsed {
	p := &Parsed{File: f}
	switch {
	case f.Unreadable:
	case f.Kind == source.Guide:
		p.Doc = parseGuide(f, locales, schemas, &p.Findings)
	case f.Kind == source.Metric:
		p.Doc = site.DecodeValues(f, &p.Findings)
	case f.Kind == source.Data:
		p.Doc = site.DecodeIssues(f, &p.Findings)
	case f.Kind == source.Baseline:
		p.Doc = &site.Document{File: f}
		p.Baseline = levels.ReadBaseline(f, &p.Findings)
	case f.Kind.HasSchema():
		if n := tree.ParsePart(f, 0, len(f.Text), keysOf(f.Kind, schemas), &p.Findings); n != nil {
			valid := check(f, n, locales, schemas, &p.Findings)
			p.Doc = site.Decode(f, n, locales, &p.Findings)
			p.Doc.Unfit = !valid
		}
	}
	if p.Doc != nil && levels.Mentioned(f.Text) {
		p.Allows = allows(p.Doc, &p.Findings)
	}
	p.Findings = slices.Concat(f.Findings, p.Findings)
	return p
}

// allows returns the Allows of the comments of a document.
func allows(doc *site.Document, diags *source.Diagnostics) []levels.Allow {
	f := doc.File
	switch {
	case f.Kind == source.Guide:
		from, to, _, _ := text.FrontMatter(f.Text)
		list := levels.Allows(f, tree.Comments(f, from, to), true, diags)
		return append(list, levels.Allows(f, doc.Comments(), false, diags)...)
	case f.Kind.HasSchema():
		comments := tree.Comments(f, 0, len(f.Text))
		reportInTexts(f, comments, diags)
		return levels.Allows(f, comments, true, diags)
	}
	return nil
}

// inText matches text in YAML that looks like a comment for platmap: a Markdown comment
// that is not between backticks, or a line with #.
var inText = regexp.MustCompile("(?im)^[ \\t]*(#+[ \\t]*platmap.*)|(?:^|[^`])(<!--\\s*platmap.*)")

// reportInTexts reports comments for platmap that have no effect because they are in a
// text. If YAML reads a comment as a key, the key already has a finding, which gets the
// help.
func reportInTexts(f *source.File, comments [][2]int, diags *source.Diagnostics) {
	for _, m := range inText.FindAllStringSubmatchIndex(f.Text, -1) {
		at := [2]int{max(m[2], m[4]), max(m[3], m[5])}
		if slices.ContainsFunc(comments, func(c [2]int) bool { return c[0] == at[0] }) {
			continue
		}
		var found source.Diagnostics
		levels.ReportAttempt(f, at, true, &found)
		i := slices.IndexFunc(*diags, func(d source.Diagnostic) bool { return d.Pos.Offset == at[0] })
		if i >= 0 && len(found) > 0 {
			(*diags)[i].Help = found[0].Help
			continue
		}
		*diags = append(*diags, found...)
	}
}

// keysOf returns a function that looks up the keys in the schema of a kind of
// file.
func keysOf(kind source.Kind, schemas *schema.Set) tree.Keys {
	if schemas == nil {
		return nil
	}
	return func(path ...string) []string { return schemas.Keys(kind, path...) }
}

// check reports whether a tree conforms to its schema. If the text is not valid YAML, the
// tree is a guess of the parser. A key may be missing only because of that, so missing
// keys are not reported.
func check(f *source.File, n *tree.Node, locales []string, schemas *schema.Set, diags *source.Diagnostics) bool {
	if schemas == nil {
		return true
	}
	guessed := diags.HaveError()
	var found source.Diagnostics
	valid := schemas.Check(f.Kind, n, langOf(f, n, locales), &found)
	if guessed {
		found = slices.DeleteFunc(found, func(d source.Diagnostic) bool { return d.Code == "schema/missing-key" })
		*diags = slices.DeleteFunc(*diags, func(d source.Diagnostic) bool { return d.Code == "yaml/syntax" && isWithin(d, found) })
	}
	*diags = append(*diags, found...)
	return valid && !guessed
}

// langOf returns the language of a file: the value of its key lang, the language in its
// name, or the main language.
func langOf(f *source.File, n *tree.Node, locales []string) string {
	if lang := n.Get("lang"); lang != nil && lang.Text != "" {
		return lang.Text
	}
	if f.Kind == source.Guide {
		if _, lang := site.GuideID(f.Name, locales); lang != "" {
			return lang
		}
	}
	return append(slices.Clip(locales), "")[0] // none if site.yaml does not parse
}

// isWithin reports whether a finding is inside the text of another one, which must be
// corrected as a whole.
func isWithin(d source.Diagnostic, others source.Diagnostics) bool {
	return slices.ContainsFunc(others, func(o source.Diagnostic) bool {
		return o.Pos.Offset < d.Pos.Offset && d.Pos.Offset < o.Pos.Offset+o.Len
	})
}

func parseGuide(f *source.File, locales []string, schemas *schema.Set, diags *source.Diagnostics) *site.Document {
	var front *tree.Node
	from, to, body := frontMatter(f, diags)
	if strings.TrimSpace(f.Text[from:to]) != "" {
		if front = tree.ParsePart(f, from, to, keysOf(f.Kind, schemas), diags); front != nil {
			check(f, front, locales, schemas, diags)
		}
	}
	doc := site.DecodeGuide(f, front, body, locales, diags)
	doc.KeysUnknown = front == nil && strings.TrimSpace(f.Text[from:to]) != ""
	return doc
}

// frontMatter returns the offsets of the YAML at the head of a guide and of the
// Markdown after it.
func frontMatter(f *source.File, diags *source.Diagnostics) (from, to, body int) {
	from, to, body, closed := text.FrontMatter(f.Text)
	if !closed {
		diags.Errorf("yaml/front-matter", source.Pos{File: f}, 3, "add a line --- after the last key", "front matter without a closing line")
	}
	return from, to, body
}
