package webtest

import (
	"fmt"
	"time"

	"platmap/generator/diff"
	"platmap/generator/git"
	"platmap/generator/history"
	model "platmap/generator/site"
	"platmap/generator/source"
)

// samplePast returns a history of the sample content: a commit in each of eight months,
// one of which does not parse.
func samplePast(s *model.Site) (*history.History, error) {
	h := &history.History{}
	day := time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	for i := range 8 {
		e := &history.Entry{Commit: git.Commit{Hash: fmt.Sprintf("%040x", i+1), Time: day.AddDate(0, -i, 0), Subject: "Edit the map"}, Others: i}
		d := s.Domains[0]
		e.Changes = []history.Change{
			{Weight: diff.Promise, Thing: thing(d), Name: both("CDN", "CDN"), Text: both("interface “Purge request channel” deprecated, until 2027-03 → cache-purger", "提供インターフェース「無効化の依頼窓口」を非推奨化（2027-03 まで、後継：cache-purger）"), Domains: []string{d.ID}, Team: d.Owner.To.ID},
			{Weight: diff.News, Thing: thing(s.Components[i]), Text: both("component added", "コンポーネントを追加"), Domains: []string{d.ID}},
			{Weight: diff.Promise, Thing: history.Thing{Kind: source.Guide, ID: "old/guide"}, Name: both("Old guide", "古いガイド"), Text: both("guide removed", "ガイドを削除")},
		}
		if f := d.Features[i]; i < 3 {
			e.Changes[0].Item, e.Changes[0].From, e.Changes[0].To = f.Anchor, model.Experimental, f.Status
		}
		h.Entries = append(h.Entries, e)
	}
	h.Skipped = []history.Skipped{{Commit: git.Commit{Hash: fmt.Sprintf("%040x", 99), Time: day, Subject: "A mistake"}, File: "domains/cdn.yaml"}}
	return h, nil
}

func thing(p model.Page) history.Thing { return history.Thing{Kind: p.Base().Kind, ID: p.Base().ID} }

func both(en, ja string) map[string]string { return map[string]string{"en": en, "ja": ja} }
