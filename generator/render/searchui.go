package render

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// What the search in the browser needs beside its index: words, the cells of the plan,
// and whom to ask. It is a script, because a page that is opened from disk can load
// scripts but no other data, and a file of its own, because only readers who search
// need it.

// searchUIName is the path of that file in the main language. It is not below search/,
// where the preview serves an index of another state than the pages.
const searchUIName = "lists/search.js"

// searchWords are the words of the search, and the first parts of words that end in a
// value, such as status.planned.
var searchWords = []string{"search.", "part.", "page.", "status.", "view.", "kind", "status", "filter.all", "colon", "feature", "interface", "interfaces.ask"}

// searchUI is the content of the file.
type searchUI struct {
	Words     map[string]string `json:"words"`
	Languages map[string]string `json:"languages"` // code → name in that language
	Locale    string            `json:"locale"`
	Names     string            `json:"names"` // paths in the site
	Page      string            `json:"page"`
	Size      int               `json:"size"` // of the view box of the cells
	Cells     []string          `json:"cells,omitempty"`
	Ask       *searchAsk        `json:"ask,omitempty"`
}

// searchAsk is whom to ask if nothing is found.
type searchAsk struct {
	Name string `json:"name,omitempty"`
	Path string `json:"path,omitempty"` // of the team's page
	Chat string `json:"chat,omitempty"`
	URL  string `json:"url,omitempty"`
}

// SearchUI returns the relative URL of that file.
func (p *Page) SearchUI() string { return p.relative(p.r.localPath(searchUIName, p.Locale)) }

// searchUI renders that file for the language of the page.
func (p *Page) searchUI() ([]byte, error) {
	all := p.r.Theme.Words(p.Locale)
	ui := searchUI{Words: map[string]string{}, Languages: p.r.languages, Locale: p.Locale, Size: locatorSize}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if slices.ContainsFunc(searchWords, func(w string) bool { return key == w || strings.HasSuffix(w, ".") && strings.HasPrefix(key, w) }) {
			ui.Words[key] = p.Say(key)
		}
	}
	ui.Names, _ = p.address("names")
	ui.Page, _ = p.address("search")
	if c := p.r.cells(); len(c.all) > 1 {
		ui.Cells = convert(c.all, cell.path)
	}
	if contacts := p.Contacts(); len(contacts) > 0 && contacts[0].Domains == nil { // of the site, not of a domain
		c := contacts[0]
		ask := searchAsk{Chat: c.Contact.Chat, URL: c.Contact.URL}
		if c.Team != nil {
			ask.Name = p.NameText(c.Team)
			ask.Path, _ = p.address(c.Team)
		}
		ui.Ask = &ask
	}
	b, err := json.Marshal(ui)
	return slices.Concat([]byte("platmapSearch.ui("), b, []byte(");\n")), err
}
