package schemas

import (
	"bytes"
	"encoding/json"
	"slices"
)

// object is a JSON object that keeps the order of its keys. A value is an *object,
// an []any, or a json.RawMessage.
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

// ref returns the value of $ref, or "".
func (o *object) ref() (ref string) {
	if text, ok := o.values["$ref"].(json.RawMessage); ok {
		_ = json.Unmarshal(text, &ref)
	}
	return ref
}

func (o *object) set(key string, value any) {
	if _, found := o.values[key]; !found {
		o.keys = append(o.keys, key)
	}
	o.values[key] = value
}

func (o *object) remove(key string) {
	o.keys = slices.DeleteFunc(o.keys, func(k string) bool { return k == key })
	delete(o.values, key)
}

// decode reads the next value.
func decode(d *json.Decoder) (any, error) {
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
			value, err := decode(d)
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
			value, err := decode(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return encodeScalar(t), nil
}

// encode writes a value. newline is a line break and the indentation of the value.
func encode(b *bytes.Buffer, v any, newline string) {
	inner := newline + "  "
	switch v := v.(type) {
	case *object:
		b.WriteByte('{')
		for i, key := range v.keys {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			b.Write(encodeScalar(key))
			b.WriteString(": ")
			encode(b, v.values[key], inner)
		}
		b.WriteString(newline + "}")
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			encode(b, e, inner)
		}
		b.WriteString(newline + "]")
	case json.RawMessage:
		b.Write(v)
	}
}

// encodeScalar returns v, which cannot fail to encode, as JSON on one line. Unlike
// json.Marshal it does not escape < and >.
func encodeScalar(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
