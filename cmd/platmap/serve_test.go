package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a test waits for what is sure to come.
const patience = 30 * time.Second

type servers struct{} // the key of a script's map[string]*server

// server is a platmap serve that a script started.
type server struct {
	cmd   *exec.Cmd
	ended chan error
}

var addressLine = regexp.MustCompile(`the site is at (http://[^ ]+/) `)

func cmdServe(ts *testscript.TestScript, args []string) {
	cmd := exec.Command("platmap", append([]string{"serve", "--addr", "127.0.0.1:0"}, args[1:]...)...)
	cmd.Dir = ts.MkAbs(".")
	stderr, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	s := &server{cmd, make(chan error, 1)}
	ts.Defer(func() { _ = cmd.Process.Kill() })
	ts.Value(servers{}).(map[string]*server)[args[0]] = s

	address := make(chan string, 1)
	go func() {
		defer close(address)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			if m := addressLine.FindStringSubmatch(lines.Text()); m != nil {
				address <- strings.TrimSuffix(m[1], "/")
			}
		}
		s.ended <- cmd.Wait()
	}()
	select {
	case a, ok := <-address:
		if !ok {
			ts.Fatalf("platmap serve ended at once")
		}
		ts.Setenv(args[0], a)
	case <-time.After(patience):
		ts.Fatalf("platmap serve does not come up")
	}
}

func cmdInterrupt(ts *testscript.TestScript, args []string) {
	s := ts.Value(servers{}).(map[string]*server)[args[0]]
	if s == nil {
		ts.Fatalf("no server %s", args[0])
	}
	ts.Check(s.cmd.Process.Signal(os.Interrupt))
	select {
	case err := <-s.ended:
		ts.Check(err)
	case <-time.After(patience):
		ts.Fatalf("platmap serve does not end")
	}
}

func cmdHTTPGet(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	status, header, body := get(ts, args[1], args[2:]...)
	fmt.Fprint(ts.Stderr(), header)
	fmt.Fprint(ts.Stdout(), body)
	if status != want {
		ts.Fatalf("status %d, want %d", status, want)
	}
}

func cmdHTTPUntil(ts *testscript.TestScript, args []string) {
	pattern, err := regexp.Compile(args[0])
	ts.Check(err)
	body := ""
	for start := time.Now(); time.Since(start) < patience; time.Sleep(5 * time.Millisecond) {
		if _, _, body = get(ts, args[1]); pattern.MatchString(body) {
			return
		}
	}
	ts.Fatalf("no match for %s in:\n%s", pattern, body)
}

// get fetches a page as it is named, without following redirects; host, if
// given, is what the request says it is for.
func get(ts *testscript.TestScript, url string, host ...string) (status int, header, body string) {
	req, err := http.NewRequest("GET", url, nil)
	ts.Check(err)
	if len(host) > 0 {
		req.Host = host[0]
	}
	// No connection is kept: a server must be able to end at once.
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	ts.Check(err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	ts.Check(err)
	var b strings.Builder
	ts.Check(resp.Header.Write(&b))
	return resp.StatusCode, b.String(), string(text)
}
