package fetch

import (
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// idleBudget is what a server may send while nothing was asked of it.
const idleBudget = 1 << 20

// slowest is the rate below which a transfer is given up, bytes a second.
const slowest = 32 << 10

var errFlood = errors.New("the server sent far more than was asked for")

// wire is the connection under the IMAP client. It sets its own deadlines and
// counts bytes, because go-imap has no contexts, re-arms 30-second deadlines
// of its own that let a silent server block a command for good, and reads
// literals of any length. Deadlines set from above are ignored.
type wire struct {
	net.Conn
	patience time.Duration // longest silence during an exchange

	mutex   sync.Mutex
	until   time.Time // end of the present exchange; zero between exchanges
	left    int64     // bytes the server may still send
	failure error     // what ended the connection first
}

func newWire(conn net.Conn, patience time.Duration) *wire {
	return &wire{Conn: conn, patience: patience, left: idleBudget}
}

// begin starts an exchange in which the server may send so many bytes. It ends
// with a read error when the server is silent for w.patience, or altogether
// slower than a poor line would be.
func (w *wire) begin(bytes int64) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.left = bytes
	w.until = time.Now().Add(w.patience + time.Duration(bytes/slowest)*time.Second)
	w.arm()
}

// end lets the connection rest: silence is no fault until the next begin.
func (w *wire) end() {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.until, w.left = time.Time{}, idleBudget
	w.arm()
}

// arm sets the deadline of the present or next Read; the mutex is held.
func (w *wire) arm() {
	deadline := w.until
	if silence := time.Now().Add(w.patience); !deadline.IsZero() && silence.Before(deadline) {
		deadline = silence
	}
	_ = w.Conn.SetReadDeadline(deadline)
}

func (w *wire) Read(b []byte) (int, error) {
	w.mutex.Lock()
	w.arm()
	w.mutex.Unlock()
	n, err := w.Conn.Read(b)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.left -= int64(n)
	if w.left < 0 {
		err = errFlood
		n = 0
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		err = fmt.Errorf("no answer within %s", w.patience)
	}
	if err != nil && w.failure == nil {
		w.failure = err
	}
	return n, err
}

func (w *wire) Write(b []byte) (int, error) {
	_ = w.Conn.SetWriteDeadline(time.Now().Add(w.patience))
	n, err := w.Conn.Write(b)
	if err != nil {
		w.fail(err)
	}
	return n, err
}

// fail notes why the connection is of no more use, and closes it.
func (w *wire) fail(err error) {
	w.mutex.Lock()
	if w.failure == nil {
		w.failure = err
	}
	w.mutex.Unlock()
	_ = w.Conn.Close()
}

// broken returns what ended the connection, or nil while it stands.
func (w *wire) broken() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.failure
}

// The IMAP client and the TLS layer above may not change deadlines.

func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }
