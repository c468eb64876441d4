package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net"
	"slices"
	"strings"
	"text/tabwriter"

	"goodword/internal/store"
	"goodword/jobs"
)

type replayCommand struct {
	Places []string `arg:"" optional:"" help:"Folders (Maildir, or .eml files) or files (mbox, or one mail); the stored mails unless given." name:"folder|file"`
	Differ bool     `help:"Show only what differs from what was done."`
	JSON   bool     `help:"Print one JSON object a line."`
	DNS    bool     `help:"Look up DKIM keys, as far as they are still published."`
}

// Help shows examples.
func (replayCommand) Help() string {
	return `It reads every mail as this version would, changes nothing, and sends nothing.
With --config, or without a place, each is compared with what was done when it
came: its kind, its tone, who vouched for its sender, what it decided, whom it
nominated. What people corrected since (another nominee) shows as a difference
too. Mails whose bytes were kept long enough are not there any more. Without
--dns a sender vouched for by DKIM is not compared.

Examples:
  goodword replay
  goodword replay --differ --json > differences.json
  goodword replay archive.mbox
  goodword replay --config goodword.toml ~/Maildir`
}

// replayed is what is made of one mail, beside what was done.
type replayed struct {
	Mail    string           `json:"mail"`
	Was     *done            `json:"was"` // null for a mail that is not stored
	Today   jobs.Explanation `json:"today"`
	Differs []difference     `json:"differs"`
}

// done is what a stored mail was taken for.
type done struct {
	ID          int64    `json:"id"`
	Kind        string   `json:"kind"`
	Tone        string   `json:"tone"`
	Vouched     bool     `json:"vouched"`
	VouchedBy   string   `json:"vouched_by"`
	Disposition string   `json:"disposition"`
	Reason      string   `json:"reason"`
	Decisions   []string `json:"decisions"`
	Nominees    []string `json:"nominees"`
}

type difference struct {
	What string `json:"what"`
	Was  string `json:"was"`
	Now  string `json:"now"`
	Why  string `json:"why,omitempty"` // of who is vouched for
}

// replay is one run over an archive.
type replay struct {
	replayCommand
	e                     *environment
	office                *office // nil: nothing to compare with
	table                 *tabwriter.Writer
	mails, stored, differ int
	large                 int // passed over
}

// Run says what is made of each mail, and what differs.
func (c replayCommand) Run(e *environment) error {
	r := &replay{replayCommand: c, e: e, table: tabwriter.NewWriter(e.out, 0, 4, 2, ' ', 0)}
	if !e.given && len(c.Places) > 0 {
		return r.run()
	}
	return e.with(func(o *office) error {
		r.office = o
		return r.run()
	})
}

func (r *replay) run() error {
	if !r.JSON {
		fmt.Fprintln(r.table, "MAIL\tFROM\tTODAY\tDIFFERS")
	}
	if len(r.Places) == 0 {
		if err := r.all(); err != nil {
			return err
		}
	}
	for _, place := range r.Places {
		if err := eachArchived(place, r.file); err != nil {
			return err
		}
	}
	if len(r.Places) > 0 && r.mails+r.large == 0 {
		return fmt.Errorf("no mail is in %s: of a folder, Maildirs and files that end in .eml or .mbox are read; name a file of another ending by itself", strings.Join(r.Places, ", "))
	}
	if r.JSON {
		return nil
	}
	if err := r.table.Flush(); err != nil {
		return err
	}
	if r.office == nil {
		_, err := fmt.Fprintf(r.e.out, "\nMails read: %d; compared with nothing (--config FILE compares them with what was done)\n", r.mails)
		return err
	}
	_, err := fmt.Fprintf(r.e.out, "\nMails read: %d; of them stored: %d; otherwise than was done: %d\n", r.mails, r.stored, r.differ)
	return err
}

// all goes through the stored mails, a transaction each.
func (r *replay) all() error {
	for last := int64(0); ; {
		var ids []int64
		if err := r.office.in(r.e.ctx, func(tx store.Tx) (err error) {
			ids, err = store.ArchivedAfter(r.e.ctx, tx, last, 500)
			return err
		}); err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := r.office.in(r.e.ctx, func(tx store.Tx) error { return r.compare(tx, "", nil, id) }); err != nil {
				return err
			}
		}
		last = ids[len(ids)-1]
	}
}

func (r *replay) file(a archived) error {
	if err := r.e.ctx.Err(); err != nil {
		return err
	}
	if a.large {
		r.large++
		_, err := fmt.Fprintf(r.e.err, "%s: more than %d MB, which goodword sets aside by its size alone\n", plain(a.name), mostMail>>20)
		return err
	}
	if r.office == nil {
		var how jobs.Reading
		how.Now = r.e.now()
		if r.DNS {
			how.Trust.LookupTXT = net.LookupTXT
		}
		return r.show(replayed{Mail: a.name, Today: jobs.Explain(a.raw, how), Differs: []difference{}})
	}
	return r.office.in(r.e.ctx, func(tx store.Tx) error {
		id, found, err := store.StoredAs(r.e.ctx, tx, hashes(a.raw), jobs.MessageID(a.raw))
		if err != nil {
			return err
		}
		if !found {
			id = 0
		}
		return r.compare(tx, a.name, a.raw, id)
	})
}

