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
	"goodword/mail/parse/vouch"
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
		held, said := t.judgeResults()
		found = append(found, store.Probe{Rule: jobs.RuleResults, RuleHash: hash, Held: held, Said: said, ProbedAt: p.Desk.Now()})
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

// trial is one exchange of mails.
type trial struct {
	Probe
	secret  string
	clean   *part.Part
	forged  *part.Part // by the relay; nil when it was refused
	outside *part.Part // from outside; nil when it was refused, or not tried
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
	if taken, err := t.hand(ctx, relay, box, "clean"); err != nil || !taken {
		return errors.Join(err, errors.New("the relay does not take a clean mail of goodword's to its own mailbox"))
	}
	wanted := []string{t.mark("clean")}
	if taken, err := t.hand(ctx, relay, box, "forged"); err != nil {
		return err
	} else if taken {
		wanted = append(wanted, t.mark("forged"))
	}
	if t.Outside != "" {
		door, err := t.door()
		if err != nil {
			return err
		}
		if taken, err := t.hand(ctx, door, box, "outside"); err != nil {
			return err
		} else if taken {
			wanted = append(wanted, t.mark("outside"))
		}
	}
	t.Tell(fmt.Sprintf("waiting up to %s for the mails in %s", t.Wait, box.Address))
	arrived, err := mails.await(ctx, wanted, t.Wait)
	if err != nil {
		return err
	}
	t.raw = map[*part.Part][]byte{}
	for _, one := range []struct {
		kind string
		into **part.Part
	}{{"clean", &t.clean}, {"forged", &t.forged}, {"outside", &t.outside}} {
		raw, ok := arrived[t.mark(one.kind)]
		if !ok {
			continue
		}
		*one.into, _ = part.ParseLimited(raw, part.Limits{Parts: 1})
		t.raw[*one.into] = raw
		t.Tell(fmt.Sprintf("the %s mail arrived; its fields of trust, topmost first: %s", one.kind, t.shown(*one.into)))
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

func (t *trial) mark(kind string) string { return t.secret + "-" + kind }

// compose writes one of the mails. The forged fields stand on top; their names
// are spelled as nobody spells them, so that they are known when they survive.
// The service knows the mail by its mark, and sets it aside.
func (t *trial) compose(kind, to string) []byte {
	from := t.Config.Letters.FromAddress
	var m strings.Builder
	if kind != "clean" {
		for _, id := range t.Config.Trust.AuthservIDs {
			fmt.Fprintf(&m, "Authentication-Results: %s; dmarc=pass reason=%q header.from=%s\r\n", id, t.secret, address.Domain(from))
		}
		if in := t.Config.Trust.Internal; in.Header != "" {
			fmt.Fprintf(&m, "%s: %s\r\n%s: %s (%s)\r\n", misspelled(in.Header), in.Value, misspelled(in.Header), in.Value, t.secret)
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

// judgeMark says whether the company's mark proves a sender.
func (t *trial) judgeMark() (held bool, said string) {
	in := t.Config.Trust.Internal
	switch {
	case t.clean == nil:
		return false, "the clean mail did not arrive in time"
	case !t.proven(t.clean):
		return false, "the clean mail bears no " + in.Header + ": " + in.Value + " on top: your server does not mark mail of goodword's own account"
	}
	if t.Outside != "" {
		if t.outside != nil && (t.survived(t.outside) || t.proven(t.outside)) {
			return false, "a forged " + in.Header + " survives in mail from outside: let your server take the field away from all mail that comes in"
		}
		if t.forged != nil && t.onTop(t.forged) {
			return false, "a forged " + in.Header + " survives on top of your server's own in mail of its own people"
		}
		return true, "a forged " + in.Header + " is taken away from mail from outside, and your server writes its own into mail of its own people"
	}
	if t.forged != nil && t.survived(t.forged) {
		return false, "a forged " + in.Header + " survives: let your server take the field away before it writes its own; if it does so for mail from outside alone, name that server with --outside"
	}
	return true, "a forged " + in.Header + " is taken away by the relay, and your server writes its own"
}

// judgeResults says whether the server's verdict still proves a sender.
func (t *trial) judgeResults() (held bool, said string) {
	for _, p := range []*part.Part{t.forged, t.outside} {
		if p == nil {
			continue
		}
		if top := values(p, "Authentication-Results"); len(top) > 0 && strings.Contains(top[0], t.secret) {
			return false, "a forged Authentication-Results in your server's name survives on top: let your server take such fields away (RFC 8601 section 5)"
		}
	}
	return true, "no forged Authentication-Results survives on top"
}

// proven says whether the rule takes the mail for the company's own.
func (t *trial) proven(p *part.Part) bool {
	in := t.Config.Trust.Internal
	rule := vouch.Internal{Domains: in.Domains, Header: in.Header, Value: in.Value}
	return vouch.Check(t.raw[p], p, vouch.Rules{Internal: []vouch.Internal{rule}}).Vouched
}

// survived says whether a forged mark is anywhere in the mail.
func (t *trial) survived(p *part.Part) bool {
	in := t.Config.Trust.Internal
	same := 0
	for _, f := range p.Fields {
		if !strings.EqualFold(f.Name, in.Header) {
			continue
		}
		if f.Name == misspelled(in.Header) || strings.Contains(f.Raw, t.secret) {
			return true
		}
		same++
	}
	return same > len(values(t.clean, in.Header))
}

// onTop says whether the topmost mark is forged.
func (t *trial) onTop(p *part.Part) bool {
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, t.Config.Trust.Internal.Header) {
			return f.Name == misspelled(t.Config.Trust.Internal.Header) || strings.Contains(f.Raw, t.secret)
		}
	}
	return false
}

// shown lists the fields of trust in a mail.
func (t *trial) shown(p *part.Part) string {
	var list []string
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, "Authentication-Results") || strings.EqualFold(f.Name, t.Config.Trust.Internal.Header) {
			list = append(list, f.Name+": "+f.Raw)
		}
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, "; ")
}

func values(p *part.Part, name string) []string {
	var list []string
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, name) {
			list = append(list, f.Raw)
		}
	}
	return list
}
