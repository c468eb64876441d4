package service

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/internal/web"
	"goodword/mail/fetch"
)

// startListener serves health, readiness and metrics, unless the settings say not to.
func (s *Service) startListener(c *config.Config) error {
	if c.HTTP.Listen == "" {
		return nil
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &counts{service: s})
	checks := []web.Check{{Name: "database", Run: s.Pool.Ping}}
	for i, p := range s.Pollers {
		m := c.Mailboxes[i]
		checks = append(checks, web.Check{Name: "mailbox " + m.Name, Run: func(context.Context) error { return s.polled(i, p, 3*m.PollEvery+time.Minute) }})
	}
	for _, part := range s.parts() {
		checks = append(checks, web.Check{Name: part.name, Run: func(context.Context) error { return s.works() }})
	}
	var err error
	s.listener, err = web.Start(c.HTTP.Listen, web.Handler(checks, registry, s.options.Log), s.options.Log)
	return err
}

// polled says what keeps a mailbox from being read. Standing by is well as long
// as another process is known to read it.
func (s *Service) polled(i int, p *fetch.Poller, late time.Duration) error {
	if s.tenures != nil {
		reading, looked := s.tenures[i].standsBy()
		if !reading && time.Since(looked) < 3*s.options.Pace.Lease {
			return nil
		}
	}
	st := p.Status()
	if s.options.Now().Sub(st.LastGoodPoll) > late {
		return fmt.Errorf("no good poll since %s: %s", st.LastGoodPoll.Format(time.RFC3339), st.LastError)
	}
	return nil
}

// share is what this process does, by the name that health and metrics give it.
type share struct{ name, label string }

// parts lists the parts of the work that run in this process.
func (s *Service) parts() []share {
	var list []share
	if s.options.Part.Reads() {
		list = append(list, share{name: "reads mail", label: "read"})
	}
	if s.options.Part.Delivers() {
		list = append(list, share{name: "delivers letters", label: "deliver"})
	}
	return list
}

// works says whether jobs are worked on.
func (s *Service) works() error {
	select {
	case <-s.queue.Stopped():
		return errors.New("the jobs have stopped")
	default:
		return nil
	}
}

// overdueAfter is for how long a letter may be due before somebody should have taken it.
const overdueAfter = 2 * time.Minute

// counts are the figures of the database, read when they are asked for.
type counts struct{ service *Service }

var (
	mailsDesc       = prometheus.NewDesc("goodword_mails", "Stored mails by what they were taken for.", []string{"disposition"}, nil)
	nominationsDesc = prometheus.NewDesc("goodword_nominations", "Nominations by state.", []string{"state"}, nil)
	lettersDesc     = prometheus.NewDesc("goodword_letters", "Letters by state.", []string{"state"}, nil)
	overdueDesc     = prometheus.NewDesc("goodword_letters_overdue", "Letters that have been due for two minutes, with nothing in their way.", nil, nil)
	troublesDesc    = prometheus.NewDesc("goodword_troubles", "Things that do not mend by themselves.", nil, nil)
	pausedDesc      = prometheus.NewDesc("goodword_paused", "1 while mail over the CEO's name is paused.", nil, nil)
	partDesc        = prometheus.NewDesc("goodword_part", "1 for each part of the work that this process does: read, deliver.", []string{"part"}, nil)
	heldDesc        = prometheus.NewDesc("goodword_mailbox_held", "1 for a mailbox that this process reads, 0 while it stands by.", []string{"mailbox"}, nil)
	pollDesc        = prometheus.NewDesc("goodword_mailbox_last_good_poll_seconds", "When a mailbox was last polled well, in Unix time.", []string{"mailbox"}, nil)
)

// Describe fulfils prometheus.Collector.
func (c *counts) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{mailsDesc, nominationsDesc, lettersDesc, overdueDesc, troublesDesc, pausedDesc, partDesc, heldDesc, pollDesc} {
		ch <- d
	}
}

// Collect fulfils prometheus.Collector.
func (c *counts) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, p := range c.service.parts() {
		ch <- prometheus.MustNewConstMetric(partDesc, prometheus.GaugeValue, 1, p.label)
	}
	for _, t := range c.service.tenures {
		held := 0.0
		if reading, _ := t.standsBy(); reading {
			held = 1
		}
		ch <- prometheus.MustNewConstMetric(heldDesc, prometheus.GaugeValue, held, t.mailbox)
	}
	for _, p := range c.service.Pollers {
		st := p.Status()
		if !st.LastGoodPoll.IsZero() {
			ch <- prometheus.MustNewConstMetric(pollDesc, prometheus.GaugeValue, float64(st.LastGoodPoll.Unix()), st.Mailbox)
		}
	}
	err := store.InTx(ctx, c.service.Pool, func(tx store.Tx) error {
		for _, part := range []struct {
			desc  *prometheus.Desc
			count func(context.Context, store.Tx) ([]store.Count, error)
		}{{mailsDesc, store.CountInbound}, {nominationsDesc, store.CountNominations}, {lettersDesc, store.CountLetters}} {
			list, err := part.count(ctx, tx)
			if err != nil {
				return err
			}
			for _, n := range list {
				ch <- prometheus.MustNewConstMetric(part.desc, prometheus.GaugeValue, float64(n.Count), n.Name)
			}
		}
		overdue, _, err := store.Overdue(ctx, tx, overdueAfter)
		if err != nil {
			return err
		}
		ch <- prometheus.MustNewConstMetric(overdueDesc, prometheus.GaugeValue, float64(overdue))
		troubles, err := store.Troubles(ctx, tx)
		if err != nil {
			return err
		}
		ch <- prometheus.MustNewConstMetric(troublesDesc, prometheus.GaugeValue, float64(len(troubles)))
		_, paused, err := store.Paused(ctx, tx)
		value := 0.0
		if paused {
			value = 1
		}
		ch <- prometheus.MustNewConstMetric(pausedDesc, prometheus.GaugeValue, value)
		return err
	})
	if err != nil {
		ch <- prometheus.NewInvalidMetric(mailsDesc, err)
	}
}