// hashes are those that a mail may be stored under: archives keep its lines by
// LF, servers give them by CRLF.
func hashes(raw []byte) [][]byte {
	lf := bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	var list [][]byte
	for _, form := range [][]byte{raw, bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))} {
		for _, end := range []string{"", "\r\n"} { // an mbox says nothing of the last line's end
			h := sha256.Sum256(append(slices.Clone(form), end...))
			list = append(list, h[:])
		}
	}
	return list
}

// compare reads a mail anew; id 0 is one that is not stored.
func (r *replay) compare(tx store.Tx, name string, raw []byte, id int64) error {
	found := replayed{Mail: name, Differs: []difference{}}
	if id != 0 {
		in, err := store.InboundByID(r.e.ctx, tx, id)
		if err != nil {
			return err
		}
		if name == "" {
			found.Mail, raw = fmt.Sprint(id), in.Raw
		}
		if found.Was, err = r.was(tx, in); err != nil {
			return err
		}
	}
	trust, err := r.office.desk.Trust(r.e.ctx, tx)
	if err != nil {
		return err
	}
	if trust.LookupTXT = nil; r.DNS {
		trust.LookupTXT = net.LookupTXT
	}
	found.Today = r.office.desk.Explain(r.e.ctx, tx, raw, jobs.Reading{Trust: trust, Now: r.e.now()})
	if found.Was != nil {
		found.Differs = found.Was.against(found.Today, r.DNS)
	}
	return r.show(found)
}

func (r *replay) was(tx store.Tx, in store.Inbound) (*done, error) {
	d := &done{ID: in.ID, Kind: deref(in.Kind), Tone: deref(in.Tone), Vouched: in.Vouched != nil && *in.Vouched, VouchedBy: deref(in.VouchedBy),
		Disposition: deref(in.Disposition), Reason: deref(in.Reason)}
	var err error
	if d.Decisions, err = store.DecidedBy(r.e.ctx, tx, in.ID); err != nil {
		return nil, err
	}
	d.Nominees, err = store.NomineesBy(r.e.ctx, tx, in.ID)
	return d, err
}

// against lists what is read otherwise today. A duplicate was not looked into
// further than its kind and tone.
func (d *done) against(x jobs.Explanation, dns bool) []difference {
	list := []difference{}
	add := func(what, was, now string) {
		if was != now {
			list = append(list, difference{What: what, Was: was, Now: now})
		}
	}
	if d.Kind != "" { // else reading failed
		add("kind", d.Kind, x.Kind)
		add("tone", d.Tone, x.Tone)
	}
	if dns || !strings.Contains(strings.ToLower(d.VouchedBy), "dkim") {
		if d.Vouched != x.Sender.Vouched {
			list = append(list, difference{"vouched for", fmt.Sprint(d.Vouched), fmt.Sprint(x.Sender.Vouched), x.Sender.Reason})
		}
	}
	today := answers(x)
	for _, was := range d.Decisions {
		if !slices.Contains(today, was) {
			add("decision", was, orNone(strings.Join(today, ", ")))
		}
	}
	if x.Token != nil && x.Sender.Vouched && len(d.Decisions) == 0 && d.Disposition != "duplicate" && len(today) > 0 {
		add("decision", "none", strings.Join(today, ", "))
	}
	if len(d.Nominees) > 0 && (len(x.Nominees) == 0 || !slices.Contains(d.Nominees, x.Nominees[0].Address)) {
		now := ""
		if len(x.Nominees) > 0 {
			now = x.Nominees[0].Address
		}
		add("nominee", strings.Join(d.Nominees, ", "), orNone(now))
	}
	return list
}

// answers are the decisions that a mail's words are read as, by themselves or by number.
func answers(x jobs.Explanation) (list []string) {
	if x.Reply == nil {
		return nil
	}
	said := []string{x.Reply.Decision}
	for _, c := range x.Reply.Commands {
		said = append(said, c.Name)
	}
	for _, answer := range []string{"approve", "decline"} {
		if slices.Contains(said, answer) {
			list = append(list, answer)
		}
	}
	return list
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func (r *replay) show(found replayed) error {
	r.mails++
	if found.Was != nil {
		r.stored++
	}
	if len(found.Differs) > 0 {
		r.differ++
	} else if r.Differ {
		return nil
	}
	if r.JSON {
		enc := json.NewEncoder(r.e.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(found)
	}
	x := found.Today
	today := x.Kind + ", " + x.Tone
	if list := answers(x); len(list) > 0 {
		today += ", " + strings.Join(list, ", ")
	}
	if len(x.Nominees) > 0 {
		today += ", " + x.Nominees[0].Address
	}
	var differs []string
	for _, d := range found.Differs {
		said := fmt.Sprintf("%s: %s → %s", d.What, d.Was, d.Now)
		if d.Why != "" {
			said += " (" + d.Why + ")"
		}
		differs = append(differs, said)
	}
	_, err := fmt.Fprintf(r.table, "%s\t%s\t%s\t%s\n", plain(found.Mail), plain(deref(x.From.Address)), plain(today), plain(strings.Join(differs, "; ")))
	return err
}
