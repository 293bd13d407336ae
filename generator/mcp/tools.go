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

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"platmap/generator/diff"
	"platmap/generator/query"
	"platmap/generator/report"
	"platmap/generator/search"
	"platmap/generator/show"
)

// tool is a tool that clients can call.
type tool struct {
	name, title, description string
	arguments                []argument
	call                     func(ctx context.Context, s *server, arguments json.RawMessage) (*answer, error)
}

// argument is an argument of a tool. It is a string, unless other has another type.
type argument struct {
	name, about string
	required    bool
	words       []string       // the values that it may have, or nil
	other       map[string]any // a JSON Schema
}

var langArgument = argument{name: "lang", about: "the language of names and texts, such as ja; the default is the main language of the map"}

// tools are the tools in the order in which clients list them. They are set by init, because
// their functions use it.
var tools []tool

func init() {
	tools = []tool{
		{"search", "Search the map", "Find pages, items and glossary terms by words in any language; misspelled words are found too. Use it first: the id of a result is the name for show.", []argument{
			{name: "query", about: "the words to find", required: true},
			{name: "kind", about: "only results of this kind", words: search.Kinds},
			langArgument,
			limitArgument(10, maxResults),
		}, searchTool},
		{"show", "Show one thing", "Show one page, item or term in short: owner, contact, how to get it, what product teams must do, what is changing, guides, and where each is written.", []argument{
			{name: "name", about: "an id such as domain:logging, component:kube, team:infra, scenario:rollback, guide:ops/backup, term:SLO or, for an item, domain:logging#search; or the name on the page", required: true},
			{name: "whole", about: "true for all text of the page, in Markdown", other: map[string]any{"type": "boolean"}},
			langArgument,
		}, showTool},
		{"query", "Ask about all things", "List the rows of one question about the whole map, with filters. " + questions(), []argument{
			{name: "name", about: "the question", required: true, words: queryNames()},
			{name: "filters", about: "columns and the values to keep, such as {\"by\": [\"product\"], \"domain\": [\"logging\"]}; a column that is empty has the value none", other: map[string]any{
				"type": "object", "additionalProperties": map[string]any{"type": "array", "items": map[string]any{"type": "string"}}}},
			langArgument,
			limitArgument(50, maxRows),
			{name: "offset", about: "the number of rows to skip, to continue an earlier call", other: map[string]any{"type": "integer", "minimum": 0}},
		}, queryTool},
		{"explain", "Explain a finding or a key", "Explain the code of a finding of platmap check, with a wrong and a right example; the keys of a kind of content file; or one key or fixed word.", []argument{
			{name: "name", about: "a code such as ref/unknown, a kind such as domain, or a key such as responsibilities.by", required: true},
			{name: "lang", about: "the language: en or ja", words: []string{"en", "ja"}},
		}, explainTool},
		{"diff", "What has changed", "Say what changed between two states of the map, and who is affected. Without revisions, the working tree is compared with the commit from which the current branch started.", []argument{
			{name: "revisions", about: "A..B, or A for A and the working tree, where A and B are revisions of Git such as main or v1.2"},
			{name: "since", about: "a date such as 2026-07-01: compare with the state before it"},
			{name: "only", about: "only changes of this weight: someone who relies on it must act (promise), someone gains (news), it matters to the team itself (upkeep), only a text differs (wording)", words: diff.Weights},
			langArgument,
		}, diffTool},
	}
}

const (
	maxResults = 50
	maxRows    = 500
)

func limitArgument(otherwise, most int) argument {
	return argument{name: "limit", about: "the maximum number of results; the default is " + strconv.Itoa(otherwise), other: map[string]any{"type": "integer", "minimum": 1, "maximum": most}}
}

func queryNames() []string {
	var names []string
	for _, q := range query.All() {
		names = append(names, q.Name)
	}
	return names
}

// questions describes the questions and the columns by which rows can be filtered.
func questions() string {
	var list []string
	for _, q := range query.All() {
		list = append(list, q.Name+": "+q.Asks+" ("+strings.Join(filtersOf(&q), ", ")+")")
	}
	return strings.Join(list, " ")
}

func filtersOf(q *query.Query) []string {
	var names []string
	for _, c := range q.Columns {
		if c.IsFilter() {
			names = append(names, c.Name)
		}
	}
	return names
}

// tool returns the description of a tool for clients.
func (t tool) tool() *sdk.Tool {
	properties, required := map[string]any{}, []string{}
	for _, a := range t.arguments {
		schema := map[string]any{"type": "string"}
		if a.other != nil {
			schema = a.other
		} else if a.words == nil {
			schema["maxLength"] = maxText
		}
		if a.words != nil {
			schema["enum"] = a.words
		}
		schema["description"] = a.about
		properties[a.name] = schema
		if a.required {
			required = append(required, a.name)
		}
	}
	schema := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		schema["required"] = required
	}
	closed := false
	return &sdk.Tool{Name: t.name, Title: t.title, Description: t.description, InputSchema: schema,
		Annotations: &sdk.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}}
}

// decodeFor reads the arguments of a tool.
func decodeFor(name string, raw json.RawMessage, into any) error {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.name == name })
	var known []string
	for _, a := range tools[i].arguments {
		known = append(known, a.name)
	}
	return decode(raw, into, known)
}

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
		a.data, err = encode(struct {
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

// Limits of the answer of show.
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
		if a.data, err = encode(summary); err != nil {
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

// rows sets an answer with rows. If they are too long, it leaves out the last ones.
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
	text, err := s.Explain(in.Name, in.Lang)
	if err != nil {
		return nil, err
	}
	data, err := encode(map[string]any{"version": 1, "name": in.Name, "lang": in.Lang, "text": text})
	return &answer{text: text, data: data}, err
}

// maxChanges is the number of changes in an answer of diff.
const maxChanges = 100

func diffTool(ctx context.Context, s *server, raw json.RawMessage) (*answer, error) {
	var in struct{ Revisions, Since, Only, Lang string }
	if err := decodeFor("diff", raw, &in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkOptional("revisions", in.Revisions), checkOptional("since", in.Since), checkOptional("lang", in.Lang)); err != nil {
		return nil, err
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
	if len(r.Changes) > 0 { // the sentences do not have positions
		a.text += "\n" + positions(r.Bytes("json"))
	}
	a.data = r.Bytes("json")
	return a, nil
}

// positions returns where the changes of a report are written, a line for each.
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
		fmt.Fprintf(&b, "%s:%d: %s, %s: %s\n", c.File, c.Line, c.Weight, c.Kind, strings.Join(strings.Fields(c.Subject+" "+c.Item+" "+c.Field), " "))
	}
	return b.String()
}
