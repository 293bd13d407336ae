package site

import "platmap/generator/source"

// Settings is what site.yaml says about the whole.
type Settings struct {
	Title       Text        `key:"title"`
	Summary     Text        `key:"summary"`
	Why         Text        `key:"why"`     // the introduction of the home page
	Locales     []string    `key:"locales"` // the first is the main one
	Owner       Ref[Team]   `key:"owner"`
	Contact     Contact     `key:"contact"` // where to ask when no team is named
	ReviewEvery Span        `key:"review_every"`
	Repo        string      `key:"repo"`
	Branch      string      `key:"branch"` // for edit links; main when not written
	Folder      string      `key:"folder"` // the content folder within the repo; content when not written
	BaseURL     string      `key:"base_url"`
	Groups      []*Group    `key:"groups"` // top layer first
	Questions   []Question  `key:"questions"`
	Labels      LabelScheme `key:"labels"`
	Issues      []string    `key:"issues"`
	X           X           `key:"x-"`

	File *source.File // nil when there is no site.yaml
}

// ContentPath returns where the content folder is in its repository.
func (s *Settings) ContentPath() string {
	if s.Folder == "" {
		return "content"
	}
	return s.Folder
}

// Group is a layer of the overview map.
type Group struct {
	ID   string `key:"id"`
	Name Text   `key:"name"`
	Text Text   `key:"text"`

	Domains []*Domain // computed, in order
}

// Question is one of the few that readers come with.
type Question struct {
	Text  Text    `key:"text"`
	To    Located `key:"to"` // a name as in [[…]], or a URL
	Leads *Target // computed; nil when it leads nowhere
}

// LabelScheme is how issue labels are made from domain ids.
type LabelScheme struct {
	Prefix string `key:"prefix"`
}

// Term is a word of the common language.
type Term struct {
	Term   Text   `key:"term"`
	Text   Text   `key:"text"`
	Aka    []Text `key:"aka"`
	Anchor string // computed
}
