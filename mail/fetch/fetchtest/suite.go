package fetchtest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/mail/fetch"
)

// Box is one empty mailbox on a running server, for one test.
type Box struct {
	Settings fetch.Settings // without TLS, with an INBOX
	Password string
	// SetUIDValidity makes the inbox another one of the same name; nil where
	// that cannot be done.
	SetUIDValidity func(t *testing.T, uidValidity uint32)
	// Drop ends all connections to the server; nil where that cannot be done.
	Drop func()
}

// Run tries everything a Poller promises that any IMAP server can show.
func Run(t *testing.T, newBox func(t *testing.T) Box) {
	for name, try := range map[string]func(*testing.T, *bench){
		"first connect starts at now":        startsAtNow,
		"first connect by since":             startsBySince,
		"bytes are equal":                    bytesAreEqual,
		"nothing comes twice":                nothingTwice,
		"many mails come in batches":         manyMails,
		"a large mail comes as its header":   tooLarge,
		"touched only after the commit":      touchedAfterCommit,
		"flags are set":                      flagsSet,
		"mails are moved":                    mailsMoved,
		"a missing folder to move to":        moveTargetMissing,
		"left alone":                         leftAlone,
		"leftovers are touched later":        leftoversTouched,
		"expunged mails are skipped":         expungedSkipped,
		"a failing store is tried again":     failingStore,
		"another uidvalidity is read again":  uidValidityChanged,
		"a dropped connection is made again": reconnects,
		"idle hints at new mail":             idleHints,
		"stop ends run":                      stopEndsRun,
		"check tells what is wrong":          checkTells,
		"mails are removed":                  mailsRemoved,
		"mails are removed in steps":         removedInSteps,
		"copies are seen":                    copiesSeen,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &bench{t: t, Box: newBox(t), memory: NewMemory()}
			b.Settings.Mailbox = "nominations"
			try(t, b)
		})
	}
}

// bench is what one test works with.
type bench struct {
	t *testing.T
	Box
	memory *Memory
}

func (b *bench) poller(change ...func(*fetch.Settings)) *fetch.Poller {
	b.t.Helper()
	settings := b.Settings
	for _, c := range change {
		c(&settings)
	}
	p, err := fetch.New(settings, b.memory)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(p.Stop)
	return p
}

func (b *bench) poll(p *fetch.Poller) {
	b.t.Helper()
	if err := p.PollOnce(b.context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) context() context.Context {
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	b.t.Cleanup(cancel)
	return ctx
}

// client logs in beside the Poller.
func (b *bench) client() *imapclient.Client {
	b.t.Helper()
	address := fmt.Sprintf("%s:%d", b.Settings.Host, b.Settings.Port)
	client, err := imapclient.DialInsecure(address, nil)
	if err == nil {
		err = client.Login(b.Settings.User, b.Password).Wait()
	}
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = client.Close() })
	return client
}

// append puts a mail into a folder.
func (b *bench) append(folder string, raw []byte, at time.Time) {
	b.t.Helper()
	b.appendTo(b.client(), folder, raw, at)
}

func (b *bench) appendTo(client *imapclient.Client, folder string, raw []byte, at time.Time) {
	b.t.Helper()
	cmd := client.Append(folder, int64(len(raw)), &imap.AppendOptions{Time: at})
	if _, err := cmd.Write(raw); err != nil {
		b.t.Fatal(err)
	}
	if err := cmd.Close(); err != nil {
		b.t.Fatal(err)
	}
	if _, err := cmd.Wait(); err != nil {
		b.t.Fatal(err)
	}
}

// view lists a folder: each mail's text after "Subject: ", and its flags.
func (b *bench) view(folder string) map[string][]imap.Flag {
	b.t.Helper()
	client := b.client()
	if _, err := client.Select(folder, nil).Wait(); err != nil {
		b.t.Fatal(err)
	}
	section := &imap.FetchItemBodySection{Peek: true}
	all := imap.SeqSet{{Start: 1, Stop: 0}}
	list, err := client.Fetch(all, &imap.FetchOptions{Flags: true, UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil && !strings.Contains(err.Error(), "Invalid messageset") {
		b.t.Fatal(err)
	}
	seen := map[string][]imap.Flag{}
	for _, msg := range list {
		_, rest, _ := strings.Cut(string(msg.FindBodySection(section)), "Subject: ")
		subject, _, _ := strings.Cut(rest, "\r\n")
		seen[subject] = msg.Flags
	}
	return seen
}

func mail(subject string) []byte {
	return []byte("From: Nina Sol <nina@customer.example>\r\nSubject: " + subject + "\r\n\r\nHello " + subject + "\r\n")
}

// subjects of the mails in memory, in order of arrival.
func (b *bench) subjects() []string {
	var list []string
	for _, m := range b.memory.Mails() {
		raw := m.Raw
		if m.TooLarge {
			raw = m.Header
		}
		_, rest, _ := bytes.Cut(raw, []byte("Subject: "))
		subject, _, _ := bytes.Cut(rest, []byte("\r\n"))
		list = append(list, string(subject))
	}
	return list
}

func (b *bench) want(subjects ...string) {
	b.t.Helper()
	if got := b.subjects(); !slices.Equal(got, subjects) {
		b.t.Fatalf("received %q, want %q", got, subjects)
	}
}

// day is a time n days ago, to the second as IMAP has it.
func day(n int) time.Time {
	return time.Now().Add(time.Duration(-n) * 24 * time.Hour).Truncate(time.Second)
}
