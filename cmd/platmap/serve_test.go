package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// timeout is how long a test waits for an event that always comes.
const timeout = 30 * time.Second

type servers struct{} // the key of a script's map[string]*server

// server is a platmap serve that a script started.
type server struct {
	cmd    *exec.Cmd
	keys   io.Writer
	exited chan error

	mu     sync.Mutex
	output strings.Builder // standard error
	more   chan struct{}   // closed when there is more output
}

// Write receives the standard error of the server.
func (s *server) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.output.Write(b)
	close(s.more)
	s.more = make(chan struct{})
	return len(b), nil
}

// waitFor waits until the output matches, and returns the submatches.
func (s *server) waitFor(ts *testscript.TestScript, pattern *regexp.Regexp) []string {
	expired := time.After(timeout)
	for {
		s.mu.Lock()
		output, more := s.output.String(), s.more
		s.mu.Unlock()
		if m := pattern.FindStringSubmatch(output); m != nil {
			return m
		}
		select {
		case <-more:
		case err := <-s.exited:
			s.exited <- err
			ts.Fatalf("platmap serve exited: %v\n%s", err, output)
		case <-expired:
			ts.Fatalf("no match for %s in:\n%s", pattern, output)
		}
	}
}

var addressLine = regexp.MustCompile(`the site is at (http://[^ ]+)/ `)

func cmdServe(ts *testscript.TestScript, args []string) {
	flags := args[1:]
	if !slices.Contains(flags, "--addr") {
		flags = append(flags, "--addr", "127.0.0.1:0")
	}
	cmd := exec.Command("platmap", append([]string{"serve"}, flags...)...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "PATH="+ts.Getenv("PATH"))
	s := &server{cmd: cmd, exited: make(chan error, 1), more: make(chan struct{})}
	cmd.Stderr = s
	keys, err := cmd.StdinPipe()
	ts.Check(err)
	s.keys = keys
	ts.Check(cmd.Start())
	ts.Defer(func() { _ = cmd.Process.Kill() })
	ts.Value(servers{}).(map[string]*server)[args[0]] = s
	go func() { s.exited <- cmd.Wait() }()
	address := s.waitFor(ts, addressLine)[1]
	ts.Setenv(args[0], address)
	ts.Setenv(args[0]+"_addr", strings.TrimPrefix(address, "http://"))
}

func serverOf(ts *testscript.TestScript, name string) *server {
	s := ts.Value(servers{}).(map[string]*server)[name]
	if s == nil {
		ts.Fatalf("no server %s", name)
	}
	return s
}

// cmdPrints waits for output and prints and discards all output so far.
func cmdPrints(ts *testscript.TestScript, args []string) {
	s := serverOf(ts, args[0])
	pattern, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	s.waitFor(ts, pattern)
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprint(ts.Stdout(), s.output.String())
	s.output.Reset()
}

func cmdPress(ts *testscript.TestScript, args []string) {
	_, err := io.WriteString(serverOf(ts, args[0]).keys, "\n")
	ts.Check(err)
}

func cmdInterrupt(ts *testscript.TestScript, args []string) {
	s := serverOf(ts, args[0])
	ts.Check(s.cmd.Process.Signal(os.Interrupt))
	select {
	case err := <-s.exited:
		ts.Check(err)
	case <-time.After(timeout):
		ts.Fatalf("platmap serve did not exit")
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
	for start := time.Now(); time.Since(start) < timeout; time.Sleep(5 * time.Millisecond) {
		if _, _, body = get(ts, args[1]); pattern.MatchString(body) {
			return
		}
	}
	ts.Fatalf("no match for %s in:\n%s", pattern, body)
}

func cmdFileUntil(ts *testscript.TestScript, args []string) {
	pattern, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	var text []byte
	for start := time.Now(); time.Since(start) < timeout; time.Sleep(5 * time.Millisecond) {
		if text, err = os.ReadFile(ts.MkAbs(args[0])); err == nil && pattern.Match(text) {
			return
		}
	}
	ts.Fatalf("no match for %s in %s (%v):\n%s", pattern, args[0], err, text)
}

// get fetches a URL without following redirects. host, if given, is the Host header.
func get(ts *testscript.TestScript, url string, host ...string) (status int, header, body string) {
	req, err := http.NewRequest("GET", url, nil)
	ts.Check(err)
	if len(host) > 0 {
		req.Host = host[0]
	}
	// An open connection would delay the shutdown of the server.
	resp, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	ts.Check(err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	ts.Check(err)
	var b strings.Builder
	ts.Check(resp.Header.Write(&b))
	return resp.StatusCode, b.String(), string(text)
}
