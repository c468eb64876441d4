package web

import (
	"context"
	"flag"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "folder to write pictures of the stories page to")

// TestStoriesInBrowser looks at the page in a real browser: it fits its reader's
// screen, has its style, follows light and dark, fetches nothing from elsewhere,
// and its search and its links lead on.
func TestStoriesInBrowser(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not there; script/setup all gets it")
		}
		t.Skip("no chromium; make setup gets it")
	}
	server := httptest.NewServer(site(newShelf(), slog.New(slog.DiscardHandler)))
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	ctx, stopAllocator := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	defer stopAllocator()
	ctx, stop := chromedp.NewContext(ctx)
	defer stop()
	ground := map[string]string{}
	for _, look := range []struct {
		scheme, path string
		width        int64
	}{{"light", "/stories/en", 1280}, {"dark", "/stories/en", 1280}, {"light", "/stories/de", 360}, {"dark", "/stories/en?page=3", 360}, {"light", "/stories/en/ref0001", 640}, {"light", "/stories/es", 640}, {"light", "/stories/en?q=kettle", 360}} {
		seen := looked(t, ctx, server.URL+look.path, look.scheme, look.width)
		if seen.Width > look.width {
			t.Errorf("%s is %d px wide where there are %d", look.path, seen.Width, look.width)
		}
		if len(seen.Fetched) != 1 || !strings.HasPrefix(seen.Fetched[0], server.URL+"/stories/style.css") {
			t.Errorf("%s fetches %q", look.path, seen.Fetched)
		}
		if seen.Cookies != "" || !strings.Contains(seen.Font, "Georgia") {
			t.Errorf("%s has the font %q and the cookies %q", look.path, seen.Font, seen.Cookies)
		}
		ground[look.scheme] = seen.Ground
	}
	if ground["light"] == ground["dark"] {
		t.Errorf("light and dark are both %s", ground["dark"])
	}
	follows(t, ctx, server.URL)
}

type sight struct {
	Width, Height         int64
	Fetched               []string
	Font, Ground, Cookies string
}

const look = `({Width: document.documentElement.scrollWidth, Height: document.documentElement.scrollHeight,
	Fetched: performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.endsWith("/favicon.ico")), Font: getComputedStyle(document.body).fontFamily,
	Ground: getComputedStyle(document.body).backgroundColor, Cookies: document.cookie})`

// looked opens an address as its reader does, and takes a picture where one is wanted.
func looked(t *testing.T, ctx context.Context, address, scheme string, width int64) sight {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	}), chromedp.EmulateViewport(width, 900, chromedp.EmulateScale(1)), chromedp.Navigate(address))
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[sight](look))
	if err != nil {
		t.Fatalf("look at %s: %v", address, err)
	}
	if *pictures == "" {
		return seen
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, min(seen.Height, 2400), chromedp.EmulateScale(1))); err != nil {
		t.Fatal(err)
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	name := strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(strings.TrimPrefix(address[strings.Index(address, "/stories"):], "/")) + "-" + scheme + "-" + strconv.FormatInt(width, 10) + ".png"
	if err := os.WriteFile(filepath.Join(*pictures, name), png, 0o644); err != nil {
		t.Fatal(err)
	}
	return seen
}

// follows searches, opens what was found, and goes on to another language. It
// goes where the browser says that each leads, one after the other.
func follows(t *testing.T, ctx context.Context, base string) {
	t.Helper()
	at := base + "/stories/en"
	const search = `(() => { const f = document.querySelector("form"); f.q.value = "kettle"; return f.action + "?" + new URLSearchParams(new FormData(f)) })()`
	for _, step := range []struct{ what, leads, to string }{{"the search", search, "/stories/en?q=kettle"},
		{"the second page", `document.querySelector("a[rel=next]").href`, "/stories/en?page=2&q=kettle"},
		{"a story", `document.querySelector(".who a").href`, "/stories/en/ref0011"},
		{"all stories", `document.querySelector(".pages a").href`, "/stories/en"},
		{"German", `document.querySelector("footer a[lang=de]").href`, "/stories/de"}} {
		if err := chromedp.Do(ctx, chromedp.Navigate(at)); err != nil {
			t.Fatalf("before %s: %v", step.what, err)
		}
		leads, err := chromedp.Run(ctx, chromedp.Evaluate[string](step.leads))
		if err != nil || leads != base+step.to {
			t.Fatalf("%s leads to %s, want %s: %v", step.what, leads, step.to, err)
		}
		at = leads
	}
}
