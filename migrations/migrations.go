// Package migrations brings a database to the schema this version of goodword
// needs: River's tables and our own, in the schema "goodword". Any number of
// processes may call Up at once. serve and the migrate command call it.
package migrations

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed *.sql
var files embed.FS

// Schema is where all tables live, River's beside ours.
const Schema = "goodword"

// lock is the advisory lock that makes processes migrate one after another.
const lock = 0x676f6f64776f7264

// Application is what goodword's connections are called in pg_stat_activity. It says what a process
// knows: one that is called Before finds the bytes of mails in their rows alone.
const (
	Application = "goodword by month"
	Before      = "goodword"
)

// Pool opens a pool whose connections see our schema. maxConns 0 leaves pgx's default.
func Pool(ctx context.Context, url string, maxConns int32) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", err)
	}
	if maxConns > 0 {
		config.MaxConns = maxConns
	}
	config.ConnConfig.RuntimeParams["search_path"] = Schema
	config.ConnConfig.RuntimeParams["application_name"] = Application
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	// A process that is stopped in mid-transaction, or a machine that vanished,
	// must not keep others from a mailbox or a nomination for longer.
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "45s"
	// A plan made while a table is young is kept for as long as the connection knows of
	// no news about it: read whole, it would be read whole for each row of a backlog. It is said
	// in the session, as poolers refuse parameters that they do not know. Up to PostgreSQL 17 a table
	// that must be read whole all the same seems so dear then that a server with jit, which is the
	// default, compiles the statement each time: 0.1 s and more for a table without a row.
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		registerBytes(conn.TypeMap())
		_, err := conn.Exec(ctx, "set enable_seqscan = off; set jit = off")
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return pool, nil
}

// Versions are what a database was migrated to: ours and River's. Zero is nothing yet.
type Versions struct {
	Ours  int64 `json:"goodword"`
	River int   `json:"river"`
}

// asked is whoever answers a question of one row: a pool or a transaction.
type asked interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// At gives what a database is migrated to, without changing anything.
func At(ctx context.Context, db asked) (v Versions, err error) {
	err = db.QueryRow(ctx, `select coalesce((select max(version_id) from `+Schema+`.goose_db_version where is_applied), 0),
		coalesce((select max(version) from `+Schema+`.river_migration where line = 'main'), 0)`).Scan(&v.Ours, &v.River)
	if err != nil {
		return v, fmt.Errorf("read which version's schema the database has: %w", err)
	}
	return v, nil
}

// Newest is what Up migrates to; of River's it says nothing.
func Newest() (int64, error) {
	names, err := files.ReadDir(".")
	if err != nil || len(names) == 0 {
		return 0, fmt.Errorf("read the migrations: %w", err)
	}
	return goose.NumericComponent(names[len(names)-1].Name())
}

// Up migrates the database at url. It waits for another process that migrates.
func Up(ctx context.Context, url string, log *slog.Logger) error {
	return To(ctx, url, Versions{}, log)
}

// To is Up for a backup of an older version: it goes no further than v. A zero
// in v is the newest.
func To(ctx context.Context, url string, v Versions, log *slog.Logger) error {
	pool, err := Pool(ctx, url, 4)
	if err != nil {
		return err
	}
	defer pool.Close()
	river, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: Schema, Logger: slog.New(inDetail{log.Handler()})})
	if err != nil {
		return fmt.Errorf("prepare River's migrations: %w", err)
	}
	if v == (Versions{}) && isNewest(ctx, pool, river) {
		return nil
	}
	release, err := acquire(ctx, pool)
	if err != nil {
		return err
	}
	defer release()
	if _, err := pool.Exec(ctx, "create schema if not exists "+Schema); err != nil {
		return fmt.Errorf("create the schema %s: %w (the role needs CREATE on the database)", Schema, err)
	}
	if _, err := river.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: v.River}); err != nil {
		return fmt.Errorf("migrate River's tables: %w", err)
	}
	return ours(ctx, pool, func(p *goose.Provider) error {
		up := p.Up
		if v.Ours != 0 {
			up = func(ctx context.Context) ([]*goose.MigrationResult, error) { return p.UpTo(ctx, v.Ours) }
		}
		began := time.Now()
		done, err := retried(ctx, up, log)
		for _, m := range done {
			log.Debug("migrated the database", "migration", m.Source.Path, "took", m.Duration)
		}
		if len(done) > 0 && err == nil {
			log.Info("the database was migrated", "to", done[len(done)-1].Source.Version, "steps", len(done), "took", time.Since(began))
		}
		return err
	})
}

// isNewest says whether all that there is was migrated, by one look: each command asks, and
// looking with the lock held takes several times as long. What it cannot tell is not the newest.
func isNewest(ctx context.Context, pool *pgxpool.Pool, river *rivermigrate.Migrator[pgx.Tx]) bool {
	names, err := files.ReadDir(".")
	if err != nil {
		return false
	}
	newest, err := Newest()
	if err != nil {
		return false
	}
	all := river.AllVersions()
	at, err := At(ctx, pool)
	if err != nil || len(all) == 0 || at.Ours != newest || at.River != all[len(all)-1].Version {
		return false
	}
	applied := 0
	err = pool.QueryRow(ctx, "select count(distinct version_id) from "+Schema+".goose_db_version where is_applied and version_id > 0").Scan(&applied)
	return err == nil && applied == len(names)
}

// Pending says how many of our migrations the database still lacks.
func Pending(ctx context.Context, pool *pgxpool.Pool) (int, error) {
	pending := 0
	err := ours(ctx, pool, func(p *goose.Provider) error {
		all, err := p.Status(ctx)
		for _, m := range all {
			if m.State == goose.StatePending {
				pending++
			}
		}
		return err
	})
	return pending, err
}

func ours(ctx context.Context, pool *pgxpool.Pool, do func(*goose.Provider) error) error {
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	// A role named like the schema would move an unqualified table of goose's.
	store, err := database.NewStore(goose.DialectPostgres, Schema+".goose_db_version")
	if err != nil {
		return fmt.Errorf("prepare the migrations: %w", err)
	}
	provider, err := goose.NewProvider("", db, files, goose.WithStore(store))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if err := do(provider); err != nil {
		return fmt.Errorf("migrate goodword's tables: %w", err)
	}
	return nil
}

// acquire polls for the lock: waiting inside PostgreSQL deadlocks with CREATE
// INDEX CONCURRENTLY of the one who holds it.
func acquire(ctx context.Context, pool *pgxpool.Pool) (release func(), err error) {
	conn, err := pgx.ConnectConfig(ctx, pool.Config().ConnConfig)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	release = func() { _ = conn.Close(context.WithoutCancel(ctx)) }
	for {
		var got bool
		if err := conn.QueryRow(ctx, "select pg_try_advisory_lock($1)", int64(lock)).Scan(&got); err != nil {
			release()
			return nil, fmt.Errorf("lock the database for migrating: %w", err)
		}
		if got {
			return release, nil
		}
		select {
		case <-ctx.Done():
			release()
			return nil, fmt.Errorf("wait for another process that migrates: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
