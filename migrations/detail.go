package migrations

import (
	"context"
	"log/slog"
)

// inDetail passes on at debug what is said at info: River tells each of its steps so, and that there
// is none, where an operator wants to read once what the database is at.
type inDetail struct{ slog.Handler }

func lower(l slog.Level) slog.Level {
	if l == slog.LevelInfo {
		return slog.LevelDebug
	}
	return l
}

// Enabled fulfils slog.Handler.
func (d inDetail) Enabled(ctx context.Context, l slog.Level) bool {
	return d.Handler.Enabled(ctx, lower(l))
}

// Handle fulfils slog.Handler.
func (d inDetail) Handle(ctx context.Context, r slog.Record) error {
	r.Level = lower(r.Level)
	return d.Handler.Handle(ctx, r)
}

// WithAttrs fulfils slog.Handler.
func (d inDetail) WithAttrs(attrs []slog.Attr) slog.Handler {
	return inDetail{d.Handler.WithAttrs(attrs)}
}

// WithGroup fulfils slog.Handler.
func (d inDetail) WithGroup(name string) slog.Handler { return inDetail{d.Handler.WithGroup(name)} }
