package pgtest

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestMain(m *testing.M) { Main(m) }

func makeTable(ctx context.Context, url string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, `CREATE EXTENSION pg_trgm; CREATE TABLE word (text text PRIMARY KEY)`)
	return err
}

// Two tests insert the same row at once: it goes in twice only if each has a database of its own.
func TestDatabaseIsOfOnesOwn(t *testing.T) {
	t.Parallel()
	for range 4 {
		t.Run("one of many", func(t *testing.T) {
			t.Parallel()
			conn, err := pgx.Connect(t.Context(), Database(t, makeTable))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close(context.Background()) }()
			if _, err := conn.Exec(t.Context(), `INSERT INTO word VALUES ('thanks')`); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestWithDatabase(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"postgres:///goodword?host=%2Frun&user=postgres", "postgres:///x?host=%2Frun&user=postgres"},
		{"postgres://ann:pw@db.example:5433/gw?sslmode=require", "postgres://ann:pw@db.example:5433/x?sslmode=require"},
	} {
		if got := withDatabase(c.in, "x"); got != c.want {
			t.Errorf("withDatabase(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func BenchmarkDatabase(b *testing.B) {
	for b.Loop() {
		Database(b, makeTable)
	}
}
