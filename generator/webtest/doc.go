// Package webtest tests the built site as its readers meet it. It holds tests
// only; nothing imports it.
//
// TestSite builds the sample content once and then looks at the result from
// three sides:
//
//	the files     every page keeps the rules of the house, every link leads
//	              somewhere, and a first view is small
//	html-validate every page is valid by its recommended rules (runs in Node)
//	Chromium      every kind of page is opened from disk and over HTTP below a
//	              sub-path, in both languages, light and dark, wide and narrow;
//	              axe-core finds nothing, and nothing moves, fails or overflows
//
// TestServe is for writers: it edits a copy of the sample on disk and looks at what
// the preview makes of it in an open page.
//
// It needs what the script setup installs; make test runs that. A machine without
// Node or Chromium fails the test and is told what to do, unless it asked for the
// short tests: go test -short looks at the files alone. There is no network
// beyond the loopback, and no waiting for time to pass: what the browser does is
// awaited by its own events.
//
// What the tests find on one page they report once, with the pages it is on, so
// that a fault of a template is one line and not three hundred.
package webtest
