package service

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/address"
	"goodword/mail/parse/part"
	"goodword/mail/send"
)

// Probe tries whether the company's servers take forged marks of trust away: it
// sends goodword's own mailbox a clean mail and one with forged fields, and
// looks what arrives.
type Probe struct {
	Config  *config.Config
	Desk    *jobs.Desk
	Outside string // HOST:PORT of the server that takes mail from outside; "" tries the relay alone
	Wait    time.Duration
	Tell    func(string) // what happens, line by line
}

// ruleHashes names the rules of the settings, for what probes found about them:
// with another rule or another server the name is another.
func ruleHashes(c *config.Config) jobs.RuleHashes {
	var servers []string
	for _, m := range c.Mailboxes {
		servers = append(servers, strings.ToLower(m.Host))
	}
	slices.Sort(servers)
	name := func(kind string, parts ...string) []byte {
		sum := sha256.Sum256([]byte(kind + "\x00" + strings.Join(parts, "\x00") + "\x00\x00" + strings.Join(slices.Compact(servers), "\x00")))
		return sum[:]
	}
	var h jobs.RuleHashes
	if in := c.Trust.Internal; in.Header != "" {
		h.Internal = name(jobs.RuleInternal, append(sorted(in.Domains), strings.ToLower(in.Header), in.Value)...)
	}
	if len(c.Trust.AuthservIDs) > 0 {
		h.Results = name(jobs.RuleResults, sorted(c.Trust.AuthservIDs)...)
	}
	return h
}

func sorted(list []string) []string {
	low := make([]string, len(list))
	for i, s := range list {
		low[i] = strings.ToLower(s)
	}
	slices.Sort(low)
	return low
}

// Run probes, records what was found and gives it; the running service goes by
// it at once. An error says that nothing could be found out.
func (p Probe) Run(ctx context.Context) ([]store.Probe, error) {
	if len(p.Desk.Settings.Probed.Internal) == 0 && len(p.Desk.Settings.Probed.Results) == 0 {
		return nil, errors.New("there is nothing to probe: neither [trust.internal] nor trust.authserv_ids is set")
	}
	t := trial{Probe: p, secret: "probe-" + strings.ToLower(rand.Text()[:12])}
	if in := p.Config.Trust.Internal; in.Header != "" && !slices.Contains(sorted(in.Domains), address.Domain(p.Config.Letters.FromAddress)) {
		return nil, fmt.Errorf("letters.from_address (%s) is of none of the domains of [trust.internal], so no mail of its can try the rule", p.Config.Letters.FromAddress)
	}
	if err := t.exchange(ctx); err != nil {
		return nil, err
	}
	var found []store.Probe
	if hash := p.Desk.Settings.Probed.Internal; len(hash) > 0 {
		held, said := t.judgeMark()
		found = append(found, store.Probe{Rule: jobs.RuleInternal, RuleHash: hash, Held: held, Said: said, ProbedAt: p.Desk.Now()})
	}
	if hash := p.Desk.Settings.Probed.Results; len(hash) > 0 {
		held, known, said := t.judgeResults()
		if !known {
			t.Tell("nothing is known of trust.authserv_ids: " + said)
		} else {
			found = append(found, store.Probe{Rule: jobs.RuleResults, RuleHash: hash, Held: held, Said: said, ProbedAt: p.Desk.Now()})
		}
	}
	err := store.InTx(ctx, p.Desk.Pool, func(tx store.Tx) error {
		for _, one := range found {
			if err := store.PutProbe(ctx, tx, one); err != nil {
				return err
			}
		}
		return nil
	})
	return found, errors.Join(err, p.Desk.Settle(ctx))
}

// The mails of a trial. The spaced ones bear the forged fields in RFC 5322's
// obsolete form, with a blank before the colon (section 4.5): a rule that takes
// "Name:" away leaves them standing, and a server behind it may mend them. They
// are mails of their own, as servers may refuse that form.
const (
	cleanMail         = "clean"
	forgedMail        = "forged" // by the relay
	spacedMail        = "spaced"
	outsideMail       = "outside" // by the server that takes mail from outside
	spacedOutsideMail = "outside-spaced"
)

// trial is one exchange of mails.
type trial struct {
	Probe
	secret  string
	arrived map[string]*part.Part // by kind; without what was refused, or not tried
	missing string                // the kind of a mail that was taken and did not arrive in time, "" for none
	raw     map[*part.Part][]byte
}

// exchange sends the mails and reads them back.
func (t *trial) exchange(ctx context.Context) error {
	box := t.mailbox()
	mails, err := watch(ctx, t.Config, box, t.Desk.Now)
	if err != nil {
		return err
	}
	relay, err := Relay(t.Config)
	if err != nil {
		return err
	}
	if taken, err := t.hand(ctx, relay, box, cleanMail); err != nil || !taken {
		return errors.Join(err, errors.New("the relay does not take a clean mail of goodword's to its own mailbox"))
	}
	sent := []string{cleanMail}
	attack := func(by send.Settings, kinds ...string) error {
		for _, kind := range kinds {
			taken, err := t.hand(ctx, by, box, kind)
			if err != nil {
				return err
			}
			if taken {
				sent = append(sent, kind)
			}
		}
		return nil
	}
	if err := attack(relay, forgedMail, spacedMail); err != nil {
		return err
	}
	if t.Outside != "" {
		door, err := t.door()
		if err != nil {
			return err
		}
		if err := attack(door, outsideMail, spacedOutsideMail); err != nil {
			return err
		}
	}
	t.Tell(fmt.Sprintf("waiting up to %s for the mails in %s", t.Wait, box.Address))
	return t.collect(ctx, mails, sent)
}

