//go:build unix && !linux

package postgres

import "syscall"

// dieWithParent does nothing where the system has no such signal: a server left behind is found by the
// next Start, which says how to stop it.
func dieWithParent(*syscall.SysProcAttr) {}
