package demo

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// visitor is somebody who looks at the page.
type visitor struct {
	t    *testing.T
	page *page
	url  string
}

// pages tries the page after the week: looking, acting, and what it refuses.
func pages(t *testing.T, w *World, story *timeline) {
	p, err := newPage(w, story, "")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(p.handler())
	defer server.Close()
	p.host = strings.TrimPrefix(server.URL, "http://")
	v := visitor{t, p, server.URL}
	v.looks()
	v.leadsToStories()
	v.isRefused()
	v.acts()
	t.Run("in a browser", func(t *testing.T) { inBrowser(t, server.URL) })
}

func (v visitor) get(path string) (int, string) {
	v.t.Helper()
	answer, err := http.Get(v.url + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	if got := answer.Header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") {
		v.t.Errorf("GET %s: Content-Security-Policy %q", path, got)
	}
	return answer.StatusCode, string(body)
}

// post sends a form, with the page's token unless it has one of its own.
func (v visitor) post(path string, form url.Values) (int, string) {
	v.t.Helper()
	if !form.Has("token") {
		form.Set("token", v.page.token)
	}
	answer, err := http.PostForm(v.url+path, form)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// want checks a status and that the body has each of the words.
func (v visitor) want(what string, status, wanted int, body string, words ...string) {
	v.t.Helper()
	if status != wanted {
		v.t.Errorf("%s: status %d, want %d: %.300s", what, status, wanted, body)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			v.t.Errorf("%s: nothing about %q", what, word)
		}
	}
}

func (v visitor) looks() {
	v.t.Helper()
	for path, words := range map[string][]string{
		"/":                                     {"Hannah Whitfield", "26 thanked", "Front office Lucerne", "thank you"},
		"/box/nina.burri@" + domain:             {"Hannah Whitfield", "written"},
		"/box/nina.burri@" + domain + "/0":      {`sandbox=""`, "srcdoc=", "Answer as Nina Burri", "passport"},
		"/box/" + compliments + "/0":            {"What goodword made of it", "compliment", "vouched for", "opened GW-1001"},
		"/box/hannah.whitfield@brightmail.test": {"Your words about Nina Burri arrived"},
		"/write":                                {"Forward", "Ewa Nowak"},
		"/letter/1":                             {"GW-1001"},
		"/mail/1":                               {"Hannah Whitfield"},
		"/style.css":                            {"prefers-color-scheme"},
		"/page.js":                              {"addEventListener"},
	} {
		status, body := v.get(path)
		v.want(path, status, http.StatusOK, body, words...)
	}
	for _, path := range []string{"/box/nobody@elsewhere.test", "/box/nina.burri@" + domain + "/99", "/box/nina.burri@" + domain + "/x", "/letter/0", "/mail/99999", "/nothing"} {
		if status, _ := v.get(path); status != http.StatusNotFound {
			v.t.Errorf("GET %s: %d, want 404", path, status)
		}
	}
}

// leadsToStories follows the page's link to the stories page, which is served
// on an address of its own.
func (v visitor) leadsToStories() {
	v.t.Helper()
	at := "http://" + v.page.w.service.StoriesHTTP() + "/stories"
	status, body := v.get("/")
	v.want("the link to the stories", status, http.StatusOK, body, `href="`+at+`"`)
	answer, err := http.Get(at)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	found, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	v.want("the stories", answer.StatusCode, http.StatusOK, string(found), companyName)
}

func (v visitor) isRefused() {
	v.t.Helper()
	before := len(v.page.story.events)
	status, body := v.post("/time", url.Values{"by": {"day"}, "token": {"guessed"}})
	v.want("a form of another site", status, http.StatusForbidden, body)
	r, err := http.NewRequest(http.MethodGet, v.url+"/", nil)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Host = "rebound.elsewhere.test"
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusMisdirectedRequest {
		v.t.Errorf("a name that leads to loopback: %d", answer.StatusCode)
	}
	guest := url.Values{"client": {"gmail"}, "lang": {"en"}, "guest": {"Ann <ann@mail.test>"}, "words": {"Thank you"}, "subject": {"x"}, "proven": {"yes"}}
	for what, change := range map[string][2]string{
		"no such program": {"client", "telex"}, "no address": {"guest", "Ann"}, "no words": {"words", " "},
		"a proven guest with an employee's address": {"guest", "Clara <" + ceo + ">"},
	} {
		form := url.Values{}
		for k := range guest {
			form.Set(k, guest.Get(k))
		}
		form.Set(change[0], change[1])
		if status, body := v.post("/guest", form); status != http.StatusUnprocessableEntity {
			v.t.Errorf("%s: %d %s", what, status, body)
		}
	}
	if len(v.page.story.events) != before {
		v.t.Error("what was refused left something behind")
	}
}

