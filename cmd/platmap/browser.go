package main

import (
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// openBrowser shows an address in the browser of the person at this machine. It
// does not matter whether that works: the address is printed as well.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	c := exec.Command(name, args...)
	if c.Start() == nil {
		go func() { _ = c.Wait() }()
	}
}

// editors are those whose addresses for a place in a file are known.
var editors = [][2]string{
	{"vscode", "vscode://file{file}:{line}:{column}"},
	{"cursor", "cursor://file{file}:{line}:{column}"},
	{"windsurf", "windsurf://file{file}:{line}:{column}"},
	{"zed", "zed://file{file}:{line}:{column}"},
	{"idea", "idea://open?file={file}&line={line}&column={column}"},
}

func editorNames() string {
	var names []string
	for _, e := range editors {
		names = append(names, e[0])
	}
	return strings.Join(names, ", ")
}

// editorAddress returns the form of the addresses of an editor, or "" for none.
func editorAddress(name string) (string, error) {
	if name == "none" {
		return "", nil
	}
	if i := slices.IndexFunc(editors, func(e [2]string) bool { return e[0] == name }); i >= 0 {
		return editors[i][1], nil
	}
	if strings.Contains(name, "{file}") && strings.Contains(name, ":") {
		return name, nil
	}
	return "", usagef("--editor %s is not known; it takes %s, none, or an address with {file}, {line} and {column}", name, editorNames())
}
