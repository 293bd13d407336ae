package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkSave measures the time from a save to the Change, with 10,000 files in
// 200 folders. Three milliseconds of it are the quiet time.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	var names []string
	for i := range 200 {
		folder := filepath.Join(dir, fmt.Sprint(i))
		if err := os.Mkdir(folder, 0o777); err != nil {
			b.Fatal(err)
		}
		for j := range 50 {
			name := fmt.Sprintf("%d/%d.md", i, j)
			if err := os.WriteFile(filepath.Join(dir, name), []byte("old"), 0o666); err != nil {
				b.Fatal(err)
			}
			names = append(names, name)
		}
	}
	start := time.Now()
	changes, err := Folder(context.Background(), dir, func(text string) { b.Log(text) })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(time.Since(start))/1e6, "start-ms")
	var delays []time.Duration
	text := make([]byte, 3000)
	for i := 0; b.Loop(); i++ {
		name := names[i*7919%len(names)]
		start := time.Now()
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			b.Fatal(err)
		}
		for c := range changes {
			if slices.Contains(c.Names, name) {
				break
			}
		}
		delays = append(delays, time.Since(start))
	}
	slices.Sort(delays)
	b.ReportMetric(float64(delays[len(delays)/2])/1e6, "median-ms")
	b.ReportMetric(float64(delays[len(delays)*99/100])/1e6, "p99-ms")
}
