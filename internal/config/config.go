// Package config reads goodword's settings from one TOML file: it fills in defaults, refuses unknown keys,
// wrong types and impossible values with file and line, and says what is allowed. Each setting's meaning,
// default, unit and range stand in the tags of its field, from which the commented file of "goodword init"
// and docs/settings.md are made.
//
// It opens no connection and reads no secret until Secret.Read is called; what holds only together with a
// directory or a mail server is for "goodword doctor" to check. cmd/goodword loads the settings and hands
// their parts to the rooms.
package config

import (
	"net/mail"
	"time"
)

// The tags of a setting:
//
//	toml      its key
//	doc       what it does, in a sentence or two
//	default   its value when left out, written as in TOML without quotes
//	unit      what a number counts
//	range     the least and the most allowed, both included: 0..60
//	oneof     the allowed words
//	kind      what a text must be: address, domain, host, file, listen, language
//	required  the file must name it
//	example   what "goodword init" writes for it, as TOML; a file's name for a secret
//	suggest   "goodword init" writes it although it is not required

// Config is every setting, checked and with defaults filled in. It is not changed after Load.
type Config struct {
	Company   Company   `toml:"company" doc:"The company."`
	CEO       CEO       `toml:"ceo" doc:"Who thanks. Name and language come from the directory."`
	CPO       CPO       `toml:"cpo" doc:"The Chief People Officer: answers customers, decides what could not be routed."`
	Operator  Operator  `toml:"operator" doc:"Who looks after goodword."`
	Service   Service   `toml:"service" doc:"The service team, which gets challenges and inquiries."`
	Directory Directory `toml:"directory" doc:"Where the company's people and reporting lines come from. docs/directory.md says how."`
	Places    Places    `toml:"places" doc:"Working days, holidays and clocks of the places where people work: deadlines, reminders and letters keep to them."`
	Database  Database  `toml:"database" doc:"Without a URL goodword runs a PostgreSQL of its own in data_dir."`
	Mailboxes []Mailbox `toml:"mailboxes" required:"true" doc:"The mailboxes goodword reads, by IMAP; one [[mailboxes]] for each."`
	SMTP      SMTP      `toml:"smtp" doc:"Where goodword hands in its letters."`
	OAuth     OAuth     `toml:"oauth" doc:"How tokens are got for mailboxes and relay with auth = oauth. docs/providers has the steps for each provider."`
	Letters   Letters   `toml:"letters" doc:"What the letters look like."`
	Trust     Trust     `toml:"trust" doc:"What proves a sender. An answer from a sender who is not proven decides nothing."`
	Timing    Timing    `toml:"timing" doc:"When things happen."`
	Programme Programme `toml:"programme" doc:"What the leaders do in person."`
	Stories   Stories   `toml:"stories" doc:"Recognitions told to others, once nominee, customer and Chief People Officer have agreed. docs/stories.md says how."`
	Caps      Caps      `toml:"caps" doc:"How many letters may leave at most."`
	Retention Retention `toml:"retention" doc:"How long things are kept."`
	Catalogue Catalogue `toml:"catalogue" doc:"The company's values and behaviours."`
	HTTP      HTTP      `toml:"http" doc:"Health and metrics."`
	Log       Log       `toml:"log" doc:"The log, on standard error."`

	// Warnings are what Load allowed but advises against, each with file and line.
	Warnings []string `toml:"-"`
}

// Company is [company].
type Company struct {
	Name           string         `toml:"name" required:"true" example:"\"Example Ltd\"" doc:"The company's name, as letters write it."`
	Domains        []string       `toml:"domains" kind:"domain" required:"true" example:"[\"example.com\"]" doc:"The mail domains of the company's own people; a sender from elsewhere is a customer."`
	AllowedDomains []string       `toml:"allowed_domains" kind:"domain" example:"[\"example.com\"]" doc:"The only domains that letters over the CEO's name may go to. Left out, the company's domains."`
	TimeZone       *time.Location `toml:"time_zone" default:"UTC" example:"\"Europe/Berlin\"" suggest:"true" doc:"Hours of work and dates for people without a zone of their own in the directory, by IANA name."`
	Languages      []string       `toml:"languages" kind:"language" default:"en,de,fr,es" doc:"The languages of letters: people get their own where it is among them, else the first. da and he have a part of the letters, ar those that you write yourself; the others are English (docs/letters.md)."`
}

