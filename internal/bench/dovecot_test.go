package bench

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"goodword/internal/check/proxy"
	"goodword/mail/fetch"
	"goodword/mail/mailtest/debian"
)

// postbox is one account of a real Dovecot, reached directly and over a line
// with 20 ms between question and answer.
type postbox struct {
	*debian.DovecotServer
	account debian.Account
	far     *proxy.Proxy
}

// network is the time between question and answer over the slow line.
const network = 20 * time.Millisecond

func (r *run) postbox() *postbox {
	r.Helper()
	account := debian.Account{Address: "praise@skerry.example", Password: "kelp-and-granite-52"}
	p := &postbox{DovecotServer: debian.Dovecot(r.T, account), account: account}
	far, err := proxy.Start("tcp", net.JoinHostPort(p.Host, strconv.Itoa(p.Port)), proxy.Delay{Each: network / 2}.Watch)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(far.Close)
	p.far = far
	return p
}

// fill appends mails, many at a time.
func (p *postbox) fill(r *run, mails [][]byte) {
	r.Helper()
	c, err := imapclient.DialInsecure(net.JoinHostPort(p.Host, strconv.Itoa(p.Port)), nil)
	if err != nil {
		r.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(p.account.Address, p.account.Password).Wait(); err != nil {
		r.Fatal(err)
	}
	for _, raw := range mails {
		cmd := c.Append("INBOX", int64(len(raw)), nil)
		if _, err := cmd.Write(raw); err != nil {
			r.Fatal(err)
		}
		if err := cmd.Close(); err != nil {
			r.Fatal(err)
		}
		if _, err := cmd.Wait(); err != nil {
			r.Fatal(err)
		}
	}
}

// settings are a poller's; port is Dovecot's own or the slow line's.
func (p *postbox) settings(port int) fetch.Settings {
	return fetch.Settings{Mailbox: "compliments", Host: p.Host, Port: port, TLS: fetch.NoTLS, User: p.account.Address,
		Password: func() (string, error) { return p.account.Password, nil }}
}

// forget takes our mark off again.
func (p *postbox) forget(r *run) {
	r.Helper()
	p.Doveadm(r.T, "flags", "remove", "-u", p.account.Address, fetch.Keyword, "mailbox", "INBOX", "all")
}

// mbsync fetches the whole mailbox into an empty folder, and says how long it took.
func (p *postbox) mbsync(r *run, program string, port int, durable bool) time.Duration {
	r.Helper()
	dir, err := os.MkdirTemp("", "goodword-bench-mbsync-")
	if err != nil {
		r.Fatal(err)
	}
	defer os.RemoveAll(dir)
	fsync := "no"
	if durable {
		fsync = "yes"
	}
	config := filepath.Join(dir, "rc")
	if err := os.WriteFile(config, []byte(fmt.Sprintf(`FSync %s

IMAPAccount account
Host 127.0.0.1
Port %d
User %s
Pass %s
SSLType None
AuthMechs LOGIN

IMAPStore far
Account account

MaildirStore near
Path %s/
Inbox %s/INBOX

Channel all
Far :far:
Near :near:
Sync Pull
Create Near
SyncState *
`, fsync, port, p.account.Address, p.account.Password, dir, dir)), 0o600); err != nil {
		r.Fatal(err)
	}
	cmd := exec.CommandContext(r.ctx, program, "-q", "-c", config, "all")
	cmd.Env = append(os.Environ(), "HOME="+dir)
	var out []byte
	d := took(func() { out, err = cmd.CombinedOutput() })
	if err != nil {
		r.Fatalf("mbsync: %v: %s", err, out)
	}
	got, err := os.ReadDir(filepath.Join(dir, "INBOX", "new"))
	if read, _ := os.ReadDir(filepath.Join(dir, "INBOX", "cur")); err != nil || len(got)+len(read) < r.mails {
		r.Fatalf("mbsync brought %d mails of %d: %v", len(got)+len(read), r.mails, err)
	}
	return d
}
