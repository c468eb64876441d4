package templates

import (
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"html"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var (
	pictures = flag.String("pictures", "", "folder to write pictures of letters to, with a Chromium that is installed")
	gallery  = flag.String("gallery", "", "with -pictures: contact sheets of every kind in these languages, \"en,de:dark\", instead of the README's two")
)

// shot is one picture of a letter.
type shot struct {
	name      string
	view      View
	lang      string
	width     int64
	height    int64 // cut here; 0 is the whole letter
	dark      bool
	imageless bool
	scale     float64
}

// TestPictures opens letters in a real browser, and refuses one that is wider
// than its reader's screen. With a folder it draws them, too: the README's two,
//
//	go test ./templates -run TestPictures -pictures ../docs/pictures
//
// or contact sheets of every kind of letter, light, dark, narrow, and without
// pictures, which docs/letters.md tells of:
//
//	go test ./templates -run TestPictures -pictures FOLDER -gallery en,de,fr,es,he
func TestPictures(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not there; script/setup all gets it")
		}
		t.Skip("no chromium; make setup gets it")
	}
	ctx, stop := browser(t)
	defer stop()
	switch {
	case *pictures == "":
		fitting(t, ctx)
	case *gallery != "":
		for each := range strings.SplitSeq(*gallery, ",") {
			lang, only, _ := strings.Cut(each, ":")
			contactSheets(t, ctx, lang, only)
		}
	default:
		for _, s := range []shot{
			{name: "thank-you", view: Samples(LetterThankYou)[0], lang: "en", width: 640, scale: 1.5},
			{name: "digest", view: Samples(LetterDigest)[0], lang: "en", width: 640, height: 1146, scale: 1.25},
		} {
			picture, err := photograph(ctx, s)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			save(t, s.name, picture)
		}
	}
}

// fitting looks at every kind of letter on the narrowest telephone, all of a
// language side by side in one page, without drawing.
func fitting(t *testing.T, ctx context.Context) {
	t.Helper()
	long := Samples(LetterDigest)[0].(Digest)
	long.Going[0].Compliment.Words = Words(strings.Repeat("unbreakable", 40))
	for _, lang := range []string{"de", "he"} { // the longest words, and the other direction
		var page strings.Builder
		names := []string{"a long word"}
		frame(&page, render(t, long, lang, 0))
		for _, k := range Kinds() {
			if written(t, k.Kind, lang) {
				names = append(names, string(k.Kind))
				frame(&page, render(t, Samples(k.Kind)[0], lang, 0))
			}
		}
		err := chromedp.Do(ctx, chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString([]byte(page.String()))))
		if err != nil {
			t.Fatal(err)
		}
		widths, err := chromedp.Run(ctx, chromedp.Evaluate[[]int](`Array.from(document.querySelectorAll('iframe'), f => f.contentDocument.documentElement.scrollWidth)`))
		if err != nil || len(widths) != len(names) {
			t.Fatalf("%d widths of %d letters: %v", len(widths), len(names), err)
		}
		for i, width := range widths {
			if width > phoneWidth || width == 0 {
				t.Errorf("%s %s is %d px wide where there are %d", lang, names[i], width, phoneWidth)
			}
		}
	}
}

const phoneWidth = 360

// frame shows a letter on a telephone's screen within a page.
func frame(page *strings.Builder, r Rendered) {
	fmt.Fprintf(page, `<iframe width="%d" height="600" style="border:0" srcdoc="%s"></iframe>`, phoneWidth, html.EscapeString(r.HTML))
}

// looks are how readers may see a letter.
func looks() []shot {
	return []shot{
		{name: "light", width: 640, scale: 0.8},
		{name: "dark", width: 640, dark: true, scale: 0.8},
		{name: "narrow", width: phoneWidth, scale: 1},
		{name: "narrow-dark", width: phoneWidth, dark: true, scale: 1},
		{name: "imageless", width: 640, imageless: true, scale: 0.8},
	}
}

// contactSheets draws every letter that is written in lang, in every look, or
// in one alone; what has no picture in it looks the same without.
func contactSheets(t *testing.T, ctx context.Context, lang, only string) {
	t.Helper()
	for _, look := range looks() {
		if only != "" && only != look.name {
			continue
		}
		sheet := newSheet(t, lang+"-"+look.name)
		for _, k := range Kinds() {
			if !written(t, k.Kind, lang) {
				continue
			}
			s := look
			s.view, s.lang = Samples(k.Kind)[0], lang
			if r := render(t, s.view, lang, 0); s.imageless && !strings.Contains(r.HTML, "cid:") {
				continue
			}
			picture, err := photograph(ctx, s)
			if err != nil {
				t.Errorf("%s %s %s: %v", lang, k.Kind, look.name, err)
				continue
			}
			sheet.add(picture)
		}
		sheet.save()
	}
}

