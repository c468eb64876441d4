package mailtest

import (
	"bytes"
	"fmt"
	"time"
)

// bounce returns a mail for an address nobody has to its envelope sender, as a
// report of RFC 3464; the mutex is held. A mail without an envelope sender
// comes to an end here (RFC 5321 section 6.1), and so does one whose sender is
// unknown too.
func (s *Server) bounce(from, to string, raw []byte) error {
	if from == "" {
		return nil
	}
	if _, err := s.recipient(from); err != nil {
		return nil
	}
	report := s.report(from, to, raw)
	return s.deliver(envelope{to: from, helo: s.config.AuthservID}, report, NoPolicy)
}

// Report makes the RFC 3464 report that a failed delivery to an address causes,
// without delivering it, for tests that bend it first.
func (s *Server) Report(from, to string, raw []byte) []byte {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.report(from, to, withCRLF(raw))
}

func (s *Server) report(from, to string, raw []byte) []byte {
	s.serial++
	boundary := fmt.Sprintf("report-%06d-of-%s", s.serial, s.config.AuthservID)
	now := s.config.Now().Format(time.RFC1123Z)
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("From: Mail Delivery System <mailer-daemon@%s>", s.config.AuthservID)
	line("To: <%s>", from)
	line("Subject: Undeliverable: %s", field(raw, "Subject"))
	line("Date: %s", now)
	line("Message-ID: <bounce-%06d@%s>", s.serial, s.config.AuthservID)
	line("Auto-Submitted: auto-replied")
	line("MIME-Version: 1.0")
	line("Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=%q\r\n", boundary)
	line("--%s\r\nContent-Type: text/plain; charset=utf-8\r\n", boundary)
	line("Your letter could not be delivered to %s: there is no such mailbox.\r\n", to)
	line("--%s\r\nContent-Type: message/delivery-status\r\n", boundary)
	line("Reporting-MTA: dns; %s\r\nArrival-Date: %s\r\n", s.config.AuthservID, now)
	line("Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1", to)
	line("Diagnostic-Code: smtp; 550 5.1.1 no mailbox %s\r\n", to)
	line("--%s\r\nContent-Type: message/rfc822\r\n", boundary)
	b.Write(raw)
	line("\r\n--%s--", boundary)
	return b.Bytes()
}
