package query_test

import (
	"slices"
	"testing"

	"platmap/generator/query"
	"platmap/generator/site"
)

func TestReviews_States(t *testing.T) {
	s := linked(t, map[string]string{
		"site.yaml":             "title: Map\nreview_every: 6m\n",
		"teams/base.yaml":       "name: Base\ntype: platform\nreviewed: 2026-05-01\n",
		"domains/gone.yaml":     "name: Gone\nstatus: retired\nessential_problem: x\nresponsibilities: [a]\nfeatures: [b]\n",
		"domains/new.yaml":      "name: New\nstatus: draft\nowner: base\n",
		"domains/old.yaml":      "name: Old\nstatus: draft\nreviewed: 2026-04-30\n",
		"domains/month.yaml":    "name: Month\nstatus: draft\nreviewed: 2026-06\nreview_every: 1y\n",
		"components/third.yaml": "{id: third, domains: [old], reviewed: 2026-06-02}\n",
	})
	q := query.Named("reviews")
	var got []string
	for _, r := range q.Ask(s, "2026-11-01") {
		x := r.(query.Review)
		got = append(got, x.Page.Base().ID+" "+string(x.Due)+" "+x.State("2026-11-01"))
	}
	slices.Sort(got)
	want := []string{"base 2026-11-01 due", "month 2027-06-01 ok", "new  never", "old 2026-10-30 overdue", "third 2026-12-02 ok"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if n := len(q.Filter(q.Ask(s, "2026-11-01"), "state", []string{query.Overdue})); n != 1 {
		t.Errorf("%d rows are overdue, want 1", n)
	}
	for _, r := range q.Ask(s, "") { // as on pages, which do not depend on today's date
		if state := r.(query.Review).State(site.Date("")); state != "" && state != query.Never {
			t.Errorf("state %q without a date", state)
		}
	}
}
