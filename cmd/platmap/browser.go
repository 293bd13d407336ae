package main

import (
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// openBrowser opens an address in the default browser. It ignores errors, because the
// address is printed too.
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

// editors maps each value of --editor to the address that opens a file in that
// editor.
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

// editorAddress returns the address template of an editor, or "" for none.
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
	return "", fmt.Errorf("unknown editor %q; use %s, none, or an address with {file}, {line} and {column}", name, editorNames())
}
