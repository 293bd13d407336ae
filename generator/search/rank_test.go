package search

import (
	"strings"
	"testing"
)

// Each case has two documents that both match the query; the first one is better. The
// path of the better one is later in the alphabet, so that it is not first by its path
// alone.
func TestRank(t *testing.T) {
	long := strings.Repeat("other words that fill the page ", 1000)
	for _, c := range []struct {
		about, query  string
		better, worse Doc
	}{
		{"an earlier name", "kafka",
			doc("en", "z", "Messages|kafka", "||text"), doc("en", "a", "Events|one|two|three|kafka", "||text")},
		{"a title rather than a keyword", "kub",
			doc("en", "z", "kube", "||text"), doc("en", "a", "Computing|x|y|z|kube", "||text")},
		{"a shorter name", "kub",
			doc("en", "z", "kube go", "||text"), doc("en", "a", "kubernetes machines", "||text")},
		{"words in one piece", "fault injection",
			doc("en", "z", "One", "||the text has fault injection here"), doc("en", "a", "Two", "||the injection has text of a fault")},
		{"a title and its text in one piece", "grpc ruby",
			doc("en", "z", "One", "b|gRPC|Ruby Go"), doc("en", "a", "Two", "b|gRPC|Go Ruby")},
		{"a part with a word in its title", "grpc ruby",
			doc("en", "z", "One", "b|gRPC|Go and Ruby", "c|Other|gRPC"), doc("en", "a", "Two", "b|gRPC|Go", "c|Other|gRPC and Ruby")},
		{"a compound", "http/3 ",
			doc("en", "z", "One", "||HTTP/3"), doc("en", "a", "Two", "||"+strings.Repeat("HTTP 3 ", 5))},
		{"the name of a long page", "billing",
			doc("en", "z", "Billing guide", "||"+long), doc("en", "a", "Two", "||billing and billing")},
		{"enough of a sentence in a name", "which team runs the feature flags and can add another one?",
			doc("en", "z", "Feature flags", "||of a team"), doc("en", "a", "Two", "||team runs feature flags and adds another one. "+long)},
		{"enough of a Japanese sentence in a name", "機能フラグを使いたいときはどうする",
			doc("en", "z", "機能フラグ", "||使いたい人"), doc("en", "a", "Two", "||機能フラグを使いたいときはどうする。"+long)},
	} {
		s := open(t, []Doc{c.better, c.worse})
		r := s.Search(c.query, Options{Lang: "en"})
		if len(r.Rows) != 2 || r.Rows[0].Path != c.better.Path {
			t.Errorf("%s: %s gives %v", c.about, c.query, r.Rows)
		}
	}
}

// A document that contains one pair of characters of a word in the query, as part of
// another word, does not contain the word.
func TestRank_AbsentWord(t *testing.T) {
	s := open(t, []Doc{doc("ja", "a", "街", "||銀座のギンナン"), doc("ja", "z", "目標", "||毎月の SLO")})
	r := s.Search("ペンギン SLO", Options{Lang: "ja"})
	if len(r.Rows) != 1 || r.Rows[0].Path != "z" {
		t.Errorf("%v", r.Rows)
	}
}
