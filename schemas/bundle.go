package schemas

import (
	"io/fs"
	"strings"
)

// Bundle returns the schema of a kind together with the shared definitions it
// refers to, so that it can be used without other files. It edits the text instead
// of encoding it again, which keeps the order of keys and lists on one line.
func Bundle(kind string) (string, error) {
	own, err := fs.ReadFile(FS, kind+".schema.json")
	if err != nil {
		return "", err
	}
	common, err := fs.ReadFile(FS, "common.schema.json")
	if err != nil {
		return "", err
	}
	const ref = `"$ref": "`
	text := strings.ReplaceAll(string(own), ref+"common.schema.json#/", ref+commonRef)
	shared := strings.ReplaceAll(string(common), ref+"#/", ref+commonRef)
	_, shared, _ = strings.Cut(shared, "{\n")
	if first, rest, _ := strings.Cut(shared, "\n"); strings.Contains(first, `"$schema"`) {
		shared = rest // $schema is allowed only at the top of a file
	}
	shared = strings.TrimSuffix(strings.TrimSpace(shared), "\n}")
	shared = "\"common\": {\n      " + strings.TrimSpace(strings.ReplaceAll(shared, "\n", "\n    ")) + "\n    }"
	const defs = ",\n  \"$defs\": {\n    "
	if head, tail, found := strings.Cut(text, defs); found {
		return head + defs + shared + ",\n    " + tail, nil
	}
	return strings.TrimSuffix(strings.TrimSpace(text), "\n}") + defs + shared + "\n  }\n}\n", nil
}

// commonRef is the prefix of references to shared definitions in a bundle.
const commonRef = "#/$defs/common/"
