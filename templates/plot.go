package templates

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/bidi"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Bar is one bar of a plot.
type Bar struct {
	Name  string
	Count int
}

// Colours of the plots: the letters' green and gold. The ground is white and
// opaque, for a dark client shows a picture as it is.
var (
	plotGreen = color.RGBA{0x1c, 0x65, 0x52, 0xff}
	plotGold  = color.RGBA{0xd8, 0xa6, 0x48, 0xff}
	plotInk   = color.RGBA{0x24, 0x26, 0x2a, 0xff}
	plotSoft  = color.RGBA{0x6b, 0x6a, 0x66, 0xff}
)

// plotWidth in points at plotDPI is 1040 pixels, twice what a letter shows, for
// sharp screens.
const (
	plotWidth = vg.Length(520)
	plotDPI   = 144
)

// PlotBars draws horizontal bars, the first on top, each with its name and
// count, as PNG. The same bars give the same bytes.
func PlotBars(bars []Bar) ([]byte, error) {
	p := newPlot()
	values := make(plotter.Values, len(bars))
	names := make([]string, len(bars))
	for i, b := range bars {
		at := len(bars) - 1 - i
		values[at], names[at] = float64(b.Count), inSight(cut(trusted(b.Name), 34))
	}
	if len(bars) == 0 {
		values, names = plotter.Values{0}, []string{""}
	}
	chart, err := plotter.NewBarChart(values, 15)
	if err != nil {
		return nil, fmt.Errorf("draw %d bars: %w", len(bars), err)
	}
	chart.Horizontal, chart.Color, chart.LineStyle.Width = true, plotGreen, 0
	p.Add(chart)
	p.NominalY(names...)
	p.Y.LineStyle.Width, p.Y.Tick.Length = 0, 0
	p.X.Tick.Marker, p.X.LineStyle.Width = plot.ConstantTicks(nil), 0
	p.X.Min = 0
	p.Y.Min, p.Y.Max = -0.6, float64(len(values))-0.4
	labelBars(p, values)
	return savePlot(p, vg.Length(len(values))*26+16)
}

// inSight puts a text into the order in which it is seen: what draws the plots
// sets letters from left to right, those of Hebrew too.
func inSight(text string) string {
	var p bidi.Paragraph
	if _, err := p.SetString(text); err != nil {
		return text
	}
	order, err := p.Order()
	if err != nil {
		return text
	}
	seen := ""
	for i := range order.NumRuns() {
		run := order.Run(i)
		part := run.String()
		if run.Direction() == bidi.RightToLeft {
			part = bidi.ReverseString(part)
		}
		if p.IsLeftToRight() {
			seen += part
		} else {
			seen = part + seen
		}
	}
	return seen
}

// labelBars writes each bar's count at its end.
func labelBars(p *plot.Plot, values plotter.Values) {
	points := make(plotter.XYs, len(values))
	texts := make([]string, len(values))
	most := 0.0
	for i, v := range values {
		points[i] = plotter.XY{X: v, Y: float64(i)}
		texts[i] = fmt.Sprintf(" %.0f", v)
		most = max(most, v)
	}
	labels, err := plotter.NewLabels(plotter.XYLabels{XYs: points, Labels: texts})
	if err != nil {
		return // as many labels as points: it cannot be
	}
	for i := range labels.TextStyle {
		labels.TextStyle[i].Font = sans(11)
		labels.TextStyle[i].Color = plotInk
		labels.TextStyle[i].YAlign = -0.4
	}
	p.Add(labels)
	p.X.Max = most*1.1 + 1
}

// PlotWeeks draws two columns for each week side by side, as PNG: what praised
// and what complained. names are shown below as they fit.
func PlotWeeks(names []string, praise, challenges []int, praiseName, challengeName string) ([]byte, error) {
	p := newPlot()
	if len(names) == 0 {
		names, praise, challenges = []string{""}, []int{0}, []int{0}
	}
	width := vg.Length(max(4, min(13, 200/len(names))))
	for i, series := range [][]int{praise, challenges} {
		values := make(plotter.Values, len(names))
		for j := range values {
			values[j] = float64(series[j])
		}
		chart, err := plotter.NewBarChart(values, width)
		if err != nil {
			return nil, fmt.Errorf("draw %d weeks: %w", len(names), err)
		}
		chart.LineStyle.Width = 0
		chart.Color, chart.Offset = plotGreen, -width/2
		name := praiseName
		if i == 1 {
			chart.Color, chart.Offset, name = plotGold, width/2, challengeName
		}
		p.Add(chart)
		p.Legend.Add(name, chart)
	}
	shown := make([]string, len(names))
	for i := range names {
		if len(names) <= 7 || i%2 == 0 {
			shown[i] = inSight(trusted(names[i]))
		}
	}
	p.NominalX(shown...)
	p.Y.Min = 0
	p.Y.Tick.Marker = plot.TickerFunc(wholeTicks)
	p.X.Min, p.X.Max = -0.7, float64(len(names))-0.3
	p.Legend.Padding = 4
	p.Legend.Top, p.Legend.Left, p.Legend.TextStyle.Font = true, true, sans(11)
	p.Y.Max = p.Y.Max*1.25 + 1
	return savePlot(p, 190)
}

// wholeTicks marks whole numbers only: half a compliment does not exist.
func wholeTicks(low, high float64) []plot.Tick {
	step := 1.0
	for (high-low)/step > 5 {
		switch lead := fmt.Sprintf("%.0f", step); {
		case strings.HasPrefix(lead, "2"):
			step *= 2.5
		default:
			step *= 2
		}
	}
	var ticks []plot.Tick
	for v := 0.0; v <= high; v += step {
		ticks = append(ticks, plot.Tick{Value: v, Label: fmt.Sprintf("%.0f", v)})
	}
	return ticks
}

func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.White
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Tick.Label.Font, axis.Tick.Label.Color = sans(11), plotInk
		axis.LineStyle.Color, axis.Tick.LineStyle.Color = plotSoft, plotSoft
	}
	p.X.Padding, p.Y.Padding = 4, 4
	return p
}

func savePlot(p *plot.Plot, height vg.Length) ([]byte, error) {
	canvas := vgimg.NewWith(vgimg.UseWH(plotWidth, height), vgimg.UseDPI(plotDPI), vgimg.UseBackgroundColor(color.White))
	p.Draw(draw.Crop(draw.New(canvas), 8, -8, 8, -8))
	var out bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: canvas}).WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write the plot: %w", err)
	}
	return out.Bytes(), nil
}

// ShortDay writes a day as short as a plot needs it, in the reader's language.
func ShortDay(t time.Time, lang string) string {
	l := languageFor(lang)
	return strconv.Itoa(t.Day()) + " " + strings.TrimSuffix(l.names.MonthAbbreviated(t.Month()), ".")
}

// PraiseAndChallenges names the two columns of PlotWeeks in the reader's language.
func PraiseAndChallenges(lang string) (praise, challenges string) {
	switch languageFor(lang).tag {
	case "de":
		return "Lob", "Beschwerden"
	case "fr":
		return "Éloges", "Critiques"
	case "es":
		return "Elogios", "Quejas"
	}
	return "Praise", "Challenges"
}
