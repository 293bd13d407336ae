package theme

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"
)

// Asset is a file that pages load.
type Asset struct {
	Name string // the name in templates: "style.css"
	Path string // the path in the site: "assets/style.3f2a9c1d.css"
	Data []byte
}

// Assets returns the files to publish beside the pages, sorted by name. The path
// of an asset changes with its bytes, so browsers may cache it permanently.
func (t *Theme) Assets() []Asset { return t.assets }

// Asset returns the path of an asset from the root of the site, or "".
func (t *Theme) Asset(name string) string { return t.paths[name] }

// Inline returns a file of the folder inline, which is part of a page instead of being
// loaded by it, and the source that allows it in a Content-Security-Policy.
func (t *Theme) Inline(name string) (text, source string) {
	if f, ok := t.files["inline/"+name]; ok {
		text = f.Text
	}
	sum := sha256.Sum256([]byte(text))
	return text, "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func collectAssets(files files) ([]Asset, map[string]string) {
	found := map[string]string{}
	if layers, ok := files["css/layers.css"]; ok {
		found["style.css"] = layers.Text // declares the order of the layers, so it must be first
	}
	for _, name := range files.names() {
		dir, base := path.Split(name)
		switch {
		case name == "css/layers.css":
		case dir == "css/" && path.Ext(base) == ".css":
			found["style.css"] = join(found["style.css"], files[name].Text)
		case name == "js/early.js":
			found["early.js"] = files[name].Text
		case dir == "js/" && path.Ext(base) == ".js":
			found["site.js"] = join(found["site.js"], files[name].Text)
		case path.Ext(base) == ".js" && path.Dir(path.Dir(name)) == "js", path.Ext(base) == ".css" && path.Dir(path.Dir(name)) == "css":
			own := path.Base(dir) + path.Ext(base)
			found[own] = join(found[own], files[name].Text)
		case strings.HasPrefix(name, "static/"):
			found[strings.TrimPrefix(name, "static/")] = files[name].Text
		}
	}
	var assets []Asset
	paths := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		data := []byte(found[name])
		sum := sha256.Sum256(data)
		ext := path.Ext(name)
		p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		assets = append(assets, Asset{name, p, data})
		paths[name] = p
	}
	return assets, paths
}

// join returns a and b, each starting on its own line.
func join(a, b string) string {
	if a != "" && !strings.HasSuffix(a, "\n") {
		a += "\n"
	}
	return a + b
}
