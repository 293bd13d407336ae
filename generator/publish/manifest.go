package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
)

// manifestName is the file in the output folder that lists the files that belong to
// platmap.
const manifestName = ".platmap-manifest.json"

// A manifest is the content of that file. Its names decide what may be replaced and
// removed. Sizes and hashes are for programs that check or upload the folder; this
// package reads the files instead, which is as fast. A name without a hash belongs to a
// file that a build was about to write.
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

func entryOfReader(r io.Reader) (entry, error) {
	hash := sha256.New()
	size, err := io.Copy(hash, r)
	return entry{Size: size, SHA256: hex.EncodeToString(hash.Sum(nil))}, err
}

// readManifest reads the names of files that earlier builds wrote.
func (w *writer) readManifest() error {
	data, err := w.root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		w.known = map[string]entry{}
		return nil
	}
	if err != nil {
		return writeError(w.dir, manifestName, err)
	}
	w.manifest = data
	w.known, err = parseManifest(data)
	if err != nil {
		return fmt.Errorf("invalid manifest %s: %w; delete the folder and build again", filepath.Join(w.dir, manifestName), err)
	}
	return nil
}

func parseManifest(data []byte) (map[string]entry, error) {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	if m.Version != 1 {
		return nil, fmt.Errorf("version %d is not supported, only version 1", m.Version)
	}
	for name := range m.Files {
		if !fs.ValidPath(name) || name == "." {
			return nil, fmt.Errorf("%q is not a file in the folder", name)
		}
	}
	if m.Files == nil {
		m.Files = map[string]entry{}
	}
	return m.Files, nil
}

// formatManifest writes one line per file, sorted by name, so that diffs are readable.
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

// recordPlanned adds the names of new files to the manifest on disk, so that the next
// build knows the files that a killed build wrote.
func (w *writer) recordPlanned() error {
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

// record writes the manifest of the finished site. It keeps names that another build
// has added in the meantime; otherwise the files of that build would be foreign.
func (w *writer) record() error {
	files := make(map[string]entry, len(w.names))
	for i, name := range w.names {
		files[name] = w.rendered[i].entry
	}
	now, err := w.root.ReadFile(manifestName)
	if err == nil && !bytes.Equal(now, w.manifest) {
		others, err := parseManifest(now)
		if err != nil {
			return writeError(w.dir, manifestName, err)
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
	n := len(w.names) // a number that no staged file has
	if err := w.writeStaged(n, manifestName, bytes.NewReader(data)); err != nil {
		return err
	}
	return w.move(n, manifestName)
}
