package watch

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// indexLock returns the path of the file that exists while git changes the
// working tree that contains dir, or "" if no working tree does.
func indexLock(dir string) string {
	for {
		git := filepath.Join(dir, ".git")
		if info, err := os.Stat(git); err == nil && info.IsDir() {
			return filepath.Join(git, "index.lock")
		} else if err == nil {
			return worktreeLock(git)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// worktreeLock returns the path of the lock for a worktree or submodule. Its .git
// file contains the path of its git folder.
func worktreeLock(git string) string {
	text, err := os.ReadFile(git)
	to, ok := strings.CutPrefix(string(text), "gitdir:")
	if err != nil || !ok {
		return ""
	}
	folder := filepath.FromSlash(strings.TrimSpace(to))
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(filepath.Dir(git), folder)
	}
	return filepath.Join(folder, "index.lock")
}

// isLocked reports whether the lock exists and is not older than gitTimeout.
func isLocked(lock string, now time.Time) bool {
	if lock == "" {
		return false
	}
	info, err := os.Stat(lock)
	if err != nil {
		return false
	}
	age := now.Sub(info.ModTime())
	return age > -time.Second && age < gitTimeout
}
