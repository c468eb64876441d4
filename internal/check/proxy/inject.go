package proxy

import (
	"net"
)

// Inject looks at what the client of a line protocol sends and lets answers
// appear that the server never gave.
type Inject struct {
	// Command gets each piece the client sends, mostly one command; what it
	// returns is written to the client before the server's own answer.
	Command func(sent []byte) (answer []byte)
}

// Watch fulfils Watch.
func (i Inject) Watch(client, server net.Conn) (up, down func() error) {
	_, down = plain(client, server)
	up = func() error {
		buffer := make([]byte, 64<<10)
		for {
			n, err := client.Read(buffer)
			if err != nil {
				return err
			}
			if answer := i.Command(buffer[:n]); len(answer) > 0 {
				if _, err := client.Write(answer); err != nil {
					return err
				}
			}
			if _, err := server.Write(buffer[:n]); err != nil {
				return err
			}
		}
	}
	return up, down
}