// CEO is [ceo].
type CEO struct {
	Address string `toml:"address" kind:"address" required:"true" example:"\"ceo@example.com\"" doc:"The CEO's address: gets the digest, and only its answers are taken."`
}

// CPO is [cpo].
type CPO struct {
	Address string    `toml:"address" kind:"address" suggest:"true" example:"\"people@example.com\"" doc:"The Chief People Officer's address. Required, unless there are [[cpo.terms]]."`
	Terms   []CPOTerm `toml:"terms" doc:"Several Chief People Officers, with terms and sites, in place of cpo.address. What waits for one whose term ends passes to who follows."`

	Cosigners []Cosigner `toml:"cosigners" doc:"Who signs letters to customers beside the CPO for nominees of some sites, in place of cpo.cosigner. Nobody signs about themselves."`

	CustomerLetters     int    `toml:"customer_letters" default:"4" unit:"letters" range:"0..30" doc:"How many letters a customer with a proven address gets at most within 30 days: that their words reached whom they praised, and what the CPO writes to them. 0 for none."`
	Cosigner            string `toml:"cosigner" kind:"address" example:"\"service.head@example.com\"" doc:"Who signs those letters beside the CPO: an address of the directory, and not the CEO's. Left out, the CPO alone, but for the sites of [[cpo.cosigners]]."`
	VoucherCurrency     string `toml:"voucher_currency" default:"EUR" doc:"The currency of the vouchers that the CPO may give, as ISO 4217 has it; codes come in by goodword vouchers import."`
	VoucherMost         int    `toml:"voucher_most" default:"50" range:"1..100000" doc:"What one voucher may be worth at most, in that currency."`
	VoucherMonthly      int    `toml:"voucher_monthly" default:"0" range:"0..10000000" doc:"What the vouchers of a month may be worth together; 0 for no vouchers."`
	VouchersPerCustomer int    `toml:"vouchers_per_customer" default:"1" unit:"vouchers" range:"1..100" doc:"How many vouchers one customer may be given within a year."`
}

// Operator is [operator].
type Operator struct {
	Address string `toml:"address" kind:"address" required:"true" example:"\"it@example.com\"" doc:"Gets what needs a technician, such as a letter that bounces."`
}

// Service is [service].
type Service struct {
	Address string `toml:"address" kind:"address" required:"true" example:"\"service@example.com\"" doc:"Gets every challenge and inquiry, with the original mail attached."`
}

// Database is [database].
type Database struct {
	URL     Secret `toml:"url" example:"database.url" doc:"A PostgreSQL 15 or newer: postgres://NAME:PASSWORD@HOST/DATABASE."`
	DataDir string `toml:"data_dir" kind:"file" default:"data" example:"\"/var/lib/goodword\"" suggest:"true" doc:"The folder for goodword's own PostgreSQL when there is no URL. Relative names, here and elsewhere, start at this file."`
}

// Role says what is written to a mailbox.
type Role string

const (
	RoleNominations Role = "nominations"
	RoleCompliments Role = "compliments"
)

// After says what becomes of a mail in the mailbox once it is stored.
type After string

const (
	AfterFlag    After = "flag"
	AfterMove    After = "move"
	AfterNothing After = "nothing"
)

// Security says how a connection is protected.
type Security string

const (
	TLS       Security = "tls"
	STARTTLS  Security = "starttls"
	Plaintext Security = "none"
)

// Auth says how to log in.
type Auth string

const (
	ByPassword    Auth = "password"
	ByToken       Auth = "oauth"
	ByCertificate Auth = "certificate"
)

