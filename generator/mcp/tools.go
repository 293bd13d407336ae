package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"platmap/generator/diff"
	"platmap/generator/query"
	"platmap/generator/report"
	"platmap/generator/search"
	"platmap/generator/show"
	"platmap/generator/site"
	"platmap/generator/text"
)

func searchTool(_ context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct {
		Query, Kind, Lang string
		Limit             int
	}
	if err := decodeFor("search", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkText("query", in.Query), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
	}
	if in.Kind != "" {
		if err := oneOf("kind", in.Kind, search.Kinds); err != nil {
			return nil, err
		}
	}
	limit, err := limitOf(in.Limit, 10, maxResults)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	err = s.view(in.Lang, func(asker show.Asker, notes []string) error {
		found, err := s.find(in.Query, search.Options{Lang: asker.Lang, Kind: in.Kind, Limit: limit})
		if err != nil {
			return err
		}
		results := asker.Results(found.Rows)
		a.notes = notes
		if more := found.Total - len(results); more > 0 {
			a.notes = append(a.notes, fmt.Sprintf("%s more; set limit, or use other words", report.Count(more, "result")))
		}
		a.text = show.TerminalResults(results, false)
		if len(results) == 0 {
			a.text = "nothing matches"
			if len(found.Nearest) > 0 {
				a.text += "; similar words: " + strings.Join(found.Nearest, ", ")
			}
			a.text += "\n"
		}
		a.data, err = text.JSON(struct {
			Version int           `json:"version"`
			Query   string        `json:"query"`
			Total   int           `json:"total"`
			Results []show.Result `json:"results"`
			Nearest []string      `json:"nearest,omitempty"`
		}{1, in.Query, found.Total, results, found.Nearest})
		return err
	})
	return a, err
}

// Limits of an answer of show.
const (
	maxShownText    = 2000 // characters
	maxShownEntries = 60
)

func showTool(_ context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct {
		Name, Lang string
		Whole      bool
	}
	if err := decodeFor("show", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkText("name", in.Name), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
	}
	a := &answer{}
	err := s.view(in.Lang, func(asker show.Asker, notes []string) error {
		found, err := show.Find(asker.Site, in.Name)
		if unknown := (*show.UnknownError)(nil); errors.As(err, &unknown) {
			return fmt.Errorf("%w; find it with the tool search", err)
		} else if err != nil {
			return err
		}
		a.notes = notes
		if found.Note != "" {
			a.notes = append(a.notes, found.Note)
		}
		summary := asker.Show(found)
		twin := uriOf(asker.TwinPath(found))
		if summary.Limit(maxShownText, maxShownEntries) {
			a.notes = append(a.notes, "shortened; the resource "+twin+" has everything")
		}
		a.text = summary.Plain()
		if in.Whole {
			b, err := asker.Markdown(found)
			if err != nil {
				return err
			}
			a.text = summary.File + ":" + strconv.Itoa(summary.Line) + "\n\n" + string(b)
			if len(b) > maxAnswer {
				a.notes = append(a.notes, "the resource "+twin+" has all of the page")
			}
		}
		if a.data, err = text.JSON(summary); err != nil {
			return err
		}
		a.data = append(bytes.TrimSuffix(bytes.TrimSpace(a.data), []byte("}")), `,"resource":`+strconv.Quote(twin)+`}`...)
		return nil
	})
	return a, err
}

func queryTool(_ context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct {
		Name, Lang    string
		Filters       map[string][]string
		Limit, Offset int
	}
	if err := decodeFor("query", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkText("name", in.Name), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
	}
	if err := oneOf("question", in.Name, queryNames()); err != nil {
		return nil, err
	}
	limit, err := limitOf(in.Limit, 50, maxRows)
	if err != nil {
		return nil, err
	}
	if in.Offset < 0 {
		return nil, errors.New("the argument offset is negative")
	}
	q := query.Named(in.Name)
	a := &answer{}
	err = s.view(in.Lang, func(asker show.Asker, notes []string) error {
		rows := q.Ask(asker.Site, s.Today())
		for column, values := range in.Filters {
			if err := oneOf("column of filters", column, filtersOf(q)); err != nil {
				return err
			}
			i := slices.IndexFunc(q.Columns, func(c query.Column) bool { return c.Name == column })
			known := q.Columns[i].Values(asker.Site)
			for _, v := range values {
				if err := oneOf("value of "+column, v, known); err != nil {
					return err
				}
			}
			if len(values) > 0 {
				rows = q.Filter(rows, column, values)
			}
		}
		total := len(rows)
		rows = rows[min(in.Offset, total):]
		return a.rows(q, rows[:min(limit, len(rows))], asker, append(notes, moreRows(in.Offset, limit, total)...), total)
	})
	return a, err
}

