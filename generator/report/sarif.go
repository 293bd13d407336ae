package report

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

// sarifLog is the part of SARIF 2.1.0 that GitHub's code scanning requires, with fixes
// and related positions.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Full  sarifText `json:"fullDescription"`
	Help  sarifText `json:"help"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Changes []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

func (r Run) sarif() []byte {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "platmap", Version: r.Version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	rules, prints, positions := map[string]int{}, fingerprints{}, positions{}
	for _, d := range r.Findings {
		if _, known := rules[d.Code]; !known {
			rules[d.Code] = len(run.Tool.Driver.Rules)
			rule := r.rule(d.Code)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{d.Code, sarifText{rule.Title}, sarifText{rule.About}, sarifText{rule.Help}})
		}
		result := sarifResult{
			RuleID: d.Code, RuleIndex: rules[d.Code], Level: d.Severity.String(), Message: sarifText{d.Text},
			Locations:    []sarifLocation{{Physical: r.sarifPhysicalOf(positions, d.Pos, d.Len)}},
			Fingerprints: map[string]string{"platmapFinding/v1": prints.next(d, positions)},
			Fixes:        r.sarifFixes(positions, d),
		}
		if d.Help != "" {
			result.Message.Text += "\n" + d.Help
		}
		for _, related := range d.Related {
			result.Related = append(result.Related, sarifLocation{r.sarifPhysicalOf(positions, related.Pos, 0), &sarifText{related.Text}})
		}
		run.Results = append(run.Results, result)
	}
	return EncodeJSON(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}, "  ")
}

func (r Run) sarifPhysicalOf(positions positions, pos source.Pos, length int) sarifPhysical {
	p := sarifPhysical{Artifact: r.sarifArtifact(pos)}
	if s := positions.span(pos, length); s.line > 0 {
		region := sarifRegionOf(s)
		p.Region = &region
	}
	return p
}

func (r Run) sarifArtifact(pos source.Pos) sarifArtifact {
	return sarifArtifact{(&url.URL{Path: r.rootPath(pos)}).String()}
}

func sarifRegionOf(s span) sarifRegion {
	return sarifRegion{s.line, s.column, s.endLine, s.endColumn}
}

func (r Run) sarifFixes(positions positions, d source.Diagnostic) []sarifFix {
	if len(d.Fix) == 0 || d.Fix[0].Start < 0 { // a byte order mark has no column
		return nil
	}
	change := sarifChange{Artifact: r.sarifArtifact(d.Pos)}
	for _, e := range d.Fix {
		change.Replacements = append(change.Replacements, sarifReplacement{sarifRegionOf(positions.edit(d.Pos.File, e)), sarifText{e.New}})
	}
	return []sarifFix{{[]sarifChange{change}}}
}

// fingerprints returns ids that identify a finding even after lines above it were added
// or removed. An id is made from the code, the file and the text of the line. If several
// findings have the same, a number is added.
type fingerprints map[string]int

func (seen fingerprints) next(d source.Diagnostic, positions positions) string {
	name, line := "", ""
	if d.Pos.IsValid() {
		name = d.Pos.File.Name
		line = text.Shorten(strings.TrimSpace(d.Pos.File.Line(positions.span(d.Pos, 0).line)), maxText)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(d.Code+"\n"+name+"\n"+line)))[:16]
	seen[sum]++
	return fmt.Sprintf("%s:%d", sum, seen[sum])
}