// Provider is a provider of mailboxes whose ways are known.
type Provider string

const (
	Microsoft Provider = "microsoft365"
	Google    Provider = "google"
	OtherMail Provider = "other"
)

// Mailbox is one [[mailboxes]].
type Mailbox struct {
	Name      string        `toml:"name" required:"true" example:"\"nominations\"" doc:"A short name for logs and goodword status; it stays when the server changes."`
	Role      Role          `toml:"role" required:"true" oneof:"nominations|compliments" example:"\"nominations\"" doc:"nominations: employees write here; compliments: customers do."`
	Address   string        `toml:"address" kind:"address" required:"true" example:"\"goodword@example.com\"" doc:"The address that people write to. Answers come to it with a plus and a token: goodword+TOKEN@example.com."`
	Host      string        `toml:"host" kind:"host" required:"true" example:"\"imap.example.com\"" doc:"The IMAP server."`
	Port      int           `toml:"port" range:"1..65535" example:"993" doc:"Its port. Left out, 993 for tls and 143 otherwise."`
	TLS       Security      `toml:"tls" oneof:"tls|starttls|none" default:"tls" doc:"tls from the first byte, starttls, or none, which only a server on this machine may have."`
	CAFile    string        `toml:"ca_file" kind:"file" example:"\"/etc/ssl/mail.pem\"" doc:"The certificates (PEM) of your own authority, if one signed the server's: they are trusted instead of the system's."`
	User      string        `toml:"user" required:"true" example:"\"goodword@example.com\"" doc:"The name to log in with; with a token, the mailbox, whoever the token belongs to."`
	Auth      Auth          `toml:"auth" oneof:"password|oauth|certificate" default:"password" doc:"How to log in: by a password (an app password too), by a token of [oauth], or by the certificate of cert_file alone (SASL EXTERNAL)."`
	Password  Secret        `toml:"password" suggest:"true" example:"mailbox.password" doc:"The password, required with auth = password. A process that serves --only deliver needs none."`
	Refresh   Secret        `toml:"refresh_token" example:"mailbox.token" doc:"With auth = oauth: the refresh token of a user who consented. Left out, the client of [oauth] gets tokens of its own."`
	CertFile  string        `toml:"cert_file" kind:"file" example:"\"/etc/goodword/client.crt\"" doc:"A certificate (PEM) to show to a server that asks for one; a changed file counts at the next connection."`
	KeyFile   string        `toml:"key_file" kind:"file" example:"\"/etc/goodword/client.key\"" doc:"Its key (PEM)."`
	Folder    string        `toml:"folder" default:"INBOX" doc:"The folder to read."`
	After     After         `toml:"after" oneof:"flag|move|nothing" default:"flag" doc:"What to do with a mail once it is stored: flag it as done, move it to move_to, or nothing."`
	MoveTo    string        `toml:"move_to" example:"\"Done\"" doc:"The folder for after = move; it must be there."`
	Sent      string        `toml:"sent" example:"\"Sent\"" doc:"The folder in which the mail server keeps what goodword sends, if it does: goodword looks there for a letter of which nobody knows whether it left, and removes from it what is forgotten."`
	Since     Date          `toml:"since" example:"2026-01-05" doc:"Read mail that arrived from this day on, such as 2026-01-05. Left out, only what arrives after the first connection."`
	PollEvery time.Duration `toml:"poll_every" default:"1m" range:"5s..1h" doc:"How often to look for mail even when the server announces none."`
}

