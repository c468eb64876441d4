package htmltext

import (
	"net/url"
	"strings"

	"goodword/mail/address"
)

// mailtoAddress gives the address of a mailto: link.
func mailtoAddress(href string) (string, bool) {
	href = strings.TrimSpace(href)
	if len(href) < 8 || !strings.EqualFold(href[:7], "mailto:") {
		return "", false
	}
	target, _, _ := strings.Cut(href[7:], "?")
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	target = strings.TrimSpace(target)
	return target, address.Valid(target)
}

// endMail ends a mailto: link: where its text lacks the address, the address is
// held back until what follows is known, which may say it.
func (w *writer) endMail(addr string) {
	begin := min(w.linked, len(w.line))
	shown := strings.ToLower(string(w.line[begin:]))
	if shown != "" && !strings.Contains(shown, strings.ToLower(addr)) && !strings.Contains(shown, "@") {
		w.mail = addr
	}
}

// settleMail decides, on the text that follows, whether the address held back
// must be written.
func (w *writer) settleMail(next string) {
	trimmed := strings.TrimSpace(next)
	if trimmed == "" {
		return
	}
	head := strings.ToLower(trimmed[:min(len(trimmed), 300)])
	if trimmed == "<" || trimmed == "(" || trimmed == "[" || strings.Contains(head, strings.ToLower(w.mail)) {
		w.mail = ""
		return
	}
	w.flushMail()
}

// flushMail writes the address held back.
func (w *writer) flushMail() {
	if w.mail == "" {
		return
	}
	addr := w.mail
	w.mail = ""
	if len(w.line) > 0 {
		w.line = append(w.line, (" <" + addr + ">")...)
	}
}
