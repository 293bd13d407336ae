package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// Replace gives files below a folder a new text, each of them whole at any
// moment. The files must be there; nothing outside the folder is touched. It is
// for mending what people wrote, and so keeps each file's permissions.
func Replace(dir string, files map[string][]byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return plain(dir, ".", err)
	}
	defer root.Close()
	for name, data := range files {
		if err := replace(root, name, data); err != nil {
			return plain(dir, name, err)
		}
	}
	return nil
}

func replace(root *os.Root, name string, data []byte) error {
	info, err := root.Stat(name)
	if err != nil {
		return err
	}
	if link, err := root.Lstat(name); err == nil && link.Mode()&fs.ModeSymlink != 0 {
		return root.WriteFile(name, data, info.Mode().Perm()) // renaming would replace the link
	}
	temp := path.Join(path.Dir(name), fmt.Sprintf(".platmap-new-%d-%s", os.Getpid(), path.Base(name)))
	err = root.WriteFile(temp, data, info.Mode().Perm())
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}
