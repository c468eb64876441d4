// Package proxy stands between goodword and one of its servers on loopback and
// spoils the network: it cuts, resets, stalls and slows connections, refuses
// new ones, and lets a watcher look at what passes.
//
// It knows TCP and, in Watch functions, as much of a protocol as its caller
// tells it; Commits watches PostgreSQL's. Only the fault suite and tests use it.
package proxy

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

// Proxy is one listening port in front of one server. Its methods may be called
// from any goroutine.
type Proxy struct {
	network, target string
	listener        net.Listener
	watch           Watch
	running         sync.WaitGroup

	mutex   sync.Mutex
	changed chan struct{} // closed when mode or closed change
	mode    mode
	closed  bool
	links   map[*link]struct{}
}

// Watch makes the two functions that carry the bytes of one connection, in
// place of plain copying. Each returns when its side has ended.
type Watch func(client, server net.Conn) (up, down func() error)

// mode is how connections fare at present.
type mode struct {
	refuse  bool
	stalled bool
	rate    int // bytes a second in each direction; 0 for no limit
}

type link struct{ client, server net.Conn }

// Start listens on loopback before a server, which is given as for net.Dial. A
// nil watch copies.
func Start(network, target string, watch Watch) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen before %s: %w", target, err)
	}
	p := &Proxy{network: network, target: target, listener: l, watch: watch, links: map[*link]struct{}{}, changed: make(chan struct{})}
	p.running.Go(p.accept)
	return p, nil
}

// Port is where it listens on 127.0.0.1.
func (p *Proxy) Port() int { return p.listener.Addr().(*net.TCPAddr).Port }

// Close ends all connections and waits until nothing runs. It may be called twice.
func (p *Proxy) Close() {
	p.set(func() { p.closed = true })
	_ = p.listener.Close()
	p.Cut()
	p.running.Wait()
}

// Cut ends every open connection in order (FIN).
func (p *Proxy) Cut() { p.end(false) }

// Reset ends every open connection at once (RST).
func (p *Proxy) Reset() { p.end(true) }

// Refuse ends new connections as soon as they are there.
func (p *Proxy) Refuse(yes bool) { p.set(func() { p.mode.refuse = yes }) }

// Stall lets nothing pass any more, in either direction, on open and on new
// connections: they are half open, as behind a firewall that forgot them.
func (p *Proxy) Stall(yes bool) { p.set(func() { p.mode.stalled = yes }) }

// Slow lets so many bytes a second pass in each direction; 0 ends that.
func (p *Proxy) Slow(rate int) { p.set(func() { p.mode.rate = rate }) }

func (p *Proxy) set(change func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	change()
	close(p.changed)
	p.changed = make(chan struct{})
}

func (p *Proxy) now() (m mode, closed bool, changed <-chan struct{}) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.mode, p.closed, p.changed
}

func (p *Proxy) end(reset bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for l := range p.links {
		if tcp, ok := l.client.(*net.TCPConn); ok && reset {
			_ = tcp.SetLinger(0)
		}
		_ = l.client.Close()
		_ = l.server.Close()
	}
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.running.Go(func() { p.carry(client) })
	}
}

func (p *Proxy) carry(client net.Conn) {
	defer client.Close()
	if m, closed, _ := p.now(); m.refuse || closed {
		return
	}
	server, err := net.Dial(p.network, p.target)
	if err != nil {
		return
	}
	defer server.Close()
	l := &link{client, server}
	p.mutex.Lock()
	p.links[l] = struct{}{}
	late := p.closed // Close has passed, and will not see this one
	p.mutex.Unlock()
	defer func() {
		p.mutex.Lock()
		delete(p.links, l)
		p.mutex.Unlock()
	}()
	if late {
		return
	}
	c, s := &paced{client, p}, &paced{server, p}
	up, down := plain(c, s)
	if p.watch != nil {
		up, down = p.watch(c, s)
	}
	var both sync.WaitGroup
	for _, pump := range []func() error{up, down} {
		both.Go(func() {
			_ = pump()
			_ = client.Close()
			_ = server.Close()
		})
	}
	both.Wait()
}

func plain(client, server net.Conn) (up, down func() error) {
	copying := func(to, from net.Conn) func() error {
		return func() error {
			_, err := io.Copy(struct{ io.Writer }{to}, struct{ io.Reader }{from})
			return err
		}
	}
	return copying(server, client), copying(client, server)
}

// errClosed ends what waits when the proxy is closed.
var errClosed = errors.New("the proxy was closed")

// paced is one end of a connection, written to as the mode allows.
type paced struct {
	net.Conn
	proxy *Proxy
}

// Write waits while nothing may pass and trickles where the mode says so.
func (c *paced) Write(b []byte) (int, error) {
	written := 0
	for written < len(b) {
		m, closed, changed := c.proxy.now()
		switch {
		case closed:
			return written, errClosed
		case m.stalled:
			<-changed
			continue
		}
		part := b[written:]
		if m.rate > 0 {
			part = part[:1]
			select {
			case <-time.After(time.Second / time.Duration(m.rate)):
			case <-changed:
				continue
			}
		}
		n, err := c.Conn.Write(part)
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}
