package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Caller sends a request with whatever lets it in; mail/oauth's source of
// tokens is one. Where the way there fails, its error wraps *url.Error.
type Caller interface {
	Do(*http.Request) (*http.Response, error)
}

// Limits of reading a directory page by page.
const (
	maxPage     = 64 << 20 // bytes of one answer
	mostPages   = 20000    // an endless list is none
	mostTries   = 6        // for one page
	longestWait = 2 * time.Minute
)

// pages asks an HTTP API of a directory, and keeps to its pace.
type pages struct {
	who     string // as errors call it
	calls   Caller
	wait    func(context.Context, time.Duration) error // nil: by the clock
	now     func() time.Time                           // for Retry-After; nil: time.Now
	refusal func(status int, body []byte) refusal
}

// refusal is an answer that gives no people.
type refusal struct {
	status     int
	code, said string
	do         string // what to do
	slow       bool   // it passes after a while
	expired    bool   // the list must be begun anew
}

func (r refusal) Error() string {
	text := strconv.Itoa(r.status)
	for _, part := range []string{r.code, oneLine(r.said)} {
		if part != "" {
			text += " " + part
		}
	}
	return text + ": " + r.do
}

// oneLine cuts what a server says to a line that fits a log.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(s); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return s
}

// passes is what to do about what passes by itself.
const passes = "it passes by itself; nothing was changed, and it is asked again at the next read"

// get reads one page. What asks to slow down, or is not well, is
// asked again when it says, or after a second, two, four and so on.
func get[T any](ctx context.Context, p pages, from string) (T, error) {
	var none T
	pause := time.Second
	for try := 1; ; try++ {
		var page T // a fresh one: what did not fit may have filled some of it
		after, again, err := p.once(ctx, from, &page)
		if err == nil {
			return page, nil
		}
		if !again || ctx.Err() != nil {
			return none, fmt.Errorf("read people from %s: %w", p.who, err)
		}
		after = max(after, pause)
		if try == mostTries || after > longestWait {
			return none, fmt.Errorf("read people from %s: asked %d times, the last time: %w (it asks to wait for %s)", p.who, try, err, after.Round(time.Second))
		}
		if err := p.sleep(ctx, after); err != nil {
			return none, fmt.Errorf("read people from %s: waiting for it: %w", p.who, err)
		}
		pause *= 2
	}
}

// once asks once: for how long to wait before it is asked again, and whether it may be.
func (p pages) once(ctx context.Context, from string, into any) (after time.Duration, again bool, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return 0, false, err
	}
	req.Header.Set("Accept", "application/json")
	answer, err := p.calls.Do(req)
	if err != nil {
		var way *url.Error
		if !errors.As(err, &way) {
			return 0, false, err // a token was refused, and says what to do
		}
		return 0, true, fmt.Errorf("%s: %w: check that this machine reaches it (network, proxy by HTTPS_PROXY, ca_file)", way.Op, way.Err) // its URL may hold more than a log should
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxPage+1))
	err = errors.Join(err, answer.Body.Close())
	if err != nil {
		return 0, true, fmt.Errorf("the answer broke off: %w: %s", err, passes)
	}
	if answer.StatusCode != http.StatusOK {
		r := p.refusal(answer.StatusCode, body)
		r.slow = r.slow || answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= 500
		if r.do == "" {
			r.do = "look the code up in its documentation, and compare the settings with docs/directory.md"
			if r.slow {
				r.do = passes
			}
		}
		return p.retryAfter(answer), r.slow, r
	}
	if len(body) > maxPage {
		return 0, false, fmt.Errorf("an answer is longer than %d MB: ask for less at a time (page)", maxPage>>20)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return 0, true, fmt.Errorf("the answer is no JSON that fits, perhaps of a proxy on the way (%w): check api_url", err)
	}
	return 0, false, nil
}

// retryAfter is how long an answer asks to wait (RFC 9110 section 10.2.3), 0 where it says nothing.
func (p pages) retryAfter(answer *http.Response) time.Duration {
	said := answer.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(said); err == nil {
		return time.Duration(min(max(seconds, 0), 86400)) * time.Second
	}
	now := time.Now
	if p.now != nil {
		now = p.now
	}
	if at, err := http.ParseTime(said); err == nil {
		return at.Sub(now())
	}
	return 0
}

func (p pages) sleep(ctx context.Context, d time.Duration) error {
	if p.wait != nil {
		return p.wait(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
