package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program builds goodword once for all tests and gives its path.
func program(t testing.TB) string {
	t.Helper()
	built.once.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "goodword-faults-"); built.err != nil {
			return
		}
		name := filepath.Join(built.dir, "goodword")
		out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", name, "goodword/cmd/goodword").CombinedOutput()
		if built.path = name; err != nil {
			built.err = fmt.Errorf("build goodword: %w\n%s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

// built is the program of this test process; TestMain removes it.
var built struct {
	once      sync.Once
	dir, path string
	err       error
}

// logbook keeps what processes wrote, and wakes who waits for a line.
type logbook struct {
	mutex sync.Mutex
	text  bytes.Buffer
	wrote chan struct{}
}

func newLogbook() *logbook { return &logbook{wrote: make(chan struct{})} }

func (l *logbook) Write(b []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	close(l.wrote)
	l.wrote = make(chan struct{})
	return l.text.Write(b)
}

func (l *logbook) since(from int) (text string, wrote <-chan struct{}) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return string(l.text.Bytes()[from:]), l.wrote
}

// process is a running goodword.
type process struct {
	cmd   *exec.Cmd
	log   *logbook
	began time.Time
	done  chan struct{}
	exit  error
}

// launch starts `goodword serve`; it ends with this test process at the latest.
func launch(program, settings string, all io.Writer) (*process, error) {
	p := &process{began: time.Now(), log: newLogbook(), done: make(chan struct{})}
	p.cmd = exec.Command(program, "serve", "--config", settings)
	p.cmd.Stderr = io.MultiWriter(p.log, all)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the signal comes when the thread ends that started it
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.exit = p.cmd.Wait()
			close(p.done)
		}
	}()
	return p, <-started
}

// running waits until the process says that it runs, or the time of ctx is over.
func (p *process) running(ctx context.Context) error {
	for {
		text, wrote := p.log.since(0)
		if strings.Contains(text, "goodword runs") {
			return nil
		}
		select {
		case <-wrote:
		case <-p.done:
			return errors.Join(errors.New("goodword ended at its start"), p.exit, errors.New(text))
		case <-ctx.Done():
			return fmt.Errorf("goodword does not run %s after its start: %s", time.Since(p.began).Round(time.Second), text)
		}
	}
}

func (p *process) alive() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// kill is kill -9; it returns when the process is gone. It may be called twice.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

func (p *process) signal(s syscall.Signal) { _ = p.cmd.Process.Signal(s) }
