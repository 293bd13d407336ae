package site

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"platmap/generator/source"
)

// IssueFields are the fields that are read from an exported issue, as named by "gh issue
// list --json".
const IssueFields = "number,title,state,labels,createdAt,closedAt"

// IssueCommand is the command that exports the issues of a repository. gh fetches as many
// pages as it needs.
const IssueCommand = "gh issue list --state all --limit 100000 --json " + IssueFields

// Issue is one issue in an export of an issue tracker, in the form of "gh issue list
// --json". Other fields are ignored.
type Issue struct {
	Number int          `json:"number"`
	Title  string       `json:"title"`
	State  string       `json:"state"`  // OPEN or CLOSED; other programs write open, opened or closed
	Labels []IssueLabel `json:"labels"` // nil if the export does not have the field

	// CreatedAt and ClosedAt are in RFC 3339, or "".
	CreatedAt string `json:"createdAt"`
	ClosedAt  string `json:"closedAt"`
}

// IsClosed reports whether the issue is closed.
func (x *Issue) IsClosed() bool { return strings.EqualFold(x.State, "closed") }

// IssueLabel is the name of a label. In JSON it is a string, or an object with a name.
type IssueLabel string

// UnmarshalJSON implements [json.Unmarshaler].
func (l *IssueLabel) UnmarshalJSON(b []byte) error {
	var label struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(b, &label); err != nil {
		return json.Unmarshal(b, (*string)(l))
	}
	*l = IssueLabel(label.Name)
	return nil
}

// DecodeIssues decodes an export of issues. The position of a finding about an issue is
// the start of the issue.
func DecodeIssues(f *source.File, diags *source.Diagnostics) *Document {
	doc := &Document{File: f, Issues: []Issue{}}
	invalid := func(offset int, text string) {
		diags.Errorf("data/json", source.Pos{File: f, Offset: min(max(offset, 0), len(f.Text))}, 0, "export it again with "+IssueCommand, "not an export of issues: %s", text)
	}
	var list []json.RawMessage
	if err := json.Unmarshal([]byte(f.Text), &list); err != nil {
		var syntax *json.SyntaxError
		switch {
		case !errors.As(err, &syntax):
			invalid(0, "a list that starts with [ is expected")
		case strings.HasSuffix(syntax.Error(), "after top-level value"):
			invalid(int(syntax.Offset)-1, "there is more after the end of the list; join several lists with jq -s add")
		default:
			invalid(int(syntax.Offset)-1, syntax.Error())
		}
		return doc
	}
	if list == nil { // null
		invalid(0, "a list that starts with [ is expected")
	}
	at := strings.IndexByte(f.Text, '[') + 1
	for _, raw := range list {
		at += len(f.Text[at:]) - len(strings.TrimLeft(f.Text[at:], " \t\r\n,"))
		var x Issue
		if err := json.Unmarshal(raw, &x); err != nil {
			invalid(at, strings.TrimPrefix(err.Error(), "json: "))
			break
		}
		if x.State == "" {
			invalid(at, "this issue has no field state")
			break
		}
		doc.Issues = append(doc.Issues, x)
		at += len(raw)
	}
	return doc
}

// checkIssues reports an export that is probably incomplete because of the limits or the
// defaults of the gh command.
func (c *checker) checkIssues(doc *Document) {
	const (
		defaultLimit = 30
		searchLimit  = 1000
	)
	isClosed := func(x Issue) bool { return x.IsClosed() }
	hasLabels := func(x Issue) bool { return x.Labels != nil }
	pos := source.Pos{File: doc.File}
	switch {
	case len(doc.Issues) == defaultLimit:
		c.warn("map/issues-cut", pos, 1, "add --limit 100000 to gh issue list", "this file has exactly %d issues, the default limit of gh", defaultLimit)
	case len(doc.Issues) == searchLimit:
		c.warn("map/issues-cut", pos, 1, "run gh issue list with --limit 100000 and without --search and --label", "this file has exactly %d issues, the limit of a search on GitHub", searchLimit)
	case len(doc.Issues) > 0 && !slices.ContainsFunc(doc.Issues, isClosed):
		c.warn("map/issues-cut", pos, 1, "add --state all to gh issue list", "no issue in this file is closed; by default gh lists open issues only")
	case len(doc.Issues) > 0 && !slices.ContainsFunc(doc.Issues, hasLabels):
		c.warn("map/issues-cut", pos, 1, "add --json "+IssueFields+" to gh issue list", "no issue in this file has the field labels, by which issues belong to domains")
	}
}

// FormerLabels returns the names of the issue label of a domain under its former ids. A
// label with its own name does not depend on the id.
func (s *Site) FormerLabels(d *Domain) []string {
	if d.Label.Name != "" {
		return nil
	}
	var names []string
	for _, alias := range d.Aliases {
		names = append(names, s.Labels.Prefix+alias.Text)
	}
	return names
}

// IssueCount is the number of issues with the label of a domain, or a former one.
type IssueCount struct {
	Domain       *Domain // nil for issues without the label of a domain
	Open, Closed int

	// The issues that were opened and closed on or after a date.
	Opened, Done int
}

// CountIssues counts issues by domain, in the order of domains; issues of no domain are
// last. An issue with the labels of several domains counts for each of them. since may be
// "".
func (s *Site) CountIssues(issues []Issue, since Date) []IssueCount {
	counts := make([]IssueCount, len(s.Domains)+1)
	for i, d := range s.Domains {
		counts[i].Domain = d
	}
	isSince := func(at string) bool {
		t, err := time.Parse(time.RFC3339, at)
		return err == nil && !since.IsZero() && !t.Before(since.Day())
	}
	domains := s.domainsByLabel()
	for i := range issues {
		x := &issues[i]
		in := domains.of(x)
		if in == nil {
			in = []int{len(s.Domains)}
		}
		for _, i := range in {
			c := &counts[i]
			if x.IsClosed() {
				c.Closed++
			} else {
				c.Open++
			}
			if isSince(x.CreatedAt) {
				c.Opened++
			}
			if x.IsClosed() && isSince(x.ClosedAt) {
				c.Done++
			}
		}
	}
	return counts
}

// UnsortedIssues returns the open issues without the label of a domain.
func (s *Site) UnsortedIssues(issues []Issue) []Issue {
	domains := s.domainsByLabel()
	var list []Issue
	for i := range issues {
		if x := &issues[i]; !x.IsClosed() && domains.of(x) == nil {
			list = append(list, *x)
		}
	}
	return list
}

// labelIndex maps labels in lower case to the indexes of their domains, because GitHub
// ignores the letter case of labels.
type labelIndex map[string]int

func (s *Site) domainsByLabel() labelIndex {
	index := labelIndex{}
	for i, d := range s.Domains {
		for _, name := range s.FormerLabels(d) {
			key := strings.ToLower(name)
			if _, known := index[key]; !known {
				index[key] = i
			}
		}
	}
	for i, d := range s.Domains { // a current label takes precedence
		index[strings.ToLower(s.LabelOf(d))] = i
	}
	return index
}

// of returns the domains of an issue.
func (index labelIndex) of(x *Issue) []int {
	var in []int
	for _, l := range x.Labels {
		if i, ok := index[strings.ToLower(string(l))]; ok && !slices.Contains(in, i) {
			in = append(in, i)
		}
	}
	return in
}
