package render

import (
	"bytes"
	"encoding/json"

	"platmap/generator/query"
	"platmap/generator/site"
)

// mapVersion is the version of map.json. It increases when a key is removed or its
// meaning changes, but not when a key is added.
const mapVersion = 1

// The types below and those in the file of each kind, such as jsonTeam in team.go, are
// the format of map.json. A text is an object from languages to plain text. A
// reference is an id. A URL is relative to the root of the site and is that of the
// page in the main language. A key without a value is omitted.
type (
	jsonText map[string]string

	jsonMap struct {
		Version   int            `json:"version"`
		Title     jsonText       `json:"title"`
		Locales   []string       `json:"locales"`
		Groups    []jsonGroup    `json:"groups,omitempty"`
		jsonPages                // the list of each kind
		Glossary  []jsonTerm     `json:"glossary,omitempty"`
		Gaps      []jsonGap      `json:"gaps,omitempty"` // the gaps; the answers to other questions follow from the lists
		Redirects []jsonRedirect `json:"redirects,omitempty"`
	}

	jsonGroup struct {
		ID      string   `json:"id"`
		Name    jsonText `json:"name"`
		Domains []string `json:"domains"`
	}

	// jsonEntity has the keys of all pages of the model.
	jsonEntity struct {
		ID             string          `json:"id"`
		Name           jsonText        `json:"name"`
		URL            string          `json:"url"`
		File           string          `json:"file"` // in the content folder
		Line           int             `json:"line"`
		Summary        jsonText        `json:"summary,omitempty"`
		Owner          string          `json:"owner,omitempty"`
		OwnerInherited bool            `json:"ownerInherited,omitempty"`
		Status         site.Status     `json:"status,omitempty"`
		Aliases        []string        `json:"aliases,omitempty"`
		Aka            []jsonText      `json:"aka,omitempty"`
		Reading        jsonText        `json:"reading,omitempty"`
		Keywords       []jsonText      `json:"keywords,omitempty"`
		Reviewed       site.Date       `json:"reviewed,omitempty"`
		ReviewDue      site.Date       `json:"reviewDue,omitempty"`
		ReferencedBy   []jsonReference `json:"referencedBy,omitempty"`
		X              map[string]any  `json:"x,omitempty"` // private keys
	}

	jsonReference struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		How  string `json:"how"`
	}

	jsonItem struct {
		Name    jsonText   `json:"name"`
		Anchor  string     `json:"anchor,omitempty"`
		Text    jsonText   `json:"text,omitempty"`
		Details []jsonItem `json:"details,omitempty"`
	}

	jsonGuarantee struct {
		Name    jsonText    `json:"name"`
		AtMost  site.Number `json:"atMost,omitempty"`
		AtLeast site.Number `json:"atLeast,omitempty"`
		Unit    jsonText    `json:"unit,omitempty"`
	}

	jsonTerm struct {
		Term    jsonText   `json:"term"`
		Text    jsonText   `json:"text,omitempty"`
		Aka     []jsonText `json:"aka,omitempty"`
		Reading jsonText   `json:"reading,omitempty"`
	}

	jsonRedirect struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
)

// mapJSON renders map.json, the whole model.
func (r *renderer) mapJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(modelJSON(r.site))
	return buf.Bytes(), err
}

func modelJSON(s *site.Site) jsonMap {
	m := jsonMap{
		Version: mapVersion,
		Title:   textJSON(s.Title),
		Locales: s.Locales,
		Groups:  convert(s.Groups, func(g *site.Group) jsonGroup { return jsonGroup{g.ID, textJSON(g.Name), ids(g.Domains)} }),
		Glossary: convert(s.Terms, func(t *site.Term) jsonTerm {
			return jsonTerm{textJSON(t.Term), textJSON(t.Text), textsJSON(t.Aka), textJSON(t.Reading)}
		}),
		Redirects: convert(s.Redirects, func(x site.Redirect) jsonRedirect {
			e := x.To.Base()
			return jsonRedirect{pagePath(e.Kind, x.Alias), pagePath(e.Kind, e.ID)}
		}),
	}
	m.Gaps = convert(query.Gaps(s), gapJSON)
	for _, k := range pageKinds {
		k.mapJSON(&m.jsonPages, s)
	}
	return m
}

func entityJSON(e *site.Entity) jsonEntity {
	line, _ := e.Pos.LineColumn()
	return jsonEntity{
		ID: e.ID, Name: textJSON(e.Name), URL: escapePath(pagePath(e.Kind, e.ID)), File: e.File.Name, Line: line,
		Summary: textJSON(e.Summary), Owner: e.Owner.Text, OwnerInherited: e.OwnerInherited, Status: e.Status,
		Aka: textsJSON(e.Aka), Reading: textJSON(e.Reading), Keywords: textsJSON(e.Keywords), Reviewed: e.Reviewed, ReviewDue: e.ReviewDue(), X: e.X,
		Aliases: convert(e.Aliases, func(a site.Located) string { return a.Text }),
		ReferencedBy: convert(e.ReferencedBy, func(ref site.Reference) jsonReference {
			from := ref.From.Base()
			return jsonReference{string(from.Kind), from.ID, string(ref.How)}
		}),
	}
}

func itemJSON(x site.Item) jsonItem {
	return jsonItem{textJSON(x.Name), x.Anchor, textJSON(x.Text), itemsJSON(x.Details)}
}

func itemsJSON(list []site.Item) []jsonItem { return convert(list, itemJSON) }

func textJSON(t site.Text) jsonText {
	if t.IsZero() {
		return nil
	}
	j := jsonText{}
	for _, v := range t.Versions() {
		j[v.Lang] = v.Doc.Plain(nil)
	}
	return j
}

func textsJSON(list []site.Text) []jsonText { return convert(list, textJSON) }

// itemID returns the id of the item of a domain as domain#anchor.
func itemID(r site.ItemRef) string {
	if r.To == nil {
		return ""
	}
	return targetID(*r.To)
}

func targetID(t site.Target) string { return t.Page.Base().ID + "#" + t.Anchor }

func refIDs[T any](refs []site.Ref[T]) []string {
	return convert(refs, func(r site.Ref[T]) string { return r.Text })
}

func ids[P site.Page](pages []P) []string {
	return convert(pages, func(p P) string { return p.Base().ID })
}

// convert returns the results of f for a list. The result is not nil.
func convert[A, B any](list []A, f func(A) B) []B {
	converted := make([]B, 0, len(list))
	for _, x := range list {
		converted = append(converted, f(x))
	}
	return converted
}
