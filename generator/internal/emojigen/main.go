// Emojigen writes emoji.txt, the names that GitHub gives to emoji, each with its
// characters. The list comes from a data file of a goldmark extension, which no code of
// platmap imports.
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const source = "github.com/yuin/goldmark-emoji@v1.0.6"

func main() {
	log.SetFlags(0)
	out, err := exec.Command("go", "mod", "download", "-json", source).Output()
	if err != nil {
		log.Fatal(err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		log.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(module.Dir, "_tools", "github.json"))
	if err != nil {
		log.Fatal(err)
	}
	var emoji struct {
		Data []struct {
			ShortNames []string
			Unicode    []json.Number // code points
		}
	}
	if err := json.Unmarshal(list, &emoji); err != nil {
		log.Fatal(err)
	}
	var lines []string
	for _, e := range emoji.Data {
		char := ""
		for _, n := range e.Unicode {
			r, err := n.Int64()
			if err != nil {
				log.Fatal(err)
			}
			char += string(rune(r))
		}
		for _, name := range e.ShortNames {
			lines = append(lines, name+" "+char+"\n")
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile("emoji.txt", []byte(strings.Join(lines, "")), 0o644); err != nil {
		log.Fatal(err)
	}
}