// acts forwards a compliment, approves it as the manager, and lets time pass
// until the CEO's thank-you is there, all by forms.
func (v visitor) acts() {
	v.t.Helper()
	status, body := v.post("/forward", url.Values{"from": {"daniel.roth@" + domain}, "client": {"outlook"}, "lang": {"de"}, "note": {"Kam gerade."},
		"guest": {"Ada Quist <ada.quist@brightmail.test>"}, "subject": {"The ring"},
		"words": {"Nina Burri found my grandmother's ring in the drain and cleaned it for us. She was wonderful. Thank you, Nina."}})
	v.want("forward", status, http.StatusOK, body, "Daniel Roth", "Nina Burri", "nomination")
	request, err := v.page.w.latest(v.t.Context(), "markus.odermatt@"+domain, "request", "ring")
	if err != nil {
		v.t.Fatal(err)
	}
	_, body = v.get(link(request.Box, request.Place))
	v.want("the request", http.StatusOK, http.StatusOK, body, "data-draft=", "Answer as Markus Odermatt")
	status, body = v.post("/reply", url.Values{"box": {request.Box}, "place": {strings.TrimPrefix(link(request.Box, request.Place), link(request.Box, 0)[:len(link(request.Box, 0))-1])},
		"client": {"iphone"}, "text": {"Freigegeben, sehr gerne."}})
	v.want("approve", status, http.StatusOK, body, "Markus Odermatt", "decision")
	for range 3 { // Monday's digest, the end of the veto window, and what lies between
		status, body = v.post("/time", url.Values{"by": {"next"}})
		v.want("let time pass", status, http.StatusOK, body)
	}
	if _, err := v.page.w.latest(v.t.Context(), "nina.burri@"+domain, "thank_you", "ring"); err != nil {
		v.t.Error(err)
	}
	status, body = v.post("/guest", url.Values{"guest": {"Oskar Lind <oskar.lind@brightmail.test>"}, "client": {"thunderbird"}, "lang": {"en"}, "proven": {"no"},
		"subject": {"Your concierge"}, "words": {"Pablo Ruiz walked my father to the harbour and back. He was so patient and kind. Thank you, Pablo."}})
	v.want("write as a guest", status, http.StatusOK, body, "Oskar Lind", "compliment")
	if got := v.page.w.server.Mails("oskar.lind@brightmail.test"); len(got) > 0 {
		v.t.Error("a letter went to an address that nothing proves")
	}
}

// inBrowser opens the page in Chromium: letters are shown, buttons fill in the
// answer, and nothing is refused by the page's own policy.
func inBrowser(t *testing.T, address string) {
	if _, err := exec.LookPath("chromium"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is missing, and CI leaves nothing out: script/setup chromium")
		}
		t.Skip("left out: chromium; script/setup chromium gets it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stopBrowser := chromedp.NewExecAllocator(t.Context(), options...)
	defer stopBrowser()
	ctx, stopTab := chromedp.NewContext(ctx)
	defer stopTab()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for _, width := range []int64{1280, 390} {
		wide, err := browse(ctx, width, address+"/box/markus.odermatt@"+domain+"/0")
		if err != nil {
			t.Fatal(err)
		}
		if wide > width {
			t.Errorf("the page is %d px wide where there are %d", wide, width)
		}
	}
	draft, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("[data-draft]").click(); document.querySelector("textarea").value`))
	if err != nil || draft != "genehmigt" {
		t.Errorf("the letter's first button drafts %q, %v", draft, err)
	}
	if shown, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.querySelector("iframe").getBoundingClientRect().height`)); err != nil || shown < 200 {
		t.Errorf("the letter is %d px high, %v", shown, err)
	}
}

// browse opens an address and gives how wide the page came out.
func browse(ctx context.Context, width int64, address string) (int64, error) {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address)); err != nil {
		return 0, err
	}
	return chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
}
