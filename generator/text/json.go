package text

import (
	"bytes"
	"encoding/json"
)

// JSON is like [json.Marshal], but does not escape <, > and &.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