// collect waits for the mails that were sent, and takes them apart.
func (t *trial) collect(ctx context.Context, mails *watcher, sent []string) error {
	var wanted []string
	for _, kind := range sent {
		wanted = append(wanted, t.mark(kind))
	}
	came, err := mails.await(ctx, wanted, t.Wait)
	if err != nil {
		return err
	}
	t.arrived, t.raw = map[string]*part.Part{}, map[*part.Part][]byte{}
	for _, kind := range sent {
		raw, ok := came[t.mark(kind)]
		if !ok {
			if t.missing == "" {
				t.missing = kind
			}
			continue
		}
		p, _ := part.ParseLimited(counting(raw), part.Limits{Parts: 1})
		t.arrived[kind], t.raw[p] = p, raw
		whole, _ := part.ParseLimited(raw, part.Limits{Parts: 1})
		t.Tell(fmt.Sprintf("the %s mail arrived; its fields of trust, topmost first: %s", kind, t.shown(whole)))
	}
	return nil
}

// mailbox is the one that letters' own address is read from, else the first.
func (t *trial) mailbox() config.Mailbox {
	for _, m := range t.Config.Mailboxes {
		if address.Same(m.Address, t.Config.Letters.FromAddress) {
			return m
		}
	}
	return t.Config.Mailboxes[0]
}

// door is the server that takes mail from outside, which asks for no login.
func (t *trial) door() (send.Settings, error) {
	host, port, err := net.SplitHostPort(t.Outside)
	if err != nil {
		host, port = t.Outside, "25"
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return send.Settings{}, fmt.Errorf("%q is no HOST:PORT", t.Outside)
	}
	s, err := Relay(t.Config)
	s.Host, s.Port, s.User, s.Password, s.TLS = host, number, "", nil, send.StartTLS
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		s.TLS = send.NoTLS
	}
	return s, err
}

// hand submits one mail; false when the server refuses it for good.
func (t *trial) hand(ctx context.Context, to send.Settings, box config.Mailbox, kind string) (bool, error) {
	relay, err := send.New(to)
	if err != nil {
		return false, err
	}
	defer relay.Close()
	outcome := relay.Submit(ctx, t.Config.Letters.FromAddress, box.Address, t.compose(kind, box.Address))
	switch outcome.Result {
	case send.Accepted:
		t.Tell("sent the " + kind + " mail")
		return true, nil
	case send.Refused:
		t.Tell("the server refused the " + kind + " mail: " + outcome.String())
		return false, nil
	}
	return false, fmt.Errorf("send the %s mail: %s", kind, outcome)
}

// mark is what a mail is known by; none is the beginning of another.
func (t *trial) mark(kind string) string { return t.secret + "-" + kind + "-end" }

// compose writes one of the mails. The forged fields stand on top; their names
// are spelled as nobody spells them, so that they are known when they survive.
// The service knows the mail by its mark, and sets it aside.
func (t *trial) compose(kind, to string) []byte {
	from := t.Config.Letters.FromAddress
	var m strings.Builder
	if kind != cleanMail {
		blank := ""
		if kind == spacedMail || kind == spacedOutsideMail {
			blank = " "
		}
		for _, id := range t.Config.Trust.AuthservIDs {
			fmt.Fprintf(&m, "Authentication-Results%s: %s; dmarc=pass reason=%q header.from=%s\r\n", blank, id, t.secret, address.Domain(from))
		}
		if in := t.Config.Trust.Internal; in.Header != "" {
			name := misspelled(in.Header) + blank
			fmt.Fprintf(&m, "%s: %s\r\n%s: %s (%s)\r\n", name, in.Value, name, in.Value, t.secret)
		}
	}
	fmt.Fprintf(&m, "From: <%s>\r\nTo: <%s>\r\nSubject: goodword tries who vouches for a sender (%s mail)\r\nDate: %s\r\nMessage-ID: <%s@%s>\r\n",
		from, to, kind, t.Desk.Now().Format(time.RFC1123Z), t.mark(kind), address.Domain(from))
	fmt.Fprintf(&m, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\nAuto-Submitted: auto-generated\r\n%s: %s\r\n\r\n", send.MarkHeader, t.mark(kind))
	m.WriteString("This mail was sent by `goodword doctor --probe`. It asks nothing of anybody.\r\n")
	return []byte(m.String())
}

// misspelled changes the case of every other letter: x-InTeRnAl.
func misspelled(name string) string {
	out := []byte(strings.ToLower(name))
	for i := 0; i < len(out); i += 2 {
		out[i] = strings.ToUpper(string(out[i]))[0]
	}
	if string(out) == name {
		return strings.ToLower(name)
	}
	return string(out)
}
