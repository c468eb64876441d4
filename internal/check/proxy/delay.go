package proxy

import (
	"net"
	"time"
)

// Delay carries bytes as a longer line would: each piece arrives so much later,
// in either direction, and what is on its way is not held back by what is
// before it. A question and its answer take twice as long.
type Delay struct{ Each time.Duration }

// underWay bounds what may be on its way in one direction, in pieces of 64 KB.
const underWay = 256

type piece struct {
	bytes []byte
	due   time.Time
}

// Watch fulfils Watch.
func (d Delay) Watch(client, server net.Conn) (up, down func() error) {
	return d.carry(client, server), d.carry(server, client)
}

func (d Delay) carry(from, to net.Conn) func() error {
	return func() error {
		line := make(chan piece, underWay)
		read := make(chan error, 1)
		go func() { // ends when either side is closed, as the proxy does when one of both ends
			defer close(line)
			for {
				buffer := make([]byte, 64<<10)
				n, err := from.Read(buffer)
				if n > 0 {
					line <- piece{buffer[:n], time.Now().Add(d.Each)}
				}
				if err != nil {
					read <- err
					return
				}
			}
		}()
		var failed error
		for p := range line { // also after a failure, so that the reader is never held
			if failed != nil {
				continue
			}
			time.Sleep(time.Until(p.due))
			if _, failed = to.Write(p.bytes); failed != nil {
				_ = from.Close()
			}
		}
		if failed != nil {
			return failed
		}
		return <-read
	}
}
