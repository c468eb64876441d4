package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"goodword/internal/config"
	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/fetch"
	"goodword/mail/send"
	"goodword/templates"
)

type doctorCommand struct {
	partFlags
	JSON    bool          `help:"Print one JSON object a line."`
	Probe   bool          `help:"Send goodword's own mailbox a clean mail and a forged one, and see whether your server takes forged fields away."`
	Outside string        `help:"With --probe: try the server that takes mail from outside, too." placeholder:"HOST[:PORT]"`
	Wait    time.Duration `help:"With --probe: how long to wait for the mails." default:"2m"`
}

// Help shows examples.
func (doctorCommand) Help() string {
	return `Every check is made even when one before it fails. Without --probe nothing is
sent, and no mail is touched. The exit code is 0 when all is well and 3 when
something needs you.

--probe sends goodword's mailbox three mails through the relay: one as it should
be, and two with forged fields that claim to be your server's. It prints what
arrived and keeps the result; [trust.internal] counts only while the last probe
showed that it holds. The relay is the way of your own people: with --outside the
forged ones come as a stranger's do, too. Run it again when a mail server changes.

Examples:
  goodword doctor
  goodword doctor --probe --outside mx.example.com
  goodword doctor --except deliver
  goodword doctor --config /etc/goodword/goodword.toml --json`
}

// finding is what one check found.
type finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Said  string `json:"said"` // how it is, or what is wrong and what to do
}

// checkPatience is how long one check may take.
const checkPatience = 30 * time.Second

// joinPatience is how long the database may take to answer: goodword's own may have
// to be made and started first, which a busy machine does not do in half a minute.
const joinPatience = 2 * time.Minute

// Run makes every check.
func (d doctorCommand) Run(e *environment) error {
	bad := 0
	tell := func(name, said string, err error) {
		f := finding{Check: name, OK: err == nil, Said: said}
		if err != nil {
			f.Said = err.Error()
			bad++
		}
		if d.JSON {
			_ = json.NewEncoder(e.out).Encode(f)
			return
		}
		mark := "ok     "
		if !f.OK {
			mark = "PROBLEM"
		}
		fmt.Fprintf(e.out, "%s  %s: %s\n", mark, f.Check, strings.ReplaceAll(f.Said, "\n", "\n         "))
	}
	c, err := e.loadFor(d.part().Secrets())
	tell("settings", "read "+e.config, err)
	if err != nil {
		return needsPerson("the settings come first; the other checks were not made")
	}
	letters, err := templates.Load(c.Letters.TemplatesDir)
	said := "every letter renders"
	if err == nil && letters.Origin() != "" {
		said += "; " + letters.Origin()
	}
	tell("letters", said, err)
	catalogue, err := service.Catalogue(c)
	if err == nil {
		tell("catalogue", fmt.Sprintf("%d behaviours", len(catalogue.Behaviours)), nil)
	} else {
		tell("catalogue", "", err)
	}
	if d.Probe && d.part() != service.Everything {
		tell("probe", "", errors.New("it sends and reads mail, which needs both secrets: run it without --only and --except"))
	} else if d.Probe {
		d.probe(e, c, tell)
	}
	checkDatabase(e, c, tell)
	if d.part().Reads() && c.Directory.Source != "" {
		said, err := checkSource(e, c)
		tell("directory "+c.Directory.Source, said, err)
	}
	if d.part().Reads() {
		for _, m := range c.Mailboxes {
			said, err := checkMailbox(e, c, m)
			tell("mailbox "+m.Name, said, err)
		}
	}
	if d.part().Delivers() {
		said, err := checkRelay(e, c)
		tell("relay", said, err)
	}
	if bad > 0 {
		return needsPerson(fmt.Sprintf("%d of the checks found a problem", bad))
	}
	return nil
}

// checkPeople looks for what would keep nominations from finding an approver.
func checkPeople(c *config.Config, people []store.Person) error {
	if len(people) == 0 {
		return fmt.Errorf("it is empty: import people with `goodword people import FILE`")
	}
	leaders := []struct{ key, address string }{{"ceo.address", c.CEO.Address}}
	if c.CPO.Address != "" {
		leaders = append(leaders, struct{ key, address string }{"cpo.address", c.CPO.Address})
	}
	for _, t := range c.CPO.Terms {
		leaders = append(leaders, struct{ key, address string }{"cpo.terms", t.Address})
	}
	for _, leader := range leaders {
		found := false
		for _, p := range people {
			found = found || p.Active && address.Same(p.Address, leader.address)
		}
		if !found {
			return fmt.Errorf("%s (%s) is not among the active people: correct the setting, or import them", leader.address, leader.key)
		}
	}
	if err := c.CPO.Today(time.Now(), c.Company.TimeZone); err != nil {
		return err
	}
	if err := checkCosigners(c, people); err != nil {
		return err
	}
	without, first := 0, ""
	for _, p := range people {
		if p.Active && p.ManagerID == nil && !address.Same(p.Address, c.CEO.Address) {
			without++
			first = p.Address
		}
	}
	if without > 0 {
		return fmt.Errorf("%d people have no manager (such as %s); their nominations go to the CPO: name managers and import again", without, first)
	}
	return nil
}

