package editortest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"
)

// timeout limits one answer of the server. Only a test that fails waits for it.
const timeout = 60 * time.Second

// client is an editor without a user interface. It speaks the Language Server
// Protocol with a server over its standard input and output.
type client struct {
	t      *testing.T // the current test; subtests run one after another
	in     io.WriteCloser
	stderr *bytes.Buffer
	gone   chan struct{} // closed when the output of the server ends

	mu          sync.Mutex
	last        int                          // number of the last request
	answers     map[int]chan message         // by number of the request
	diagnostics map[string]chan []diagnostic // by address of the document
	settings    map[string]any               // requested by the server, by section
	configured  chan struct{}                // closed when the server has requested them
	once        sync.Once
}

// message is a request, a notification or an answer.
type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// dial starts a server and stops it at the end of the test.
func dial(t *testing.T, settings map[string]any, command string, args ...string) *client {
	t.Helper()
	c := &client{
		t: t, stderr: &bytes.Buffer{}, gone: make(chan struct{}),
		answers: map[int]chan message{}, diagnostics: map[string]chan []diagnostic{},
		settings: settings, configured: make(chan struct{}),
	}
	cmd := exec.Command(command, args...)
	cmd.Stderr = c.stderr
	var err error
	c.in, err = cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	go func() {
		defer close(c.gone)
		r := bufio.NewReader(out)
		for c.read(r) == nil {
		}
	}()
	t.Cleanup(func() {
		c.in.Close()
		_ = cmd.Process.Kill() // all answers have been received
		<-c.gone
		_ = cmd.Wait()
		if t.Failed() && c.stderr.Len() > 0 {
			t.Logf("standard error of %s: %s", command, c.stderr)
		}
	})
	return c
}

// read reads one message of the server and delivers it.
func (c *client) read(r *bufio.Reader) error {
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil {
		return err
	}
	length, err := strconv.Atoi(head.Get("Content-Length"))
	if err != nil {
		return err
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(r, body); err != nil {
		return err
	}
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return err
	}
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Diagnostics []diagnostic
		}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return err
		}
		select {
		case c.published(p.URI) <- p.Diagnostics:
		default: // the server repeats diagnostics for an unchanged document
		}
	case m.Method != "" && m.ID != nil:
		return c.reply(m)
	case m.ID != nil:
		n, err := strconv.Atoi(string(m.ID))
		if err != nil {
			return err
		}
		c.mu.Lock()
		answer := c.answers[n]
		c.mu.Unlock()
		answer <- m
	}
	return nil
}

// reply answers a request of the server. Only the request for settings needs a
// result.
func (c *client) reply(m message) error {
	var result any
	if m.Method == "workspace/configuration" {
		var p struct{ Items []struct{ Section string } }
		if err := json.Unmarshal(m.Params, &p); err != nil {
			return err
		}
		values := []any{}
		for _, item := range p.Items {
			values = append(values, c.settings[item.Section])
		}
		result = values
		defer c.once.Do(func() { close(c.configured) })
	}
	return c.write(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
}

func (c *client) write(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// published returns the channel for the diagnostics of a document.
func (c *client) published(uri string) chan []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.diagnostics[uri] == nil {
		c.diagnostics[uri] = make(chan []diagnostic, 1)
	}
	return c.diagnostics[uri]
}

// notify sends a notification, which has no answer.
func (c *client) notify(method string, params any) {
	c.t.Helper()
	must(c.t, c.write(map[string]any{"jsonrpc": "2.0", "method": method, "params": params}))
}

// call sends a request and decodes the answer into result.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	answer := make(chan message, 1)
	c.mu.Lock()
	c.last++
	n := c.last
	c.answers[n] = answer
	c.mu.Unlock()
	must(c.t, c.write(map[string]any{"jsonrpc": "2.0", "id": n, "method": method, "params": params}))
	m := wait(c, method, answer)
	if m.Error != nil {
		c.t.Fatalf("%s: %s", method, m.Error)
	}
	if err := json.Unmarshal(m.Result, result); err != nil {
		c.t.Fatalf("%s: %v in %s", method, err, m.Result)
	}
}

// wait receives a value. It is the only function that waits.
func wait[T any](c *client, what string, arriving <-chan T) T {
	c.t.Helper()
	late := time.NewTimer(timeout)
	defer late.Stop()
	select {
	case v := <-arriving:
		return v
	case <-c.gone:
		c.t.Fatalf("the server ended before it answered %s", what)
	case <-late.C:
		c.t.Fatalf("the server did not answer %s within %v", what, timeout)
	}
	panic("unreachable")
}
