package git

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// maxObject is the size of the largest object that is read into memory, in bytes. It is
// GitHub's limit for a file.
const maxObject = 100 << 20

// objects reads objects with one git cat-file process, which answers requests in order.
type objects struct {
	mu      sync.Mutex
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	stderr  bytes.Buffer // complete only after the process has ended
	err     error        // the reason why no more objects can be read, or nil
}

func startObjects(ctx context.Context, root string) (*objects, error) {
	c, err := command(ctx, root, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	o := &objects{process: c}
	c.Stderr = &o.stderr
	if o.in, err = c.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.out = bufio.NewReaderSize(out, 64<<10)
	return o, c.Start()
}

// close ends the process.
func (o *objects) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		o.err = errors.New("git: the repository is closed")
		_ = o.in.Close() // the process ends without further input
		return o.process.Wait()
	}
	return nil
}

// object is an object of a repository.
type object struct {
	id   string
	kind string // blob, tree, commit or tag
	size int64
	data []byte // nil if the object is larger than maxObject
}

// read returns an object. name is a hash or hash^{tree}.
func (o *objects) read(name string) (object, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return object{}, o.err
	}
	_, err := io.WriteString(o.in, name+"\n")
	var obj object
	if err == nil {
		obj, err = readObject(o.out, name)
	}
	if err == nil || errors.Is(err, ErrPartial) {
		return obj, err
	}
	// After any other error, the next answer may not belong to the next request.
	_ = o.in.Close()
	_ = o.process.Cancel()
	_ = o.process.Wait()
	if message := strings.TrimSpace(o.stderr.String()); isMissing(message) {
		err = partialClone(name)
	} else if message != "" {
		err = &exitError{"cat-file", o.process.ProcessState.ExitCode(), message}
	}
	o.err = err
	return object{}, err
}

// isMissing reports whether a message of git means that a partial clone lacks an object.
func isMissing(message string) bool {
	return strings.Contains(message, "promisor") || strings.Contains(message, "lazy fetching")
}

// readObject reads an answer of git cat-file --batch: the id, the type and the size of an
// object on a line, its content, and a line break; or the requested name and "missing".
func readObject(r *bufio.Reader, name string) (object, error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return object{}, fmt.Errorf("git cat-file: %w", err)
	}
	header := strings.TrimSuffix(string(line), "\n")
	if header == name+" missing" {
		return object{}, partialClone(name)
	}
	fields := strings.Split(header, " ")
	if len(fields) != 3 || !isHash(fields[0]) {
		return object{}, unexpected("cat-file", header)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return object{}, unexpected("cat-file", header)
	}
	obj := object{id: fields[0], kind: fields[1], size: size}
	if size > maxObject {
		_, err = io.CopyN(io.Discard, r, size)
	} else {
		var b bytes.Buffer // the buffer grows with the input, so that a wrong size allocates no memory
		_, err = io.CopyN(&b, r, size)
		obj.data = b.Bytes()
	}
	if err != nil {
		return object{}, fmt.Errorf("git cat-file: %w", err)
	}
	if end, err := r.ReadByte(); err != nil || end != '\n' {
		return object{}, unexpected("cat-file", header)
	}
	return obj, nil
}

// The types of the entries of a tree object.
const (
	modeFolder    = "40000"
	modeSymlink   = "120000"
	modeSubmodule = "160000"
)

// rawEntry is an entry of a tree object.
type rawEntry struct{ mode, name, id string }

// parseTree parses a tree object. Each entry consists of its mode, a space, its name,
// NUL, and its hash of hashSize bytes. Git checks names when it writes a tree, but a tree
// may come from another program, and its names must not lead out of a folder.
func parseTree(data []byte, hashSize int) ([]rawEntry, error) {
	var list []rawEntry
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, hasName := strings.Cut(string(head), " ")
		if !ok || !hasName || len(rest) < hashSize {
			return nil, errors.New("git: malformed tree")
		}
		if name == "" || name == "." || name == ".." || strings.Contains(name, "/") {
			return nil, fmt.Errorf("git: malformed tree: invalid name %q", name)
		}
		list = append(list, rawEntry{mode, name, hex.EncodeToString(rest[:hashSize])})
		data = rest[hashSize:]
	}
	return list, nil
}
