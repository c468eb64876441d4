package fetch_test

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"goodword/mail/fetch"
)

// script is an IMAP server that answers as a test wants. Its answer func gets
// a command without its tag and returns what to send before the tagged answer,
// and the tagged answer itself, such as "OK done"; hangUp instead of it ends
// the connection.
type script struct {
	answer func(command string) (untagged, tagged string)

	mutex sync.Mutex
	seen  []string
}

const hangUp = "HANG UP"

// commands are what clients sent so far.
func (s *script) commands() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return strings.Join(s.seen, "\n")
}

// serve listens and returns settings for a Poller.
func (s *script) serve(t *testing.T) fetch.Settings {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { s.talk(conn) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		running.Wait()
	})
	return fetch.Settings{
		Mailbox:        "nominations",
		Host:           "127.0.0.1",
		Port:           listener.Addr().(*net.TCPAddr).Port,
		TLS:            fetch.NoTLS,
		User:           address,
		Password:       func() (string, error) { return password, nil },
		CommandTimeout: 5 * time.Second,
	}
}

func (s *script) talk(conn net.Conn) {
	defer conn.Close()
	fmt.Fprint(conn, "* OK [CAPABILITY IMAP4rev1] ready\r\n")
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		s.mutex.Lock()
		s.seen = append(s.seen, command)
		s.mutex.Unlock()
		untagged, tagged := s.answer(command)
		if tagged == "" && untagged == "" {
			untagged, tagged = usual(command)
		}
		fmt.Fprint(conn, untagged)
		if tagged == hangUp {
			return
		}
		fmt.Fprintf(conn, "%s %s\r\n", tag, tagged)
	}
}

// usual is how a plain server with an inbox under UIDVALIDITY 9 answers.
func usual(command string) (untagged, tagged string) {
	switch verb, _, _ := strings.Cut(command, " "); verb {
	case "LOGIN":
		return "", "OK [CAPABILITY IMAP4rev1 UIDPLUS] in"
	case "SELECT":
		return "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] valid\r\n* OK [UIDNEXT 20] next\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] kept\r\n", "OK [READ-WRITE] selected"
	case "LOGOUT":
		return "* BYE bye\r\n", "OK out"
	}
	return "", "OK done"
}

// isList and isBody tell the two kinds of FETCH apart.
func isList(command string) bool { return strings.Contains(command, "RFC822.SIZE") }
func isBody(command string) bool { return strings.Contains(command, "BODY.PEEK[") }

// listed is the list's answer for one mail.
func listed(uid, size int) string {
	return fmt.Sprintf("* %d FETCH (UID %d FLAGS () INTERNALDATE \"09-Mar-2026 08:30:00 +0100\" RFC822.SIZE %d)\r\n", uid, uid, size)
}

// given is the answer with the bytes of one mail.
func given(uid int, body string) string {
	return fmt.Sprintf("* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", uid, uid, len(body), body)
}
