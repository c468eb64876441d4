package send_test

import (
	"bufio"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"goodword/mail/send"
)

// TestAsManyAreKeptAsWereUsed: letters that go at once find the connections of those
// that went at once before them.
func TestAsManyAreKeptAsWereUsed(t *testing.T) {
	t.Parallel()
	const atOnce = 3
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var connections atomic.Int32
	var ended, meet sync.WaitGroup
	meet.Add(atOnce)
	ended.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			ended.Go(func() {
				defer c.Close()
				in := bufio.NewReader(c)
				_, _ = io.WriteString(c, "220 hello\r\n")
				lines(in, 1)
				_, _ = io.WriteString(c, "250-hello\r\n250 PIPELINING\r\n")
				for first := true; ; first = false {
					if got := lines(in, 1)[0]; got == "QUIT" || got == "" {
						_, _ = io.WriteString(c, "221 bye\r\n")
						return
					}
					lines(in, 2)
					_, _ = io.WriteString(c, "250 fine\r\n250 fine\r\n354 go on\r\n")
					body(in)
					if first { // none is done before all have begun
						meet.Done()
						meet.Wait()
					}
					_, _ = io.WriteString(c, "250 taken\r\n")
				}
			})
		}
	})
	s, err := send.New(send.Settings{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: send.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var all sync.WaitGroup
		for range atOnce {
			all.Go(func() {
				if o := s.Submit(t.Context(), account, nominee, thanks(t)); o.Result != send.Accepted {
					t.Error(o)
				}
			})
		}
		all.Wait()
	}
	if n := connections.Load(); n != atOnce {
		t.Errorf("%d connections for twice %d letters", n, atOnce)
	}
	s.Close()
	_ = l.Close()
	ended.Wait() // Close ended all of them
}

// TestDotsAreStuffed: a letter arrives as it is, wherever a line of it begins with a dot.
func TestDotsAreStuffed(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		".\r\n..\r\nx": "..\r\n...\r\nx\r\n", "a\r\n.\r\n.b\r\n": "a\r\n..\r\n..b\r\n", "a.b\r\n": "a.b\r\n", "": "\r\n", "\r\n.": "\r\n..\r\n",
	} {
		settings, ended := scripted(t, "PIPELINING", func(c net.Conn, in *bufio.Reader) {
			lines(in, 3)
			_, _ = io.WriteString(c, "250 fine\r\n250 fine\r\n354 go on\r\n")
			if got, whole := body(in); !whole || got != want {
				t.Errorf("of %q the server got %q, whole: %v", raw, got, whole)
			}
			_, _ = io.WriteString(c, "250 taken\r\n")
		})
		if o := newSubmitter(t, settings).Submit(t.Context(), account, nominee, []byte(raw)); o.Result != send.Accepted {
			t.Errorf("%q: %s", raw, o)
		}
		<-ended
	}
}
