package proxy

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
)

// Commits looks for COMMIT in PostgreSQL's protocol (version 3) and calls back
// around it. Both functions say whether the connection lives on; they may be nil.
type Commits struct {
	Before func() bool // the client sent COMMIT; false: the server never gets it
	After  func() bool // the server has committed; false: the client never hears of it
}

// most bounds one message: the largest mail goodword stores, and room around it.
const most = 64 << 20

// Watch fulfils Watch.
func (c Commits) Watch(client, server net.Conn) (up, down func() error) {
	var asked atomic.Int32 // COMMITs sent and not yet answered
	up = func() error {
		startup, err := message(client, false)
		if err != nil {
			return err
		}
		if _, err := server.Write(startup); err != nil {
			return err
		}
		return each(client, server, func(kind byte, body []byte) bool {
			if kind != 'Q' || !strings.EqualFold(strings.TrimRight(string(body), "\x00; "), "commit") {
				return true
			}
			asked.Add(1)
			return c.Before == nil || c.Before()
		})
	}
	down = func() error {
		return each(server, client, func(kind byte, body []byte) bool {
			if kind != 'C' || string(body) != "COMMIT\x00" || asked.Load() == 0 {
				return true
			}
			asked.Add(-1)
			return c.After == nil || c.After()
		})
	}
	return up, down
}

// each carries whole messages until one side ends or look says no.
func each(from, to net.Conn, look func(kind byte, body []byte) bool) error {
	for {
		raw, err := message(from, true)
		if err != nil {
			return err
		}
		if !look(raw[0], raw[5:]) {
			return io.EOF
		}
		if _, err := to.Write(raw); err != nil {
			return err
		}
	}
}

// message reads one message whole; only the first of a connection has no kind.
func message(from io.Reader, typed bool) ([]byte, error) {
	head := make([]byte, 4, 5)
	if typed {
		head = head[:5]
	}
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	length := int(binary.BigEndian.Uint32(head[len(head)-4:])) - 4
	if length < 0 || length > most {
		return nil, fmt.Errorf("a message of %d bytes is none", length)
	}
	raw := append(head, make([]byte, length)...)
	_, err := io.ReadFull(from, raw[len(head):])
	return raw, err
}
