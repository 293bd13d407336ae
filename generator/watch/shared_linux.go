package watch

import "syscall"

// sharedDisks are the file systems that other machines or a host system can write
// to, by their magic number in statfs(2): network disks, WSL's /mnt, folders
// mounted in a container. Linux reports only its own changes there.
var sharedDisks = map[uint32]string{
	0x01021997: "9p",
	0x65735546: "FUSE",
	0x00006969: "NFS",
	0x0000517B: "SMB",
	0xFE534D42: "SMB",
	0xFF534D42: "SMB",
	0x786F4256: "VirtualBox",
	0xBACBACBC: "VMware",
	0x7C7C6673: "Parallels",
	0x00C36400: "Ceph",
}

// sharedDisk returns the kind of shared disk that a folder is on, or "".
func sharedDisk(dir string) string {
	var disk syscall.Statfs_t
	err := syscall.EINTR
	for err == syscall.EINTR { // statfs on a network disk may be interrupted
		err, _ = syscall.Statfs(dir, &disk).(syscall.Errno)
	}
	if err != 0 {
		return ""
	}
	return sharedDisks[uint32(disk.Type)]
}
