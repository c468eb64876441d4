package send_test

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"

	"goodword/mail/send"
)

// scripted is a server that greets, offers something, and then goes by a script.
func scripted(t *testing.T, offers string, script func(net.Conn, *bufio.Reader)) (settings send.Settings, ended chan struct{}) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		in := bufio.NewReader(c)
		_, _ = io.WriteString(c, "220 hello\r\n")
		if _, err := in.ReadString('\n'); err != nil {
			return
		}
		_, _ = io.WriteString(c, "250-hello\r\n250 "+offers+"\r\n")
		script(c, in)
	}()
	return send.Settings{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: send.NoTLS}, ended
}

// lines reads so many; what is missing is "".
func lines(in *bufio.Reader, n int) (list []string) {
	for range n {
		line, err := in.ReadString('\n')
		if err != nil {
			return append(list, make([]string, n-len(list))...)
		}
		list = append(list, strings.TrimSpace(line))
	}
	return list
}

// body reads a letter to its end; whole is false where the connection ended before.
func body(in *bufio.Reader) (text string, whole bool) {
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return text + line, false
		}
		if line == ".\r\n" {
			return text, true
		}
		text += line
	}
}

// A server that offers it gets MAIL, RCPT and DATA before it answers any.
func TestCommandsGoTogether(t *testing.T) {
	t.Parallel()
	raw := "Subject: x\r\n\r\nfirst\r\n.second\r\n"
	settings, ended := scripted(t, "PIPELINING", func(c net.Conn, in *bufio.Reader) {
		for range 2 {
			if got := strings.Join(lines(in, 3), "|"); got != "MAIL FROM:<goodword@harbour.test>|RCPT TO:<ann@harbour.test>|DATA" {
				t.Errorf("the server got %q", got)
				return
			}
			_, _ = io.WriteString(c, "250 fine\r\n250-2.1.5 fine\r\n250 2.1.5 so\r\n354 go on\r\n")
			if got, whole := body(in); !whole || got != strings.Replace(raw, "\r\n.", "\r\n..", 1) {
				t.Errorf("the server got %q, whole: %v", got, whole)
			}
			_, _ = io.WriteString(c, "250 2.0.0 taken\r\n")
		}
	})
	s := newSubmitter(t, settings)
	for range 2 { // on one connection
		if o := s.Submit(t.Context(), account, nominee, []byte(raw)); o.Result != send.Accepted || o.Enhanced != "2.0.0" || o.Text != "taken" {
			t.Errorf("outcome = %+v", o)
		}
	}
	<-ended
}

// A server that does not offer it gets one command at a time.
func TestCommandsGoOneByOne(t *testing.T) {
	t.Parallel()
	settings, ended := scripted(t, "8BITMIME", func(c net.Conn, in *bufio.Reader) {
		for _, want := range []string{"MAIL FROM:<goodword@harbour.test> BODY=8BITMIME", "RCPT TO:<ann@harbour.test>", "DATA"} {
			if got := lines(in, 1)[0]; got != want || in.Buffered() > 0 {
				t.Errorf("the server got %q and %d bytes more, want %q alone", got, in.Buffered(), want)
				return
			}
			_, _ = io.WriteString(c, map[bool]string{true: "354 go on\r\n", false: "250 fine\r\n"}[want == "DATA"])
		}
		body(in)
		_, _ = io.WriteString(c, "250 taken\r\n")
	})
	if o := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); o.Result != send.Accepted {
		t.Errorf("outcome = %s", o)
	}
	<-ended
}

// A server that refuses the reader, takes the copy and waits for the letter gets
// nothing: no empty letter goes to whoever has the copy.
func TestNothingFollowsARefusal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers string
		want    send.Verb
	}{
		"the reader": {"250 fine\r\n550 5.1.1 nobody\r\n250 fine\r\n354 go on\r\n", send.Rcpt},
		"the sender": {"550 no\r\n503 first MAIL\r\n503 first MAIL\r\n354 go on\r\n", send.Mail},
		"the letter": {"250 fine\r\n250 fine\r\n250 fine\r\n554 not now\r\n", send.Data},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			settings, ended := scripted(t, "PIPELINING", func(conn net.Conn, in *bufio.Reader) {
				lines(in, 4)
				_, _ = io.WriteString(conn, c.answers)
				if got, whole := body(in); whole || got != "" {
					t.Errorf("the server got %q, whole: %v", got, whole)
				}
			})
			if o := newSubmitter(t, settings).SubmitCopy(t.Context(), account, nominee, "copies@harbour.test", thanks(t)); o.Result != send.Refused || o.Verb != c.want {
				t.Errorf("outcome = %+v", o)
			}
			<-ended
		})
	}
}

// What somebody on the way puts behind the answer to STARTTLS, in the clear, is
// never taken for the server's word.
func TestWordsBeforeTheHandshake(t *testing.T) {
	t.Parallel()
	settings, ended := scripted(t, "STARTTLS", func(c net.Conn, in *bufio.Reader) {
		lines(in, 1)
		_, _ = io.WriteString(c, "220 go on\r\n250-injected\r\n250 AUTH PLAIN\r\n")
		_ = tls.Server(c, &tls.Config{}).Handshake()
	})
	settings.TLS = send.StartTLS
	if o := newSubmitter(t, settings).Submit(t.Context(), account, nominee, thanks(t)); o.Result != send.Temporary || o.Verb != send.TLS {
		t.Errorf("outcome = %+v", o)
	}
	<-ended
}