// SMTP is [smtp].
type SMTP struct {
	Host     string   `toml:"host" kind:"host" required:"true" example:"\"smtp.example.com\"" doc:"The submission server."`
	Port     int      `toml:"port" range:"1..65535" example:"587" doc:"Its port. Left out, 465 for tls, 587 for starttls, 25 for none."`
	TLS      Security `toml:"tls" oneof:"tls|starttls|none" default:"starttls" doc:"starttls, tls from the first byte, or none, which only a server on this machine may have."`
	CAFile   string   `toml:"ca_file" kind:"file" example:"\"/etc/ssl/mail.pem\"" doc:"The certificates (PEM) of your own authority, if one signed the server's: they are trusted instead of the system's."`
	User     string   `toml:"user" example:"\"goodword@example.com\"" suggest:"true" doc:"The name to log in with. Left out, no login."`
	Auth     Auth     `toml:"auth" oneof:"password|oauth|certificate" default:"password" doc:"How to log in, as for a mailbox."`
	Password Secret   `toml:"password" example:"smtp.password" suggest:"true" doc:"The password. A process that serves --except deliver needs none."`
	Refresh  Secret   `toml:"refresh_token" example:"smtp.token" doc:"With auth = oauth: the refresh token of a user who consented."`
	CertFile string   `toml:"cert_file" kind:"file" example:"\"/etc/goodword/client.crt\"" doc:"A certificate (PEM) to show to a server that asks for one; a changed file counts at the next connection."`
	KeyFile  string   `toml:"key_file" kind:"file" example:"\"/etc/goodword/client.key\"" doc:"Its key (PEM)."`

	Provider  Provider `toml:"provider" oneof:"microsoft365|google|other" example:"\"microsoft365\"" doc:"Whose limits letters keep to, by all processes together. microsoft365: 30 letters a minute, 10000 recipients a day, 3 connections; google: 2000 recipients a day; other: none. Left out, the provider of [oauth] with auth = oauth, else other."`
	PerMinute int      `toml:"letters_per_minute" range:"1..100000" unit:"letters" example:"30" doc:"At most so many letters a minute. Left out, the provider's limit."`
	PerDay    int      `toml:"recipients_per_day" range:"1..10000000" unit:"recipients" example:"10000" doc:"At most so many recipients within 24 hours. Left out, the provider's limit."`
	Connected int      `toml:"connections" range:"1..100" example:"3" doc:"At most so many letters on their way at once. Left out, the provider's limit."`

	Timeout time.Duration `toml:"timeout" default:"20s" range:"5s..30s" doc:"How long one step of a submission may take. It stays below what a job may take, so that after a crash work resumes within two minutes."`
}

// OAuth is [oauth].
type OAuth struct {
	Provider       Provider `toml:"provider" oneof:"microsoft365|google|other" example:"\"microsoft365\"" doc:"Who gives the tokens. Required with auth = oauth."`
	Tenant         string   `toml:"tenant" example:"\"00000000-0000-0000-0000-000000000000\"" doc:"Of Microsoft 365: the Directory (tenant) ID."`
	ClientID       string   `toml:"client_id" example:"\"00000000-0000-0000-0000-000000000000\"" doc:"The ID of the app that is registered with the provider. A Google service account needs none."`
	ClientSecret   Secret   `toml:"client_secret" example:"oauth.secret" doc:"The app's secret."`
	CertFile       string   `toml:"cert_file" kind:"file" example:"\"/etc/goodword/app.crt\"" doc:"Of Microsoft 365: a certificate (PEM) that proves the app in place of client_secret. A changed file counts at the next token."`
	KeyFile        string   `toml:"key_file" kind:"file" example:"\"/etc/goodword/app.key\"" doc:"Its RSA key (PEM)."`
	ServiceAccount Secret   `toml:"service_account" example:"service-account.json" doc:"Of Google Workspace: the JSON key of a service account with domain-wide delegation. It gets a token for each mailbox."`
	TokenURL       string   `toml:"token_url" example:"\"https://login.example.com/token\"" doc:"The token endpoint, of another provider or of a national cloud."`
	Scopes         []string `toml:"scopes" example:"[\"mail\"]" doc:"What the app asks for itself. Left out, what mail needs at Microsoft and Google. A refresh token brings its own."`
	Mechanism      string   `toml:"mechanism" oneof:"auto|xoauth2|oauthbearer" default:"auto" doc:"The SASL mechanism; auto takes what the server offers."`
	CAFile         string   `toml:"ca_file" kind:"file" example:"\"/etc/ssl/company.pem\"" doc:"Certificates (PEM) to trust for the token endpoint instead of the system's."`
}

