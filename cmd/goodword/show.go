package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"goodword/internal/store"
)

type showCommand struct {
	ID   string `arg:"" help:"A nomination (GW-1001) or the number of a stored mail."`
	JSON bool   `help:"Print one JSON object."`
	Raw  bool   `help:"Of a mail: print it as it came."`
}

// Help shows examples.
func (showCommand) Help() string {
	return `Examples:
  goodword show GW-1001
  goodword show 17
  goodword show 17 --raw`
}

// nominationHistory is all that is known of a nomination.
type nominationHistory struct {
	Nomination store.Nomination `json:"nomination"`
	Nominee    string           `json:"nominee"`
	Nominator  string           `json:"nominator"`
	Shown      store.Shown      `json:"shown"`
	Asks       []store.Ask      `json:"asks"`
	Decisions  []store.Decision `json:"decisions"`
	Letters    []store.Letter   `json:"letters"`
	History    []store.Chained  `json:"history"`
}

// mailHistory is all that is known of a stored mail.
type mailHistory struct {
	Mail        store.Inbound      `json:"mail"`
	Effects     []store.Effect     `json:"effects"`
	Nominations []store.Nomination `json:"nominations"`
}

// Run shows the whole history of a nomination or a mail.
func (s showCommand) Run(e *environment) error {
	return e.look(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			if id, err := strconv.ParseInt(s.ID, 10, 64); err == nil {
				return s.mail(e, tx, id)
			}
			number, err := nominationNumber(s.ID)
			if err != nil {
				return fmt.Errorf("%w, and mails have a plain number", err)
			}
			return s.nomination(e, tx, number)
		})
	})
}

func (s showCommand) mail(e *environment, tx store.Tx, id int64) (err error) {
	var h mailHistory
	if h.Mail, err = store.InboundByID(e.ctx, tx, id); err != nil {
		return fmt.Errorf("show mail %d: %w", id, err)
	}
	if s.Raw {
		_, err := e.out.Write(h.Mail.Raw)
		return err
	}
	if h.Effects, err = store.Effects(e.ctx, tx, id); err != nil {
		return err
	}
	if h.Nominations, err = store.NominationsOf(e.ctx, tx, id); err != nil {
		return err
	}
	if s.JSON {
		h.Mail.Raw = nil
		return json.NewEncoder(e.out).Encode(h)
	}
	return h.print(e.out)
}

func (h mailHistory) print(out io.Writer) error {
	m := h.Mail
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	vouched := "nobody"
	if m.Vouched != nil && *m.Vouched {
		vouched = said(m.VouchedBy)
	}
	for _, row := range [][2]string{
		{"mail", fmt.Sprintf("%d, %d bytes, in %s", m.ID, m.Size, m.Mailbox)},
		{"from", said(m.FromAddress)}, {"subject", said(m.Subject)}, {"stored", stamp(m.StoredAt)},
		{"kind", said(m.Kind)}, {"tone", said(m.Tone)}, {"vouched for by", vouched},
		{"taken for", said(m.Disposition)}, {"because", said(m.Reason)},
	} {
		fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(h.Effects) > 0 {
		fmt.Fprintln(out, "\nWhat followed:")
	}
	for _, f := range h.Effects {
		fmt.Fprintf(out, "  %s  %s\n", stamp(f.HappenedAt), plain(f.What))
	}
	for _, n := range h.Nominations {
		fmt.Fprintf(out, "\n%s is %s (goodword show %s)\n", n.Public(), n.State, n.Public())
	}
	return nil
}

func (s showCommand) nomination(e *environment, tx store.Tx, number int64) (err error) {
	var h nominationHistory
	if h.Nomination, err = store.NominationByNumber(e.ctx, tx, number); err != nil {
		return fmt.Errorf("show GW-%d: %w", number, err)
	}
	id := h.Nomination.ID
	if h.Nominee, err = nameOf(e, tx, h.Nomination.NomineeID); err != nil {
		return err
	}
	if h.Nominator, err = nameOf(e, tx, h.Nomination.NominatorID); err != nil {
		return err
	}
	if h.Shown, err = store.ShownBy(e.ctx, tx, id); err != nil {
		return err
	}
	if h.Asks, err = store.Asks(e.ctx, tx, id); err != nil {
		return err
	}
	if h.Decisions, err = store.Decisions(e.ctx, tx, id); err != nil {
		return err
	}
	if h.Letters, err = store.LettersOf(e.ctx, tx, id); err != nil {
		return err
	}
	if h.History, err = store.History(e.ctx, tx, id); err != nil {
		return err
	}
	for i := range h.Letters {
		h.Letters[i].Raw = nil // it may carry a token
	}
	if s.JSON {
		return json.NewEncoder(e.out).Encode(h)
	}
	return h.print(e.out)
}

func nameOf(e *environment, tx store.Tx, id *int64) (string, error) {
	if id == nil {
		return "-", nil
	}
	p, err := store.PersonByID(e.ctx, tx, *id)
	return fmt.Sprintf("%s <%s>", p.Name, p.Address), err
}

func (h nominationHistory) print(out io.Writer) error {
	n := h.Nomination
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, row := range [][2]string{
		{n.Public(), fmt.Sprintf("%s (%s)", n.State, plain(n.Reason))}, {"whose move", string(n.State.Turn())},
		{"nominee", h.Nominee}, {"nominator", h.Nominator}, {"from mail", strconv.FormatInt(n.InboundID, 10)},
		{"customer", plain(n.CustomerName + " " + n.CustomerAddress)}, {"proof", string(n.Proof)}, {"subject", plain(n.Subject)},
		{"behaviour", h.behaviour()}, {"opened", stamp(n.OpenedAt)},
	} {
		fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
	}
	fmt.Fprintln(w, "\nwhen\twhat\twho\tdetail")
	for _, c := range h.History {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", stamp(c.HappenedAt), c.What, plain(c.Who), plain(c.Detail))
	}
	fmt.Fprintln(w, "\nletter\tkind\tto\tstate\toutcome")
	for _, l := range h.Letters {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", l.ID, l.Kind, l.ToAddress, l.State, plain(l.Outcome))
	}
	return w.Flush()
}
