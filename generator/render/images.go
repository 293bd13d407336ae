package render

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"platmap/generator/site"
)

// images caches the sizes of images. If the HTML has the size, the layout does not shift
// while the image loads.
type images struct {
	sizes sync.Map // name → [2]int
}

// size returns the width and height of an image in pixels, or zeros if they are
// unknown.
func (i *images) size(content fs.FS, image *site.Asset) (width, height int) {
	if image.SVG != nil {
		return image.SVG.Width, image.SVG.Height
	}
	name := image.File.Name
	if s, ok := i.sizes.Load(name); ok {
		return s.([2]int)[0], s.([2]int)[1]
	}
	width, height = readSize(content, name)
	i.sizes.Store(name, [2]int{width, height})
	return width, height
}

func readSize(content fs.FS, name string) (width, height int) {
	f, err := content.Open(name)
	if err != nil {
		return 0, 0
	}
	defer f.Close()
	if strings.EqualFold(path.Ext(name), ".webp") {
		return webpSize(f)
	}
	c, _, err := image.DecodeConfig(f)
	if err != nil {
		return 0, 0
	}
	return c.Width, c.Height
}

// webpSize reads the size from the first chunk of a WebP file. RFC 9649 describes
// its three formats.
func webpSize(r io.Reader) (width, height int) {
	b := make([]byte, 30)
	if _, err := io.ReadFull(r, b); err != nil || !bytes.HasPrefix(b, []byte("RIFF")) || string(b[8:12]) != "WEBP" {
		return 0, 0
	}
	switch string(b[12:16]) {
	case "VP8 ":
		return int(binary.LittleEndian.Uint16(b[26:])) & 0x3FFF, int(binary.LittleEndian.Uint16(b[28:])) & 0x3FFF
	case "VP8L":
		bits := binary.LittleEndian.Uint32(b[21:])
		return int(bits&0x3FFF) + 1, int(bits>>14&0x3FFF) + 1
	case "VP8X":
		return (int(b[24]) | int(b[25])<<8 | int(b[26])<<16) + 1, (int(b[27]) | int(b[28])<<8 | int(b[29])<<16) + 1
	}
	return 0, 0
}
