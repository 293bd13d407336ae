package git

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
)

var hash = strings.Repeat("0a", 20)

// An answer that does not have the documented form causes an error. Bytes after a valid
// answer are not read.
func FuzzReadObject(f *testing.F) {
	for _, s := range []string{hash + " blob 3\nabc\nrest", hash + " blob 0\n\n", hash + " missing\n", hash + " blob 3\nab", hash + " blob -1\n", hash + " blob 99999999999\n",
		hash + " submodule\n", " missing\n", hash + " blob 3\nabcd", "x blob 1\na\n", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		in := bytes.NewReader(answer)
		r := bufio.NewReader(in)
		obj, err := readObject(r, hash)
		if err != nil {
			return
		}
		rest := in.Len() + r.Buffered()
		header, after, _ := bytes.Cut(answer, []byte("\n"))
		if !isHash(obj.id) || int64(len(obj.data)) != obj.size || !bytes.HasPrefix(after, append(obj.data[:len(obj.data):len(obj.data)], '\n')) {
			t.Errorf("%q: got %+v", answer, obj)
		}
		if read := len(answer) - rest; read != len(header)+1+len(obj.data)+1 {
			t.Errorf("%q: read %d bytes", answer, read)
		}
	})
}

// A parsed tree contains all bytes of the object, and only names that stay in a folder.
func FuzzParseTree(f *testing.F) {
	id := strings.Repeat("\x01", 20)
	for _, s := range []string{"100644 a.md\x00" + id, "40000 b\x00" + id + "120000 c d\x00" + id, "100644 ..\x00" + id, "100644 a/b\x00" + id, "100644\x00" + id, "100644 a\x00x", "100644 a", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := parseTree(data, 20)
		if err != nil {
			return
		}
		size := 0
		for _, e := range list {
			size += len(e.mode) + 1 + len(e.name) + 1 + 20
			if !isHash(e.id) || e.name == "" || strings.ContainsAny(e.name, "/\x00") || e.name == "." || e.name == ".." {
				t.Errorf("%q: got %+v", data, e)
			}
		}
		if size != len(data) {
			t.Errorf("%q: parsed %d bytes", data, size)
		}
	})
}

func FuzzParseList(f *testing.F) {
	f.Add("commit " + hash + "\n1767225600\x00Ann\x00Subject\n")
	f.Add("commit " + hash + "\n1767225600\x00Ann\xff\x00\n" + "commit " + hash + "\n-1\x00\x00\n")
	f.Add("commit x\n1\x00a\x00b\n")
	f.Add("commit " + hash)
	f.Fuzz(func(t *testing.T, out string) {
		list, err := parseList(out)
		if err == nil && len(list) != strings.Count(out+"\n", "\n")/2 {
			t.Errorf("%q: %d commits", out, len(list))
		}
	})
}

// The error about a repository of another user contains the command that Git suggests,
// with the path as Git writes it.
func TestOpenError_Untrusted(t *testing.T) {
	for message, want := range map[string]string{
		"fatal: detected dubious ownership in repository at '/srv/a b'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory '/srv/a b'":  "run git config --global --add safe.directory '/srv/a b'",
		"fatal: unsafe repository ('C:/maps' is owned by someone else)\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory C:/maps\r\n": "run git config --global --add safe.directory C:/maps",
		"fatal: unsafe repository": "run git config --global --add safe.directory PATH",
	} {
		err := openError("content", &exitError{"rev-parse", 128, message})
		if !errors.Is(err, ErrUntrusted) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: got %v", message, err)
		}
	}
}

// Invalid names and other unusual requests have the errors of package fs.
func TestTree_InvalidNames(t *testing.T) {
	tree := &Tree{root: &folder{entries: []entry{{name: "a", mode: 0o444}}}}
	for _, name := range []string{"", "/a", "../a", "./a", "a/"} {
		if _, err := tree.Stat(name); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if _, err := tree.Stat("a/b"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a/b: got %v", err)
	}
}
