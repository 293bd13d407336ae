// Package generator turns a content folder into a site. This page is the map of the
// code. Read it together with generator.go, which is the flow itself.
//
// # The flow
//
//	content/ (fs.FS)                                                             public/
//	     │ source.Read     tree.Parse        site.Decode   site.Link   render.New    │ publish.Write
//	     │                 schema.Check      site.DecodeGuide                        │
//	     ▼                 markdown.Parse                                            │
//	  []*File ────────────────────────────► []*Document ─► *Site ───► fs.FS of pages ─► disk  (build)
//	   text                                  conform to     names are   each rendered   HTTP  (serve)
//	                                         a schema       pointers    when opened
//	       └─────────────── every stage adds source.Diagnostics ──────────────┘
//
// A *site.Site is the central type. It is complete once linked: everything before it
// exists to make it, and everything after it only reads it. [Check] makes the site,
// [Build] makes the file system of pages, and [Publish] writes it to disk. Each is the
// previous one plus one step. [Compare] checks two states of the content, and package
// diff compares their sites.
//
// # The live path
//
//	save ─► watch ─────► live.Builder ───────────────────────────► preview ─► browser
//	        which files  read ─► parse ─► relink in place ─► View  renders    changes the
//	        changed      only what changed   or link beside        one page   page in place
//
// The preview takes the same steps, but each only for what has changed. Everything
// that is incremental is in package live, whose doc.go describes it.
//
// # Packages
//
//	floor  package    purpose                                           alone uses
//	0      text       widths, shortening, ids, anchors, YAML quoting    x/text
//	0      par        a worker pool
//	0      disk       a folder that cannot be left
//	0      git        a folder at a commit, and the commits that changed it  the git program
//	0      stable     sorting, with one copy of the algorithm for all types
//	0      svg        SVG images without anything that runs
//	0      themes     the default theme, as a file system, and its fixed words  embed
//	1      source     files, their kinds, positions, and findings
//	1      schemas    the JSON Schemas, plain or with completions       embed
//	1      explain    a page about every code of a finding              embed
//	1      search     the search index of a site
//	2      tree       YAML → nodes with positions                       yaml.v3
//	2      levels     which findings are reported, and at which level
//	2      markdown   Markdown → headings, links, HTML with holes       goldmark, chroma, bluemonday
//	2      theme      templates, words and assets of a theme            html/template
//	2      starter    files that projects start with                    embed
//	2      report     findings → text, annotations, JSON, SARIF …
//	2      watch      which files have changed                          fsnotify
//	3      schema     checks nodes against a JSON Schema                jsonschema
//	3      site       the model and its linking
//	3      edit       byte-range edits of content files, verified by parsing again
//	3      lists      the lists of other programs → records
//	3      reference  the keys of the content files, in words                embed
//	4      query      the questions that the map answers
//	4      diff       two sites → changes, and what they mean for readers
//	4      rename     a page with another id → edits of every file that names it
//	4      export     the map for other tools: labels, CODEOWNERS, Backstage …
//	4      importer   records + site → new entries, edits, the inventory
//	4      convert    the Markdown of other generators → guides
//	5      changes    changes → sentences, a comment on a pull request, JSON
//	6      history    what changed in the past, commit by commit
//	7      render     site + theme → file system of pages
//	8      publish    makes a folder equal to a file system             minify
//	8      show       a summary of a page, for a terminal and for programs
//	9      generator  the flow
//	10     live       a site that follows its content folder
//	11     preview    serves the newest site to its author              net/http
//	11     mcp        answers assistants on standard input              the MCP SDK
//	12     platmap    (in cmd) commands, flags, printing, exit status   cobra, os.Exit
//
// A package imports only lower floors, and each library is used by one package. A
// test beside this file has the same table.
//
// Some packages are for tests only: internal/archivetest (expected findings and pages
// in txtar archives), internal/testsite (content, schemas, theme), internal/browsertest
// (Chromium and Node), internal/gittest (Git repositories), rounds (how often property tests repeat), webtest (the site and
// the preview in a browser), audittest (Lighthouse, and Firefox) and editortest (the
// schemas in an editor). go generate runs internal/emojigen, which writes the list of
// emoji.
//
// # Laws
//
// A diagnostic is a mistake that an author must fix. It has a position, and the stage
// that finds it continues. An error is an operation that failed, such as reading a
// file. A stage that cannot read several files returns an error for each of them. No
// stage mixes the two.
//
// Shared data is immutable. A File and a Document depend only on one file and on the
// languages of the site, so they can be linked again; Link copies what it fills in.
// The one exception is Relink, which changes a Site in place, in package live alone,
// while no one reads it.
//
// Rendering finds no mistakes of authors: Check finds all of them.
//
// Equal input gives equal bytes: pages do not depend on the clock, the order of Go maps
// or absolute paths. The browser of the reader compares dates with today.
//
// One engine: check, build and serve have the same findings and the same pages. A
// test makes random edits and compares the live site with a clean build.
//
// Each fact is defined once: kinds of files in source/kinds.go, rules about text in
// package text.
//
// # Limits of the packages
//
// Render reads no YAML, and no package after site changes a site. Only tree knows the
// syntax of YAML. Only the command prints or exits. Only publish writes the site and
// removes files, and only those that it has written. There is no cache on disk, no
// plugin, and no configuration except site.yaml.
//
// # Where is the code that …
//
// Paths start in this folder; cmd, content, schemas and themes are beside it.
//
//	turns a save into a page           live/builder.go, Update; live/doc.go has the steps
//	sends a new state to browsers      preview/preview.go, refresh; preview/hub.go
//	describes a change in a sentence   changes/changes.go; the words "change.…" of the theme
//	compares two states of the content  compare.go here; cmd/platmap/revisions.go has the states
//	decides what kind a file is        source/kinds.go, KindOf
//	decides what an SVG may contain    svg/allow.go
//	knows a key of a YAML file         schemas/*.schema.json, and the field with that key in site
//	offers existing ids in an editor   schemas/completions.go, with ids from cmd/platmap/editorschema.go
//	resolves a name, [[x]] or link     site/resolver.go, site/names.go, site/relpath.go
//	proposes another name or path      site/suggest.go, site/brokenlink.go, with text/words.go
//	computes what references a page    site/graph.go, deriveReverse, and addReverse of each kind
//	links single files again           site/relink.go
//	finds the page of an address       render/files.go
//	lays out the overview              render/plan.go and lot.go; parts/plan.html and map.svg of the theme draw it
//	has the words of pages             themes/default/words, a file for each language with the same keys
//	reads files of a commit            git
//	makes the history of a site        history.go here, with history; render/past.go shows it
//	answers the question of a page     query, in the file with the name of the page
//	compares two sites                 diff; diff/weights.go has the weight of every key
//	writes labels, an issue form …     export; json and ics are files of render
//	divides a list of many rows        render/lists.go; the filter is js/find.js of the theme
//	orders the index of names          render/names.go, by the letters of text/index.go
//	makes and searches the search index  search; render/searchdocs.go makes its documents
//	searches in the browser            js/search of the theme, with the same results as package search
//	explains the target of a link      render/cards.go and js/cards.js of the theme
//	puts a line into a report          render/lines.go and js/report.js of the theme
//	has the text of a finding          beside the check: git grep '"ref/unknown"' '*.go'
//	decides which HTML authors may write  markdown/elements.go
//	finds valid but unlikely content   site/check.go, and the check method of each kind
//	makes links to the repository      render/forge.go, a function for each forge; site/forge.go chooses it
//	marks what a page has changed      render/marks.go; the bar and diff.html of a preview: render/review.go and diffpage.go
//	compares with another revision     compare.go and base.go here; package diff
//	writes the .md beside a page       render/mdwriter.go, and markdown in the file of each kind
//	answers a tool of an assistant     mcp/tools.go; mcp/schemas.go has the arguments
//	finds what platmap show names      show/find.go; show/pages.go has the summary of each kind
//	tests that no text is lost         lost_test.go here
//	tests that a key has an effect     keys_test.go here, with the site testdata/keys.txtar
//	hides a finding                    levels: comments, site.yaml, baseline.json; applied by Filter in findings.go here
//	tests a finding                    testdata/findings in the package that reports it; internal/archivetest runs them
//	applies fixes (check --fix)        fix.go here; a finding has its edits
//	writes a new map into a repository  starter/project.go; what existing files lack: starter/missing.go
//	renames a page, with its references  rename; site/uses.go finds them, rename.go here checks the result
//	renames a page in the baseline     levels/renamed.go
//	reads a list of another program    lists, in the file with the name of the source
//	adds the entries of a list         importer; import.go here checks the result; cmd/platmap/import.go
//	compares a list with the map       importer/inventory.go
//	imports Markdown of other generators  convert; importguides.go here checks the result
//	explains the code of a finding     explain/codes, from which content/guides/findings is generated
//	describes a key                    schemas; reference has the Japanese texts and the pages on which it shows
//	shows a finding                    report; in the browser, preview/findings.go and preview/live
//	changes an open page               preview/live/morph.js
//
// CONTRIBUTING.md lists the steps to add a kind of file, a key of a YAML file or a
// finding. A test fails for each list that a new kind is missing from.
package generator
