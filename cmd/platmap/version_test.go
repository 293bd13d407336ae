package main

import "testing"

func TestBuildInfo_String(t *testing.T) {
	for _, test := range []struct {
		build buildInfo
		want  string
	}{
		{buildInfo{Platmap: "(devel)"}, "platmap (devel)"},
		{buildInfo{Platmap: "(devel)", Commit: "0123456789abcdef0123"}, "platmap (devel) (0123456789ab)"},
		{buildInfo{Platmap: "v1.2.3", Commit: "0123456789abcdef0123", Date: "2026-01-02T03:04:05Z"}, "platmap v1.2.3 (0123456789ab, 2026-01-02)"},
	} {
		if got := test.build.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
