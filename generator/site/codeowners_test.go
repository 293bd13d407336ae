package site

import (
	"strings"
	"testing"

	"platmap/generator/source"
)

// Examples from GitHub's documentation of CODEOWNERS, and examples of differences from
// .gitignore.
func TestOwnerPattern(t *testing.T) {
	for _, test := range []struct {
		pattern      string
		matches, not string // paths
	}{
		{"*", "a.md content/guides/a.md", ""},
		{"*.js", "a.js src/b/a.js", "a.jsx a.js.map"},
		{"/*", "README.md", "content/a.md"},
		{"/build/logs/", "build/logs/a.log build/logs/b/a.log", "src/build/logs/a.log build/logs"},
		{"docs/*", "docs/getting-started.md", "docs/build-app/troubleshooting.md src/docs/a.md"},
		{"/content/guides/*", "content/guides/a.md", "content/guides/a/b.md"},
		{"docs/*.md", "docs/a.md", "docs/b/a.md"},
		{"docs/a*", "docs/a.md docs/api/x.md", "docs/b.md"},
		{"apps/", "apps/a.go src/apps/a.go src/apps/b/a.go", "apps myapps/a.go"},
		{"/docs/", "docs/a.md docs/b/a.md", "src/docs/a.md"},
		{"/docs", "docs docs/a.md docs/b/a.md", "src/docs/a.md docs2/a.md"},
		{"docs", "docs/a.md src/docs/a.md src/docs", "docs2/a.md"},
		{"docs/guides", "docs/guides/a.md", "src/docs/guides/a.md"},
		{"**/logs", "logs/a build/logs/a deeply/nested/logs/a.log", "mylogs/a"},
		{"/apps/**", "apps/a apps/b/a", "apps src/apps/a"},
		{"/apps/**/test", "apps/test/a apps/b/c/test/a", "apps/testing/a test/a"},
		{"/apps/*/test", "apps/a/test apps/a/test/b.go", "apps/test apps/a/b/test"},
		{"/content/*/", "content/guides/a.md content/guides/b/a.md", "content/site.yaml"},
		{"a?.md", "ab.md x/ab.md", "a.md abc.md a/.md"},
		{"/Content/", "Content/a.md", "content/a.md"},
		{"/a.md", "a.md", "aXmd"},
		{"/図/*.png", "図/あ.png", "図/x/あ.png"},
	} {
		pattern := ownerPattern(test.pattern)
		for _, path := range strings.Fields(test.matches) {
			if !pattern.MatchString(path) {
				t.Errorf("%s does not match %s", test.pattern, path)
			}
		}
		for _, path := range strings.Fields(test.not) {
			if pattern.MatchString(path) {
				t.Errorf("%s matches %s", test.pattern, path)
			}
		}
	}
}

// The last valid rule that matches applies, even if it has no owners.
func TestParseCodeOwners(t *testing.T) {
	rules := OwnerRules(&source.File{Name: "CODEOWNERS", Text: `# Comment
*            @all # everything
/apps/       @apps @example/team  docs@example.com
/apps/github
/my\ docs/   @docs
!/apps/x     @never
/apps/[ab]   @never
\#hash       @never
/apps/y      never
c#/          @sharp
[Section]
`})
	for path, want := range map[string]string{
		"README.md":     "@all",
		"apps/a.go":     "@apps @example/team docs@example.com",
		"apps/github/a": "",
		"my docs/a.md":  "@docs",
		"apps/x":        "@apps @example/team docs@example.com",
		"apps/y":        "@apps @example/team docs@example.com",
		"apps/[ab]":     "@apps @example/team docs@example.com",
		"src/c#/a":      "@sharp",
		"#hash":         "@all",
	} {
		if got := strings.Join(rules[RuleFor(rules, path)].Owners, " "); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
