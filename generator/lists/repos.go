package lists

import (
	"encoding/json"
	"strings"

	"platmap/generator/source"
)

var reposSource = Source{
	Name:    "repos",
	Summary: "Import components from the repositories of an organization on GitHub",
	Long: `Each repository is a component with its description, topics and address. Archived
repositories are retired. Forks are left out.`,
	Make:    "gh repo list ORG --limit 5000 --json name,description,url,visibility,isArchived,isFork,isTemplate,repositoryTopics",
	Example: "repos.json",
}

func init() { reposSource.Read = readRepos }

func readRepos(in Input) (*List, error) {
	return readJSON(in, &reposSource, "a list of repositories", func(l *List, f File, data []byte) bool {
		var repos []struct {
			Name        string                  `json:"name"`
			Owner       string                  `json:"nameWithOwner"`
			Description string                  `json:"description"`
			URL         string                  `json:"url"`
			Visibility  string                  `json:"visibility"`
			IsArchived  bool                    `json:"isArchived"`
			IsFork      bool                    `json:"isFork"`
			IsTemplate  bool                    `json:"isTemplate"`
			Topics      []struct{ Name string } `json:"repositoryTopics"`
		}
		if json.Unmarshal(data, &repos) != nil {
			return false
		}
		for _, repo := range repos {
			name := repo.Name
			if name == "" {
				name = repo.Owner[strings.LastIndexByte(repo.Owner, '/')+1:]
			}
			if name == "" {
				return false
			}
			if repo.IsFork {
				l.note(Pos{File: f.Name}, "forks were left out", name)
				continue
			}
			r := Record{Kind: source.Component, Name: name, Match: []string{"repos/" + name}, Pos: Pos{File: f.Name}}
			set := func(isSet bool, key string, value any) {
				if isSet {
					r.Keys = append(r.Keys, Key{Name: key, Value: value})
				}
			}
			summary, _ := clean(repo.Description)
			var topics []string
			for _, t := range repo.Topics {
				topics = append(topics, t.Name)
			}
			set(summary != "", "summary", summary)
			set(repo.IsTemplate, "kind", "template")
			set(!repo.IsTemplate && strings.HasPrefix(name, "terraform-"), "kind", "module")
			set(strings.EqualFold(repo.Visibility, "public"), "source", "oss")
			set(repo.Visibility != "" && !strings.EqualFold(repo.Visibility, "public"), "source", "private")
			set(repo.URL != "", "repo", repo.URL)
			set(repo.IsArchived, "status", "retired")
			set(repo.IsArchived, "why", "The repository is archived.")
			set(len(topics) > 0, "keywords", topics)
			l.Records = append(l.Records, r)
		}
		return true
	})
}
