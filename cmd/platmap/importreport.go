package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"platmap/generator/importer"
	"platmap/generator/lists"
	"platmap/generator/report"
	"platmap/generator/text"
)

// reportImport prints what an import has changed, and what a person must review.
func reportImport(o *importOptions, plan *importer.Plan, out *printer) {
	added := map[string]int{}
	for _, a := range plan.Added {
		added[a.File]++
	}
	for i := range plan.Changes {
		name := plan.Changes[i].To
		line := contentPath(&o.project, name)
		if n := added[name]; n > 0 {
			line += ": " + report.Count(n, "new entry")
		}
		if !o.dryRun {
			fmt.Fprintln(out.stdout, line)
		}
	}
	printDifferences(o, plan.Differences, out)
	printNotes(plan.Notes, out)
	summary := report.Count(len(plan.Added), "new entry") + ", " + fmt.Sprint(plan.Existing) + " on the map already"
	if plan.Updated > 0 {
		summary += ", " + report.Count(plan.Updated, "key") + " updated"
	}
	if o.dryRun {
		summary += "; nothing was written"
	}
	fmt.Fprintln(out.stderr, summary)
}

// maxLines is the maximum number of lines of each kind in the report of an import.
const maxLines = 10

// printDifferences prints the keys whose values differ between the map and the list. With
// --update it prints all of them, because these are the ones that a person has to change.
func printDifferences(o *importOptions, all []importer.Difference, out *printer) {
	byReason := map[string][]importer.Difference{}
	for _, d := range all {
		byReason[d.Reason] = append(byReason[d.Reason], d)
	}
	for _, reason := range slices.Sorted(maps.Keys(byReason)) {
		list := byReason[reason]
		if reason == "" {
			fmt.Fprintf(out.stderr, "%s between the list and the map; --update writes the values of the list:\n", report.Count(len(list), "difference"))
		} else {
			fmt.Fprintf(out.stderr, "%s not updated, because %s; change the map by hand:\n", report.Count(len(list), "key"), escape(reason))
		}
		for i, d := range list {
			from := "the list"
			if reason != "" && d.Pos.File != "" {
				from = listPosition(d.Pos)
			}
			if i == 2*maxLines && (reason == "" || len(o.update) == 0) {
				fmt.Fprintf(out.stderr, "  and %d more\n", len(list)-i)
				break
			}
			fmt.Fprintf(out.stderr, "  %s: %s: %s\n", position(&o.project, d.At), escape(d.ID), escape(fmt.Sprintf("%s is %s, in %s %s", d.Key, cmp.Or(shortened(d.Map), "not set"), from, shortened(d.List))))
		}
	}
}

// shortened returns a value for a line of a report.
func shortened(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%q", shortLine(s))
}

// shortLine returns a value of a list for a line of a report.
func shortLine(s string) string { return text.Shorten(text.OneLine(s), 80) }

// printNotes prints notes, grouped by text.
func printNotes(notes []lists.Note, out *printer) {
	byText := map[string][]lists.Note{}
	var texts []string
	for _, n := range notes {
		if byText[n.Text] == nil {
			texts = append(texts, n.Text)
		}
		byText[n.Text] = append(byText[n.Text], n)
	}
	for _, what := range texts {
		same := byText[what]
		fmt.Fprintf(out.stderr, "note: %s:\n", escape(what))
		times := map[string]int{}
		var first []lists.Note
		for _, n := range same {
			if times[n.Detail] == 0 || n.Detail == "" {
				first = append(first, n)
			}
			times[n.Detail]++
		}
		for i, n := range first {
			if i == maxLines {
				fmt.Fprintf(out.stderr, "  and %d more\n", len(first)-i)
				break
			}
			line := "  " + listPosition(n.Pos)
			switch {
			case n.Pos.File == "": // about an entry that is on several lines
				line += escape(shortLine(n.Detail))
			case n.Detail != "":
				line += ": " + escape(shortLine(n.Detail))
			}
			if times[n.Detail] > 1 && n.Detail != "" {
				line += fmt.Sprintf(" (%d times)", times[n.Detail])
			}
			fmt.Fprintln(out.stderr, line)
		}
	}
}

// listPosition returns a position in a list.
func listPosition(pos lists.Pos) string {
	if pos.Line == 0 {
		return printable(pos.File)
	}
	return fmt.Sprintf("%s:%d", printable(pos.File), pos.Line)
}
