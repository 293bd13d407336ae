// Package browsertest provides Chromium, and Node with npm packages, to tests. Only tests
// import it.
//
// A test that needs one of them is skipped with go test -short. It is also skipped where
// they are not installed, with the reason once per package. With PLATMAP_NEED_BROWSER=1,
// which make test sets, it fails instead.
package browsertest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Timeout limits one step in the browser. It is long enough for a busy machine, and
// only a test that fails waits for it.
const Timeout = time.Minute

// Chromium starts a browser with a new profile, which ends with the test.
func Chromium(t *testing.T) context.Context {
	t.Helper()
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), // t.Context() ends before Chromium is closed
		chromedp.ExecPath(find(t, chromium)),
		chromedp.Headless,
		chromedp.DisableGPU,
		chromedp.NoSandbox, // Most containers have no sandbox. Only pages of the tests are opened.
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("metrics-recording-only", true),
		chromedp.Flag("password-store", "basic"),
		// Tabs are used in parallel, so none may be throttled as a background tab.
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.CombinedOutput(io.Discard),
	)
	t.Cleanup(cancel)
	browser, _ := chromedp.NewContext(allocator) // chromedp.Cancel closes it and waits
	t.Cleanup(func() {
		if err := chromedp.Cancel(browser); err != nil {
			t.Logf("closing Chromium: %v", err)
		}
	})
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return browser
}

// Node returns the path of the program that runs JavaScript.
func Node(t *testing.T) string {
	t.Helper()
	return find(t, node)
}

// Module returns the path of a file of an npm package. The packages are installed
// in generator/webtest, and the test is in a folder beside it.
func Module(t *testing.T, name string) string {
	t.Helper()
	skipShort(t)
	file := filepath.Join("..", "webtest", "node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		skip(t, "the npm packages of generator/webtest")
	}
	return file
}

// program is a program that tests need, with its possible names. The script
// generator/webtest/setup looks for the same names.
type program struct {
	title string
	names []string
}

var (
	chromium = program{"Chromium (chromium)", []string{"chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}}
	node     = program{"Node 18.19 or newer (node)", []string{"node"}}
)

// path returns the path of the program, or "" if it is not installed.
func (p program) path() string {
	for _, name := range p.names {
		if file, err := exec.LookPath(name); err == nil {
			return file
		}
	}
	return ""
}

func find(t *testing.T, p program) string {
	t.Helper()
	skipShort(t)
	file := p.path()
	if file == "" {
		skip(t)
	}
	return file
}

func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped with -short")
	}
}

// messageFormat is the message of generator/webtest/setup.
const messageFormat = "make test needs %s: install it and run make test again."

var reported atomic.Bool

// skip skips the test, or fails it with PLATMAP_NEED_BROWSER=1. The message lists
// everything that is missing.
func skip(t *testing.T, also ...string) {
	t.Helper()
	var missing []string
	for _, p := range []program{chromium, node} {
		if p.path() == "" {
			missing = append(missing, p.title)
		}
	}
	message := fmt.Sprintf(messageFormat, strings.Join(append(missing, also...), ", "))
	if os.Getenv("PLATMAP_NEED_BROWSER") == "1" {
		t.Fatal(message)
	}
	if reported.Swap(true) {
		t.SkipNow()
	}
	t.Skip(message)
}

// Do runs steps in a tab.
func Do(t *testing.T, tab context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Timeout)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// Eval returns the value of a JavaScript expression. If it is a promise, Eval waits
// for it.
func Eval[T any](t *testing.T, tab context.Context, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Timeout)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.200s: %v", expression, err)
	}
	return v
}

// Await waits until a JavaScript expression is true. The page may load again in
// the meantime.
func Await(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab, Timeout)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise((done) => {
			const end = Date.now() + 1000, check = () => {
				let is = false;
				try { is = Boolean(`+expression+`); } catch {}
				is || Date.now() > end ? done(is) : setTimeout(check, 5);
			};
			check();
		})`, chromedp.EvalAwaitPromise))
		if ctx.Err() != nil {
			text, _ := chromedp.Run(tab, chromedp.Evaluate[string](`document.body.innerText.slice(0, 1000) + "\n" + document.getElementById("platmap-live")?.shadowRoot.querySelector(".panel")?.innerText`))
			t.Fatalf("still false after %v: %s\nthe page contains: %s", Timeout, expression, text)
		}
		if err == nil && ok { // an error means that the page is being replaced
			return
		}
	}
}

// Check fails the test if a JavaScript expression is not true.
func Check(t *testing.T, tab context.Context, expression string) {
	t.Helper()
	if !Eval[bool](t, tab, "Boolean("+expression+")") {
		t.Errorf("not true: %s", expression)
	}
}
