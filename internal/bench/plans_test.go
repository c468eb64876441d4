package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/postgres/pgtest"
	"goodword/internal/store"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// growing are the tables that grow with every mail; the directory does not.
func growing() []string {
	return []string{"inbound", "nominations", "letters", "tokens", "customer_tokens", "effects", "audit", "asks", "decisions", "items", "challenges",
		"touches", "reaches", "consents", "customer_answers", "digests"}
}

// What goodword asks must cost the same however much is stored: no query may have
// to read a growing table from end to end. The statements are those that a
// company's weeks of mail cause; the plans are made for a database of BENCH_ROWS
// rows a table (100,000), for any values; sequential scans,
// merges and hashes are dear in them, so that the number changes nothing: where a
// scan is left, no index serves the query.
func TestPlans(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, company)
	pool, statements, err := traced(t.Context(), url, 8)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	k := newTalk(t, pool, 60)
	began := time.Now()
	k.write(k.day.Mails)
	k.answer()
	for _, d := range []time.Duration{time.Hour, 14 * time.Hour, 10 * time.Hour, 24 * time.Hour, 96 * time.Hour, 96 * time.Hour,
		14 * 24 * time.Hour, 20 * 24 * time.Hour, 60 * 24 * time.Hour} {
		k.pass(d)
		k.answer()
	}
	k.operate()
	t.Logf("the conversations took %s", time.Since(began).Round(time.Millisecond))
	filled := pgtest.Database(t, schema)
	conn, err := pgx.Connect(t.Context(), filled+"&search_path=goodword")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	began = time.Now()
	fill(t, conn, setting("BENCH_ROWS", 100_000))
	if _, err := conn.Exec(t.Context(), `set plan_cache_mode = force_generic_plan; set jit = off;
		set enable_seqscan = off; set enable_mergejoin = off; set enable_hashjoin = off`); err != nil {
		t.Fatal(err)
	}
	t.Logf("filling took %s", time.Since(began).Round(time.Millisecond))
	looked := 0
	for i, a := range statements.list() {
		if !ours(a.sql) {
			continue
		}
		looked++
		if scans := scansOf(t, conn, i, a.sql); len(scans) > 0 {
			t.Errorf("no index serves %s: %s", strings.Join(scans, ", "), strings.Join(strings.Fields(a.sql), " "))
		}
	}
	if looked < 100 {
		t.Errorf("only %d statements were seen: the conversations do not reach what they should", looked)
	}
	t.Logf("%d statements were looked at", looked)
	for i, sql := range []string{"select what from effects where what = $1", "select id from inbound order by id", "update letters set outcome = '' where subject = $1",
		"select month from inbound_bytes where raw = $1"} {
		if len(scansOf(t, conn, -1-i, sql)) == 0 {
			t.Errorf("the scan in %q was not seen", sql)
		}
	}
}

// ours says whether a statement is one of the store's that can be planned.
func ours(sql string) bool {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(sql)), " ")
	return slices.Contains([]string{"select", "insert", "update", "delete", "with"}, strings.TrimSpace(strings.Split(word, "\n")[0])) &&
		!strings.Contains(sql, "river_") && !strings.Contains(sql, "tally_changes")
}

var placeholder = regexp.MustCompile(`\$(\d+)`)

// scansOf gives what a statement's generic plan reads from end to end.
func scansOf(t *testing.T, conn *pgx.Conn, i int, sql string) []string {
	t.Helper()
	most := 0
	for _, m := range placeholder.FindAllStringSubmatch(sql, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			most = max(most, n)
		}
	}
	name := fmt.Sprintf("asked_%d", i+1000)
	if _, err := conn.Exec(t.Context(), "prepare "+name+" as "+sql); err != nil {
		t.Fatalf("prepare %s: %v", sql, err)
	}
	execute := "explain (format json, costs off) execute " + name
	if most > 0 {
		execute += "(" + strings.TrimSuffix(strings.Repeat("null,", most), ",") + ")"
	}
	var text []byte
	if err := conn.QueryRow(t.Context(), execute, pgx.QueryExecModeSimpleProtocol).Scan(&text); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	var plans []struct{ Plan node }
	if err := json.Unmarshal(text, &plans); err != nil {
		t.Fatal(err)
	}
	return plans[0].Plan.scans(false)
}

// node is a step of a plan, as EXPLAIN tells it.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Index    string `json:"Index Name"`
	Cond     string `json:"Index Cond"`
	Plans    []node
}

// scans gives the growing tables that are read from end to end: by a sequential
// scan, or along a whole index that is not of a part of the table. Under a limit
// an index gives the order.
func (n node) scans(limited bool) (list []string) {
	limited = limited || n.Type == "Limit"
	if slices.Contains(growing(), n.Relation) || strings.HasPrefix(n.Relation, store.BytesTable) && n.Relation != store.BytesTable+"_other" {
		switch {
		case n.Type == "Seq Scan":
			list = append(list, "a sequential scan of "+n.Relation)
		case (n.Type == "Index Scan" || n.Type == "Index Only Scan") && n.Cond == "" && !limited && !partial(n.Index):
			list = append(list, "a scan of all of "+n.Relation+" along "+n.Index)
		}
	}
	for _, p := range n.Plans {
		list = append(list, p.scans(limited && p.Type != "Hash")...)
	}
	return list
}

// partial says whether an index holds only what is still to do.
func partial(index string) bool {
	return slices.Contains([]string{"letters_due", "letters_sending", "letters_unknown", "inbound_unread", "inbound_set_aside", "inbound_expunge",
		"nominations_due", "touches_owed", "touches_open", "letters_bytes", "asks_open", "asks_person", "letters_one_thank_you"}, index)
}

// fill puts so many rows into each of the large tables, past triggers and keys.
func fill(t *testing.T, conn *pgx.Conn, rows int) {
	t.Helper()
	text, err := os.ReadFile("testdata/fill.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), strings.ReplaceAll(string(text), ":rows", strconv.Itoa(rows))); err != nil {
		t.Fatal(err)
	}
}
