package mcp

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"platmap/generator/diff"
	"platmap/generator/query"
	"platmap/generator/search"
)

// tool is a tool that clients can call.
type tool struct {
	name, title, description string
	arguments                []argument
	call                     func(ctx context.Context, s *server, arguments json.RawMessage) (*answer, error)
}

// argument is an argument of a tool. It is a string unless other is set.
type argument struct {
	name, about string
	required    bool
	words       []string       // the allowed values, or nil
	other       map[string]any // the JSON Schema of the argument
}

var langArgument = argument{name: "lang", about: "the language of names and texts, such as ja; the default is the main language of the map"}

// tools are the tools in the order in which clients list them. init sets them, because
// their functions refer to this variable.
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
			schema = maps.Clone(a.other) // several servers share it
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

// decodeFor decodes the arguments of the tool with a name.
func decodeFor(name string, raw json.RawMessage, into any) error {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.name == name })
	var known []string
	for _, a := range tools[i].arguments {
		known = append(known, a.name)
	}
	return decode(raw, into, known)
}
