package jobs

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"goodword/internal/store"
	"goodword/mail/address"
)

// Export is everything that is held about somebody.
type Export struct {
	Address string         `json:"address"`
	Name    string         `json:"name,omitempty"` // of somebody in the directory
	At      time.Time      `json:"at"`
	Parts   []ExportedPart `json:"parts"`
}

// ExportedPart is what one table holds of them.
type ExportedPart struct {
	Table string           `json:"table"`
	As    string           `json:"as"` // employee or customer
	Rows  string           `json:"rows"`
	Kept  string           `json:"kept"`
	Held  []map[string]any `json:"held"`
}

// Export gathers what is held about an address, of an employee or of a customer;
// who works here may have written as a customer, too. Hashes, tokens and what
// is somebody else's are left out.
func (d *Desk) Export(ctx context.Context, who string) (e Export, err error) {
	who = address.Fold(strings.TrimSpace(who))
	if !strings.Contains(who, "@") {
		return e, fmt.Errorf("%q is no address", who)
	}
	err = d.tx(ctx, func(w work) error {
		e = Export{Address: who, At: w.now, Parts: []ExportedPart{}}
		if p, known := w.people.withAddress(who); known {
			e.Name = p.Name
			addresses := []string{strings.ToLower(p.Address)}
			for _, a := range p.Aliases {
				addresses = append(addresses, strings.ToLower(a))
			}
			if err := w.export(&e, "employee", store.PersonKey{ID: p.ID, Addresses: addresses}); err != nil {
				return err
			}
		}
		return w.export(&e, "customer", store.PersonKey{Addresses: []string{who}})
	})
	return e, err
}

func (w work) export(e *Export, as string, key store.PersonKey) error {
	for _, t := range store.DataMap() {
		if as == "customer" && e.Name != "" && t.Name != "nominations" {
			continue // the rows of their address are an employee's, and given out as such
		}
		rows, err := store.RowsOf(w.ctx, w.tx, t, key)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		for _, row := range rows {
			for name, value := range row {
				row[name] = withoutSecrets(value)
			}
		}
		e.Parts = append(e.Parts, ExportedPart{Table: t.Name, As: as, Rows: t.Rows, Kept: t.Kept, Held: rows})
	}
	return nil
}

// withoutSecrets strips tokens from whatever is given out.
func withoutSecrets(value any) any {
	switch v := value.(type) {
	case string:
		return withoutTokens(v)
	case []any:
		for i := range v {
			v[i] = withoutSecrets(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = withoutSecrets(v[k])
		}
	}
	return value
}

// WriteText writes an export for people to read.
func (e Export) WriteText(out io.Writer) error {
	name := e.Address
	if e.Name != "" {
		name = e.Name + " <" + e.Address + ">"
	}
	if _, err := fmt.Fprintf(out, "What is held about %s on %s\n", name, e.At.Format("2 January 2006, 15:04 MST")); err != nil {
		return err
	}
	if len(e.Parts) == 0 {
		_, err := fmt.Fprintln(out, "\nNothing.")
		return err
	}
	for _, p := range e.Parts {
		if _, err := fmt.Fprintf(out, "\n%s, as %s: %d × %s\nkept: %s\n", strings.ToUpper(p.Table), p.As, len(p.Held), p.Rows, p.Kept); err != nil {
			return err
		}
		for i, row := range p.Held {
			if err := writeRow(out, i+1, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRow writes what a row says, columns that say nothing left out.
func writeRow(out io.Writer, n int, row map[string]any) error {
	names := make([]string, 0, len(row))
	for name := range row {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %d.\n", n)
	for _, name := range names {
		said := strings.TrimSpace(fmt.Sprint(row[name]))
		if f, ok := row[name].(float64); ok {
			said = fmt.Sprintf("%.0f", f)
		}
		if row[name] == nil || said == "" || said == "[]" || said == "map[]" {
			continue
		}
		fmt.Fprintf(&b, "    %s: %s\n", name, strings.ReplaceAll(withoutControls(said), "\n", "\n      | "))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// withoutControls keeps a stranger's control characters off a terminal; lines stay.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r >= ' ' && r != 0x7f && (r < 0x80 || r >= 0xa0) && (r < 0x202a || r > 0x202e) && (r < 0x2066 || r > 0x2069) {
			return r
		}
		return ' '
	}, s)
}
