package schemas

import (
	"bytes"
	"encoding/json"
	"slices"
)

// object is a JSON object whose keys keep their order. Its values are objects,
// lists ([]any) and texts of JSON.
type object struct {
	keys   []string
	values map[string]any
}

// object returns the object at a key, or nil.
func (o *object) object(key string) *object {
	if o == nil {
		return nil
	}
	inner, _ := o.values[key].(*object)
	return inner
}

// ref returns what the object refers to, or "".
func (o *object) ref() (ref string) {
	if text, ok := o.values["$ref"].(json.RawMessage); ok {
		_ = json.Unmarshal(text, &ref)
	}
	return ref
}

func (o *object) set(key string, value any) {
	if _, there := o.values[key]; !there {
		o.keys = append(o.keys, key)
	}
	o.values[key] = value
}

func (o *object) remove(key string) {
	o.keys = slices.DeleteFunc(o.keys, func(k string) bool { return k == key })
	delete(o.values, key)
}

// read reads one value.
func read(d *json.Decoder) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		o := &object{values: map[string]any{}}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := read(d)
			if err != nil {
				return nil, err
			}
			o.set(key.(string), value)
		}
		_, err = d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := read(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return encoded(t), nil
}

// write writes a value. start begins a line as far in as the value stands.
func write(b *bytes.Buffer, v any, start string) {
	inner := start + "  "
	switch v := v.(type) {
	case *object:
		b.WriteByte('{')
		for i, key := range v.keys {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			b.Write(encoded(key))
			b.WriteString(": ")
			write(b, v.values[key], inner)
		}
		b.WriteString(start + "}")
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			write(b, e, inner)
		}
		b.WriteString(start + "]")
	case json.RawMessage:
		b.Write(v)
	}
}

// encoded returns a text or a number as JSON, < and > as they are.
func encoded(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // of what cannot fail
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
