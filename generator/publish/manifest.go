package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
)

// manifestName is the file in the output folder that says which files are ours.
const manifestName = ".platmap-manifest.json"

// A manifest is what the file holds. Its names decide what may be overwritten and
// removed. Sizes and sums are for those who check or upload the folder; this package
// never trusts them, for the files themselves are as quickly read. A name without a sum
// is one a build was about to write.
type manifest struct {
	Version int              `json:"version"`
	Files   map[string]entry `json:"files"`
}

type entry struct {
	Size   int64  `json:"size,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

func entryOf(data []byte) entry {
	sum := sha256.Sum256(data)
	return entry{Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// readManifest notes what earlier builds wrote. No manifest means: nothing.
func (w *writer) readManifest() error {
	data, err := w.root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		w.known = map[string]entry{}
		return nil
	}
	if err != nil {
		return plain(w.dir, manifestName, err)
	}
	w.manifest = data
	w.known, err = parseManifest(data)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w; delete the folder and build again", filepath.Join(w.dir, manifestName), err)
	}
	return nil
}

func parseManifest(data []byte) (map[string]entry, error) {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	if m.Version != 1 {
		return nil, fmt.Errorf("its version is %d, this platmap knows 1", m.Version)
	}
	for name := range m.Files {
		if !fs.ValidPath(name) || name == "." {
			return nil, fmt.Errorf("it names %q, which is not a file below the folder", name)
		}
	}
	if m.Files == nil {
		m.Files = map[string]entry{}
	}
	return m.Files, nil
}

// formatManifest writes one line per file, sorted, so that a diff of two is readable.
func formatManifest(files map[string]entry) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{\n\"version\": 1,\n\"files\": {")
	sep := "\n"
	for _, name := range slices.Sorted(maps.Keys(files)) {
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(files[name])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s%s: %s", sep, key, value)
		sep = ",\n"
	}
	b.WriteString("\n}\n}\n")
	return b.Bytes(), nil
}

// promise adds the names about to appear to the manifest on disk, so that whatever a
// killed build leaves is known to the next one as ours.
func (w *writer) promise() error {
	all := maps.Clone(w.known)
	for name := range w.wanted {
		if _, ok := all[name]; !ok {
			all[name] = entry{}
		}
	}
	if len(all) == len(w.known) {
		return nil
	}
	return w.writeManifest(all)
}

// record writes the manifest of the site as it now is. Names another build promised in
// the meantime stay in, or its files would belong to nobody.
func (w *writer) record() error {
	files := make(map[string]entry, len(w.names))
	for i, name := range w.names {
		files[name] = w.drafts[i].entry
	}
	now, err := w.root.ReadFile(manifestName)
	if err == nil && !bytes.Equal(now, w.manifest) {
		others, err := parseManifest(now)
		if err != nil {
			return plain(w.dir, manifestName, err)
		}
		for name := range others {
			_, known := w.known[name]
			if _, ours := files[name]; !ours && !known {
				files[name] = entry{}
			}
		}
	}
	return w.writeManifest(files)
}

func (w *writer) writeManifest(files map[string]entry) error {
	data, err := formatManifest(files)
	if err != nil || bytes.Equal(data, w.manifest) {
		return err
	}
	w.manifest = data
	n := len(w.names) // the number after those of the site's files
	if err := w.park(n, manifestName, data); err != nil {
		return err
	}
	return w.move(n, manifestName)
}
