package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"goodword/internal/store"
)

// marked is what stands in a column of each type that holds words; refers are the types that hold none.
func marked(kind string) string {
	const words = "Tom said tom@customer.test so"
	return map[string]string{"text": "'" + words + "'", "varchar": "'" + words + "'", "_text": "array['" + words + "']",
		"jsonb": `'{"said": "` + words + `"}'`, "_jsonb": `array['{"said": "` + words + `"}'::jsonb]`}[kind]
}

var refers = []string{"bool", "int2", "int4", "int8", "timestamptz", "date", "bytea"}

// TestEveryColumnIsKnown: a customer's address in whatever column of the data map may hold words of
// somebody is found by the export of that row and gone after forgetting, by either way to forget. The tables are
// copies without constraints, so that each can have a row.
func TestEveryColumnIsKnown(t *testing.T) {
	pool := open(t)
	if err := in(t, pool, func(tx store.Tx) error {
		if _, err := tx.Exec(t.Context(), "create schema copies"); err != nil {
			return err
		}
		var tables []store.Table
		for _, table := range store.DataMap() {
			made, err := copyOf(t, tx, table)
			if err != nil {
				return fmt.Errorf("%s: %w", table.Name, err)
			}
			if made && table.Name != "audit" && table.Name != "people" { // forgotten in ways of their own, which TestForget and TestForgetLeaver try
				tables = append(tables, table)
			}
		}
		if len(tables) < 15 {
			t.Errorf("only %d tables hold words", len(tables))
		}
		if _, err := tx.Exec(t.Context(), "set local search_path = copies, goodword"); err != nil {
			return err
		}
		for _, table := range tables {
			exported(t, tx, table)
		}
		for _, forget := range []func() (int64, error){
			func() (int64, error) { return store.Scrub(t.Context(), tx, `tom@customer\.test`) },
			func() (int64, error) {
				return store.ScrubCustomer(t.Context(), tx, store.Scrubbing{Pattern: `tom@customer\.test`, Addresses: `tom@customer\.test`, Mails: []int64{1}})
			},
		} {
			if _, err := tx.Exec(t.Context(), "savepoint before"); err != nil {
				return err
			}
			if _, err := forget(); err != nil {
				return err
			}
			for _, table := range tables {
				var left *string
				if err := tx.QueryRow(t.Context(), "select max(t::text) from "+table.Name+" t where t::text like '%tom@customer%'").Scan(&left); err != nil {
					return err
				}
				if left != nil {
					t.Errorf("forgetting leaves in %s: %s", table.Name, *left)
				}
			}
			if _, err := tx.Exec(t.Context(), "rollback to before"); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// copyOf makes a copy of a table with one row, whose columns that may hold words hold the customer's
// address; a table without such columns is not copied.
func copyOf(t *testing.T, tx store.Tx, table store.Table) (made bool, err error) {
	t.Helper()
	rows, err := tx.Query(t.Context(), `select column_name, udt_name from information_schema.columns
		where table_schema = 'goodword' and table_name = $1 and is_generated = 'NEVER' order by 1`, table.Name)
	if err != nil {
		return false, err
	}
	names, values := []string{"id"}, []string{"1"}
	if state := map[string]string{"nominations": "thanked", "letters": "accepted"}[table.Name]; state != "" { // nothing is written from it any more
		names, values = append(names, "state"), append(values, "'"+state+"'")
	}
	words := 0
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return false, err
		}
		if holds := table.Columns[name]; holds == store.Plain || holds == store.Hashed {
			continue
		}
		value := marked(kind)
		if value == "" && !slices.Contains(refers, kind) || kind == "bytea" && name != "raw" {
			t.Errorf("%s.%s is of the type %s, which forgetting does not know", table.Name, name, kind)
		}
		if value != "" {
			names, values = append(names, name), append(values, value)
			words++
		}
	}
	if rows.Err() != nil || words == 0 {
		return false, rows.Err()
	}
	if _, err := tx.Exec(t.Context(), "create table copies."+table.Name+" as select * from goodword."+table.Name+" with no data"); err != nil {
		return false, err
	}
	if _, err := tx.Exec(t.Context(), "alter table copies."+table.Name+" add column if not exists id bigint"); err != nil {
		return false, err
	}
	_, err = tx.Exec(t.Context(), "insert into copies."+table.Name+" ("+strings.Join(names, ", ")+") values ("+strings.Join(values, ", ")+")")
	return true, err
}

// exported wants the export of a row that is a customer's to give all that is of customers, or of
// anyone; and of one that is an employee's, all that is of employees.
func exported(t *testing.T, tx store.Tx, table store.Table) {
	t.Helper()
	for of, as := range map[store.Holds]struct {
		whose string
		key   store.PersonKey
	}{store.OfCustomer: {table.Customer, store.PersonKey{Addresses: []string{"x"}}}, store.OfEmployee: {table.Employee, store.PersonKey{ID: 1, Addresses: []string{"x"}}}} {
		table.Customer, table.Employee = "true", "true"
		rows, err := store.RowsOf(t.Context(), tx, table, as.key)
		if err != nil || len(rows) != 1 {
			t.Fatalf("%s: %d rows are exported, %v", table.Name, len(rows), err)
		}
		for name, holds := range table.Columns {
			_, given := rows[0][name]
			if want := holds != store.Hashed && (holds == of || holds == store.OfAnyone || holds == store.Plain); given != want {
				t.Errorf("%s.%s, of %s: exported of %s: %t", table.Name, name, holds, of, given)
			}
			if holds == of && as.whose == "" {
				t.Errorf("%s.%s is of %s, and the data map does not say whose a row is: the export gives it to nobody", table.Name, name, of)
			}
		}
	}
}
