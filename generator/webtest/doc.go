// Package webtest tests the built site and the preview in a browser. It contains
// tests only.
//
// TestSite builds the sample content once and checks the result in three ways:
//
//	the files     every page follows the rules for pages, every link has a target,
//	              and a first view is small
//	html-validate pages of every kind are valid by its recommended rules (runs in
//	              Node)
//	Chromium      every kind of page is opened from disk and over HTTP below a
//	              sub-path, in both languages, light and dark, wide and narrow;
//	              axe-core reports nothing, also with a hover card and with the dialog of
//	              the search, the layout does not shift or overflow,
//	              and no request or script fails
//
// Every page is checked as a file. In Node and Chromium, which take much longer, some
// pages of every kind are checked, chosen by methods of site such as kinds and sample. A
// new kind of page is among them without a change to a test.
//
// TestHostile opens sites with hostile content without the content security policy of
// their pages: no script of the content may run.
//
// TestSearch_… run the search script in Node, with search.js, and compare it with
// package search. TestSearch searches a published site in Chromium.
//
// TestServe edits a copy of the sample on disk and checks the open page of a
// preview.
//
// Package browsertest documents what happens when Chromium or Node is missing.
// The script setup installs them; make test runs it. The tests use no network
// beyond loopback and wait for events of the browser, never for a fixed time.
//
// A problem is reported once, with the pages that have it, so that a mistake in a
// template takes one line instead of three hundred.
package webtest
