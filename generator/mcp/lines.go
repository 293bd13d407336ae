package mcp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
)

// lines filters the input of the server. The SDK ends the connection at the first message
// that it cannot read. So lines answers such a message with an error and continues with
// the next one.
type lines struct {
	io.Closer
	in   *bufio.Reader
	out  io.Writer // where the errors are written
	rest []byte    // checked messages that were not read yet
	end  error     // the error that ended the input
}

func newLines(in io.ReadCloser, out io.Writer) *lines {
	return &lines{Closer: in, in: bufio.NewReader(in), out: out}
}

// Read reads messages that the SDK can decode.
func (l *lines) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		if l.end != nil {
			return 0, l.end
		}
		var line []byte
		if line, l.end = l.line(); len(line) == 0 {
			continue
		}
		var wrong *jsonrpc.Error
		if l.rest, wrong = messages(line); wrong != nil {
			if err := l.refuse(line, wrong); err != nil {
				return 0, err
			}
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// line returns the next line without surrounding space. If the line is too long, it
// returns only its start.
func (l *lines) line() ([]byte, error) {
	var line []byte
	for {
		part, err := l.in.ReadSlice('\n')
		line = append(line, part[:min(len(part), maxMessage+1-len(line))]...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if len(line) <= maxMessage {
			line = bytes.TrimSpace(line)
		}
		return line, err
	}
}

// messages returns the messages in a line, each on its own line, or an error. A batch is
// split into its messages, because newer versions of the protocol have no batches.
func messages(line []byte) ([]byte, *jsonrpc.Error) {
	switch {
	case len(line) > maxMessage:
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidRequest, Message: fmt.Sprintf("the message is too long; the limit is %d bytes", maxMessage)}
	case !utf8.Valid(line):
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeParseError, Message: "the line is not UTF-8"}
	case !json.Valid(line):
		return nil, &jsonrpc.Error{Code: jsonrpc.CodeParseError, Message: "the line is not JSON; write each message in one line"}
	}
	var batch []json.RawMessage
	if json.Unmarshal(line, &batch) != nil || len(batch) == 0 {
		batch = []json.RawMessage{line}
	}
	var list []byte
	for _, m := range batch {
		if _, err := jsonrpc.DecodeMessage(m); err != nil {
			return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidRequest, Message: err.Error()}
		}
		list = append(append(list, m...), '\n')
	}
	return list, nil
}

// refuse answers a line with an error. The id is null if it is unknown.
func (l *lines) refuse(line []byte, wrong *jsonrpc.Error) error {
	var message struct {
		ID json.RawMessage `json:"id"`
	}
	_ = json.Unmarshal(line, &message)
	b, err := json.Marshal(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   *jsonrpc.Error  `json:"error"`
	}{"2.0", message.ID, wrong})
	if err == nil {
		_, err = l.out.Write(append(b, '\n'))
	}
	return err
}

// output is the output of the server. Each call of Write writes a message.
type output struct {
	io.WriteCloser
	mu sync.Mutex
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.WriteCloser.Write(p)
}
