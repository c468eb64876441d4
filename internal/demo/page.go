package demo

import (
	"context"
	"crypto/subtle"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed page
var pageFiles embed.FS

// page is the view into the company's mailboxes, and the hand to act in it.
type page struct {
	w     *World
	story *timeline
	token string // against posts from other sites
	host  string // host and port it answers for
	html  *template.Template

	turn sync.Mutex // one act at a time, and no look in the middle of it
}

func newPage(w *World, story *timeline, host string) (*page, error) {
	p := &page{w: w, story: story, token: randomText(), host: host}
	html, err := template.New("").Funcs(template.FuncMap{"when": p.when, "words": spaced}).ParseFS(pageFiles, "page/*.html")
	if err != nil {
		return nil, fmt.Errorf("read the page's templates: %w", err)
	}
	p.html = html
	return p, nil
}

func spaced(kind string) string { return strings.ReplaceAll(kind, "_", " ") }

// when shows a moment on the clocks of the company's home.
func (p *page) when(t time.Time) string { return t.In(p.w.home).Format("Mon 2 Jan, 15:04") }

// handler serves everything.
func (p *page) handler() http.Handler {
	mux := http.NewServeMux()
	for _, name := range []string{"style.css", "page.js"} {
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, pageFiles, "page/"+name) })
	}
	mux.HandleFunc("GET /{$}", p.look(p.home))
	mux.HandleFunc("GET /box/{box}", p.look(p.box))
	mux.HandleFunc("GET /box/{box}/{place}", p.look(p.letter))
	mux.HandleFunc("GET /letter/{id}", p.look(p.findLetter))
	mux.HandleFunc("GET /mail/{id}", p.look(p.findMail))
	mux.HandleFunc("GET /write", p.look(p.writeForm))
	mux.HandleFunc("POST /time", p.act(p.passTime))
	mux.HandleFunc("POST /reply", p.act(p.sendReply))
	mux.HandleFunc("POST /forward", p.act(p.sendForward))
	mux.HandleFunc("POST /guest", p.act(p.sendGuest))
	return p.guard(mux)
}

// policy lets the page load nothing from elsewhere. Letters are shown in frames
// without scripts; their own style sheets are inline.
const policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard answers for this page's own address alone: a name elsewhere that
// resolves to loopback gets nothing.
func (p *page) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != p.host {
			http.Error(w, "This page is at http://"+p.host+"/", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// fault is an error that a visitor made.
type fault struct {
	status int
	said   string
}

func (f fault) Error() string { return f.said }

func noSuch(what string) error { return fault{http.StatusNotFound, "There is no such " + what + "."} }

func unusable(said string) error { return fault{http.StatusUnprocessableEntity, said} }

// look shows a page.
func (p *page) look(show func(w http.ResponseWriter, r *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.turn.Lock()
		defer p.turn.Unlock()
		p.refuse(w, r, show(w, r))
	}
}

// act does what a form asks for, then shows what happened.
func (p *page) act(do func(r *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 256<<10)
		if subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(p.token)) != 1 {
			http.Error(w, "This form is not from this page, or from before it was started anew: load it again.", http.StatusForbidden)
			return
		}
		p.turn.Lock()
		defer p.turn.Unlock()
		before := len(p.story.events)
		// What was begun is finished, even when the visitor goes away meanwhile.
		err := do(r.WithContext(context.WithoutCancel(r.Context())))
		if err == nil {
			http.Redirect(w, r, fmt.Sprintf("/?since=%d#new", before), http.StatusSeeOther)
			return
		}
		p.refuse(w, r, err)
	}
}

// refuse says what went wrong, on a page from which one can go on.
func (p *page) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if err == nil {
		return
	}
	f := fault{http.StatusInternalServerError, err.Error()}
	_ = errors.As(err, &f)
	v, err := p.base(r, f.said, "list")
	if err != nil {
		http.Error(w, f.said, f.status)
		return
	}
	v.Message = f.said
	w.WriteHeader(f.status)
	_ = p.html.ExecuteTemplate(w, "page.html", v) // the visitor has gone
}

// listenOn takes the page's address before the week is played: who asks for one
// that is taken hears it at once.
func listenOn(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serve the page: %w (another address: --listen 127.0.0.1:0)", err)
	}
	return l, nil
}

// serve serves the page until ctx ends.
func (w *World) serve(ctx context.Context, l net.Listener, story *timeline, out io.Writer) error {
	p, err := newPage(w, story, l.Addr().String())
	if err != nil {
		return err
	}
	server := &http.Server{Handler: p.handler(), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	fmt.Fprintf(out, "\nLook into every mailbox, and take part: http://%s/\nCtrl-C ends it.\n", p.host)
	select {
	case err := <-ended:
		return fmt.Errorf("serve the page: %w", err)
	case cause := <-w.service.Failed():
		err = fmt.Errorf("goodword's database ended: %w", cause)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(stopping))
}
