// Package generator turns a content folder into a site. This page is the map of
// the code; read it with generator.go, which is the flow itself.
//
// # The flow
//
//	content/ (fs.FS)                                                          public/
//	     │ source.Read     tree.Parse       site.Decode   site.Link  render.New    │ publish.Write
//	     │                 schema.Check     site.DecodeGuide                       │
//	     ▼                 markdown.Parse                                          │
//	  []*File ───────────────────────────► []*Document ─► *Site ──► fs.FS of pages ─► disk  (build)
//	   text                                 fits its      names are  each rendered   HTTP  (serve)
//	                                        schema        pointers   when opened
//	       └────────────── every stage adds source.Diagnostics ──────────────┘
//
// It is an hourglass. A *site.Site is its waist: complete once linked. Everything
// above exists to make it, everything below only reads it.
// [Check] goes as far as the waist, [Build] to the file system of pages, and
// [Publish] to the disk: each is the one before plus one step.
//
// [Live] goes the same way again and again, for the preview, and does at each
// stage only what a change asks for: a file is read when watch tells that it was
// written, parsed when its text is another, and linked alone when it is called as
// before. Pages are rendered when they are opened, so of many thousand one is.
//
// # The rooms
//
//	floor  package    what it is for                                    alone knows
//	0      text       widths, shortening, ids, anchors, YAML quoting    x/text
//	0      par        a worker pool
//	0      disk       a folder of the machine, which cannot be left
//	0      themes     the default theme, as a file system               embed
//	1      source     files, positions in them, and findings
//	1      schemas    the JSON Schemas, plain or with names to offer    embed
//	1      explain    a page for every code a finding may have          embed
//	2      tree       YAML → nodes with their positions                 yaml.v3
//	2      markdown   Markdown → headings, links, HTML with holes       goldmark, chroma, bluemonday
//	2      theme      a theme, its templates, words and assets          html/template
//	2      starter    what projects and new files start with            embed
//	2      report     findings → text, annotations, JSON, SARIF
//	2      watch      tells which files have changed                    fsnotify
//	3      schema     checks nodes against a JSON Schema                jsonschema
//	3      site       the model, and the linking of it
//	4      render     site + theme → file system of pages
//	5      publish    makes a folder equal to a file system             minify
//	6      generator  the flow
//	7      preview    serves the newest state to the writer             net/http
//	8      platmap    (in cmd) commands, flags, printing                cobra, os.Exit
//
// A package imports only lower floors, and each library lives in one house. A
// test beside this file holds the table.
//
// # Laws
//
// A diagnostic is what an author must fix: it has a place, stages add it and go
// on. An error is what the machine could not do: it is returned at once. No
// stage mixes the two.
//
// What is shared never changes. A File and a Document depend on one file and the
// site's languages alone, so they may be kept and linked again; Link copies what
// it fills in. The one exception has a lock: Relink changes a Site in place, in
// Live alone, while nobody reads it.
//
// Live is what a build would make of the same files. A test makes a thousand
// random edits and compares every byte.
//
// Equal input gives equal bytes: no clock, no order of a Go map and no absolute
// path reaches a page. Dates that must be compared with today are compared by
// the reader's browser.
//
// # What is not there
//
// Render never reads YAML, and nothing below site changes the site. Render finds
// no faults of authors: all they can get wrong, Check finds. Only tree knows
// YAML's syntax. Only the command prints or exits. Only publish writes (but
// for GitHub's page about a job, to which the command adds), and it never
// removes what it did not write. There is no cache on disk, no plugin and no
// configuration beside site.yaml.
//
// # Where is the thing that …
//
//	decides what a file is            source.KindOf
//	offers existing ids in an editor  schemas/completions.go, with the ids from cmd/platmap/editorschema.go
//	knows a key of a YAML file        schemas/*.schema.json, and the field with that key in site
//	resolves a name, [[x]] or link    site/names.go, site/items.go, site/path.go
//	computes "used by"                site/gather.go
//	links a changed page alone        site/relink.go; live.go here decides
//	finds the file behind an address  render/files.go
//	lays out the overview figure      render/map.go; the theme's map.svg draws it
//	says a word in Japanese           themes/default/words/ja.json
//	words a finding                   next to the check: source, tree, schema, markdown, site
//	finds what makes little sense     site/check.go
//	mends what needs no decision      fix.go here, with the edits that findings bring along
//	explains a finding's code         explain/codes; content/guides/findings is made of it
//	shows a finding                   report; in the browser preview/findings.go and preview/live
//	changes the page under the eyes   preview/live/morph.js
package generator
