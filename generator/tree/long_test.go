package tree

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A line with very many mistakes takes little time and gives few findings.
func TestParse_ManyMistakesOnALine(t *testing.T) {
	for name, text := range map[string]string{
		"quotes":    "a: [" + strings.Repeat("@,", 140_000) + "@]\n",
		"wide keys": "{" + wideKeys(20_000) + "}\n",
		"anchors":   "x-a: [" + strings.Repeat("&a b, ", 150_000) + "]",
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

// Several mistakes in a file of nearly the maximum size are recognised.
func TestParse_LargeFile(t *testing.T) {
	unit := strings.Repeat("- id: a\n  name: The name of a component\n  kind: service\n  text: What it does\n", 5000)
	_, diags := parse(unit + "- id: x\n  name: @b\n" + unit + "- id: y\n  name: c: d\n" + unit[:len(unit)/2])
	for i, want := range []string{"a text that starts with @ needs quotes", "a colon inside a text starts another value"} {
		if i >= len(diags) || diags[i].Text != want {
			t.Errorf("got %v, want %s", diags, want)
		}
	}
}

// A line is parsed in linear time: four times as many values may take up to maxGrowth
// times as long. That is 4 in theory, and 16 for a quadratic step.
func TestParse_LinearTime(t *testing.T) {
	const maxGrowth = 8
	for _, value := range []string{"&a b", `"a b"`, "a b ", "!x a", "{a： b}", `"\u001b"`, "a #b\n ", "'a\n  b'", "&a\n  b"} {
		small, large := "x-a: ["+strings.Repeat(value+", ", 2000)+"]", "x-a: ["+strings.Repeat(value+", ", 8000)+"]"
		lowest := 100.0 // the lowest of several attempts, because other processes slow down some
		for i := 0; i < 20 && lowest > maxGrowth; i++ {
			lowest = min(lowest, float64(parseTime(large))/float64(parseTime(small)))
		}
		if lowest > maxGrowth {
			t.Errorf("8,000 of %q take %.1f times as long as 2,000", value, lowest)
		}
	}
}

// parseTime returns the time of the shortest of several runs.
func parseTime(text string) time.Duration {
	shortest := time.Duration(1<<63 - 1)
	for range 3 {
		start := time.Now()
		parse(text)
		shortest = min(shortest, time.Since(start))
	}
	return shortest
}
