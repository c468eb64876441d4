package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"text/tabwriter"

	"goodword/internal/store"
	"goodword/jobs"
)

type explainCommand struct {
	Files []string `arg:"" help:"Mails as files (.eml); - is standard input." name:"file"`
	JSON  bool     `help:"Print one JSON object a line."`
	DNS   bool     `help:"Look up DKIM keys."`
}

// Help shows examples.
func (explainCommand) Help() string {
	return `Without --config it needs no settings, database or network. With it, the
directory names nominees, and the settings say who vouches for a sender.

Examples:
  goodword explain mail.eml
  goodword explain --json - < mail.eml
  goodword explain --config goodword.toml --dns mail.eml`
}

// mostMail is how much of a mail is read, as the service's limit.
const mostMail = 25 << 20

// Run says what goodword makes of each mail.
func (x explainCommand) Run(e *environment) error {
	r := jobs.Reading{Now: e.now()}
	if x.DNS {
		r.Trust.LookupTXT = net.LookupTXT
	}
	explain := func(raw []byte) jobs.Explanation { return jobs.Explain(raw, r) }
	if e.given {
		return e.with(func(o *office) error {
			return o.in(e.ctx, func(tx store.Tx) (err error) {
				if r.Trust, err = o.desk.Trust(e.ctx, tx); err != nil {
					return err
				}
				if !x.DNS {
					r.Trust.LookupTXT = nil
				}
				return x.each(e, func(raw []byte) jobs.Explanation { return o.desk.Explain(e.ctx, tx, raw, r) })
			})
		})
	}
	return x.each(e, explain)
}

func (x explainCommand) each(e *environment, explain func([]byte) jobs.Explanation) error {
	var errs []error
	for _, name := range x.Files {
		raw, err := read(e, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		found := explain(raw)
		if x.JSON {
			enc := json.NewEncoder(e.out)
			enc.SetEscapeHTML(false)
			errs = append(errs, enc.Encode(found))
			continue
		}
		errs = append(errs, printExplanation(e.out, name, found))
	}
	return errors.Join(errs...)
}

func read(e *environment, name string) ([]byte, error) {
	in := e.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read the mail: %w", err)
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, mostMail+1))
	if err != nil {
		return nil, fmt.Errorf("read the mail %s: %w", name, err)
	}
	if len(raw) > mostMail {
		return nil, fmt.Errorf("the mail %s is larger than %d MB, which goodword sets aside by its size alone", name, mostMail>>20)
	}
	return raw, nil
}

func printExplanation(out io.Writer, name string, x jobs.Explanation) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	line := func(label, format string, args ...any) {
		if text := fmt.Sprintf(format, args...); strings.TrimSpace(text) != "" {
			fmt.Fprintf(w, "%s\t%s\n", label, plain(text))
		}
	}
	line("mail", "%s", name)
	line("kind", "%s (%s)", x.Kind, x.KindReason)
	line("from", "%s", x.From.String())
	line("subject", "%s", deref(x.Subject))
	line("client", "%s", deref(x.Client))
	line("language", "%s", deref(x.Language))
	line("tone", "%s", x.Tone)
	line("sender", "vouched for: %v (%s)", x.Sender.Vouched, x.Sender.By+x.Sender.Reason)
	if f := x.Forwarded; f != nil {
		line("customer", "%s, found by %s", f.From.String(), f.Evidence)
		line("their words", "%s", cut(f.Body))
	}
	line("note", "%s", cut(deref(x.Note)))
	if r := x.Reply; r != nil {
		line("own words", "%s", cut(r.Own))
		line("decision", "%s: %s", r.Decision, r.Reason)
		line("comment", "%s", cut(deref(r.Comment)))
		for _, c := range r.Commands {
			line("command", "%s %s %s", c.Name, deref(c.Item), strings.Join(c.Args, " "))
		}
	}
	if b := x.Bounce; b != nil {
		for _, r := range b.Recipients {
			line("failed", "%s %s %s", deref(r.Address), deref(r.Status), deref(r.Diagnostic))
		}
	}
	if b := x.Behaviour; b != nil && b.By == store.NamedByWords {
		line("behaviour", "%d. %s (%s), by the words %q", b.Number, b.Name, b.ID, b.Words)
	} else if b != nil {
		line("behaviour", "%d. %s (%s), as its sender says", b.Number, b.Name, b.ID)
	}
	for _, n := range x.Nominees {
		line("nominee", "%s %.2f: %s", n.Address, n.Score, strings.Join(n.Evidence, "; "))
	}
	for _, warning := range x.Warnings {
		line("warning", "%s", warning)
	}
	fmt.Fprintln(w)
	return w.Flush()
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// cut shows the beginning of a text in one line.
func cut(s string) string {
	const most = 200
	if runes := []rune(strings.Join(strings.Fields(s), " ")); len(runes) > most {
		return string(runes[:most]) + " …"
	}
	return strings.Join(strings.Fields(s), " ")
}
