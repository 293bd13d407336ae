package lists

import (
	"fmt"
	"regexp"
	"strings"

	"platmap/generator/source"
	"platmap/generator/tree"
)

var composeSource = Source{
	Name:    "compose",
	Summary: "Import components from a file of Docker Compose",
	Long: `Each service is a component, with its dependencies. The label team or owner is its
owner.`,
	Example: "compose.yaml",
}

func init() { composeSource.Read = readCompose }

func readCompose(in Input) (*List, error) {
	l := &List{}
	for _, f := range in.Files {
		text, err := l.decoded(f)
		if err != nil {
			return nil, err
		}
		var ignored source.Diagnostics // Compose allows YAML that platmap does not
		root := tree.Parse(&source.File{Name: f.Name, Text: withoutAnchors(text)}, &ignored)
		var services *tree.Node
		if root != nil && root.Kind == tree.Map {
			services = root.Get("services")
		}
		if services == nil || services.Kind != tree.Map {
			return nil, fmt.Errorf("%s is not a file of Docker Compose: it has no services", f.Name)
		}
		for _, p := range services.Pairs {
			l.Records = append(l.Records, composeRecord(f, p))
		}
	}
	return l, nil
}

var (
	merge  = regexp.MustCompile(`(?m)^([ \t]*)<<[ \t]*:.*$`)
	alias  = regexp.MustCompile(`(?m)([:,\[-][ \t]+)\*[\w-]+`)
	anchor = regexp.MustCompile(`(?m)([:-])[ \t]+&[\w-]+`)
)

// withoutAnchors returns YAML without anchors and aliases, which the keys that are read
// here do not need. The number of lines stays the same.
func withoutAnchors(s string) string {
	return anchor.ReplaceAllString(alias.ReplaceAllString(merge.ReplaceAllString(s, ""), "${1}null"), "$1")
}

func composeRecord(f File, p tree.Pair) Record {
	line, _ := p.Key.Pos.LineColumn()
	r := Record{Kind: source.Component, Name: p.Key.Text, Match: []string{"compose/" + p.Key.Text}, Pos: Pos{f.Name, line}}
	r.Keys = append(r.Keys, Key{Name: "kind", Value: "service", Guess: true})
	if image := p.Value.Get("image"); p.Value.Get("build") != nil {
		r.Keys = append(r.Keys, Key{Name: "source", Value: "private", Guess: true})
	} else if image != nil && imageSource(image.Text) != "" {
		r.Keys = append(r.Keys, Key{Name: "source", Value: imageSource(image.Text), Guess: true})
	}
	if n := p.Value.Get("depends_on"); n != nil {
		var names []string
		for _, item := range n.Items {
			names = append(names, item.Text)
		}
		for _, pair := range n.Pairs {
			names = append(names, pair.Key.Text)
		}
		if len(names) > 0 {
			r.Keys = append(r.Keys, Key{Name: "depends_on", Value: names})
		}
	}
	if owner := composeLabel(p.Value.Get("labels")); owner != "" {
		r.Keys = append(r.Keys, Key{Name: "owner", Value: owner})
	}
	return r
}

// composeLabel returns the owner in a node of labels, which is a mapping or a list of
// key=value.
func composeLabel(n *tree.Node) string {
	if n == nil {
		return ""
	}
	isOwner := func(label string) bool {
		label = label[strings.LastIndexAny(label, "./")+1:]
		return label == "team" || label == "owner"
	}
	for _, p := range n.Pairs {
		if isOwner(p.Key.Text) {
			return p.Value.Text
		}
	}
	for _, item := range n.Items {
		if label, value, _ := strings.Cut(item.Text, "="); isOwner(label) {
			return value
		}
	}
	return ""
}