// Letters is [letters].
type Letters struct {
	FromAddress       string       `toml:"from_address" kind:"address" required:"true" example:"\"goodword@example.com\"" doc:"The address goodword's own letters come from, and the answers go to; one of the mailboxes must receive it, with a plus and a token too."`
	FromName          string       `toml:"from_name" default:"Goodword" doc:"The name beside it."`
	CEOFrom           mail.Address `toml:"ceo_from" example:"\"Maria Example <ceo@example.com>\"" suggest:"true" doc:"From of the thank-you: NAME <ADDRESS>. Left out, the CEO's name and address from the directory."`
	ReplyTo           string       `toml:"reply_to" kind:"address" example:"\"goodword@example.com\"" doc:"Where answers to the thank-you go. Left out, from_address: goodword passes them to the CEO at once and reads the word private."`
	ReturnPathAddress string       `toml:"return_path_address" kind:"address" example:"\"goodword@example.com\"" doc:"The address bounces go to, with a plus and a secret. Left out, from_address."`
	CopyToSelf        bool         `toml:"copy_to_self" default:"false" doc:"Send thank-yous to return_path_address as well, in the same transaction: that copy proves that a letter left when the relay's answer was lost."`
	TemplatesDir      string       `toml:"templates_dir" kind:"file" example:"\"templates\"" doc:"A folder of templates used in place of the built-in ones of the same name."`
}

// Trust is [trust].
type Trust struct {
	AuthservIDs []string `toml:"authserv_ids" kind:"host" example:"[\"mx.example.com\"]" suggest:"true" doc:"The name your own mail server signs Authentication-Results with: the first word of the topmost such field in a mail you sent to the mailbox yourself. Only the topmost such field counts, only with a DMARC pass; docs/trust.md says what the pass must rest on."`
	DKIM        bool     `toml:"dkim" default:"true" doc:"Take a DKIM signature aligned with From as proof, verified by goodword itself."`
	Internal    Internal `toml:"internal" doc:"What counts for mail inside the company, where the server writes no verdict. It counts only once goodword doctor --probe has shown that your server takes a forged field away; docs/trust.md says more."`
}

// Internal is [trust.internal].
type Internal struct {
	Domains []string `toml:"domains" kind:"domain" example:"[\"example.com\"]" doc:"The sender domains it counts for."`
	Header  string   `toml:"header" example:"\"X-Internal\"" doc:"The field your server alone writes, and removes from mail that comes with one."`
	Value   string   `toml:"value" example:"\"yes\"" doc:"What it must say, exactly."`
}

// Timing is [timing].
type Timing struct {
	ReminderAfter   int           `toml:"reminder_after" default:"2" unit:"business days" range:"1..60" doc:"When an approver who has not answered is reminded, by the calendar of their place."`
	EscalateAfter   int           `toml:"escalate_after" default:"4" unit:"business days" range:"1..120" doc:"When the next level is asked too."`
	LapseAfter      int           `toml:"lapse_after" default:"15" unit:"business days" range:"1..250" doc:"When a nomination that nobody answered lapses; the nominator is told."`
	DigestAt        TimeOfDay     `toml:"digest_at" default:"07:30" doc:"When the CEO's digest and the CPO's letter are written on working days, each in its reader's time zone."`
	DigestWhenEmpty bool          `toml:"digest_when_empty" default:"false" doc:"Send a digest even when nothing happened."`
	NextLevelFrom   int           `toml:"next_level_from" default:"0" range:"0..3" doc:"From which level (1 to 3) a manager's confirmation of their own nomination needs the next level too; 0 never."`
	VetoWindow      time.Duration `toml:"veto_window" default:"4h" range:"0s..72h" unit:"working hours" doc:"How long the CEO may hold a thank-you after the digest that announces it. 0s sends at once what is approved from then on; what waits already leaves with the next digest."`
	TokenDays       int           `toml:"token_days" default:"60" unit:"days" range:"1..60" doc:"How long a question to an approver or nominator may be answered."`
	DigestTokenDays int           `toml:"digest_token_days" default:"14" unit:"days" range:"1..60" doc:"How long a digest or CPO letter may be answered."`
	WorkdayFrom     TimeOfDay     `toml:"workday_from" default:"09:00" doc:"When a working day begins, on the clocks of each place. [places] says which days are working days."`
	WorkdayTo       TimeOfDay     `toml:"workday_to" default:"17:00" doc:"When it ends."`
}

