package jobs

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/internal/recognition"
	"goodword/mail/fetch"
	"goodword/mail/mailtest"
	"goodword/mail/send"
)

// copying is a relay that also takes a copy for ourselves: what it takes, it
// delivers to both, also where its answer is lost.
type copying struct {
	*office
	copies []string
	truth  bool // whether a letter whose outcome is unknown was taken
}

func (c *copying) SubmitCopy(ctx context.Context, from, to, _ string, raw []byte) send.Outcome {
	outcome := c.Submit(ctx, from, to, raw)
	if outcome.Result == send.Accepted || outcome.Result == send.Unknown && c.truth {
		c.copies = append(c.copies, string(raw))
	}
	return outcome
}

// lostThanks brings a thank-you to where nobody knows whether it left, and gives its bytes.
func lostThanks(o *office) string {
	o.t.Helper()
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.until("Mon 12:50")
	o.skip()
	o.fail = []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}
	o.until("Mon 13:00")
	o.wantState(1, recognition.Stuck)
	o.wantLetter("unknown")
	var raw string
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select convert_from(raw, 'UTF8') from letters where kind = 'thank_you'").Scan(&raw); err != nil {
		o.t.Fatal(err)
	}
	o.skip()
	return raw
}

func (o *office) wantLetter(want string) {
	o.t.Helper()
	if state := o.letterState(int64(o.count("select max(id) from letters where kind = 'thank_you'"))); string(state) != want {
		o.t.Errorf("the thank-you is %s, want %s", state, want)
	}
}

// found says that the thank-you counts as delivered, everybody is told, and nothing waits for a person.
func (o *office) found() {
	o.t.Helper()
	o.wantLetter("accepted")
	o.wantState(1, recognition.Thanked)
	o.next("dana", "Nina")
	if n := o.count("select count(*)::int from troubles"); n != 0 {
		o.t.Errorf("%d troubles are left", n)
	}
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, "nina@") {
			o.t.Error("the thank-you was sent again by itself")
		}
	}
	o.skip()
}

func secretAddress(raw string) string {
	_, back, _ := strings.Cut(raw, returnHeader+": ")
	back, _, _ = strings.Cut(back, "\r\n")
	return back
}

func TestCopyProvesThatItLeft(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CopyTo = nominations
	relay := &copying{office: o, truth: true}
	o.desk.Relay = relay
	lostThanks(o)
	if o.count("select count(*)::int from troubles") != 0 {
		t.Error("a person is asked although the copy may yet come")
	}
	if len(relay.copies) != 1 {
		t.Fatalf("%d copies", len(relay.copies))
	}
	id := o.put("nominations", "Received: from relay.test by mx.corp.example; Mon, 16 Nov 2026 13:00:05 +0000\r\n"+relay.copies[0])
	o.wantTaken(id, recognition.TakenMachine)
	o.found()
	// The same copy again, and the copy of a letter that nobody doubts, do nothing.
	o.wantTaken(o.put("nominations", relay.copies[0]), recognition.TakenMachine)
	o.none()
}

func TestNoCopyNeedsAPerson(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CopyTo = nominations
	o.desk.Relay = &copying{office: o}
	lostThanks(o)
	o.advance(10 * time.Minute)
	if o.count("select count(*)::int from troubles") != 0 {
		t.Error("a person is asked too early")
	}
	o.advance(15 * time.Minute)
	o.advance(time.Minute)
	if o.count("select count(*)::int from troubles where about like 'letter:%' and times = 1") != 1 {
		t.Error("nobody is asked")
	}
	o.wantLetter("unknown")
	if err := o.desk.Resolve(t.Context(), 1001, false, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.wantState(1, recognition.Thanked)
	if o.count("select count(*)::int from audit where what = 'thank-you sent again' and who = 'operator'") != 1 {
		t.Error("who resolved it stands nowhere")
	}
	o.skip()
}

// TestReportsProveThatItLeft: any report that reaches the secret return address does.
func TestReportsProveThatItLeft(t *testing.T) {
	for name, action := range map[string]string{"delivered": "delivered\r\nStatus: 2.0.0", "relayed": "relayed\r\nStatus: 2.0.0", "delayed": "delayed\r\nStatus: 4.4.1"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			raw := lostThanks(o)
			report := "From: MAILER-DAEMON@relay.test\r\nTo: " + secretAddress(raw) + "\r\nSubject: Delivery Status Notification\r\nAuto-Submitted: auto-replied\r\n" +
				"Message-ID: <dsn1@relay.test>\r\nDate: " + o.clock.Format(time.RFC1123Z) + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b1\r\n\r\n" +
				"--b1\r\nContent-Type: text/plain\r\n\r\nThis is about your letter.\r\n--b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.test\r\n\r\n" +
				"Final-Recipient: rfc822; nina@corp.example\r\nAction: " + action + "\r\n\r\n--b1--\r\n"
			o.put("nominations", report)
			o.found()
		})
	}
}