func moreRows(offset, limit, total int) []string {
	if offset+limit >= total {
		return nil
	}
	return []string{fmt.Sprintf("rows %d to %d of %d; call again with offset %d for more, or use filters", offset+1, offset+limit, total, offset+limit)}
}

// rows sets the answer to rows. If the rows are too long for an answer, the last ones are
// left out.
func (a *answer) rows(q *query.Query, rows []query.Row, asker show.Asker, notes []string, total int) error {
	for {
		var table, data bytes.Buffer
		out := query.Output{Format: "md", Lang: asker.Lang, Place: asker.Place}
		if err := q.Write(&table, rows, out); err != nil {
			return err
		}
		if table.Len() > maxAnswer && len(rows) > 1 {
			rows = rows[:len(rows)/2]
			notes = []string{fmt.Sprintf("only the first %d of these rows, because they are long; call again with a lower limit and an offset", len(rows))}
			continue
		}
		out.Format = "json"
		if err := q.Write(&data, rows, out); err != nil {
			return err
		}
		a.text, a.notes = table.String(), notes
		if len(rows) == 0 {
			a.text = "no rows\n"
		}
		a.data = append(bytes.TrimSuffix(bytes.TrimSpace(data.Bytes()), []byte("}")), `,"total":`+strconv.Itoa(total)+`}`...)
		return nil
	}
}

func explainTool(_ context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct{ Name, Lang string }
	if err := decodeFor("explain", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkText("name", in.Name), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
	}
	if in.Lang == "" {
		in.Lang = "en"
	}
	if err := oneOf("lang", in.Lang, []string{"en", "ja"}); err != nil {
		return nil, err
	}
	page, err := s.Explain(in.Name, in.Lang)
	if err != nil {
		return nil, err
	}
	data, err := text.JSON(map[string]any{"version": 1, "name": in.Name, "lang": in.Lang, "text": page})
	return &answer{text: page, data: data}, err
}

// maxChanges is the maximum number of changes in an answer of diff.
const maxChanges = 100

func diffTool(ctx context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct{ Revisions, Since, Only, Lang string }
	if err := decodeFor("diff", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkOptional("revisions", in.Revisions), checkOptional("since", in.Since), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
	}
	if in.Since != "" && in.Revisions != "" {
		return nil, errors.New("the arguments since and revisions exclude each other")
	}
	if in.Since != "" && site.Date(in.Since).Day().IsZero() {
		return nil, fmt.Errorf("invalid since %q; write a date such as 2026-07-01 or 2026-07", in.Since)
	}
	var only []diff.Weight
	if in.Only != "" {
		if err := oneOf("weight", in.Only, diff.Weights); err != nil {
			return nil, err
		}
		only = []diff.Weight{diff.Weight(slices.Index(diff.Weights, in.Only))}
	}
	lang := in.Lang
	if lang == "" {
		lang = s.Lang
	}
	r, err := s.Diff(ctx, Comparison{Revisions: strings.TrimSpace(in.Revisions), Since: in.Since, Lang: lang})
	if err != nil {
		return nil, err
	}
	r.Only, r.Colour, r.Mention = only, false, false
	a := &answer{}
	for _, skipped := range r.Skipped {
		a.notes = append(a.notes, fmt.Sprintf("%s could not be compared fully: %s", skipped.File, report.Count(skipped.Errors, "error")))
	}
	a.notes = a.notes[:min(len(a.notes), maxFindings)]
	if n := len(r.Changes); n > maxChanges {
		r.Changes = r.Changes[:maxChanges]
		a.notes = append(a.notes, fmt.Sprintf("only the first %d of %d changes; set only, or compare closer states", maxChanges, n))
	}
	a.text = string(r.Bytes("text"))
	if len(r.Changes) > 0 { // the sentences do not contain positions
		a.text += "\n" + positions(r.Bytes("json"))
	}
	a.data = r.Bytes("json")
	return a, nil
}

// positions returns the positions of the changes of a report, one on each line.
func positions(data []byte) string {
	var r struct {
		Changes []struct {
			Weight, Kind, Subject, Item, Field, File string
			Line                                     int
		}
	}
	if json.Unmarshal(data, &r) != nil {
		return ""
	}
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%s:%d: %s, %s: %s\n", c.File, c.Line, c.Weight, c.Kind, text.OneLine(c.Subject+" "+c.Item+" "+c.Field))
	}
	return b.String()
}
