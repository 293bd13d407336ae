package mcp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"platmap/generator/report"
	"platmap/generator/text"
)

// maxArguments is the maximum size of the arguments of a call, in bytes.
const maxArguments = 64 << 10

// decode decodes the arguments of a call into a struct. Unlike package json, it is strict
// about names and letter case, and its errors are for the author of the call.
func decode(raw json.RawMessage, into any, known []string) error {
	if len(raw) > maxArguments {
		return fmt.Errorf("the arguments have %d bytes; the limit is %d", len(raw), maxArguments)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		raw = json.RawMessage("{}")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return errors.New("the arguments are not a JSON object")
	}
	for name := range fields {
		if err := oneOf("argument", name, known); err != nil {
			return err
		}
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	err := d.Decode(into)
	wrong := (*json.UnmarshalTypeError)(nil)
	switch {
	case errors.As(err, &wrong):
		a := "a"
		if wrong.Value == "array" || wrong.Value == "object" {
			a = "an"
		}
		return fmt.Errorf("the argument %s is %s %s; write %s", strings.ToLower(wrong.Field), a, wrong.Value, typeName(wrong.Type.Kind().String()))
	case err != nil && !errors.Is(err, io.EOF):
		return errors.New("the arguments cannot be read")
	}
	return nil
}

// typeName returns the JSON name of a Go type, with its article.
func typeName(kind string) string {
	switch kind {
	case "bool":
		return "a boolean"
	case "int":
		return "a whole number"
	case "slice":
		return "a list of strings"
	case "map", "struct":
		return "an object"
	}
	return "a " + kind
}

// maxText is the maximum length of a text argument, in characters.
const maxText = 500

// checkText rejects a text that is missing, too long, or contains control characters.
func checkText(name, s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return fmt.Errorf("the argument %s is missing", name)
	case len(s) > 4*maxText || utf8.RuneCountInString(s) > maxText:
		return fmt.Errorf("the argument %s is too long; the limit is %d characters", name, maxText)
	case report.Escape(s) != s:
		return fmt.Errorf("the argument %s has control characters", name)
	}
	return nil
}

// checkOptional is like checkText, but accepts a missing text.
func checkOptional(name, s string) error {
	if s == "" {
		return nil
	}
	return checkText(name, s)
}

// oneOf rejects a value that is not in known.
func oneOf(what, value string, known []string) error {
	if slices.Contains(known, value) {
		return nil
	}
	shown := report.Escape(text.Shorten(value, 60))
	if near := text.Closest(text.Shorten(value, 60), known); near != "" {
		return fmt.Errorf("unknown %s %q; did you mean %s?", what, shown, near)
	}
	return fmt.Errorf("unknown %s %q; use one of: %s", what, shown, text.ListClosest(text.Shorten(value, 60), known))
}

// limitOf returns the maximum number of results: n or, if n is 0, the default otherwise.
// It rejects a number above most.
func limitOf(n, otherwise, most int) (int, error) {
	if n == 0 {
		return otherwise, nil
	}
	if n < 1 || n > most {
		return 0, fmt.Errorf("the argument limit is %d; write a number from 1 to %d", n, most)
	}
	return n, nil
}