func TestAnAnswerProvesThatItLeft(t *testing.T) {
	o := newOffice(t)
	raw := lostThanks(o)
	_, id, _ := strings.Cut(raw, "Message-ID: <")
	id, _, _ = strings.Cut(id, ">")
	o.deliver("nominations", proven, "nina@corp.example", "To: "+nominations+"\r\nSubject: Re: Thank you\r\nReferences: <"+id+">\r\n", "Thank you, I was so glad to read it!")
	o.found()
}

// TestForgedTracesProveNothing: without the secret, nothing a stranger sends
// makes a letter count as delivered.
func TestForgedTracesProveNothing(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CopyTo = nominations
	raw := lostThanks(o)
	secret := secretAddress(raw)
	_, token, _ := strings.Cut(secret, "+b")
	token, _, _ = strings.Cut(token, "@")
	other := strings.Repeat("a", tokenLength)
	for name, mail := range map[string]string{
		"a copy with another secret": strings.ReplaceAll(raw, token, other),
		"a copy without the field":   strings.ReplaceAll(raw, returnHeader, "X-Other"),
		"two fields":                 returnHeader + ": " + nominations + "\r\n" + raw,
		"a copy of another letter":   strings.Replace(raw, send.MarkHeader+": letter-", send.MarkHeader+": letter-9", 1),
		"a report to another secret": bounceOf(sentLetter{from: strings.ReplaceAll(secret, token, other), to: "nina@corp.example"}),
		"a report to nowhere":        bounceOf(sentLetter{from: nominations, to: "nina@corp.example"}),
	} {
		o.put("nominations", mail)
		if o.letterState(int64(o.count("select max(id) from letters where kind = 'thank_you'"))) != "unknown" {
			t.Errorf("%s was believed", name)
		}
	}
	o.none()
}

// TestSentFolder: the copy that the server keeps of what it sent proves that it left.
func TestSentFolder(t *testing.T) {
	server, err := mailtest.Start(mailtest.Config{Domains: []string{"corp.example"}, Accounts: map[string]string{nominations: "tide"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	if err := server.CreateFolder(nominations, "Sent"); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	o.desk.Settings.SentFolders = true
	o.desk.Boxes = map[string]Box{"nominations": {Sent: "Sent", Folders: []string{"INBOX"}, Settings: fetch.Settings{Mailbox: "nominations", Host: "127.0.0.1", Port: server.IMAP().Port,
		TLS: fetch.NoTLS, User: nominations, Password: func() (string, error) { return "tide", nil }}}}
	raw := lostThanks(o)
	other := strings.ReplaceAll(raw, secretAddress(raw), plus(nominations, returnMark, strings.Repeat("b", tokenLength)))
	keep(t, server, "Sent", other)
	o.advance(2 * time.Minute)
	o.wantLetter("unknown")
	if o.count("select count(*)::int from troubles") != 0 {
		t.Error("a person is asked too early")
	}
	keep(t, server, "Sent", raw)
	o.advance(30 * time.Second) // looked for within the last minute
	o.wantLetter("unknown")
	o.advance(time.Minute)
	o.found()
	// What was found is removed when the customer is forgotten, and nothing else.
	keep(t, server, "INBOX", fmt.Sprintf("Subject: a neighbour's mail\r\n\r\n%s\r\n", "Hello."))
	var mail []byte
	if err := o.desk.Pool.QueryRow(t.Context(), "select raw from inbound_bytes order by inbound_id limit 1").Scan(&mail); err != nil {
		t.Fatal(err)
	}
	keep(t, server, "INBOX", string(mail))
	if _, err := o.desk.Forget(t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
		t.Fatal(err)
	}
	e, err := o.desk.Expunge(t.Context(), "nominations", o.desk.Boxes["nominations"], true)
	if err != nil || e.Wanted < 1 || e.Removed != 1 || e.Copies != 1 {
		t.Errorf("expunged: %+v, %v", e, err)
	}
	if again, err := o.desk.Expunge(t.Context(), "nominations", o.desk.Boxes["nominations"], true); err != nil || again.Wanted+again.Copies != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	o.skip()
}

// keep puts a mail into a folder of our mailbox.
func keep(t *testing.T, server *mailtest.Server, folder, raw string) {
	t.Helper()
	client, err := imapclient.DialInsecure(server.IMAP().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Login(nominations, "tide").Wait(); err != nil {
		t.Fatal(err)
	}
	add := client.Append(folder, int64(len(raw)), nil)
	if _, err := add.Write([]byte(raw)); err != nil {
		t.Fatal(err)
	}
	if err := add.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := add.Wait(); err != nil {
		t.Fatal(err)
	}
}