// checkCosigners looks for those who are to sign letters to customers beside the CPO, and would not.
func checkCosigners(c *config.Config, people []store.Person) error {
	signers, known, sites := map[string]string{}, map[string]string{}, map[string]bool{}
	if c.CPO.Cosigner != "" {
		signers["cpo.cosigner"] = c.CPO.Cosigner
	}
	for _, p := range people {
		if p.Active {
			sites[strings.ToLower(p.Site)] = true
			for _, a := range append([]string{p.Address}, p.Aliases...) {
				known[address.Fold(a)] = p.Address
			}
		}
	}
	for _, s := range c.CPO.Cosigners {
		signers["cpo.cosigners, "+strings.Join(s.Sites, ", ")] = s.Address
		for _, site := range s.Sites {
			if !sites[strings.ToLower(site)] {
				return fmt.Errorf("%s (cpo.cosigners) is the site of nobody, so %s signs nothing for it: write it as the directory does", site, s.Address)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(signers)) {
		who, ok := known[address.Fold(signers[key])]
		switch {
		case address.Same(signers[key], c.CEO.Address), ok && who == known[address.Fold(c.CEO.Address)]:
			return fmt.Errorf("%s is the CEO, whose name stands under thank-yous alone; letters to customers leave without it: name somebody else, or take the setting out", key)
		case !ok:
			return fmt.Errorf("%s (%s) is not among the active people, and letters to customers leave without that name: correct the setting, or import them", signers[key], key)
		}
	}
	return nil
}

func checkMailbox(e *environment, c *config.Config, m config.Mailbox) (string, error) {
	settings, err := service.Mailbox(c, m, e.now)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(e.ctx, checkPatience)
	defer cancel()
	r, err := fetch.Check(ctx, settings)
	if err != nil {
		return "", errors.New(strings.TrimPrefix(err.Error(), fmt.Sprintf("mailbox %q: ", m.Name))) // the finding is named so
	}
	if r.ReadOnly && m.After != config.AfterNothing {
		return "", fmt.Errorf("logged in to %s:%d as %s, who may read folder %s and not change it (READ-ONLY), so no mail can be marked as read: "+
			"let the account set flags there and remove mails, or set after = \"nothing\"", m.Host, m.Port, m.User, m.Folder)
	}
	said := fmt.Sprintf("logged in%s; %d mails in %s", by(m.Auth), r.Messages, m.Folder)
	if !r.Idle {
		said += fmt.Sprintf("; no IDLE, so new mail is seen every %s", m.PollEvery)
	}
	if m.After == config.AfterFlag && r.Mark == "" {
		said += "; the folder keeps no flags: read mail looks like new, which does no harm"
	}
	if m.After == config.AfterMove && !r.SafeMove {
		return "", fmt.Errorf("the server cannot move mail safely (neither MOVE nor UIDPLUS): set after = \"flag\"")
	}
	return said, nil
}

func checkRelay(e *environment, c *config.Config) (string, error) {
	settings, err := service.Relay(c)
	if err != nil {
		return "", err
	}
	relay, err := send.New(settings)
	if err != nil {
		return "", err
	}
	defer relay.Close()
	ctx, cancel := context.WithTimeout(e.ctx, checkPatience)
	defer cancel()
	from := returnPath(c)
	r, err := relay.CheckEnvelope(ctx, from, c.Letters.FromAddress)
	if err != nil {
		return "", err
	}
	said := "reached"
	if r.Secured {
		said += ", encrypted"
	}
	if r.LoggedIn {
		said += ", logged in as " + c.SMTP.User + by(c.SMTP.Auth)
	}
	if r.ByToken {
		said += " (good until " + r.TokenEnds.UTC().Format("15:04 MST") + ", renewed before)"
	}
	return said + "; takes letters from " + from + limits(c.SMTP), nil
}

// returnPath is an address as letters have it on their envelope, with a plus.
func returnPath(c *config.Config) string {
	at := c.Letters.ReturnPathAddress
	if at == "" {
		at = c.Letters.FromAddress
	}
	local, domain, _ := strings.Cut(at, "@")
	return local + "+doctor@" + domain
}

// by says how somebody logged in, where that is not by a password.
func by(auth config.Auth) string {
	switch auth {
	case config.ByToken:
		return " by a token"
	case config.ByCertificate:
		return " by certificate"
	}
	return ""
}

// limits says what letters keep to.
func limits(s config.SMTP) string {
	var list []string
	for _, one := range []struct {
		most int
		what string
	}{{s.PerMinute, "letters a minute"}, {s.PerDay, "recipients a day"}, {s.Connected, "connections"}} {
		if one.most > 0 {
			list = append(list, fmt.Sprintf("%d %s", one.most, one.what))
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "; letters keep to " + strings.Join(list, ", ")
}
