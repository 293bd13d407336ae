package mcp

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// transport wraps a transport of the SDK. Its connection ends only after all requests are
// answered. The SDK drops the requests in progress when its input ends, so a script that
// writes its questions and closes the pipe would get no answer.
type transport struct{ sdk.Transport }

func (t transport) Connect(ctx context.Context) (sdk.Connection, error) {
	c, err := t.Transport.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &connection{Connection: c, answered: make(chan struct{}, 1)}, nil
}

type connection struct {
	sdk.Connection
	answered chan struct{} // receives a value when open becomes 0

	mu   sync.Mutex
	open int // number of requests without an answer
}

// maxEnd is the maximum time to wait for answers after the end of the input.
const maxEnd = 10 * time.Second

func (c *connection) Read(ctx context.Context) (jsonrpc.Message, error) {
	m, err := c.Connection.Read(ctx)
	if r, ok := m.(*jsonrpc.Request); ok && r.IsCall() {
		c.count(1)
	}
	if errors.Is(err, io.EOF) {
		timeout := time.After(maxEnd)
		for c.count(0) > 0 {
			select {
			case <-c.answered:
			case <-ctx.Done():
				return m, err
			case <-timeout:
				return m, err
			}
		}
	}
	return m, err
}

func (c *connection) Write(ctx context.Context, m jsonrpc.Message) error {
	err := c.Connection.Write(ctx, m)
	if _, ok := m.(*jsonrpc.Response); ok && c.count(-1) == 0 {
		select {
		case c.answered <- struct{}{}:
		default:
		}
	}
	return err
}

// count adds to the number of open requests and returns it.
func (c *connection) count(add int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open += add
	return c.open
}
