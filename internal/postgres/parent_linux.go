package postgres

import "syscall"

// dieWithParent makes the kernel send a fast shutdown when the thread that started the child is gone, so
// that goodword killed without warning leaves no server behind. The signal follows the thread, not the
// process: run keeps that thread for as long as the child lives.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
