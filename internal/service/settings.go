package service

import (
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"goodword/internal/config"
	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/jobs"
	"goodword/mail/address"
	"goodword/mail/fetch"
	"goodword/mail/parse/vouch"
	"goodword/mail/send"
)

// maxSize is the largest mail that is read whole, in bytes.
const maxSize = 25 << 20

// Settings turns the company's settings into what jobs work by.
func Settings(c *config.Config) jobs.Settings {
	s := jobs.Settings{
		Company: c.Company.Name, Domains: c.Company.Domains, AllowedDomains: c.Company.AllowedDomains,
		Place: recognition.Place{Location: c.Company.TimeZone, From: time.Duration(c.Timing.WorkdayFrom), To: time.Duration(c.Timing.WorkdayTo)},
		CEO:   c.CEO.Address, CPO: c.CPO.Address, Operator: c.Operator.Address, Service: c.Service.Address,
		From:     address.Mailbox{Name: c.Letters.FromName, Address: c.Letters.FromAddress},
		CEOFrom:  address.Mailbox{Name: c.Letters.CEOFrom.Name, Address: c.Letters.CEOFrom.Address},
		AnswerTo: c.Letters.ReplyTo, ReturnPath: c.Letters.ReturnPathAddress, Mailboxes: map[string]jobs.Role{},
		Trust: Trust(c), Probed: ruleHashes(c), Languages: c.Company.Languages,

		Stories: c.Stories.On(), StoryLists: storyLists(c), StoriesPage: storiesPage(c),
		ManagerWeek: c.Programme.Managers, EmployeeMonth: c.Programme.Employees, Behaviours: c.Programme.Behaviour, ScorecardFrom: c.Programme.Requests,
		Shortlist: c.Programme.Shortlist, Quarterly: c.Programme.Quarterly, RemindAfter: c.Timing.ReminderAfter, EscalateAfter: c.Timing.EscalateAfter, LapseAfter: c.Timing.LapseAfter,
		DigestAt: time.Duration(c.Timing.DigestAt), DigestWhenEmpty: c.Timing.DigestWhenEmpty, VetoWindow: c.Timing.VetoWindow,
		TokenDays: c.Timing.TokenDays, DigestTokenDays: c.Timing.DigestTokenDays, NextLevelFrom: recognition.Level(c.Timing.NextLevelFrom),
		CPOs:            terms(c),
		CustomerLetters: c.CPO.CustomerLetters, Cosigner: c.CPO.Cosigner, Cosigners: cosigners(c),
		Vouchers: jobs.Vouchers{Currency: c.CPO.VoucherCurrency, Most: int64(c.CPO.VoucherMost) * 100, Monthly: int64(c.CPO.VoucherMonthly) * 100,
			PerCustomer: c.CPO.VouchersPerCustomer},
		CEOPerHour: c.Caps.CEOPerHour, CEOPerDay: c.Caps.CEOPerDay, PerAddressHourly: c.Caps.LettersPerAddressPerHour,
		Hourly: c.Caps.LettersPerHour, MaxSize: maxSize,
		Pace:    pace(c),
		RawDays: c.Retention.RawDays, NominationYears: c.Retention.NominationYears,
	}
	if c.Letters.CopyToSelf {
		s.CopyTo = c.Letters.ReturnPathAddress
	}
	for _, m := range c.Mailboxes {
		s.SentFolders = s.SentFolders || m.Sent != ""
		if c.Retention.Mailboxes && m.After != config.AfterNothing {
			s.RetainMailboxes = append(s.RetainMailboxes, m.Name)
		}
		s.Mailboxes[m.Name] = jobs.Role(m.Role)
		s.Ours = append(s.Ours, m.Address)
	}
	return s
}

// pace is what the relay allows to the account that hands letters in.
func pace(c *config.Config) jobs.Pace {
	m := c.SMTP
	return jobs.Pace{Relay: fmt.Sprintf("%s:%d/%s", m.Host, m.Port, m.User), PerMinute: m.PerMinute, PerDay: m.PerDay, Connections: m.Connected}
}