func browser(t *testing.T) (context.Context, func()) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true))
	ctx, stopAllocator := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, stopTab := chromedp.NewContext(ctx)
	return ctx, func() { stopTab(); stopAllocator() }
}

// photograph gives a picture of a letter as PNG.
func photograph(ctx context.Context, s shot) ([]byte, error) {
	height, err := opened(ctx, s)
	if err != nil {
		return nil, err
	}
	if s.height > 0 {
		height = s.height
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, height, chromedp.EmulateScale(s.scale))); err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// opened shows a letter in the browser and gives its height; one that is wider
// than the screen is an error.
func opened(ctx context.Context, s shot) (int64, error) {
	r, err := Render(s.view, s.lang, 0)
	if err != nil {
		return 0, err
	}
	page, err := withPictures(r.HTML, s.imageless)
	if err != nil {
		return 0, err
	}
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	err = chromedp.Do(ctx,
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			return err
		}),
		chromedp.EmulateViewport(s.width, 800, chromedp.EmulateScale(s.scale)),
		chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString([]byte(page))),
	)
	if err != nil {
		return 0, err
	}
	size, err := chromedp.Run(ctx, chromedp.Evaluate[[]int64](`[document.documentElement.scrollWidth, document.documentElement.scrollHeight]`))
	if err != nil {
		return 0, err
	}
	if size[0] > s.width {
		return 0, fmt.Errorf("the letter is %d px wide where there are %d", size[0], s.width)
	}
	return size[1], nil
}

var embeddedPicture = regexp.MustCompile(`"cid:([a-z-]+)"`)

// withPictures puts invented plots where a letter brings its own along.
func withPictures(page string, imageless bool) (string, error) {
	bars, err := PlotBars([]Bar{{"Makes the guest’s problem their own", 46}, {"Thinks one step ahead", 33}, {"Says honestly what cannot be done", 12}})
	if err != nil {
		return "", err
	}
	weeks, err := PlotWeeks([]string{"29 Jun", "6 Jul", "13 Jul"}, []int{7, 11, 9}, []int{3, 2, 4}, "Praise", "Challenges")
	if err != nil {
		return "", err
	}
	return embeddedPicture.ReplaceAllStringFunc(page, func(src string) string {
		plot := bars
		switch {
		case imageless:
			plot = nil
		case strings.Contains(src, "weeks"):
			plot = weeks
		}
		return `"data:image/png;base64,` + base64.StdEncoding.EncodeToString(plot) + `"`
	}), nil
}

// sheet is a contact sheet: letters side by side, as many to a row as fit.
type sheet struct {
	t        *testing.T
	name     string
	pictures []image.Image
	saved    int
}

// What a sheet holds, in pixels.
const (
	sheetWidth  = 1600
	sheetHeight = 2000
	sheetGap    = 12
)

func newSheet(t *testing.T, name string) *sheet { return &sheet{t: t, name: name} }

// add takes a picture; one that is taller than a sheet goes on in a second column.
func (s *sheet) add(picture []byte) {
	s.t.Helper()
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		s.t.Fatal(err)
	}
	for top := 0; top < img.Bounds().Dy(); top += sheetHeight {
		cut := image.Rect(0, top, img.Bounds().Dx(), min(top+sheetHeight, img.Bounds().Dy()))
		s.pictures = append(s.pictures, img.(interface {
			SubImage(r image.Rectangle) image.Image
		}).SubImage(cut))
	}
}

// save writes the pictures in columns, a new one where the next does not fit
// below the last, and a new sheet where no further column fits.
func (s *sheet) save() {
	s.t.Helper()
	page, x, y := image.NewRGBA(image.Rect(0, 0, sheetWidth, sheetHeight)), 0, 0
	for _, p := range s.pictures {
		size := p.Bounds()
		if y > 0 && y+size.Dy() > sheetHeight {
			x, y = x+size.Dx()+sheetGap, 0
		}
		if x+size.Dx() > sheetWidth {
			s.write(page)
			page, x, y = image.NewRGBA(page.Bounds()), 0, 0
		}
		draw.Draw(page, image.Rect(x, y, x+size.Dx(), y+size.Dy()), p, size.Min, draw.Src)
		y += size.Dy() + sheetGap
	}
	if len(s.pictures) > 0 {
		s.write(page)
	}
}

func (s *sheet) write(page image.Image) {
	s.t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, page); err != nil {
		s.t.Fatal(err)
	}
	s.saved++
	save(s.t, fmt.Sprintf("%s-%d", s.name, s.saved), b.Bytes())
}

func save(t *testing.T, name string, picture []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*pictures, name+".png"), picture, 0o644); err != nil {
		t.Fatal(err)
	}
}
