package watch

import "syscall"

// sharedDisks are file systems that other machines may write to, or the other
// system on this one: WSL's /mnt, folders given to a container, network disks.
// Linux tells only what it does itself. By the numbers of statfs(2).
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

// sharedDisk returns what kind of disk a folder is on if not only this system
// writes to it, else "".
func sharedDisk(dir string) string {
	var disk syscall.Statfs_t
	err := syscall.EINTR
	for err == syscall.EINTR { // by the network
		err, _ = syscall.Statfs(dir, &disk).(syscall.Errno)
	}
	if err != 0 {
		return ""
	}
	return sharedDisks[uint32(disk.Type)]
}
