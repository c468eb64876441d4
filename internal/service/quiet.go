package service

import (
	"context"
	"log/slog"
)

// quiet is a log of which only warnings are for people: River tells every ten
// seconds how many jobs it has done. At the level debug everything is written.
type quiet struct{ slog.Handler }

// Enabled fulfils slog.Handler.
func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return q.Handler.Enabled(ctx, level) && (level >= slog.LevelWarn || q.Handler.Enabled(ctx, slog.LevelDebug))
}

// WithAttrs fulfils slog.Handler.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup fulfils slog.Handler.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
