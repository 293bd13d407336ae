package mcp

import (
	"context"
	"encoding/base64"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"platmap/generator/report"
	"platmap/generator/show"
	"platmap/generator/site"
	"platmap/generator/source"
	"platmap/generator/text"
)

// scheme is the prefix of the URI of a Markdown twin, before its path in the site.
const scheme = "platmap://"

// markdownType is the media type of twins.
const markdownType = "text/markdown"

// uriOf returns the URI of the twin with a path in the site.
func uriOf(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return scheme + strings.Join(parts, "/")
}

// pathOf is the inverse of uriOf. It returns "" for anything else.
func pathOf(uri string) string {
	name, ok := strings.CutPrefix(uri, scheme)
	name, err := url.PathUnescape(name)
	if !ok || err != nil || path.Ext(name) != ".md" || !fs.ValidPath(name) || uriOf(name) != uri {
		return ""
	}
	return name
}

// addResources adds the twins as resources. The SDK would store a list of resources;
// instead, the list is made for each request, because it depends on the content.
func (s *server) addResources(p *sdk.Server) {
	add := func(name, path, about string) {
		p.AddResourceTemplate(&sdk.ResourceTemplate{Name: name, URITemplate: scheme + path + "{+path}.md", Description: about, MIMEType: markdownType}, s.readResource)
	}
	for _, kind := range source.PageKinds() {
		add(string(kind), kind.Dir()+"/", "a "+string(kind))
	}
	add("page", "", "any page; those in another language start with its code, such as ja/")
	p.AddReceivingMiddleware(func(next sdk.MethodHandler) sdk.MethodHandler {
		return func(ctx context.Context, method string, req sdk.Request) (sdk.Result, error) {
			if list, ok := req.(*sdk.ListResourcesRequest); ok {
				cursor := ""
				if list.Params != nil {
					cursor = list.Params.Cursor
				}
				return s.listResources(cursor)
			}
			return next(ctx, method, req)
		}
	})
}

// resourcesPerPage is the maximum number of resources in an answer.
const resourcesPerPage = 100

// listResources lists the twins in the language of answers, from a cursor.
func (s *server) listResources(cursor string) (sdk.Result, error) {
	result := &sdk.ListResourcesResult{Resources: []*sdk.Resource{}}
	result.CacheScope = "private"
	err := s.view("", func(a show.Asker, _ []string) error {
		names := twins(a)
		first := 0
		if cursor != "" {
			last, err := base64.RawURLEncoding.DecodeString(cursor)
			first = slices.IndexFunc(names, func(t twin) bool { return t.path == string(last) }) + 1
			if err != nil || first == 0 {
				return &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: "invalid cursor; list again from the start"}
			}
		}
		end := min(first+resourcesPerPage, len(names))
		for _, t := range names[first:end] {
			result.Resources = append(result.Resources, t.resource(a))
		}
		if end < len(names) {
			result.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(names[end-1].path))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// twin is the twin of a page: the page of x or, if x is nil, a view.
type twin struct {
	path string
	x    site.Page
	view string
}

// twins returns the twins of all pages in the language of a.
func twins(a show.Asker) []twin {
	var list []twin
	for _, view := range source.Views {
		t := twin{path: strings.TrimSuffix(a.Pages.ViewPath(view, a.Lang), ".html") + ".md", view: view}
		if a.Pages.Has(t.path) {
			list = append(list, t)
		}
	}
	for _, x := range a.Site.Pages() {
		list = append(list, twin{path: a.Pages.TwinPath(x, a.Lang), x: x})
	}
	return list
}

func (t twin) resource(a show.Asker) *sdk.Resource {
	r := &sdk.Resource{URI: uriOf(t.path), MIMEType: markdownType}
	root := a.Pages.Root(a.Lang)
	if t.x == nil {
		r.Name, r.Title, r.Description = t.view, root.Say("view."+t.view), root.Say("asks."+t.view)
	} else {
		e := t.x.Base()
		r.Name, r.Title, r.Description = string(e.Kind)+":"+e.ID, root.NameText(t.x), a.Pages.Description(t.x, a.Lang)
	}
	r.Name, r.Title, r.Description = report.EscapeLines(r.Name), report.EscapeLines(text.OneLine(r.Title)), report.EscapeLines(text.OneLine(r.Description))
	return r
}

// readResource returns a twin as it is on the site.
func (s *server) readResource(_ context.Context, req *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
	uri := req.Params.URI
	name := pathOf(uri)
	if name == "" {
		return nil, sdk.ResourceNotFoundError(text.Shorten(uri, maxText))
	}
	var result *sdk.ReadResourceResult
	err := s.view("", func(a show.Asker, notes []string) error {
		if !a.Pages.Has(name) {
			return sdk.ResourceNotFoundError(text.Shorten(uri, maxText))
		}
		b, err := a.Pages.ReadFile(name)
		if err != nil {
			return err
		}
		meta := sdk.Meta{"about": contentNote}
		if x, _ := a.Pages.Subject(strings.TrimSuffix(name, ".md") + ".html"); x != nil {
			meta["file"], meta["line"] = a.Place(x.Base().Pos)
		}
		if len(notes) > 0 {
			meta["notes"] = notes
		}
		result = &sdk.ReadResourceResult{Contents: []*sdk.ResourceContents{{URI: uri, MIMEType: markdownType, Text: string(b), Meta: meta}}}
		result.CacheScope = "private"
		return nil
	})
	return result, err
}
