package service

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/internal/web"
)

// startListener serves health, readiness and metrics, unless the settings say not to.
func (s *Service) startListener(c *config.Config) error {
	if c.HTTP.Listen == "" {
		return nil
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &counts{service: s})
	checks := []web.Check{{Name: "database", Run: s.Pool.Ping}}
	for i, m := range c.Mailboxes {
		p, late := s.Pollers[i], 3*m.PollEvery+time.Minute
		checks = append(checks, web.Check{Name: "mailbox " + m.Name, Run: func(context.Context) error {
			st := p.Status()
			if s.options.Now().Sub(st.LastGoodPoll) > late {
				return fmt.Errorf("no good poll since %s: %s", st.LastGoodPoll.Format(time.RFC3339), st.LastError)
			}
			return nil
		}})
	}
	var err error
	s.listener, err = web.Start(c.HTTP.Listen, web.Handler(checks, registry, s.options.Log), s.options.Log)
	return err
}

// counts are the figures of the database, read when they are asked for.
type counts struct{ service *Service }

var (
	mailsDesc       = prometheus.NewDesc("goodword_mails", "Stored mails by what they were taken for.", []string{"disposition"}, nil)
	nominationsDesc = prometheus.NewDesc("goodword_nominations", "Nominations by state.", []string{"state"}, nil)
	lettersDesc     = prometheus.NewDesc("goodword_letters", "Letters by state.", []string{"state"}, nil)
	troublesDesc    = prometheus.NewDesc("goodword_troubles", "Things that do not mend by themselves.", nil, nil)
	pausedDesc      = prometheus.NewDesc("goodword_paused", "1 while mail over the CEO's name is paused.", nil, nil)
	pollDesc        = prometheus.NewDesc("goodword_mailbox_last_good_poll_seconds", "When a mailbox was last polled well, in Unix time.", []string{"mailbox"}, nil)
)

// Describe fulfils prometheus.Collector.
func (c *counts) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{mailsDesc, nominationsDesc, lettersDesc, troublesDesc, pausedDesc, pollDesc} {
		ch <- d
	}
}

// Collect fulfils prometheus.Collector.
func (c *counts) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
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
