package lists

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/source"
	"platmap/generator/text"
)

var codeownersSource = Source{
	Name:    "codeowners",
	Summary: "Import teams and owners from CODEOWNERS",
	Long: `Each team, such as @example/infra, is a team with this contact. A rule for a file of the
map, such as content/domains/network.yaml, or for a folder or file with the name of a
component, such as services/payments/, sets the owner of an entry that exists; only teams
are added. If several rules match, the last one counts; of several owners, the first team.
The sections of GitLab and their owners are read too. People are left out.`,
	Example:      ".github/CODEOWNERS",
	NoComponents: true,
}

func init() { codeownersSource.Read = readCodeowners }

// section matches the line that begins a section in GitLab, such as [Name] or
// ^[Optional][2] @owner.
var section = regexp.MustCompile(`^\^?\[([^\]]+)\](?:\[\d+\])?((?:\s+\S+)*)\s*$`)

// owners is the content of a CODEOWNERS file.
type owners struct {
	list  *List
	teams []string // in the order of the file
	rules map[string]*Record
	order []string // names of the rules, in the order of the file
	valid int      // number of rules
}

func readCodeowners(in Input) (*List, error) {
	o := &owners{list: &List{}, rules: map[string]*Record{}}
	for _, f := range in.Files {
		s, err := o.list.decoded(f)
		if err != nil {
			return nil, err
		}
		var inherited []string // the default owners of the section
		n := 0
		for line := range strings.Lines(s) {
			n++
			line, _ = clean(line)
			if m := section.FindStringSubmatch(line); m != nil {
				inherited = o.known(Pos{f.Name, n}, text.OwnerWords("x" + m[2])[1:])
				continue
			}
			if words := text.OwnerWords(line); len(words) > 0 {
				o.rule(Pos{f.Name, n}, words, inherited)
			}
		}
	}
	if o.valid == 0 {
		return nil, errors.New(in.Files[0].Name + " has no rule such as: /services/payments/ @example/payments")
	}
	for _, team := range o.teams {
		o.list.Records = append(o.list.Records, teamRecord(team))
	}
	for _, key := range o.order {
		o.list.Records = append(o.list.Records, *o.rules[key])
	}
	return o.list, nil
}

// known returns those owners that are teams, and records them. It adds notes about
// others.
func (o *owners) known(pos Pos, words []string) []string {
	var teams []string
	for _, word := range words {
		switch {
		case strings.HasPrefix(word, "@") && strings.Count(word, "/") >= 1 && teamName.MatchString(word):
			teams = append(teams, word)
			if !slices.Contains(o.teams, word) {
				o.teams = append(o.teams, word)
			}
		case text.IsOwner(word):
			o.list.note(Pos{File: pos.File}, "people were left out, because a map names teams", word)
		default:
			o.list.note(pos, "neither a team nor a person", word)
		}
	}
	return teams
}

// teamName matches a team on GitHub, or a group on GitLab.
var teamName = regexp.MustCompile(`^@[A-Za-z0-9][\w.-]*(/[\w.-]+)+$`)

func (o *owners) rule(pos Pos, words, inherited []string) {
	pattern := strings.TrimPrefix(words[0], `\`) // a pattern that begins with \# is not a comment
	teams := inherited
	if len(words) > 1 {
		if slices.ContainsFunc(words[1:], func(w string) bool { return strings.HasPrefix(w, "@") || strings.Contains(w, "@") }) {
			o.valid++
		}
		teams = o.known(pos, words[1:])
	} else if len(inherited) > 0 {
		o.valid++
	}
	if len(teams) == 0 {
		return
	}
	if len(teams) > 1 {
		o.list.note(pos, "several teams; the first is used as owner", pattern+": "+strings.Join(teams, " "))
	}
	kind, name, id := patternSubject(pattern)
	if name == "" && id == "" {
		o.list.note(pos, "rules for many files were left out", pattern)
		return
	}
	key := string(kind) + " " + id + " " + name
	if o.rules[key] == nil {
		o.rules[key] = &Record{}
		o.order = append(o.order, key)
	}
	*o.rules[key] = Record{Kind: kind, ID: id, Name: name, OnMap: true, Pos: pos, Keys: []Key{{Name: "owner", Value: ownerName(teams[0])}}}
}

// patternSubject returns the subject of a pattern: a file of a map, or a component named
// after a folder. name and id are "" for a pattern that matches many files.
func patternSubject(pattern string) (kind source.Kind, name, id string) {
	clean := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(pattern, "/"), "/**"), "/*")
	if strings.ContainsAny(clean, "*?[!") || clean == "" {
		return "", "", ""
	}
	dir, base := path.Split(clean)
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch kind := source.KindIn(path.Base(dir)); {
	case kind != "" && kind.HasPage() && kind != source.Guide && path.Ext(base) == ".yaml":
		return kind, stem, stem
	case path.Ext(base) != "" || source.KindIn(base) != "":
		return "", "", ""
	}
	return source.Component, base, ""
}

// ownerName returns the name by which package importer finds a team: its GitHub name or
// its id.
func ownerName(team string) string {
	if r := teamRecord(team); strings.Count(team, "/") > 1 && r.ID != "" {
		return r.ID
	}
	return strings.TrimPrefix(team, "@")
}

func teamRecord(team string) Record {
	full := strings.TrimPrefix(team, "@")
	slug := full[strings.LastIndexByte(full, '/')+1:]
	key := "github"
	if strings.Count(full, "/") > 1 {
		key = "x-gitlab" // a GitLab subgroup
	}
	id := text.SuggestID(slug)
	if slices.Contains(source.Team.ReservedIDs(), id) {
		id = fmt.Sprintf("%s-team", id)
	}
	return Record{Kind: source.Team, ID: id, Name: slug, Keys: []Key{{Name: "contact", Value: []Key{{Name: key, Value: full}}}}}
}
