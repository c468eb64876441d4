package fetch_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
)

// FuzzServer answers the list and the bytes with whatever the fuzzer makes up.
// A poll must end, with or without an error, take no memory to speak of, and
// never hand over a mail that was not wholly given.
func FuzzServer(f *testing.F) {
	f.Add(listed(11, 3), given(11, "abc"))
	f.Add(listed(11, 3), "* 1 FETCH (UID 11 BODY[] {4294967295}\r\nabc")
	f.Add("* 1 FETCH (UID 11 RFC822.SIZE 18446744073709551615)\r\n", "")
	f.Add("* 0 FETCH (UID 0)\r\n", "* FETCH\r\n")
	f.Add(strings.Repeat("* 1 FETCH (((((((((((((((((((((((((((((((((((", 50), "+ \r\n")
	f.Add("* 1 FETCH (UID 11 FLAGS (\\Seen) INTERNALDATE \"99-Foo-0000 25:61:61 +9999\" RFC822.SIZE 3)\r\n", "T9 OK\r\n")
	f.Add("* BYE gone\r\n", "* 1 EXPUNGE\r\n* 0 EXISTS\r\n")
	f.Add("* LIST () \"/\" {99999999}\r\n", "* SEARCH 1 2 999999999999\r\n")
	f.Add("* 1 FETCH (UID 11 BODY[1.2.3.HEADER.FIELDS (A)]<5> NIL)\r\n", "* 1 FETCH (BODY[] {3}\r\nabc UID 11)\r\n")
	var server fuzzed
	server.start(f)
	f.Fuzz(func(t *testing.T, list, body string) {
		server.set(list, body)
		memory := fetchtest.NewMemory()
		cursor := &fetch.Cursor{UIDValidity: 9, LastUID: 10, LastTime: time.Now()}
		_ = memory.Receive(t.Context(), "", fetch.Batch{UIDValidity: 9, Cursor: cursor})
		p, err := fetch.New(server.settings, memory)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Stop()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		_ = p.PollOnce(ctx)
		if ctx.Err() != nil {
			t.Fatal("the poll did not end")
		}
		for _, m := range memory.Mails() {
			if m.Problem == "" && !m.TooLarge && !strings.Contains(body, string(m.Raw)) {
				t.Fatalf("a mail nobody sent: %q", m.Raw)
			}
		}
	})
}

// fuzzed is one server for all runs of the fuzzer in this process.
type fuzzed struct {
	settings fetch.Settings

	mutex      sync.Mutex
	list, body string
}

func (s *fuzzed) set(list, body string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.list, s.body = list, body
}

func (s *fuzzed) start(f *testing.F) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.Fatal(err)
	}
	s.settings = fetch.Settings{
		Mailbox: "nominations", Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, TLS: fetch.NoTLS,
		User: address, Password: func() (string, error) { return password, nil }, CommandTimeout: 100 * time.Millisecond,
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
	f.Cleanup(func() {
		_ = listener.Close()
		running.Wait()
	})
}

func (s *fuzzed) talk(conn net.Conn) {
	defer conn.Close()
	fmt.Fprint(conn, "* OK [CAPABILITY IMAP4rev1] ready\r\n")
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		untagged, tagged := usual(command)
		s.mutex.Lock()
		if isList(command) {
			untagged = s.list
		} else if isBody(command) {
			untagged = s.body
		}
		s.mutex.Unlock()
		fmt.Fprintf(conn, "%s%s %s\r\n", untagged, tag, tagged)
	}
}
