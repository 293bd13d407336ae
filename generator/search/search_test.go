package search

import (
	"fmt"
	"strings"
	"testing"

	"platmap/generator/text"
)

func TestStem(t *testing.T) {
	for _, line := range []string{
		"deploy deploys deployed deploying", "patch patches patching patched", "policy policies", "cache caches caching cached",
		"database databases", "run running", "roll rolls rolling rolled", "process processes processed", "image images", "box boxes", "pod pods", "day days",
	} {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			if root := stem(words[0]); stem(w) != root || !strings.HasPrefix(w, strings.TrimSuffix(root, "y")) {
				t.Errorf("stem(%q) is %q, and stem(%q) is %q", words[0], root, w, stem(w))
			}
		}
	}
	for word, want := range map[string]string{"running": "run", "bus": "bus", "uses": "uses", "go": "", "status": "status", "analysis": "analysis", "class": "class", "größen": "", "ec2s": "", "used": "used", "ring": "ring"} {
		if got := stem(word); got != want {
			t.Errorf("stem(%q) is %q, want %q", word, got, want)
		}
	}
}

func TestTypos(t *testing.T) {
	for _, c := range []struct {
		word, term string
		prefix     bool
		want       int
	}{
		{"databse", "database", false, 1}, {"databsae", "database", false, 1}, {"dattabase", "database", false, 1}, {"datebase", "database", false, 1},
		{"databse", "databases", false, 2}, {"databse", "databases", true, 1}, {"kuberntes", "kubernetes", false, 1},
		{"database", "database", false, 0}, {"deta", "database", true, 1}, {"abcdefgh", "zyxwvuts", false, 3}, {"abcd", "abcdefgh", false, 3},
	} {
		if got := min(text.Distance([]rune(c.word), []rune(c.term), c.prefix, 2), 3); got != c.want {
			t.Errorf("%q for %q (prefix: %v) has %d typos, want %d", c.word, c.term, c.prefix, got, c.want)
		}
	}
	for word, want := range map[string]int{"abc": 0, "abcd": 1, "abcdefgh": 2, "e1001abc": 0, "c++abcd": 0, "größe": 1} {
		if got := maxTypos(word); got != want {
			t.Errorf("%q may have %d typos, want %d", word, got, want)
		}
	}
}

func TestLog8(t *testing.T) {
	for x, want := range map[int]int{1: 0, 2: 8, 3: 12, 4: 16, 5: 18, 7: 22, 8: 24, 9: 25, 15: 31, 16: 32, 1000: 79, 1024: 80} {
		if got := log8(x); got != want {
			t.Errorf("log8(%d) is %d, want %d", x, got, want)
		}
	}
}

// doc returns a document in one language: its names, and its parts as "anchor|title|text".
func doc(lang, path string, names string, parts ...string) Doc {
	d := Doc{Kind: "guide", Path: path, Langs: []string{lang}, Names: map[string][]string{lang: strings.Split(names, "|")}, Parts: map[string][]Part{}}
	for _, p := range parts {
		f := strings.SplitN(p, "|", 3)
		d.Parts[lang] = append(d.Parts[lang], Part{f[0], "", f[1], f[2]})
	}
	return d
}

// testDocs returns a small site in which each document is found for a different reason.
func testDocs() []Doc {
	retired := doc("en", "retired", "Old messaging", "||How to send a message.")
	retired.Status = "retired"
	both := doc("en", "both", "Database", "||Managed databases.", "backup|Backups|Taken each night.", "version|Versions|We patch each database.")
	both.Kind, both.Cells = "domain", []int{3}
	both.Langs, both.Names["ja"] = []string{"en", "ja"}, []string{"データベース", "DB"}
	both.Parts["ja"] = []Part{{"", "", "", "預かって動かす。"}, {"控え", "", "控え", "毎晩取る。"}, {"版", "", "版", "パッチを当てる。"}}
	return []Doc{
		both, retired,
		doc("en", "messaging", "Messaging|pub/sub", "||How to send a message.", "grpc|gRPC|Calls between services in Ruby and Go."),
		doc("en", "deploy", "Deployments", "||Deploying a service with a database to production.", "rollback|Rollback|Undo the last deployment of a pod: `kube rollback`."),
		doc("en", "create", "API", "||createTable makes a table; ERR_TIMEOUT is an error."),
		doc("ja", "cicd", "CI/CD", "||ビルドとリリース。", "切り戻し|切り戻し|本番サーバーを元の版に戻す。"),
		doc("ja", "order", "注文", "||注文APIとサーバの監視。切って戻しました。"),
		doc("en", "oauth", "OAuth 2.0", "||Sign in."),
	}
}

