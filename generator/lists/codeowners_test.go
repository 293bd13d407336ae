package lists

import (
	"strings"
	"testing"

	"platmap/generator/source"
	"platmap/generator/text"
)

func TestCodeowners(t *testing.T) {
	const file = `# owners
*                            @example/everyone
/content/domains/network.yaml @example/net @kim
content/components/kube.yaml @example/infra
content/teams/               @example/infra
/services/payments/          @example/pay @example/shop # both
/services/my\ tool/**        @example/infra
services/payments            @example/infra
\#notes                      @example/infra
/apps/web/*.ts               @example/web
/docs/index.md               @example/docs
/none/
^[Optional][2] @example/group/nested
/libs/ui
/libs/own                    @example/pay @@maintainer lee@example.com
[Section of GitLab]
/libs/free
`
	l, err := readCodeowners(Input{Files: []File{{"CODEOWNERS", []byte(file)}}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range l.Records {
		s := string(r.Kind) + " " + r.ID + "|" + r.Name
		for _, k := range r.Keys {
			switch v := k.Value.(type) {
			case string:
				s += " " + k.Name + "=" + v
			case []Key:
				s += " " + v[0].Name + "=" + v[0].Value.(string)
			}
		}
		if r.OnMap != (r.Kind != source.Team) {
			t.Errorf("%s: OnMap is %v", s, r.OnMap)
		}
		got = append(got, s)
	}
	want := `team everyone|everyone github=example/everyone
team net|net github=example/net
team infra|infra github=example/infra
team pay|pay github=example/pay
team shop|shop github=example/shop
team web|web github=example/web
team docs|docs github=example/docs
team nested|nested x-gitlab=example/group/nested
domain network|network owner=example/net
component kube|kube owner=example/infra
component |payments owner=example/infra
component |my tool owner=example/infra
component |#notes owner=example/infra
component |ui owner=nested
component |own owner=example/pay`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s", strings.Join(got, "\n"))
	}
	var notes []string
	for _, n := range l.Notes {
		notes = append(notes, n.Text+": "+n.Detail)
	}
	all := strings.Join(notes, "\n")
	for _, part := range []string{"rules for many files were left out: *", "content/teams/", "/apps/web/*.ts", "/docs/index.md", ": @kim", ": lee@example.com", ": @@maintainer", "the first is used as owner: /services/payments/: @example/pay @example/shop"} {
		if !strings.Contains(all, part) {
			t.Errorf("no note about %q:\n%s", part, all)
		}
	}
	for _, text := range []string{"", "# nothing\n", "/a/\n", "a text of several words\n"} {
		if l, err := readCodeowners(Input{Files: []File{{"f", []byte(text)}}}); err == nil {
			t.Errorf("%q has %d records", text, len(l.Records))
		}
	}
}

func FuzzCodeowners(f *testing.F) {
	f.Add("[A][2] @a/b\n/x @a/b/c @@d\n\\#y\\ z @platform/platform\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := readCodeowners(Input{Files: []File{{"f", []byte(s)}}})
		if err != nil {
			return
		}
		for _, r := range l.Records {
			if r.Kind == source.Team && r.ID != "" && !text.IsID(r.ID) {
				t.Errorf("id %q", r.ID)
			}
		}
	})
}
