package starter_test

import (
	"encoding/json"
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/starter"
	"platmap/generator/tree"
)

// In a project in a folder of a repository, all files use the path of the folder,
// whatever its name.
func TestProject_Folder(t *testing.T) {
	for _, dir := range []string{"docs/map", "my docs/プラットフォーム", "-x/2026"} {
		for _, ci := range []string{starter.GitHub, starter.GitLab} {
			p := starter.Project{Content: starter.Empty, Locales: []string{"ja"}, Dir: dir, Repo: "https://git.example.com/a/b", Forge: "gitea", Branch: "trunk", CI: ci, Release: "Acme/platmap", Version: "v1.2.3"}
			if err := p.CheckDir(); err != nil {
				t.Fatal(err)
			}
			files, err := p.Files()
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range files {
				if strings.HasPrefix(name, "content/") || strings.HasPrefix(name, "schemas/") {
					t.Errorf("%s is not in %s", name, dir)
				}
				if strings.Contains(text, "<<") || strings.Contains(text, "<no value>") {
					t.Errorf("%s contains a template action", name)
				}
				switch {
				case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
					var diags source.Diagnostics
					if tree.Parse(source.NewFile(name, text), &diags); len(diags) > 0 {
						t.Errorf("%s: %s\n%s", name, diags[0].Text, text)
					}
				case strings.HasSuffix(name, ".json"):
					if !json.Valid([]byte(text)) {
						t.Errorf("%s is not JSON:\n%s", name, text)
					}
				}
			}
			if site := files[dir+"/content/site.yaml"]; !strings.Contains(site, "\nforge: gitea ") || !strings.Contains(site, "\nbranch: trunk\n") || !strings.Contains(site, dir+"/content") {
				t.Errorf("%s: site.yaml:\n%s", dir, site)
			}
		}
	}
	for _, dir := range []string{"a$(b)", "a\nb", "*", "{a}", "#a", `a"b`, "a'b", "!a", `a\b`, "${{ a }}"} {
		if (starter.Project{Dir: dir}).CheckDir() == nil {
			t.Errorf("%q is accepted", dir)
		}
	}
}

func TestMissing(t *testing.T) {
	p := starter.Project{Content: starter.Empty, Locales: []string{"en"}, Dir: "docs/map", CI: starter.GitLab, Release: "acme/platmap", Version: "v1"}
	files, err := p.Files()
	if err != nil {
		t.Fatal(err)
	}
	settings := files[".vscode/settings.json"]
	for _, test := range []struct {
		name, have string
		want       string // the first of the missing lines, or ""
	}{
		{".gitignore", "", "/docs/map/public/"},
		{".gitignore", "node_modules\n/public/\n/docs/public/\n", "/docs/map/public/"},
		{".gitignore", "#/docs/map/public/\n", "/docs/map/public/"},
		{".gitignore", "/docs/map/public/\r\n", ""},
		{".gitignore", "docs/map/public", ""},
		{".gitignore", "public/\n", ""},
		{".gitignore", "**/public\n", ""},
		{".editorconfig", "root = true\n[*]\nindent_style = space\n", ""},
		{".editorconfig", "[*]\nindent_style = tab\n", "[docs/map/content/**.{yaml,md,csv}]"},
		{".editorconfig", "[*]\nindent_style=Tab\n[*.{yml,yaml}]\nindent_style = space\n", ""},
		{".editorconfig", "[*.go]\nindent_style = tab\n[Makefile]\nindent_style = tab\n", ""},
		{".editorconfig", "[*.{json,yaml}]\nindent_style = tab\n", "[docs/map/content/**.{yaml,md,csv}]"},
		{".vscode/settings.json", "{}", `"yaml.schemas": {`},
		{".vscode/settings.json", settings, ""},
		{".vscode/settings.json", strings.ReplaceAll(settings, "  ", "\t"), ""},
		{".vscode/settings.json", strings.ReplaceAll(settings, "docs/map", "docs/other"), `"yaml.schemas": {`},
		{".vscode/extensions.json", `{"recommendations": []}`, `"redhat.vscode-yaml"`},
		{".vscode/extensions.json", "{\n\t\"recommendations\": [\n\t\t\"golang.go\",\n\t\t\"redhat.vscode-yaml\"\n\t]\n}", ""},
		{".gitlab-ci.yml", "include:\n  - local: other.yml\n  - local: /.gitlab/platmap.yml\n", ""},
		{".gitlab-ci.yml", "test:\n", "include:"},
		{"docs/map/README.md", "", ""},
	} {
		got, _, _ := strings.Cut(p.Missing(test.name, test.have, files[test.name]), "\n")
		if got != test.want {
			t.Errorf("%s: %q: got %q, want %q", test.name, test.have, got, test.want)
		}
	}
}
