package jobs

import (
	"context"
	"time"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/figures"
	"goodword/internal/store"
)

// matrixOf shows which behaviour was recognised at which touchpoint in a slice.
func matrixOf(ctx context.Context, tx store.Tx, catalogue *behaviour.Catalogue, s store.Slice, lang string) (figures.Matrix, error) {
	list, err := s.Evidence(ctx, tx)
	seen := make([]figures.Seen, 0, len(list))
	for _, e := range list {
		seen = append(seen, figures.Seen(e))
	}
	return figures.NewMatrix(catalogue, seen, s.From, s.To, lang), err
}

// BehaviourMatrix shows which behaviour was recognised at which touchpoint in the
// days before to, for the whole company, a team or a site. It reads only.
func BehaviourMatrix(ctx context.Context, tx store.Tx, catalogue *behaviour.Catalogue, to time.Time, days int, team, site, lang string) (figures.Matrix, error) {
	return matrixOf(ctx, tx, catalogue, store.Slice{From: to.AddDate(0, 0, -days), To: to, Team: team, Site: site}, lang)
}

// Variance compares teams, or sites, over a period. It reads only.
func Variance(ctx context.Context, tx store.Tx, by string, period figures.Period, now time.Time) (figures.Variance, error) {
	list, err := store.Units(ctx, tx, by, period.From, period.To, now)
	units := make([]figures.Unit, 0, len(list))
	for _, u := range list {
		units = append(units, figures.Unit{Name: u.Unit, People: u.People, Recognitions: u.Recognitions, Challenges: u.Challenges, Questions: u.Questions, Hours: u.Hours})
	}
	return figures.NewVariance(by, units), err
}
