package site

import (
	"cmp"
	"strings"

	"platmap/generator/levels"
	"platmap/generator/source"
	"platmap/generator/tree"
)

// Settings is the content of site.yaml.
type Settings struct {
	Title       Text        `key:"title"`
	Summary     Text        `key:"summary"`
	Why         Text        `key:"why"`     // the introduction of the home page
	Locales     []string    `key:"locales"` // the first is the main one
	Owner       Ref[Team]   `key:"owner"`
	Contact     Contact     `key:"contact"` // for pages that have no team to contact
	ReviewEvery Span        `key:"review_every"`
	Repo        string      `key:"repo"`
	Forge       Forge       `key:"forge"`  // "" if it is the forge of the host of Repo
	Branch      string      `key:"branch"` // for edit links; the default is main
	Folder      string      `key:"folder"` // path of the content folder in the repository; the default is content
	BaseURL     string      `key:"base_url"`
	Groups      []*Group    `key:"groups"` // top layer first
	Questions   []Question  `key:"questions"`
	Labels      LabelScheme `key:"labels"`
	History     History     `key:"history"`
	Findings    Levels      `key:"findings"`
	X           X           `key:"x-"`

	File *source.File // nil without a site.yaml

	LocalesAt []Located // the items of locales in site.yaml; computed
}

func (s *Settings) decoded(n *tree.Node, d *decoder) {
	s.checkForge(n, d)
	if locales := n.Get("locales"); locales != nil {
		for _, item := range locales.Items {
			s.LocalesAt = append(s.LocalesAt, locate(item))
		}
	}
}

// ContentPath returns the path of the content folder in its repository.
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

// Question is a question of readers, on the home page.
type Question struct {
	Text  Text    `key:"text"`
	To    Located `key:"to"` // a name as in [[…]], or a URL
	Leads *Target // computed; nil if To cannot be resolved
}

// LabelScheme defines the issue labels of domains: a prefix and the domain's id.
type LabelScheme struct {
	Prefix string `key:"prefix"`
}

// History says whether the site shows past changes, from the commits of its repository.
// In YAML it is true, or a mapping.
type History struct {
	Since Date `key:"since"` // earlier commits are left out
	On    bool
}

func (h *History) decoded(n *tree.Node, _ *decoder) {
	h.On = n.Kind == tree.Map || strings.EqualFold(n.Text, "true")
}

// Levels are the levels of findings.
type Levels struct {
	Settings []levels.Setting // in the order written
}

// String returns the levels as they are in site.yaml, on one line.
func (l Levels) String() string {
	var list []string
	for _, s := range l.Settings {
		list = append(list, s.Code+": "+s.Level)
	}
	return strings.Join(list, ", ")
}

func (l *Levels) decode(n *tree.Node, _ *decoder) {
	for _, p := range n.Pairs {
		s := levels.Setting{Code: p.Key.Text, Level: p.Value.Text, Pos: p.Key.Pos, Len: p.Key.Len}
		if p.Value.Kind == tree.Map {
			s.Level, s.Reason = textOf(p.Value.Get("level")), textOf(p.Value.Get("reason"))
		}
		l.Settings = append(l.Settings, s)
	}
}

func textOf(n *tree.Node) string {
	if n == nil {
		return ""
	}
	return n.Text
}

// Term is an entry of the glossary.
type Term struct {
	Term    Text   `key:"term"`
	Text    Text   `key:"text"`
	Aka     []Text `key:"aka"`
	Reading Text   `key:"reading,free"`
	Anchor  string // computed

	anchors map[string]string // the anchors on pages in other languages, where they differ; computed
}

// AnchorIn returns the anchor that the term has on pages in a language.
func (t *Term) AnchorIn(locale string) string { return cmp.Or(t.anchors[locale], t.Anchor) }