// Programme is [programme].
type Programme struct {
	Shortlist int  `toml:"shortlist" default:"3" unit:"people" range:"0..10" doc:"How many people the digest names for the CEO to thank in person; 0 for none, and no monthly letter about it."`
	Quarterly bool `toml:"quarterly" default:"true" doc:"Write the quarterly letter, recognition in figures, to CEO and CPO."`
	Managers  bool `toml:"manager_letter" default:"true" doc:"Write a weekly letter to everybody who has reports: what waits, what was said of their team, whom nobody has recognised for 90 days."`
	Employees bool `toml:"employee_letter" default:"true" doc:"Write employees a monthly letter of what customers said of them."`
	Behaviour bool `toml:"behaviour_letter" default:"true" doc:"Write a letter on the behaviours that matter at their touchpoints to whoever is new in the directory, and to everybody after goodword behaviours import."`
	Requests  int  `toml:"scorecard_requests" default:"3" unit:"requests" range:"0..1000" doc:"How often a manager must have been asked within three months to be among the quickest and slowest in the CEO's digest of a Monday, and to read their own figures in their weekly letter; 0 tells neither."`
}

// Caps is [caps].
type Caps struct {
	CEOPerHour               int `toml:"ceo_per_hour" default:"40" unit:"letters" range:"1..10000" doc:"Letters over the CEO's name in an hour."`
	CEOPerDay                int `toml:"ceo_per_day" default:"200" unit:"letters" range:"1..100000" doc:"Letters over the CEO's name in a day."`
	LettersPerAddressPerHour int `toml:"letters_per_address_per_hour" default:"20" unit:"letters" range:"1..1000" doc:"Letters to one address in an hour."`
	LettersPerHour           int `toml:"letters_per_hour" default:"2000" unit:"letters" range:"1..1000000" doc:"Letters in all in an hour."`
}

// Retention is [retention].
type Retention struct {
	RawDays         int  `toml:"raw_days" default:"400" unit:"days" range:"1..3650" doc:"How long mails are kept as they came."`
	NominationYears int  `toml:"nomination_years" default:"3" unit:"years" range:"1..30" doc:"How long nominations are kept."`
	Mailboxes       bool `toml:"mailboxes" default:"true" doc:"Remove mails that are kept no longer from the watched folders too. A mailbox with after = nothing is left alone."`
}

// Catalogue is [catalogue].
type Catalogue struct {
	File string `toml:"file" kind:"file" example:"\"catalogue.toml\"" doc:"A TOML file of values, behaviours and touchpoints, used until one is imported (goodword behaviours import). Left out, a small general one that comes with goodword."`
}

// HTTP is [http].
type HTTP struct {
	Listen string `toml:"listen" kind:"listen" default:"127.0.0.1:8025" doc:"Where /healthz, /readyz and /metrics are served, as ADDRESS:PORT. They hold no letters and no names, and have no login: keep them inside. An empty text serves nothing."`
}

// Log is [log].
type Log struct {
	Level  string `toml:"level" default:"info" oneof:"debug|info|warn|error" doc:"The least serious lines to write."`
	Format string `toml:"format" default:"text" oneof:"text|json" doc:"text for people, json for programs."`
}
