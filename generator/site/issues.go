package site

import (
	"encoding/json"
	"strings"

	"platmap/generator/source"
)

// Issue is a row of an export of the issue tracker, as "gh issue list --json"
// writes it.
type Issue struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	State  string `json:"state"` // OPEN or CLOSED
}

// DecodeIssues reads an export of issues.
func DecodeIssues(f *source.File, diags *source.Diagnostics) *Document {
	doc := &Document{File: f, Issues: []Issue{}}
	if err := json.Unmarshal([]byte(f.Text), &doc.Issues); err != nil {
		pos := source.Pos{File: f}
		switch fault := err.(type) {
		case *json.SyntaxError:
			pos.Offset = max(int(fault.Offset)-1, 0)
		case *json.UnmarshalTypeError:
			pos.Offset = max(int(fault.Offset)-1, 0)
		}
		diags.Errorf("data/json", pos, 0, "make it anew with gh issue list --state all --limit 5000 --json number,title,state,stateReason,createdAt,closedAt,labels,url",
			"this is no export of issues: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return doc
}

// issues reports exports that look cut: by the gh command's own limits.
func (c *checker) issues(docs []*Document) {
	const ghLimit = 30
	for _, doc := range docs {
		if doc.Issues == nil {
			continue
		}
		closed := 0
		for _, x := range doc.Issues {
			if x.State == "CLOSED" {
				closed++
			}
		}
		pos := source.Pos{File: doc.File}
		switch {
		case len(doc.Issues) == ghLimit:
			c.warn("map/issues-cut", pos, 1, "add --limit 5000 to gh issue list", "there are exactly %d issues here, which is where gh stops by itself", ghLimit)
		case len(doc.Issues) > 0 && closed == 0:
			c.warn("map/issues-cut", pos, 1, "add --state all to gh issue list", "no issue here is closed; gh leaves closed ones out by itself")
		}
	}
}