func TestSearch(t *testing.T) {
	s := open(t, testDocs())
	for query, want := range map[string]string{
		"database":          "both deploy",
		"databases ":        "both deploy",
		"databse":           "both deploy",
		"だたーべす":             "both",
		"でーたべーす":            "both",
		"ﾃﾞｰﾀ":              "both",
		"deploying ":        "deploy",
		"deploy":            "deploy",
		"depl ":             "",
		"pods ":             "deploy#rollback",
		"pubsub":            "messaging",
		"pub/sub":           "messaging",
		"send message":      "messaging retired",
		"grpc ruby":         "messaging#grpc",
		"who patches":       "both#version",
		"table":             "create",
		"create table":      "create",
		"err_timeout":       "create",
		"errtimeout":        "create",
		"timeout nonsense":  "create",
		"切り戻し":              "cicd#切り戻し",
		"切り戻しの手順":           "cicd#切り戻し order",
		"サーバー":              "cicd#切り戻し order",
		"監":                 "order",
		"注文api":             "order",
		"注文のn":              "order",
		"oauth2":            "oauth",
		"ci cd":             "cicd",
		"cicd":              "cicd",
		"毎晩":                "both#backup",
		"kube rollback":     "deploy#rollback",
		"…":                 "",
		"kuberollback ":     "",
		"night version":     "both#version",
		"database rollback": "deploy#rollback",
	} {
		r := s.Search(query, Options{})
		var got []string
		for _, row := range r.Rows {
			got = append(got, strings.TrimSuffix(row.Path+"#"+row.Anchor, "#"))
		}
		if list := strings.Join(got, " "); list != want && !strings.HasPrefix(list, want+" ") || r.Total != len(r.Rows) {
			t.Errorf("%q finds %v (%d), want %s", query, list, r.Total, want)
		}
	}
}

// The row of a document in two languages is in the language of the reader; its excerpt
// is in the language of the text that matches, or matches much better.
func TestSearch_Rows(t *testing.T) {
	s := open(t, testDocs())
	for _, c := range []struct{ query, lang, title, url, textLang, excerpt string }{
		{"毎晩", "en", "Database", "both#backup", "ja", "[毎晩]取る。"},
		{"毎晩", "ja", "データベース", "ja/both#控え", "ja", "[毎晩]取る。"},
		{"patch", "ja", "データベース", "ja/both#版", "en", "We [patch] each database."},
		{"毎晩 patch", "ja", "データベース", "ja/both#控え", "ja", "[毎晩]取る。"},
		{"毎晩 patched version", "ja", "データベース", "ja/both#版", "en", "We [patch] each database."},
		{"databases", "en", "Database", "both", "en", "Managed [databases]."},
		{"send ", "ja", "Messaging", "ja/messaging", "en", "How to [send] a message."},
		{"サーバ", "ja", "CI/CD", "ja/cicd#切り戻し", "ja", "本番[サーバー]を元の版に戻す。"},
		{"TABLE", "en", "API", "create", "en", "create[Table] makes a [table]; ERR_TIMEOUT is an error."},
	} {
		r := s.Search(c.query, Options{Lang: c.lang, Limit: 1})
		if len(r.Rows) != 1 {
			t.Errorf("%q: %+v", c.query, r)
			continue
		}
		row, excerpt := r.Rows[0], ""
		for _, f := range row.Excerpt {
			if f.Match {
				f.Text = "[" + f.Text + "]"
			}
			excerpt += f.Text
		}
		if row.Title != c.title || row.URL != c.url || row.TextLang != c.textLang || excerpt != c.excerpt {
			t.Errorf("%q in %s: %q %s in %s: %s", c.query, c.lang, row.Title, row.URL, row.TextLang, excerpt)
		}
	}
}

