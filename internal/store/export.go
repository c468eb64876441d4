package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// PersonKey finds somebody's rows: an employee by id and addresses, a customer
// by address (ID 0).
type PersonKey struct {
	ID        int64
	Addresses []string // in small letters; a customer has one
}

func (k PersonKey) employee() bool { return k.ID != 0 }

// RowsOf gives what a table holds of somebody, by column. Hashes are left out,
// and what is somebody else's: of employees in a customer's rows, of customers
// in an employee's. Raw mails are text.
func RowsOf(ctx context.Context, tx Tx, t Table, k PersonKey) ([]map[string]any, error) {
	condition, args := t.Customer, []any{k.Addresses[0]}
	if k.employee() {
		condition, args = t.Employee, []any{k.ID, k.Addresses}
	}
	if condition == "" {
		return nil, nil
	}
	// An argument that the condition does not name would have no type.
	names := "$1::text is not null"
	if k.employee() {
		names = "$1::bigint is not null and $2::text[] is not null"
	}
	row := "to_jsonb(t)"
	if t.Name == "inbound" { // with its bytes, wherever they are
		row += " || case when t.bytes_in is null then '{}' else jsonb_build_object('raw', (select " + rawBytes + " from inbound where inbound.id = t.id)) end"
	}
	rows, err := tx.Query(ctx, fmt.Sprintf("select (%s) - $%d::text[] from %s t where (%s) and (%s) order by t.ctid",
		row, len(args)+1, pgx.Identifier{t.Name}.Sanitize(), names, condition), append(args, t.withheld(k))...)
	if err != nil {
		return nil, fmt.Errorf("export %s: %w", t.Name, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[json.RawMessage])
	if err != nil {
		return nil, fmt.Errorf("export %s: %w", t.Name, err)
	}
	list := make([]map[string]any, len(found))
	for i, row := range found {
		if err := json.Unmarshal(row, &list[i]); err != nil {
			return nil, fmt.Errorf("export %s: %w", t.Name, err)
		}
		readable(list[i])
	}
	return list, nil
}

// withheld lists the columns that are not given out.
func (t Table) withheld(k PersonKey) []string {
	others := OfEmployee
	if k.employee() {
		others = OfCustomer
	}
	list := []string{}
	for name, holds := range t.Columns {
		if holds == Hashed || holds == others {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// readable turns the bytes of a mail into text.
func readable(row map[string]any) {
	said, ok := row["raw"].(string)
	if !ok {
		return
	}
	if raw, err := hex.DecodeString(strings.TrimPrefix(said, `\x`)); err == nil {
		row["raw"] = strings.ReplaceAll(strings.ToValidUTF8(string(raw), "\uFFFD"), "\r\n", "\n")
	}
}
