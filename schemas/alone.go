package schemas

import (
	"io/fs"
	"strings"
)

// Alone returns the schema of a kind with what it shares with others put inside,
// so that it can be used without them. The text is edited rather than encoded
// anew: keys keep their order, and lists stay on their lines.
func Alone(kind string) (string, error) {
	own, err := fs.ReadFile(FS, kind+".schema.json")
	if err != nil {
		return "", err
	}
	common, err := fs.ReadFile(FS, "common.schema.json")
	if err != nil {
		return "", err
	}
	const ref = `"$ref": "`
	text := strings.ReplaceAll(string(own), ref+"common.schema.json#/", ref+"#/$defs/common/")
	shared := strings.ReplaceAll(string(common), ref+"#/", ref+"#/$defs/common/")
	_, shared, _ = strings.Cut(shared, "{\n") // its $schema is for the top of a file only
	if first, rest, _ := strings.Cut(shared, "\n"); strings.Contains(first, `"$schema"`) {
		shared = rest
	}
	inner := `"common": {` + "\n" + indented(strings.TrimSuffix(strings.TrimSpace("  "+shared), "\n}")) + "\n    }"
	if head, tail, found := strings.Cut(text, "\n  \"$defs\": {\n"); found {
		return head + "\n  \"$defs\": {\n    " + inner + ",\n" + tail, nil
	}
	body := strings.TrimSuffix(strings.TrimSpace(text), "\n}")
	return body + ",\n  \"$defs\": {\n    " + inner + "\n  }\n}\n", nil
}

// indented moves lines to where the definitions of a schema stand.
func indented(text string) string {
	return "      " + strings.TrimSpace(strings.ReplaceAll(text, "\n", "\n    "))
}
