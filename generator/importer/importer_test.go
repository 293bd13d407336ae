package importer

import (
	"strings"
	"testing"

	"platmap/generator/source"
)

func TestDateOf(t *testing.T) {
	for s, want := range map[string]string{
		"2026-11-02": "2026-11-02", "2026/1/2": "2026-01-02", "2026.1": "2026-01", "2026": "2026", "2026年": "2026", "2026年4月": "2026-04", "２０２６年４月１日": "2026-04-01",
		"2026-11-02T10:00:00Z": "2026-11-02", "2026-11-02 10:00": "2026-11-02", "令和5年7月": "2023-07", "令和元年5月1日": "2019-05-01", "R6.4.1": "2024-04-01", "H30/7": "2018-07",
		"31/12/2026": "2026-12-31", "12/31/2026": "2026-12-31", "4/4/2026": "2026-04-04", "Apr 2026": "2026-04", "2 April 2026": "2026-04-02", "April 2, 2026": "2026-04-02", "20260402": "2026-04-02", "4/2026": "2026-04", "令和5年7月3日": "2023-07-03",
		"4/5/2026": "", "2026年度": "", "2026/13": "", "2026-02-30": "", "春": "", "45383": "", "": "", "26/4": "", "Foo 2026": "", "0000": "", "R0.4.1": "2018-04-01",
	} {
		if got := dateOf(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

// The types of teams are written in several ways in Japanese.
func TestWordFor_Team(t *testing.T) {
	for said, want := range map[string]string{
		"ストリームアラインドチーム": "stream-aligned", "イネイブリングチーム": "enabling", "イネーブリングチーム": "enabling", "コンプリケイテッド・サブシステムチーム": "complicated-subsystem", "プラットフォームチーム": "platform",
	} {
		if got := wordFor(source.Team, "type", said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

func TestWordFor(t *testing.T) {
	for _, test := range []struct{ key, said, want string }{
		{"status", "廃止予定", "deprecated"}, {"status", "廃止", "retired"}, {"status", "運用中", "available"}, {"status", "計画中", "planned"}, {"status", "検証中", "experimental"},
		{"status", "In Use", "available"}, {"status", "END-OF-LIFE", "retired"}, {"status", "Deprecated", "deprecated"}, {"status", "廃止（2026年）", "retired"}, {"status", "不明", ""},
		{"kind", "SaaS", "managed-service"}, {"kind", "ライブラリ", "library"}, {"kind", "ｸﾗｽﾀ", "cluster"}, {"kind", "Managed Service", "managed-service"}, {"kind", "managed-service", "managed-service"}, {"kind", "", ""},
		{"source", "内製", "private"}, {"source", "OSS", "oss"}, {"source", "商用", "vendor"}, {"value", "高", "high"}, {"toil", "medium", "medium"}, {"summary", "oss", ""},
	} {
		if got := wordFor(source.Component, test.key, test.said); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.key, test.said, got, test.want)
		}
	}
}

// Each text means at most one word of a key, so the order of the tables does not matter.
func TestMeanings_Distinct(t *testing.T) {
	for _, list := range [][]meaning{statusWords, kindWords, sourceWords, levelWords, teamWords, domainStatusWords} {
		seen := map[string]string{}
		for _, m := range list {
			for _, s := range append(strings.Fields(m.said), m.word) {
				s = compact(s)
				if other := seen[s]; other != "" && other != m.word {
					t.Errorf("%q means %s and %s", s, other, m.word)
				}
				seen[s] = m.word
			}
		}
	}
}

func TestIDOf(t *testing.T) {
	for name, want := range map[string]string{
		"Redis Labs": "redis-labs", "Café Été": "cafe-ete", "ＡＢＣ　１": "abc-1", "C++": "c", "決済API": "", "社内ポータル": "", "": "", "...": "", "Naïve (v2)": "naive-v2",
	} {
		if got := idOf(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestFileName(t *testing.T) {
	for list, want := range map[string]string{"exports/My List.csv": "my-list", `C:\x\inventory.csv`: "inventory", "構成.csv": "csv", "con.csv": "csv", "-": "csv"} {
		if got := FileName(list, "csv"); got != want {
			t.Errorf("%q: got %q, want %q", list, got, want)
		}
	}
}
