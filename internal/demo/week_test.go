package demo

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
)

// TestMonth plays the whole month as `goodword demo --once` does, and shows that
// its check would see what is wrong.
func TestMonth(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 9*time.Minute)
	defer cancel()
	w, err := Open(ctx, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(w.folder); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the temporary folder %s is still there: %v", w.folder, err)
		}
	}()
	var told strings.Builder
	story := &timeline{w: w, out: &told}
	done, err := w.playStory(ctx, month(), story)
	if err != nil {
		t.Fatalf("%v\n%s", err, told.String())
	}
	end, err := w.look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if missing := end.check(done, goodEnding()); len(missing) > 0 {
		t.Errorf("not as it should be:\n%s\n%s", strings.Join(missing, "\n"), told.String())
	}
	if people := 30; len(end.mails) < people {
		t.Errorf("%d mails, want %d at least", len(end.mails), people)
	}
	t.Run("the check sees", func(t *testing.T) { doctored(t, end, done) })
	t.Run("the letters as files", func(t *testing.T) { files(t, end) })
	t.Run("the page", func(t *testing.T) { pages(t, w, story) })
}

// doctored shows for each kind of fault that the check finds it.
func doctored(t *testing.T, good outcome, done []played) {
	for name, c := range map[string]struct {
		spoil func(*outcome, []played, *ending)
		sees  string
	}{
		"another disposition": {func(_ *outcome, d []played, _ *ending) { d[0].want = recognition.TakenChallenge }, "should be challenge"},
		"a letter expected": {func(_ *outcome, d []played, _ *ending) {
			d[0].letters = append(slices.Clone(d[0].letters), "status nina.burri")
		}, `"status nina.burri" is missing`},
		"a letter too many":  {func(_ *outcome, d []played, _ *ending) { d[0].letters = nil }, "nobody expected"},
		"another state":      {func(_ *outcome, _ []played, e *ending) { e.nominations[0].state = recognition.Declined }, "nina.burri declined"},
		"an empty mailbox":   {func(o *outcome, _ []played, _ *ending) { o.boxes["nina.burri@"+domain] = nil }, "lies 0 times in the mailbox"},
		"a letter twice":     {func(o *outcome, _ []played, _ *ending) { twice(o, "nina.burri@"+domain) }, "lies 2 times in the mailbox"},
		"thanked twice":      {func(o *outcome, _ []played, _ *ending) { thankedTwice(o) }, "was thanked 2 times"},
		"over another name":  {func(o *outcome, _ []played, _ *ending) { o.boxes["nina.burri@"+domain][0].From.Address = cpo }, "comes from " + cpo},
		"to a stranger":      {func(_ *outcome, _ []played, e *ending) { e.proven = e.proven[1:] }, "nothing proves that address"},
		"a broken audit log": {func(o *outcome, _ []played, _ *ending) { o.audit = errors.New("row 7 was altered") }, "row 7 was altered"},
		"a job left":         {func(o *outcome, _ []played, _ *ending) { o.jobs = 1 }, "1 jobs"},
		"an unread mail":     {func(o *outcome, _ []played, _ *ending) { o.mails[3].Disposition = "unread" }, "taken for nothing"},
		"another bounce":     {func(_ *outcome, _ []played, e *ending) { e.bounces = 0 }, "nobody wrote"},
	} {
		o, d, e := good, slices.Clone(done), goodEnding()
		o.mails, o.letters, o.boxes = slices.Clone(good.mails), slices.Clone(good.letters), map[string][]letter{}
		for box, list := range good.boxes {
			o.boxes[box] = slices.Clone(list)
		}
		c.spoil(&o, d, &e)
		if missing := strings.Join(o.check(d, e), "\n"); !strings.Contains(missing, c.sees) {
			t.Errorf("%s: the check says %q, want %q in it", name, missing, c.sees)
		}
	}
}

func twice(o *outcome, box string) { o.boxes[box] = append(o.boxes[box], o.boxes[box][0]) }

func thankedTwice(o *outcome) {
	for _, l := range o.letters {
		if l.Kind == "thank_you" {
			o.letters = append(o.letters, l)
			return
		}
	}
}

// files shows that every mail of every mailbox is written, and an earlier run's are not left.
func files(t *testing.T, end outcome) {
	dir := t.TempDir()
	old := filepath.Join(dir, "ann@"+domain, "001-request.eml")
	kept := filepath.Join(dir, "notes.txt")
	if err := errors.Join(os.MkdirAll(filepath.Dir(old), 0o755), os.WriteFile(old, []byte("old"), 0o600), os.WriteFile(kept, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	count, err := end.writeBoxes(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*", "*.eml"))
	if err != nil || len(found) != count || count < 100 {
		t.Errorf("%d files of %d mails, %v", len(found), count, err)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Errorf("a file that is none of ours is gone: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "nina.burri@"+domain, "001-thank_you.eml"))
	if err != nil || !strings.Contains(string(raw), "clara.amrein@"+domain) {
		t.Errorf("Nina's thank-you: %v", err)
	}
}
