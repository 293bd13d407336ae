package lists

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"platmap/generator/source"
)

// readJSON decodes the JSON files of a list. It calls one for each file; one returns
// false if the file is not a list of this source. what describes the expected content.
func readJSON(in Input, s *Source, what string, one func(l *List, f File, data []byte) bool) (*List, error) {
	l := &List{}
	for _, f := range in.Files {
		text, err := l.decoded(f)
		if err != nil {
			return nil, err
		}
		data := []byte(strings.TrimSpace(text))
		if len(data) == 0 {
			return nil, fmt.Errorf("%s is empty; expected %s, from: %s", f.Name, what, s.Make)
		}
		if !one(l, f, data) {
			return nil, notList(f, data, s, what)
		}
	}
	return l, nil
}

// notList returns the error for a file that is not a list of the source.
func notList(f File, data []byte, s *Source, what string) error {
	is := ""
	if other := madeBy(data); other != "" && other != s.Name {
		is = "; it looks like the output for platmap import " + other
	} else if !json.Valid(data) {
		is = "; it is not JSON"
	}
	return fmt.Errorf("%s is not %s%s\nmake it with: %s", f.Name, what, is, s.Make)
}

// madeBy returns the name of the source that can read this JSON, or "".
func madeBy(data []byte) string {
	var object map[string]json.RawMessage
	var list []map[string]json.RawMessage
	if json.Unmarshal(data, &object) == nil {
		switch {
		case object["terraform_version"] != nil || object["format_version"] != nil:
			return "terraform"
		case object["items"] != nil && object["apiVersion"] != nil:
			return "kubectl"
		}
		return ""
	}
	if json.Unmarshal(data, &list) != nil || len(list) == 0 {
		return ""
	}
	switch first := list[0]; {
	case first["chart"] != nil:
		return "helm"
	case first["url"] != nil || first["isArchived"] != nil || first["nameWithOwner"] != nil:
		return "repos"
	}
	return ""
}

// groups collects the elements of a list that are the same component, sorted by name.
type groups struct {
	byName map[string]*group
}

// group is a component that one or more elements of a list describe.
type group struct {
	record Record
	names  map[string]bool // its names in lists, with the prefix of the source
	things int
}

// add adds an element to the group with a name, and returns the group.
func (g *groups) add(name, match string) *group {
	if g.byName == nil {
		g.byName = map[string]*group{}
	}
	x := g.byName[name]
	if x == nil {
		x = &group{record: Record{Kind: source.Component, Name: name}, names: map[string]bool{}}
		g.byName[name] = x
	}
	x.names[match] = true
	x.things++
	return x
}

// set sets a key unless it is set already.
func (g *group) set(key, value string) {
	if value = strings.TrimSpace(value); value != "" && !g.record.has(key) {
		g.record.Keys = append(g.record.Keys, Key{Name: key, Value: value})
	}
}

// guess sets a key whose value is a guess, because the list does not contain it.
func (g *group) guess(key, value string) {
	if value != "" && !g.record.has(key) {
		g.record.Keys = append(g.record.Keys, Key{Name: key, Value: value, Guess: true})
	}
}

// setIfSame sets a key to the value that all elements of the group have. If they have
// several, it keeps the values together under a key that begins with x-.
func (g *group) setIfSame(key string, values map[string]bool) {
	delete(values, "")
	switch all := slices.Sorted(maps.Keys(values)); len(all) {
	case 0:
	case 1:
		g.set(key, all[0])
	default:
		g.record.Keys = append(g.record.Keys, Key{Name: "x-" + key, Value: all})
	}
}

// addTo adds the components to a list, with a note about those that several elements
// describe.
func (g *groups) addTo(l *List, file, folded, things string) {
	for _, name := range slices.Sorted(maps.Keys(g.byName)) {
		x := g.byName[name]
		x.record.Match = slices.Sorted(maps.Keys(x.names))
		x.record.Pos = Pos{File: file}
		if x.things > 1 {
			l.note(x.record.Pos, folded, fmt.Sprintf("%s: %d %s", name, x.things, things))
		}
		l.Records = append(l.Records, x.record)
	}
}

// workloadKind guesses the kind of a running program from its name.
func workloadKind(name string) string {
	for _, end := range []string{"-operator", "-controller", "-controller-manager"} {
		if strings.HasSuffix(name, end) {
			return "controller"
		}
	}
	return "service"
}

// imageSource guesses the source of a container image from its registry: public
// registries host open source, and registries of a cloud account host its own images.
func imageSource(image string) string {
	host, rest, isPath := strings.Cut(image, "/")
	if !isPath {
		return "oss" // an official image of Docker Hub
	}
	if !strings.ContainsAny(host, ".:") && host != "localhost" || host == "docker.io" || host == "index.docker.io" {
		if host == "library" || strings.HasPrefix(rest, "library/") {
			return "oss"
		}
		return ""
	}
	switch {
	case host == "registry.k8s.io", host == "k8s.gcr.io", host == "quay.io":
		return "oss"
	case strings.Contains(host, ".dkr.ecr."), strings.HasSuffix(host, "-docker.pkg.dev"), strings.HasSuffix(host, ".azurecr.io"), strings.HasPrefix(host, "localhost"):
		return "private"
	}
	return ""
}
