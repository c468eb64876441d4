package jobs

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

// A statement's page names so many letters; a table attached names all, up to a
// bound that no caps let anybody reach.
const (
	statementPage = 25
	statementMost = 10_000
)

// statementOccasion is what makes the statement of a month one.
const statementOccasion = "statement"

type statementArgs struct{ From, To time.Time }

// statementIfDue writes to the CEO what was sent in their name in the month
// before, once, on its first working day at the digest's hour.
func (w work) statementIfDue() error {
	reader := w.people.Leader(recognition.CEO)
	place := w.people.place(reader)
	if reader == 0 || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
		return nil
	}
	y, m, _ := w.now.In(place.Location).Date()
	args := statementArgs{From: time.Date(y, m-1, 1, 0, 0, 0, 0, place.Location), To: time.Date(y, m, 1, 0, 0, 0, 0, place.Location)}
	period := args.From.Format("2006-01")
	if done, err := store.OccasionClaimed(w.ctx, w.tx, statementOccasion, string(recognition.CEO), period); err != nil || done {
		return err
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, statementOccasion, string(recognition.CEO), period, w.now); err != nil || !ours {
		return err
	}
	figures, err := store.CEONameFigures(w.ctx, w.tx, args.From, args.To)
	if err != nil || !figures.Known {
		return err // nothing had begun by then
	}
	id, err := w.post(post{kind: templates.LetterStatement, slot: "statement:" + period, to: reader, args: args})
	if err != nil || id == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, statementOccasion, string(recognition.CEO), period, id)
}

func (w work) buildStatement(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[statementArgs](l)
	if err != nil {
		return err
	}
	list, err := store.SentInCEOName(w.ctx, w.tx, args.From, args.To, statementMost)
	if err != nil {
		return err
	}
	from := args.From.In(w.people.place(*l.PersonID).Location)
	v := templates.Statement{Frame: f, Month: from, Year: from.Format("2006")}
	for _, s := range list {
		line := w.inYourName(s, f.Reader.Lang)
		v.Sent = append(v.Sent, line)
		switch line.How {
		case templates.SentBounced:
			v.Counts.Bounced++
		case templates.SentRefused:
			v.Counts.Refused++
		case templates.SentUnknown:
			v.Counts.Unknown++
		default:
			v.Counts.Taken++
		}
	}
	if err := w.statementFigures(&v, args); err != nil {
		return err
	}
	if len(v.Sent) > statementPage {
		table, err := statementTable(v.Sent, from.Location())
		if err != nil {
			return err
		}
		b.attachments = []send.Attachment{{Name: "sent-in-your-name-" + from.Format("2006-01") + ".csv", MediaType: "text/csv", Bytes: table}}
		v.Attached, v.More, v.Sent = true, len(v.Sent)-statementPage, v.Sent[:statementPage]
	}
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return nil
}

func (w work) statementFigures(v *templates.Statement, args statementArgs) error {
	figures, err := store.CEONameFigures(w.ctx, w.tx, args.From, args.To)
	if err != nil {
		return err
	}
	v.Counts.Held, v.Counts.Waiting, v.Counts.Pauses = figures.Held, figures.Waiting, figures.Pauses
	if v.Paused, err = w.pause(); err != nil {
		return err
	}
	entries, head, err := store.AuditHead(w.ctx, w.tx)
	v.Entries, v.Audit = int(entries), head
	return err
}

// inYourName is one line of the statement; it names no customer.
func (w work) inYourName(s store.InCEOName, lang string) templates.InYourName {
	line := templates.InYourName{Number: store.Nomination{Number: s.Number}.Public(), Nominee: w.people.shown(s.NomineeID), Own: s.Kind != string(templates.LetterThankYou),
		By: w.people.shown(s.ApproverID), OnBehalfOf: w.people.shownPtr(s.OnBehalfOf), At: s.SendingAt, How: templates.SentTaken}
	line.Behaviour = w.behaviourOf(&store.Nomination{Behaviour: s.Behaviour}, lang)
	switch s.State {
	case recognition.Bounced:
		line.How = templates.SentBounced
	case recognition.Refused:
		line.How = templates.SentRefused
	case recognition.Unknown, recognition.Sending:
		line.How = templates.SentUnknown
	}
	return line
}

// statementTable writes all letters of a month as CSV.
func statementTable(list []templates.InYourName, at *time.Location) ([]byte, error) {
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	table.UseCRLF = true
	rows := [][]string{{"number", "sent", "nominee", "address", "kind", "behaviour", "approved_by", "on_behalf_of", "state"}}
	for _, s := range list {
		kind := "thank-you"
		if s.Own {
			kind = "own words"
		}
		rows = append(rows, []string{s.Number, s.At.In(at).Format("2006-01-02 15:04"), s.Nominee.Name, s.Nominee.Address, kind, s.Behaviour.Name, s.By.Name, s.OnBehalfOf.Name, string(s.How)})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = asText(row[i])
		}
		if err := table.Write(row); err != nil {
			return nil, fmt.Errorf("write the table of the statement: %w", err)
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

// asText keeps a spreadsheet from taking a name for a formula.
func asText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
