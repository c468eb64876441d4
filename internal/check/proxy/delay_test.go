package proxy

import (
	"io"
	"net"
	"strconv"
	"testing"
	"time"
)

// What passes arrives whole, in order and late, and the line carries more than one piece at a time.
func TestDelay(t *testing.T) {
	t.Parallel()
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer echo.Close()
	go func() {
		c, err := echo.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		_, _ = io.Copy(c, c)
	}()
	const each = 20 * time.Millisecond
	p, err := Start("tcp", echo.Addr().String(), Delay{Each: each}.Watch)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	c, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.Port())))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	began := time.Now()
	const said = "one two three"
	if _, err := c.Write([]byte(said)); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, len(said))
	if _, err := io.ReadFull(c, got); err != nil || string(got) != said {
		t.Fatalf("%q came back: %v", got, err)
	}
	if took := time.Since(began); took < 2*each {
		t.Errorf("there and back took %s, less than twice %s", took, each)
	}
}
