package theme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// Asset is a file that pages load.
type Asset struct {
	Name string // what templates call it: "style.css"
	Path string // where it is published: "assets/style.3f2a9c1d.css"
	Data []byte
}

// Assets returns what has to be published beside the pages, by name. The path
// of an asset changes with its bytes, so it may be cached for ever.
func (t *Theme) Assets() []Asset { return t.assets }

// Asset returns the path of an asset from the top of the site, or "".
func (t *Theme) Asset(name string) string { return t.paths[name] }

func collectAssets(files map[string][]byte) ([]Asset, map[string]string) {
	found := map[string][]byte{}
	if layers, ok := files["css/layers.css"]; ok {
		found["style.css"] = layers // the order of layers must be declared first
	}
	for _, name := range sorted(files) {
		dir, base := path.Split(name)
		switch {
		case name == "css/layers.css":
		case dir == "css/" && path.Ext(base) == ".css":
			found["style.css"] = join(found["style.css"], files[name])
		case name == "js/early.js":
			found["early.js"] = files[name]
		case dir == "js/" && path.Ext(base) == ".js":
			found["site.js"] = join(found["site.js"], files[name])
		case strings.HasPrefix(name, "static/"):
			found[strings.TrimPrefix(name, "static/")] = files[name]
		}
	}
	var assets []Asset
	paths := map[string]string{}
	for _, name := range sorted(found) {
		sum := sha256.Sum256(found[name])
		ext := path.Ext(name)
		p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		assets = append(assets, Asset{name, p, found[name]})
		paths[name] = p
	}
	return assets, paths
}

// join puts files one after the other, each starting on a line of its own.
func join(a, b []byte) []byte {
	if len(a) > 0 && !bytes.HasSuffix(a, []byte("\n")) {
		a = append(bytes.Clone(a), '\n')
	}
	return append(bytes.Clone(a), b...)
}
