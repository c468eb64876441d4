package migrations

import (
	"context"
	"errors"
	"log/slog"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
)

// mostTries is how often a step is tried that the database ends for others' sake.
const mostTries = 20

// retried does again what the database ended to undo a deadlock. An older goodword works beside, and
// locks a letter before it writes it; a step that got one lock on the table in between, and then wants a
// stronger one, stands in its way as it does in the step's. What was ended left nothing behind.
func retried(ctx context.Context, up func(context.Context) ([]*goose.MigrationResult, error), log *slog.Logger) ([]*goose.MigrationResult, error) {
	var all []*goose.MigrationResult
	for try := 1; ; try++ {
		done, err := up(ctx)
		var partial *goose.PartialError
		if errors.As(err, &partial) {
			done = partial.Applied
		}
		all = append(all, done...)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != "40P01" || try == mostTries || ctx.Err() != nil { // deadlock_detected
			return all, err
		}
		log.Info("a migration is tried again, as it and another process waited for each other", "try", try+1)
	}
}
