package main

import (
	"errors"
	"fmt"
	"time"

	"goodword/internal/recognition/trivia"
	"goodword/internal/store"
)

type triviaCommand struct {
	Month string `arg:"" optional:"" help:"The month, such as 2026-11. Left out, the last one drawn."`
}

// Help shows how to draw again by hand.
func (triviaCommand) Help() string {
	return `Draws a month's question again, by the seed that was recorded, and shows the lot
of every right answer: the SHA-256 of the seed, a blank and the answer's number.
The lowest was drawn. The seed is a head of the audit log, which held every right
answer by then; to check one lot by hand: printf '%s %d' SEED NUMBER | sha256sum.

Example:
  goodword trivia 2026-11`
}

// Run draws again.
func (t triviaCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			drawn, err := t.find(e, tx)
			if errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("no such question: the Chief People Officer asks one by replying trivia: question = answer")
			}
			if err != nil {
				return err
			}
			if drawn.DrawnAt == nil {
				_, err = fmt.Fprintf(e.out, "The question of %s is drawn when its month is over.\n", drawn.Month)
				return err
			}
			right, err := store.RightAnswers(e.ctx, tx, drawn.ID)
			if err != nil {
				return err
			}
			return t.show(e, drawn, right)
		})
	})
}

func (t triviaCommand) find(e *environment, tx store.Tx) (store.Trivia, error) {
	if t.Month == "" {
		return store.TriviaDrawn(e.ctx, tx, time.Time{})
	}
	return store.TriviaOf(e.ctx, tx, t.Month)
}

func (t triviaCommand) show(e *environment, drawn store.Trivia, right []int64) error {
	fmt.Fprintf(e.out, "The question of %s was drawn %s among %d right answers.\n", drawn.Month, drawn.DrawnAt.Format(time.DateTime), *drawn.Entrants)
	if drawn.Winner == nil {
		return nil
	}
	fmt.Fprintf(e.out, "Seed: %s\n", *drawn.Seed)
	again := trivia.Draw(*drawn.Seed, right)
	for _, id := range right {
		mark := " "
		if id == again {
			mark = "*"
		}
		fmt.Fprintf(e.out, "%s answer %d: %s\n", mark, id, trivia.Lot(*drawn.Seed, id))
	}
	if len(right) != *drawn.Entrants || again != *drawn.Winner {
		return fmt.Errorf("recorded are %d right answers and answer %d, and these give answer %d: run goodword audit verify, and look into what changed", *drawn.Entrants, *drawn.Winner, again)
	}
	_, err := fmt.Fprintf(e.out, "Drawn again, it is answer %d, as recorded.\n", again)
	return err
}
