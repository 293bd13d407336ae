package audittest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
	"platmap/generator/rounds"
)

// TestLighthouse requires full scores, as the median of five audits of each page.
func TestLighthouse(t *testing.T) {
	_, root := serveSample(t)
	args := []string{"lighthouse.mjs", find(t, "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"), "5"}
	for _, name := range []string{"index.html", "domains/database.html", "en/guides/new-app/getting-started.html", "components.html"} {
		args = append(args, root+name)
	}
	for line := range strings.Lines(runNode(t, args...)) {
		var page struct {
			URL    string
			Scores map[string]int
			Audits map[string]string // the audits without a full score
		}
		must(t, json.Unmarshal([]byte(line), &page))
		t.Logf("%s %v", page.URL, page.Scores)
		if len(page.Scores) != 4 {
			t.Errorf("%s has the scores %v, want four", page.URL, page.Scores)
		}
		for category, score := range page.Scores {
			if score < 100 {
				t.Errorf("%s has %d for %s: %v", page.URL, score, category, page.Audits)
			}
		}
	}
}

// TestFirefox opens the home page and searches, over HTTP and from disk.
func TestFirefox(t *testing.T) {
	dir, root := serveSample(t)
	disk := url.URL{Scheme: "file", Path: filepath.ToSlash(dir) + "/"}
	golden := filepath.FromSlash("../search/testdata/tokenize.golden.json")
	for line := range strings.Lines(runNode(t, "firefox.mjs", find(t, "firefox-esr", "firefox"), golden, root, disk.String())) {
		t.Error(strings.TrimSpace(line))
	}
}

// serveSample publishes the sample site and serves it as a usual static host does: with
// gzip, and with assets that browsers may cache.
func serveSample(t *testing.T) (dir, root string) {
	t.Helper()
	if !rounds.Full() {
		t.Skip("only in make audit")
	}
	dir = filepath.Join(t.TempDir(), "public")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serve(w, r, filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path))))
	}))
	t.Cleanup(server.Close)
	in := generator.Input{Content: os.DirFS(filepath.FromSlash("../../content")), Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), BaseURL: server.URL}
	_, diags, err := generator.Publish(t.Context(), in, dir, publish.Options{})
	must(t, err)
	if diags.HaveError() {
		t.Fatal(diags)
	}
	return dir, server.URL + "/"
}

func serve(w http.ResponseWriter, r *http.Request, file string) {
	if strings.HasSuffix(r.URL.Path, "/") {
		file = filepath.Join(file, "index.html")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	if kind := mime.TypeByExtension(path.Ext(file)); kind != "" {
		h.Set("Content-Type", kind)
	} else {
		h.Set("Content-Type", "application/octet-stream")
	}
	if strings.HasPrefix(r.URL.Path, "/assets/") {
		h.Set("Cache-Control", "max-age=31536000, immutable")
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(data)
		_ = z.Close()
		data = b.Bytes()
	}
	_, _ = w.Write(data)
}

// runNode runs a script of this folder and returns what it prints.
func runNode(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(find(t, "node"), args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	errors, err := cmd.StderrPipe()
	must(t, err)
	must(t, cmd.Start())
	for lines := bufio.NewScanner(errors); lines.Scan(); {
		t.Log(lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, out.String())
	}
	return out.String()
}

// find returns the path of the first of the named programs that is installed.
func find(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if file, err := exec.LookPath(name); err == nil {
			return file
		}
	}
	t.Fatalf("make audit needs %s", names[0])
	return ""
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
