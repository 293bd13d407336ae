package report

import (
	"platmap/generator/source"
	"platmap/generator/text"
)

// gitlabFinding is an element of the list that is GitLab's Code Quality report. GitLab
// compares the fingerprints of two branches, and shows a finding beside its line only if
// the path is relative to the repository.
type gitlabFinding struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"` // required; 1 for a finding about the whole content
}

func (r Run) gitlab() []byte {
	list, prints, positions := []gitlabFinding{}, fingerprints{}, positions{}
	for _, d := range r.Findings {
		f := gitlabFinding{
			Description: text.Shorten(d.Text, maxText), CheckName: d.Code, Fingerprint: prints.next(d, positions), Severity: "minor",
			Location: gitlabLocation{r.rootPath(d.Pos), gitlabLines{max(1, positions.span(d.Pos, 0).line)}},
		}
		if d.Help != "" {
			f.Description += "; help: " + text.Shorten(d.Help, maxText)
		}
		if d.Severity == source.Error {
			f.Severity = "major"
		}
		list = append(list, f)
	}
	return EncodeJSON(list, "  ")
}
