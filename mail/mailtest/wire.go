package mailtest

import (
	"bytes"
	"net"
	"sync"
)

// listener hands out connections that can be cut, silenced and answered from
// outside the servers.
type listener struct {
	net.Listener
	server *Server
	smtp   bool
}

func (l *listener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		w := &wire{Conn: conn, server: l.server, smtp: l.smtp, left: -1}
		l.server.mutex.Lock()
		refuse := l.server.closed
		if !refuse {
			l.server.wires[w] = struct{}{}
		}
		w.muted = !l.smtp && l.server.imapBad.silent
		l.server.mutex.Unlock()
		if refuse || l.smtp && !w.greet() {
			_ = w.Close()
			continue
		}
		return w, nil
	}
}

// wire is the server's end of one connection.
type wire struct {
	net.Conn
	server *Server
	smtp   bool
	data   bool // DATA was read and not given to the server yet

	mutex sync.Mutex
	muted bool // what the server writes is lost
	left  int  // bytes the server may still write before the cut; -1 for no cut
	then  func()
}

// greet applies a fault at CONNECT; false ends the connection.
func (w *wire) greet() bool {
	fault := w.server.takeSMTPFault("CONNECT", "")
	switch {
	case fault == nil:
	case fault.Silent:
		w.mute()
	case fault.Code != 0:
		_, _ = w.Conn.Write([]byte(fault.line()))
		return false
	default:
		return false
	}
	return true
}

func (w *wire) mute() {
	w.mutex.Lock()
	w.muted = true
	w.mutex.Unlock()
}

// cutAfter calls then and closes the connection once the server wrote so many
// bytes more.
func (w *wire) cutAfter(n int, then func()) {
	w.mutex.Lock()
	w.left, w.then = n, then
	w.mutex.Unlock()
}

func (w *wire) Write(b []byte) (int, error) {
	w.mutex.Lock()
	muted, left, then := w.muted, w.left, w.then
	if left >= 0 {
		w.left = max(0, left-len(b))
	}
	w.mutex.Unlock()
	switch {
	case muted:
		return len(b), nil
	case left >= 0 && len(b) > left:
		n, _ := w.Conn.Write(b[:left])
		if then != nil {
			then()
		}
		_ = w.Close()
		return n, net.ErrClosed
	}
	return w.Conn.Write(b)
}

const dataCommand = "DATA\r\n"

// readCommand reads what the client sent; a DATA that came in one go with MAIL is
// kept for the next time.
func (w *wire) readCommand(b []byte) (int, error) {
	if w.data && len(b) >= len(dataCommand) {
		w.data = false
		return copy(b, dataCommand), nil
	}
	n, err := w.Conn.Read(b)
	if w.smtp && bytes.HasPrefix(b[:n], []byte("MAIL ")) && bytes.HasSuffix(b[:n], []byte("\n"+dataCommand)) {
		w.data = true
		n -= len(dataCommand)
	}
	return n, err
}

// Read answers DATA itself where a fault says so: go-smtp asks nobody before
// it sends 354. Only an unencrypted DATA can be seen here.
func (w *wire) Read(b []byte) (int, error) {
	for {
		n, err := w.readCommand(b)
		if err != nil || !w.smtp || string(b[:n]) != dataCommand {
			return n, err
		}
		fault := w.server.takeSMTPFault("DATA", "")
		switch {
		case fault == nil:
			return n, nil
		case fault.Silent:
			w.mute()
			return n, nil
		case fault.Code == 0:
			_ = w.Close()
			return 0, net.ErrClosed
		}
		if _, err := w.Conn.Write([]byte(fault.line())); err != nil {
			return 0, err
		}
	}
}

func (w *wire) Close() error {
	w.server.mutex.Lock()
	delete(w.server.wires, w)
	w.server.mutex.Unlock()
	return w.Conn.Close()
}