// If a misspelled query is similar to the name of a page, the result is the top of the
// page, as for the correct spelling, and not a part whose title contains the name too.
func TestSearch_MisspelledName(t *testing.T) {
	s := open(t, []Doc{doc("ja", "database", "データベース", "||保存する。", "copy|開発環境向けデータベース|写しを作る。")})
	for query, want := range map[string]string{"データベース": "database", "だたーべす": "database", "開発環境": "database#copy", "開発用環境向け": "database#copy"} {
		if r := s.Search(query, Options{}); len(r.Rows) != 1 || r.Rows[0].URL != want {
			t.Errorf("%q: %+v", query, r)
		}
	}
}

func TestSearch_Options(t *testing.T) {
	s := open(t, testDocs())
	for _, c := range []struct {
		o    Options
		want int
	}{{Options{}, 2}, {Options{Kind: "domain"}, 1}, {Options{Kind: "team"}, 0}, {Options{Status: "retired"}, 0}} {
		if r := s.Search("database", c.o); r.Total != c.want {
			t.Errorf("%+v: %d results, want %d", c.o, r.Total, c.want)
		}
	}
	r := s.Search("message", Options{Limit: 1})
	if r.Total != 2 || len(r.Rows) != 1 {
		t.Errorf("%d of %d results, want 1 of 2", len(r.Rows), r.Total)
	}
}

func TestSearch_Nearest(t *testing.T) {
	s := open(t, testDocs())
	for query, want := range map[string]string{"dabatabse ": "database", "messagory": "message", "zzz": ""} {
		r := s.Search(query, Options{})
		if got := strings.Join(r.Nearest, " "); r.Total != 0 || got != want && !strings.HasPrefix(got, want+" ") {
			t.Errorf("%q: %d results, nearest %q, want %q", query, r.Total, got, want)
		}
	}
}

// A long text has an excerpt around the first match.
func TestSearch_LongExcerpt(t *testing.T) {
	s := open(t, []Doc{doc("en", "a", "A", "||"+strings.Repeat("word ", 100)+"needle "+strings.Repeat("more ", 100))})
	r := s.Search("needle", Options{})
	if r.Total != 1 {
		t.Fatal(r)
	}
	x := r.Rows[0].Excerpt
	length := 0
	for _, f := range x {
		length += len([]rune(f.Text))
	}
	if x[0].Text != "…" || x[2].Text != "needle" || !x[2].Match || x[len(x)-1].Text != "…" || length != excerptLength+2 {
		t.Errorf("%d characters: %+v", length, x)
	}
}

// Any text is a valid query, and an excerpt is always a part of the text.
func TestSearch_AnyQuery(t *testing.T) {
	var docs []Doc
	for i, c := range readGolden(t) {
		docs = append(docs, doc([]string{"en", "ja"}[i%2], fmt.Sprint(i), c.Text+"|"+c.About, "||"+c.Text+c.Query))
	}
	s := open(t, docs)
	for i, c := range readGolden(t) {
		r := s.Search(c.Text+c.Query, Options{Lang: "ja", Limit: 100})
		found := len(units(c.Text)) == 0
		for _, row := range r.Rows {
			found = found || row.Path == fmt.Sprint(i)
			excerpt := ""
			for _, f := range row.Excerpt {
				excerpt += f.Text
			}
			text := ""
			for _, d := range docs {
				if d.Path == row.Path {
					text = d.Parts[d.Langs[0]][0].Text
				}
			}
			if !strings.Contains(text, strings.Trim(excerpt, "…")) {
				t.Errorf("%q: the excerpt %q is not in %q", c.Text, excerpt, text)
			}
		}
		if !found {
			t.Errorf("%q does not find the document with this text", c.Text+c.Query)
		}
	}
}
