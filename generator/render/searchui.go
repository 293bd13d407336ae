package render

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Besides its index, the search in the browser needs words, the cells of the plan, and a
// contact. These are in a script, because a page that is opened from disk can load
// scripts but no other data. The script is a separate file, because only readers who
// search need it.

// searchUIName is the path of that file in the main language. It is not below search/,
// because there the preview may serve an index of another state than that of the pages.
const searchUIName = "lists/search.js"

// searchWords are the keys of the words for the search. A key that ends in a period is a
// prefix of keys.
var searchWords = []string{"search.", "part.", "page.", "status.", "view.", "kind", "status", "filter.all", "colon", "feature", "interface", "interfaces.ask"}

// searchUI is the content of the file.
type searchUI struct {
	Words     map[string]string `json:"words"`
	Languages map[string]string `json:"languages"` // code → name in that language
	Locale    string            `json:"locale"`
	Names     string            `json:"names"` // paths in the site
	Page      string            `json:"page"`
	Size      int               `json:"size"` // size of the view box of the cells
	Cells     []string          `json:"cells,omitempty"`
	Ask       *searchAsk        `json:"ask,omitempty"`
}

// searchAsk is the contact that the search shows if nothing is found.
type searchAsk struct {
	Name string `json:"name,omitempty"`
	Path string `json:"path,omitempty"` // path of the team's page
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
	if contacts := p.Contacts(); len(contacts) > 0 && contacts[0].Domains == nil { // the contact of the site, not of a domain
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
