package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The test binary is also the platmap that scripts run, in a process of its own.
func TestMain(m *testing.M) {
	if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") != "platmap" {
		os.Unsetenv("GITHUB_ACTIONS") // or findings would look otherwise there
	}
	testscript.Main(m, map[string]func(){"platmap": main})
}

// The scripts in testdata are what one types and sees. Their commands beside
// those of testscript are:
//
//	status N PROGRAM ARGS...   run a program, which must exit with status N
//	tree DIR FILE              write the names and bytes of all files in DIR to FILE
//	bytes FILE N TEXT          write N times a text with Go's escapes, such as \xff
//	serve NAME ARGS...         start platmap serve; $NAME becomes its address, $NAME_addr the host and port
//	says NAME PATTERN          wait until it has printed that, since the last time asked
//	press NAME                 press Enter there
//	interrupt NAME             send it Ctrl-C; it must end with status 0
//	httpget N URL [HOST]       fetch a page with status N: headers to stderr, body to stdout
//	httpuntil PATTERN URL      fetch a page until its body matches
//	fileuntil FILE PATTERN     look at a file until a line of it matches
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Values[servers{}] = map[string]*server{}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":    positive(2, cmdStatus),
			"tree":      positive(2, cmdTree),
			"bytes":     positive(3, cmdBytes),
			"serve":     positive(1, cmdServe),
			"says":      positive(2, cmdSays),
			"press":     positive(1, cmdPress),
			"interrupt": positive(1, cmdInterrupt),
			"httpget":   positive(2, cmdHTTPGet),
			"httpuntil": positive(2, cmdHTTPUntil),
			"fileuntil": positive(2, cmdFileUntil),
		},
	})
}

// positive makes a command of a function; it takes no ! and at least n arguments.
func positive(n int, do func(ts *testscript.TestScript, args []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < n {
			ts.Fatalf("this command takes no ! and at least %d arguments", n)
		}
		do(ts, args)
	}
}

func cmdStatus(ts *testscript.TestScript, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := (*exec.ExitError)(nil)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func cmdTree(ts *testscript.TestScript, args []string) {
	var b strings.Builder
	files, err := readTree(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "-- %s --\n%q\n", name, files[name])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o666))
}

func cmdBytes(ts *testscript.TestScript, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o777))
	ts.Check(os.WriteFile(name, []byte(strings.Repeat(text, n)), 0o666))
}

// readTree returns the bytes of all files below a folder, by name. Of a link it
// returns where it points.
func readTree(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		var text []byte
		if d.Type()&fs.ModeSymlink != 0 {
			var to string
			to, err = os.Readlink(name)
			text = []byte("-> " + to)
		} else {
			text, err = os.ReadFile(name)
		}
		files[filepath.ToSlash(rel)] = string(text)
		return err
	})
	return files, err
}
