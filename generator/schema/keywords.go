package schema

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/message"
)

// ownKeywords returns the two keywords that platmap adds to JSON Schema, which package
// schemas describes, and a check that a text with a minimum length is not blank.
func ownKeywords() *jsonschema.Vocabulary {
	return &jsonschema.Vocabulary{
		URL: base + "keywords",
		Compile: func(_ *jsonschema.CompilerContext, obj map[string]any) (jsonschema.SchemaExt, error) {
			if on, _ := obj["calendar"].(bool); on {
				return calendar{}, nil
			}
			if list, ok := obj["oneKeyOf"].([]any); ok {
				var keys oneKeyOf
				for _, k := range list {
					s, ok := k.(string)
					if !ok {
						return nil, fmt.Errorf("oneKeyOf: %v is not a string", k)
					}
					keys = append(keys, s)
				}
				return keys, nil
			}
			if obj["minLength"] != nil {
				return notBlank{}, nil
			}
			return nil, nil
		},
	}
}

type calendar struct{}

func (calendar) Validate(ctx *jsonschema.ValidatorContext, v any) {
	switch v := v.(type) {
	case string:
		if !isDate(v) {
			ctx.AddError(&notInCalendar{})
		}
	case json.Number:
		if !isDate(v.String()) {
			ctx.AddError(&notInCalendar{})
		}
	}
}

type notBlank struct{}

func (notBlank) Validate(ctx *jsonschema.ValidatorContext, v any) {
	if s, ok := v.(string); ok && s != "" && !strings.ContainsFunc(s, isVisible) {
		ctx.AddError(&blank{})
	}
}

// isVisible reports whether a character is not a space of any width. A zero-width space
// is not printable.
func isVisible(r rune) bool { return unicode.IsPrint(r) && r != ' ' }

type oneKeyOf []string

func (keys oneKeyOf) Validate(ctx *jsonschema.ValidatorContext, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	n := 0
	for _, k := range keys {
		if _, ok := m[k]; ok {
			n++
		}
	}
	if n != 1 {
		ctx.AddError(&notOneKey{keys})
	}
}

// notInCalendar, notOneKey and blank are the errors of these checks.
type notInCalendar struct{}

type blank struct{}

type notOneKey struct{ keys []string }

func (*notInCalendar) KeywordPath() []string { return []string{"calendar"} }
func (*blank) KeywordPath() []string         { return []string{"minLength"} }
func (*notOneKey) KeywordPath() []string     { return []string{"oneKeyOf"} }

// The library requires these methods. Users never see the texts that they return.

func (*notInCalendar) LocalizedString(*message.Printer) string { return "not a date" }
func (*blank) LocalizedString(*message.Printer) string         { return "blank" }
func (*notOneKey) LocalizedString(*message.Printer) string     { return "not exactly one of the keys" }
