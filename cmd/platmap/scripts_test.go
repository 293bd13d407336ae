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

// TestMain makes the test binary run as platmap if a test starts it under that name.
func TestMain(m *testing.M) {
	if strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") != "platmap" {
		os.Unsetenv("GITHUB_ACTIONS") // this variable changes the default format of findings
		os.Unsetenv("GITLAB_CI")      // this variable changes the paths in reports
		// A program built with -race sleeps for a second before it exits, so that
		// goroutines that still run can report a race. Here a hundred runs add up.
		os.Setenv("GORACE", strings.TrimSpace("atexit_sleep_ms=20 "+os.Getenv("GORACE")))
	}
	testscript.Main(m, map[string]func(){"platmap": main})
}

// TestScripts runs the scripts in testdata, which contain what a user types and what
// platmap prints. They can use these commands in addition to those of testscript:
//
//	status N PROGRAM ARGS...   run a program, which must exit with status N
//	tree DIR FILE              write the names and bytes of all files in DIR to FILE
//	bytes FILE N TEXT          write TEXT, which may have Go's escapes such as \xff, N times
//	serve NAME ARGS...         start platmap serve; $NAME becomes its address, $NAME_addr the host and port
//	prints NAME PATTERN        wait until it prints a match, and discard the output so far
//	press NAME                 press Enter in its terminal
//	interrupt NAME             send it Ctrl-C; it must exit with status 0
//	httpget N URL [HOST]       fetch a page with status N: headers to stderr, body to stdout
//	httpuntil PATTERN URL      fetch a page until its body matches
//	fileuntil FILE PATTERN     read a file until one of its lines matches
//
// $ROOT is the root of this repository.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Values[servers{}] = map[string]*server{}
			env.Setenv("GORACE", os.Getenv("GORACE"))
			env.Setenv("GOGC", os.Getenv("GOGC"))
			gitEnvironment(env)
			root, err := filepath.Abs("../..")
			env.Setenv("ROOT", root)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":    command(2, cmdStatus),
			"tree":      command(2, cmdTree),
			"bytes":     command(3, cmdBytes),
			"serve":     command(1, cmdServe),
			"prints":    command(2, cmdPrints),
			"press":     command(1, cmdPress),
			"interrupt": command(1, cmdInterrupt),
			"httpget":   command(2, cmdHTTPGet),
			"httpuntil": command(2, cmdHTTPUntil),
			"fileuntil": command(2, cmdFileUntil),
		},
	})
}

// gitEnvironment makes commits the same on every machine. Scripts that run git start with
// [!exec:git] skip.
func gitEnvironment(env *testscript.Env) {
	for _, role := range []string{"AUTHOR", "COMMITTER"} {
		env.Setenv("GIT_"+role+"_NAME", "Ann")
		env.Setenv("GIT_"+role+"_EMAIL", "ann@example.org")
		env.Setenv("GIT_"+role+"_DATE", "2026-01-02T12:00:00Z")
	}
	env.Setenv("HOME", filepath.Join(env.WorkDir, ".home"))
	env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	env.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(env.WorkDir))
	for _, name := range []string{"GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA"} {
		env.Setenv(name, "")
	}
}

// command makes a script command from do. The command takes at least n arguments and
// cannot be negated with "!".
func command(n int, do func(ts *testscript.TestScript, args []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) < n {
			ts.Fatalf("want at least %d arguments and no !", n)
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

// readTree returns the contents of all files below dir by slash-separated name. For a
// symbolic link it returns "-> " and the target.
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
