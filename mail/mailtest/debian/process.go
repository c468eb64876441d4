package debian

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// stopWait is how long a server and its children may take to end when asked.
const stopWait = 10 * time.Second

// process is a server that runs inside the small system, in a session of its own.
type process struct {
	cmd    *exec.Cmd
	output string // the file with what it prints
	done   chan struct{}
	exit   error // after done
}

// inside are the attributes of a child that sees the small system as its whole machine. Without root that
// takes a user namespace, in which the caller's account keeps its number.
func inside(system string) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Chroot: system, Setsid: true, Pdeathsig: syscall.SIGTERM}
	if uid, gid := os.Getuid(), os.Getgid(); uid != 0 {
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
	}
	return attr
}

// start runs a program of the small system. What it prints goes to a file: a pipe would be held open by
// children that outlive it.
func start(h home, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(args[0], args[1:]...), output: h.outside("output"), done: make(chan struct{})}
	output, err := os.OpenFile(p.output, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	defer func() { _ = output.Close() }() // the child has its own
	p.cmd.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}
	p.cmd.Dir = "/"
	p.cmd.SysProcAttr = inside(h.system)
	p.cmd.Stdout, p.cmd.Stderr = output, output
	started := make(chan error)
	go func() {
		// The kernel ends the server when the thread that started it is gone: a killed test leaves
		// nothing behind.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.exit = p.cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s in %s: %w", args[0], h.system, err)
	}
	return p, nil
}

func (p *process) said() string {
	text, err := os.ReadFile(p.output)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// stop ends the server and waits until nobody of its session's group is left. The children that serve a
// client outlive Dovecot's master; the group is asked to end after it.
func (p *process) stop() error {
	pid := p.cmd.Process.Pid
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-p.done:
	case <-time.After(stopWait):
	}
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		_ = syscall.Kill(-pid, s) // there may be nobody left
		if p.gone(pid) {
			return nil
		}
	}
	return fmt.Errorf("%s (process %d) or a child of it does not end", p.cmd.Path, pid)
}

func (p *process) gone(group int) bool {
	for deadline := time.Now().Add(stopWait); time.Now().Before(deadline); {
		if onlyZombies(group) {
			<-p.done
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

// onlyZombies says whether all that is left of a process group has ended and only waits to be counted by a
// process 1 that does not count, as in many containers.
func onlyZombies(group int) bool {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return false
	}
	for _, e := range entries {
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		// PID (NAME) STATE PARENT GROUP …; the name may hold anything.
		var state string
		var parent, pgrp int
		_, rest, ok := bytes.Cut(stat[max(0, bytes.LastIndexByte(stat, ')')):], []byte(" "))
		if _, err := fmt.Sscan(string(rest), &state, &parent, &pgrp); !ok || err != nil {
			continue
		}
		if pgrp == group && state != "Z" {
			return false
		}
	}
	return true
}
