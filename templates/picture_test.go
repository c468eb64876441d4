package templates

import (
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var (
	pictures = flag.String("pictures", "", "folder to write pictures of letters to, with a Chromium that is installed")
	gallery  = flag.Bool("gallery", false, "with -pictures: every look that is checked by eye, not only the README's two")
)

// shot is one picture of a letter.
type shot struct {
	name   string
	view   View
	lang   string
	width  int64
	height int64 // cut here; 0 is the whole letter
	dark   bool
	scale  float64
}

// TestPictures draws letters in a real browser, and refuses one that is wider
// than its reader's screen. It writes the README's pictures:
//
//	go test ./templates -run TestPictures -pictures ../docs/pictures
//
// Without the flag every look is drawn, into a folder that goes with the test.
func TestPictures(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not there; script/setup all gets it")
		}
		t.Skip("no chromium; make setup gets it")
	}
	if *pictures == "" {
		*pictures, *gallery = t.TempDir(), true
	}
	shots := []shot{
		{name: "thank-you", view: Samples(LetterThankYou)[0], lang: "en", width: 640, scale: 1.5},
		{name: "digest", view: Samples(LetterDigest)[0], lang: "en", width: 640, height: 1146, scale: 1.25},
	}
	if *gallery {
		shots = galleryShots()
	}
	ctx, stop := browser(t)
	defer stop()
	for _, s := range shots {
		if err := photograph(ctx, s, filepath.Join(*pictures, s.name+".png")); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
	}
}

func galleryShots() []shot {
	var out []shot
	for _, kind := range []Letter{LetterThankYou, LetterDigest, LetterRequest, LetterCPO, LetterQuestion, LetterService} {
		for _, width := range []int64{640, 360} {
			for _, dark := range []bool{false, true} {
				for _, lang := range []string{"en", "de"} {
					name := fmt.Sprintf("%s-%s-%d-%t", kind, lang, width, dark)
					out = append(out, shot{name: name, view: Samples(kind)[0], lang: lang, width: width, dark: dark, scale: 1})
				}
			}
		}
	}
	long := Samples(LetterDigest)[0].(Digest)
	long.Going[0].Compliment.Words = Words(strings.Repeat("unbreakable", 40))
	out = append(out, shot{name: "long-word", view: long, lang: "en", width: 360, scale: 1})
	return append(out, shot{name: "japanese", view: Samples(LetterThankYou)[2], lang: "en", width: 640, scale: 1})
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

func photograph(ctx context.Context, s shot, path string) error {
	r, err := Render(s.view, s.lang, 0)
	if err != nil {
		return err
	}
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	viewport := func(height int64) chromedp.Action[chromedp.Void] {
		return chromedp.EmulateViewport(s.width, height, chromedp.EmulateScale(s.scale))
	}
	err = chromedp.Do(ctx,
		chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			return err
		}),
		viewport(800),
		chromedp.Navigate("data:text/html;charset=utf-8;base64,"+base64.StdEncoding.EncodeToString([]byte(r.HTML))),
	)
	if err != nil {
		return err
	}
	size, err := chromedp.Run(ctx, chromedp.Evaluate[[]int64](`[document.documentElement.scrollWidth, document.documentElement.scrollHeight]`))
	if err != nil {
		return err
	}
	if size[0] > s.width {
		return fmt.Errorf("the letter is %d px wide where there are %d", size[0], s.width)
	}
	height := size[1]
	if s.height > 0 {
		height = s.height
	}
	if err := chromedp.Do(ctx, viewport(height)); err != nil {
		return err
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(path, png, 0o644)
}