// Trust turns the settings into the rules of who vouches for a sender.
func Trust(c *config.Config) vouch.Rules {
	r := vouch.Rules{AuthservIDs: c.Trust.AuthservIDs}
	if c.Trust.DKIM {
		r.LookupTXT = net.LookupTXT
	}
	if c.Trust.Internal.Header != "" {
		r.Internal = []vouch.Internal{{Domains: c.Trust.Internal.Domains, Header: c.Trust.Internal.Header, Value: c.Trust.Internal.Value}}
	}
	return r
}

// Mailbox turns one mailbox of the settings into what a poller needs.
func Mailbox(c *config.Config, m config.Mailbox, now func() time.Time) (fetch.Settings, error) {
	roots, err := roots(m.CAFile)
	if err != nil {
		return fetch.Settings{}, err
	}
	a := account{user: m.User, auth: m.Auth, refresh: m.Refresh, cert: m.CertFile, key: m.KeyFile}
	s := fetch.Settings{Mailbox: m.Name, Host: m.Host, Port: m.Port, TLS: fetch.TLSMode(m.TLS), RootCAs: roots, User: m.User,
		Password: m.Password.Read, External: m.Auth == config.ByCertificate, Folder: m.Folder, After: fetch.After(m.After), MoveTo: m.MoveTo,
		PollEvery: m.PollEvery, MaxSize: maxSize, Now: now}
	if s.OAuth, err = tokens(c, a, now); err != nil {
		return s, err
	}
	if s.ClientCertificate, err = a.certificate(); err != nil {
		return s, err
	}
	if !m.Since.IsZero() {
		since := m.Since.In(c.Company.TimeZone)
		s.Since = &since
	}
	return s, nil
}

// Relay turns the settings into what submission needs.
func Relay(c *config.Config) (send.Settings, error) {
	roots, err := roots(c.SMTP.CAFile)
	if err != nil {
		return send.Settings{}, err
	}
	m := c.SMTP
	a := account{user: m.User, auth: m.Auth, refresh: m.Refresh, cert: m.CertFile, key: m.KeyFile}
	s := send.Settings{Host: m.Host, Port: m.Port, TLS: send.TLSMode(m.TLS), User: m.User, RootCAs: roots,
		External: m.Auth == config.ByCertificate, Connections: m.Connected,
		LocalName: address.Domain(c.Letters.FromAddress), DialTimeout: min(m.Timeout, 10*time.Second),
		CommandTimeout: m.Timeout, SubmissionTimeout: m.Timeout}
	if m.User != "" {
		s.Password = m.Password.Read
	}
	if s.OAuth, err = tokens(c, a, nil); err != nil {
		return s, err
	}
	s.ClientCertificate, err = a.certificate()
	return s, err
}

func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the certificates to trust (ca_file): %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("read the certificates to trust: %s holds no certificate in PEM form", file)
	}
	return pool, nil
}

// Catalogue reads the company's behaviours, or the ones that come with goodword.
func Catalogue(c *config.Config) (*behaviour.Catalogue, error) {
	if c.Catalogue.File == "" {
		return behaviour.Default(), nil
	}
	f, err := os.Open(c.Catalogue.File)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of behaviours (catalogue.file): %w: name a file that is there, or take the setting out", err)
	}
	defer f.Close()
	catalogue, err := behaviour.Load(f)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of behaviours %s: %w", c.Catalogue.File, err)
	}
	return catalogue, nil
}

// terms are those of the Chief People Officers, by the company's clock.
func terms(c *config.Config) (list []recognition.Term) {
	for _, t := range c.CPO.Terms {
		term := recognition.Term{Address: t.Address, From: t.From.In(c.Company.TimeZone), Sites: t.Sites}
		if last := t.Until.In(c.Company.TimeZone); !last.IsZero() {
			y, m, d := last.Date()
			term.Until = time.Date(y, m, d+1, 0, 0, 0, 0, c.Company.TimeZone)
		}
		list = append(list, term)
	}
	return list
}

// cosigners are those of the sites, by the site's name in lower case.
func cosigners(c *config.Config) map[string]string {
	list := map[string]string{}
	for _, s := range c.CPO.Cosigners {
		for _, site := range s.Sites {
			list[strings.ToLower(site)] = s.Address
		}
	}
	return list
}
