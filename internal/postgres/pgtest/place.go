package pgtest

import (
	"os"
	"syscall"
)

// shm is the memory file system of Linux. A database is a thousand small files that live for seconds:
// there, making and dropping them costs a fraction of what a disk's file system does with them.
const shm = "/dev/shm"

// shmFree is how much room there must be. A cluster takes less than a sixth; several packages' tests run
// at once, and containers often have no more than 64 MB there.
const shmFree = 6 << 30

// places are where clusters of tests may lie, the best one first. A TMPDIR that somebody chose counts.
func places() []string {
	temp := os.TempDir()
	var fs syscall.Statfs_t
	if os.Getenv("TMPDIR") != "" || syscall.Statfs(shm, &fs) != nil || uint64(fs.Bavail)*uint64(fs.Bsize) < shmFree {
		return []string{temp}
	}
	return []string{shm, temp}
}

// newFolder makes the folder of a cluster.
func newFolder() (dir string, err error) {
	for _, place := range places() {
		if dir, err = os.MkdirTemp(place, tempPattern); err == nil {
			return dir, nil
		}
	}
	return "", err
}
