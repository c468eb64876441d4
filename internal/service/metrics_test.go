package service

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// described is how each figure describes itself.
func described() (list []string) {
	descs := make(chan *prometheus.Desc, 100)
	(&counts{}).Describe(descs)
	close(descs)
	for d := range descs {
		list = append(list, d.String())
	}
	return list
}

// TestMetricsThatAreNamed: the alerts and the dashboard name no figure that
// /metrics does not have, and every figure is in one of them.
func TestMetricsThatAreNamed(t *testing.T) {
	t.Parallel()
	var shown, used []string
	name := regexp.MustCompile(`goodword_[a-z_]+`)
	for _, d := range described() {
		shown = append(shown, name.FindString(d))
	}
	for _, file := range []string{"prometheus/alerts.yaml", "grafana/goodword.json"} {
		text, err := os.ReadFile(filepath.Join("../../deploy", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllString(string(text), -1) {
			if !slices.Contains(shown, m) {
				t.Errorf("%s names %s, which is no figure of ours", file, m)
			}
			used = append(used, m)
		}
	}
	for _, m := range shown {
		if !slices.Contains(used, m) {
			t.Errorf("neither an alert nor the dashboard shows %s", m)
		}
	}
}

// TestDashboard: it is JSON whose panels lie beside each other and each ask something.
func TestDashboard(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../deploy/grafana/goodword.json")
	if err != nil {
		t.Fatal(err)
	}
	type place struct{ X, Y, W, H int }
	var board struct {
		UID    string
		Panels []struct {
			ID      int
			Title   string
			GridPos place
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &board); err != nil || board.UID != "goodword" || len(board.Panels) < 8 {
		t.Fatalf("%v, %d panels", err, len(board.Panels))
	}
	for i, p := range board.Panels {
		g := p.GridPos
		if len(p.Targets) == 0 || p.Targets[0].Expr == "" || p.Title == "" || g.X+g.W > 24 {
			t.Errorf("panel %d %q: %+v", p.ID, p.Title, g)
		}
		for _, o := range board.Panels[:i] {
			if h := o.GridPos; o.ID == p.ID || g.X < h.X+h.W && h.X < g.X+g.W && g.Y < h.Y+h.H && h.Y < g.Y+g.H {
				t.Errorf("%q lies over %q", p.Title, o.Title)
			}
		}
	}
}

// TestAlerts has promtool check the alerts, and try them on made-up figures.
func TestAlerts(t *testing.T) {
	t.Parallel()
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		if promtool, err = filepath.Abs("../../.cache/prometheus/usr/bin/promtool"); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(promtool); err != nil {
			t.Skip("promtool is not there; script/setup prometheus gets it")
		}
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yaml"}, {"test", "rules", "alerts.test.yaml"}} {
		cmd := exec.Command(promtool, args...)
		cmd.Dir = "../../deploy/prometheus"
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %q: %v\n%s", args, err, out)
		}
	}
}
