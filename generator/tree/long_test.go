package tree

import (
	"fmt"
	"strings"
	"testing"
)

// A line with very many mistakes takes little time and gives few findings.
func TestParse_ManyMistakesOnALine(t *testing.T) {
	for name, text := range map[string]string{
		"quotes":    "a: [" + strings.Repeat("@,", 140_000) + "@]\n",
		"wide keys": "{" + wideKeys(20_000) + "}\n",
		"colons":    "a: {" + strings.Repeat("b: c: d,", 40_000) + "}\n",
	} {
		_, diags := parse(text)
		if len(diags) == 0 || len(diags) > maxFindings+1 {
			t.Errorf("%s: %d findings", name, len(diags))
		}
	}
}

func wideKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\u3000k%d: 1,", i)
	}
	return b.String()
}
