package site

import (
	"encoding/json"
	"slices"
	"strings"

	"platmap/generator/source"
)

// Issue is one issue in an export of an issue tracker, in the form of "gh issue list
// --json".
type Issue struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	State  string `json:"state"` // OPEN or CLOSED
}

// DecodeIssues decodes an export of issues.
func DecodeIssues(f *source.File, diags *source.Diagnostics) *Document {
	doc := &Document{File: f, Issues: []Issue{}}
	if err := json.Unmarshal([]byte(f.Text), &doc.Issues); err != nil {
		pos := source.Pos{File: f}
		switch err := err.(type) {
		case *json.SyntaxError:
			pos.Offset = max(int(err.Offset)-1, 0)
		case *json.UnmarshalTypeError:
			pos.Offset = max(int(err.Offset)-1, 0)
		}
		diags.Errorf("data/json", pos, 0, "make it again with gh issue list --state all --limit 5000 --json number,title,state,stateReason,createdAt,closedAt,labels,url",
			"not an export of issues: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return doc
}

// checkIssues reports an export that is probably incomplete because of the defaults
// of the gh command.
func (c *checker) checkIssues(doc *Document) {
	const defaultLimit = 30
	isClosed := func(x Issue) bool { return x.State == "CLOSED" }
	pos := source.Pos{File: doc.File}
	switch {
	case len(doc.Issues) == defaultLimit:
		c.warn("map/issues-cut", pos, 1, "add --limit 5000 to gh issue list", "this file has exactly %d issues, the default limit of gh", defaultLimit)
	case len(doc.Issues) > 0 && !slices.ContainsFunc(doc.Issues, isClosed):
		c.warn("map/issues-cut", pos, 1, "add --state all to gh issue list", "no issue in this file is closed; by default gh lists open issues only")
	}
}
