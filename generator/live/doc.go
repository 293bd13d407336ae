// Package live keeps a site up to date with its content folder. Everything that is
// incremental is here: reading lazily, reusing what was parsed, and linking only
// what changed. After any edits, a [Builder] has the pages and findings that a clean
// build of the same files has. A test makes a thousand random edits and compares
// every byte.
//
// # From a save to a page
//
//	watch      reports the names of files that were written or removed
//	  │
//	Update     in builder.go takes these steps, one update at a time:
//	  │ read     read.go   reads them and drops those that have not changed
//	  │ parse    state.go  parses the others; each file gets a new fileState
//	  │ link     link.go   changes the site in place (site.Graph.Relink), or else
//	  │                    links a new one from all documents (site.Link)
//	  │ publish  view.go   makes a View of it, which is the newest from now on
//	  ▼
//	View       a request reads the newest View; opening a page renders it
//
// A large content folder takes seconds to read, but the first page should appear
// immediately. So Open reads only site.yaml and other files without pages, and links
// an empty page for every other file. Ensure reads the files of a page when it is
// requested. LoadRemaining reads everything else in the background. There are
// findings only after that: earlier, most would be wrong.
//
// # States of a file
//
//	                  read for a page               read and checked
//	unread ─────────────────────────────► unchecked ─────────────────► unreadable
//	   └───────────────────────────────────────────────────────────►   unparsable
//	                                                                   unfit
//	                                                                   good
//
//	state       the file                           what is linked
//	unread      its name is known                  an empty page
//	unchecked   parsed, not checked by its schema  its document
//	unreadable  not UTF-8, too large, or refused   its last good document
//	unparsable  does not parse                     its last good document
//	unfit       does not conform to its schema     its document
//	good        parses and conforms                its document
//
// A file leaves the first two states when it is read and checked. The other four can
// follow each other in any order. A file of no known kind is ignored. If there is no
// last good document, the page is missing, but its id is known. A file that the
// operating system does not let platmap read keeps its state if it is one of the last
// four; every Update tries to read it again. Only newUnread, ensureFiles and newState
// set a state; each makes the states of one column of the picture.
//
// # Rules of the caches
//
// A fileState is kept for each file name. Its File and its Document are
// immutable and depend on nothing but the bytes of the file and the languages of the
// site. So any number of sites may share them. They are replaced when the bytes
// change, and all of them when the languages in site.yaml change. While site.yaml
// does not parse, its last languages apply.
//
// The site of the newest View is the only thing that changes in place. That is
// allowed only while no call of View uses it, under the lock that starts such a call.
// Sites share only documents with each other. The site is replaced when a name,
// alias, language or file appears or disappears, when very many pages are affected,
// and when its readers take longer than maxWait. Those readers keep the old site
// until they return, and the update does not wait for them.
//
// A render.FS caches what several pages need, for one state of one site. It is
// dropped with its View, because every update and every new theme makes a new
// View.
//
// The site of the Base, against which pages mark changes, is made once, when all files are
// read. It shares the documents of files that are the same, so comparing is fast: things
// with the same documents are skipped. A render.FS compares when the first page is
// rendered. Until the Base is read, pages say so.
//
// The search index is that of a recent state. index.go makes it when its caller has time,
// in steps, and keeps the entry of each document, which is used again if the document is
// the same. An index does not refer to the site, so it stays in use until there is a
// newer one.
//
// Findings about names depend on the names of all files. They are kept until a file
// appears, disappears, or no longer parses.
//
// # What is not here
//
// The package does not know what a page looks like, how findings are worded, or how
// changes are detected. It starts no goroutine and writes nothing to disk.
package live
