package debian

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// stopWait is how long a server and its children may take to end when asked.
const stopWait = 10 * time.Second

// process is a server that runs inside the small system, in a session of its own.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	exit error // after done

	mu     sync.Mutex
	output bytes.Buffer
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

// start runs a program of the small system.
func start(system string, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(args[0], args[1:]...), done: make(chan struct{})}
	p.cmd.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}
	p.cmd.Dir = "/"
	p.cmd.SysProcAttr = inside(system)
	p.cmd.Stdout, p.cmd.Stderr = p, p
	p.cmd.WaitDelay = time.Second // a child of the server may hold on to our pipe
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
		return nil, fmt.Errorf("start %s in %s: %w", args[0], system, err)
	}
	return p, nil
}

// Write takes what the server prints.
func (p *process) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.output.Write(text)
}

func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.output.String()
}

// stop ends the server and waits until nobody of its session's group is left.
func (p *process) stop() error {
	pid := p.cmd.Process.Pid
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		if s == syscall.SIGTERM {
			_ = p.cmd.Process.Signal(s) // it may have ended
		} else {
			_ = syscall.Kill(-pid, s)
		}
		if p.gone(pid) {
			return nil
		}
	}
	return fmt.Errorf("%s (process %d) or a child of it does not end", p.cmd.Path, pid)
}

func (p *process) gone(pid int) bool {
	deadline := time.After(stopWait)
	for {
		select {
		case <-p.done:
			if errors.Is(syscall.Kill(-pid, 0), syscall.ESRCH) || onlyZombies(pid) {
				return true
			}
		default:
		}
		select {
		case <-deadline:
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
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
