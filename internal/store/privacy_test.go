package store_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"goodword/internal/store"
)

// TestDataMap: every column of the schema is classified, nothing is classified
// that is not there, and every table that holds something of people says whose
// rows are whose.
func TestDataMap(t *testing.T) {
	pool := open(t)
	rows, err := pool.Query(t.Context(), `select table_name, column_name from information_schema.columns
		where table_schema = 'goodword' and not (select relispartition from pg_class where oid = table_name::regclass)`)
	if err != nil {
		t.Fatal(err)
	}
	schema := map[string]map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if schema[table] == nil {
			schema[table] = map[string]bool{}
		}
		schema[table][column] = true
	}
	if len(schema) < 20 {
		t.Fatalf("only %d tables were found", len(schema))
	}
	for _, wrong := range unclassified(store.DataMap(), schema) {
		t.Error(wrong)
	}
	schema["letters"]["shoe_size"], schema["diaries"] = true, map[string]bool{"entry": true}
	delete(schema["people"], "phone")
	if found := unclassified(store.DataMap(), schema); len(found) != 3 {
		t.Errorf("a new column, a new table and one that is gone give %q", found)
	}
}

func unclassified(known []store.Table, schema map[string]map[string]bool) (wrong []string) {
	seen := map[string]bool{}
	for _, t := range known {
		seen[t.Name] = true
		personal := false
		for column, holds := range t.Columns {
			if !schema[t.Name][column] {
				wrong = append(wrong, fmt.Sprintf("%s.%s is classified and not in the schema", t.Name, column))
			}
			personal = personal || holds != store.Plain && holds != store.Hashed
		}
		for column := range schema[t.Name] {
			if _, ok := t.Columns[column]; !ok {
				wrong = append(wrong, fmt.Sprintf("nobody classified %s.%s: say in the data map whose data it holds, and let forget and export know", t.Name, column))
			}
		}
		// What a job's error or a trouble quotes is nobody's row: it is searched for words. Bytes are those of a row in inbound.
		if personal && t.Customer+t.Employee == "" && t.Name != "river_job" && t.Name != "troubles" && t.Name != store.BytesTable {
			wrong = append(wrong, t.Name+" holds personal data, and nothing says whose rows are whose")
		}
	}
	for table := range schema {
		if !seen[table] {
			wrong = append(wrong, "nobody classified the table "+table)
		}
	}
	return wrong
}

// TestDataMapInDocs: docs/privacy.md shows the data map as it is.
func TestDataMapInDocs(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/privacy.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := dataMapAsText(); !strings.Contains(string(text), want) {
		t.Errorf("the data map in docs/privacy.md is not the one in the code, which is:\n%s", want)
	}
}

func dataMapAsText() string {
	var b strings.Builder
	b.WriteString("| table | a row is | of employees | of customers | of anyone | kept |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, t := range store.DataMap() {
		of := map[store.Holds][]string{}
		for column, holds := range t.Columns {
			of[holds] = append(of[holds], column)
		}
		cell := func(h store.Holds) string {
			slices.Sort(of[h])
			return strings.Join(of[h], ", ")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", t.Name, t.Rows, cell(store.OfEmployee), cell(store.OfCustomer), cell(store.OfAnyone), t.Kept)
	}
	return b.String()
}

// TestRowsOf: every condition of the data map is one that the database
// understands, for customers and for employees, and finds nobody else's rows.
func TestRowsOf(t *testing.T) {
	pool := open(t)
	if _, err := pool.Exec(t.Context(), `insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, from_address, subject, disposition, reason, read_at)
		values ('m', 1, 1, '\x01', now(), 1, convert_to(E'Subject: x\r\n\r\nGr\u00fc\u00dfe', 'UTF8'), 'Tom@customer.test', 'x', 'compliment', '', now()),
			('m', 1, 2, '\x02', now(), 1, '', 'ann@corp.example', 'y', 'decision', '', now())`); err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec(t.Context(), "insert into people (address, name) values ('ann@corp.example', 'Ann')"); err != nil {
		t.Fatal(err)
	}
	if err := in(t, pool, func(tx store.Tx) error {
		for _, table := range store.DataMap() {
			for _, key := range []store.PersonKey{{Addresses: []string{"tom@customer.test"}}, {ID: 1, Addresses: []string{"ann@corp.example"}}} {
				rows, err := store.RowsOf(t.Context(), tx, table, key)
				if err != nil {
					return err
				}
				want := table.Name == "inbound" || table.Name == "people" && key.ID != 0
				if want != (len(rows) == 1) || len(rows) > 1 {
					t.Errorf("%d rows of %s for %v", len(rows), table.Name, key.Addresses)
				}
				if table.Name == "inbound" && key.ID == 0 && rows[0]["raw"] != "Subject: x\n\nGrüße" {
					t.Errorf("the mail reads %q", rows[0]["raw"])
				}
				if table.Name == "inbound" && rows[0]["sha256"] != nil {
					t.Error("hashes are given out")
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
