package export

import (
	"strings"
	"unicode/utf8"

	"platmap/generator/text"
)

// The limits of GitHub, in characters. For descriptions, label_sync counts bytes instead.
const (
	maxLabelName        = 50
	maxLabelDescription = 100
)

// label is the issue label of a domain.
type label struct {
	name, colour, description string
	former                    []string // names of the label under former ids of the domain
}

// issueLabels returns the labels of all domains. A retired domain keeps its label,
// because existing issues have it.
func (w *writer) issueLabels() []label {
	s := w.Site
	colours := labelColours(s.Domains)
	used := map[string]bool{} // lower-case names, because GitHub ignores letter case
	for _, d := range s.Domains {
		used[strings.ToLower(s.LabelOf(d))] = true
	}
	var labels []label
	var noText, cut []string
	for _, d := range s.Domains {
		l := label{name: s.LabelOf(d), colour: colours[d]}
		full := w.problem(d)
		l.description = inPlane0(full)
		if l.description != full {
			cut = append(cut, d.ID)
		}
		if l.description == "" {
			noText = append(noText, d.ID)
		}
		for _, former := range s.FormerLabels(d) {
			if key := strings.ToLower(former); !used[key] && utf8.RuneCountInString(former) <= maxLabelName {
				used[key] = true
				l.former = append(l.former, former)
			}
		}
		if strings.Contains(l.name, ",") {
			w.notef("the label %q has a comma, which separates labels in URLs and in gh issue list --label", l.name)
		}
		labels = append(labels, l)
	}
	w.notePages(cut, "GitHub refuses emoji and rare characters in descriptions of labels, so they are left out")
	w.notePages(noText, "without an essential problem, so without a description")
	return labels
}

// inPlane0 returns s without characters that need four bytes in UTF-8, which GitHub
// rejects.
func inPlane0(s string) string {
	return text.OneLine(strings.Map(func(r rune) rune {
		if r > 0xFFFF || r == '\u200D' || r == '\uFE0F' { // these two characters only join or vary emoji
			return -1
		}
		return r
	}, s))
}

func (w *writer) labels() {
	labels := w.issueLabels()
	switch w.Form {
	case "gh":
		w.labelsAsCommands(labels)
	case "label_sync":
		w.labelsForLabelSync(labels)
	default:
		w.labelsForEndBug(labels)
	}
}

func (w *writer) labelsForEndBug(labels []label) {
	w.WriteString(`# Issue labels of the platform map, written by platmap export labels: do not edit them here.
# EndBug/label-sync and github-label-sync read this file. A label under aliases is renamed,
# so issues keep it. Labels that are not in this file stay unless delete-other-labels is true.
# micnncim/action-label-syncer reads it too, but ignores aliases and deletes every label that
# is not here unless prune is false: there, a rename takes the old label from its issues.
# Keep the quotes of colours: without them 5319e7 is a number.
`)
	if len(labels) == 0 {
		w.linef("[]")
	}
	for _, l := range labels {
		w.linef("- name: %s", text.YAML(l.name, false))
		w.linef(`  color: "%s"`, l.colour)
		w.key(2, "description", text.Shorten(l.description, maxLabelDescription))
		w.list(2, "aliases", l.former)
	}
}

func (w *writer) labelsForLabelSync(labels []label) {
	w.WriteString(`# Issue labels of the platform map, written by platmap export labels --form label_sync: do
# not edit them here. The label_sync of Kubernetes reads this file. It moves issues from a
# label under previously to the new one. Its limit for descriptions is 100 bytes.
# Keep the quotes of colours: without them 5319e7 is a number.
default:
`)
	if len(labels) == 0 {
		w.linef("  labels: []")
		return
	}
	w.linef("  labels:")
	for _, l := range labels {
		description := shortenBytes(l.description, maxLabelDescription)
		w.linef("    - name: %s", text.YAML(l.name, false))
		w.linef(`      color: "%s"`, l.colour)
		w.key(6, "description", description)
		w.linef("      target: both")
		w.linef("      addedBy: anyone")
		if l.former != nil {
			w.linef("      previously:")
		}
		for _, name := range l.former {
			w.linef("        - name: %s", text.YAML(name, false))
			w.linef(`          color: "%s"`, l.colour)
			w.linef("          target: both")
			w.linef("          addedBy: anyone")
		}
	}
}

// shortenBytes returns the longest shortened form of s that has at most n bytes.
func shortenBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for most := n; ; most-- {
		if short := text.Shorten(s, most); len(short) <= n {
			return short
		}
	}
}

func (w *writer) labelsAsCommands(labels []label) {
	w.WriteString(`#!/bin/sh
# Issue labels of the platform map, written by platmap export labels --form gh: do not edit
# them here. Run this in a clone of the repository with the issues: it creates the labels or
# updates them, and deletes none. A former label is renamed, so issues keep it, unless the
# new label exists already.
`)
	for _, l := range labels {
		for _, name := range l.former {
			w.linef("gh label edit --name %s -- %s 2>/dev/null || true", shellQuote(l.name), shellQuote(name))
		}
		w.linef("gh label create --force --color %s --description %s -- %s", l.colour, shellQuote(text.Shorten(l.description, maxLabelDescription)), shellQuote(l.name))
	}
}

// shellQuote quotes a text for a POSIX shell.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
