package htmltext

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// holdsOther tells the element in which a client puts the mail that is answered
// or passed on. A signature in there is not the sender's.
//
// QUIRK: Gmail, Thunderbird, Proton and Yahoo wrap it; Outlook only heads it, with an
// element of the id divRplyFwdMsg.
func holdsOther(a attributes) bool {
	return strings.HasPrefix(a.class, "gmail_quote") || a.class == "moz-forward-container" || strings.HasPrefix(a.class, "protonmail_quote") || strings.HasPrefix(a.class, "yahoo_quoted") || strings.Contains(a.id, "yahoo_quoted")
}

// isSignature tells the element in which a client puts the signature.
//
// QUIRK: Gmail, Outlook on the web, Outlook for phones and Thunderbird mark it
// in HTML where their plain text has "-- " or nothing; "-- " is written for all.
func isSignature(a attributes) bool {
	switch a.id {
	case "Signature", "ms-outlook-mobile-signature", "ms-outlook-mobile-body-separator-line", "x_Signature", "AppleMailSignature":
		return a.id != "ms-outlook-mobile-body-separator-line"
	}
	return a.class != "" && namesSignature(a.class)
}

// namesSignature tells a class that names a signature: the first one is
// "signature", with or without a program's name before and a word for its block
// behind.
//
// QUIRK: Gmail, Thunderbird, Proton and Missive call it gmail_signature,
// moz-signature, protonmail_signature_block and missive_signature; an empty one
// of Proton's says so in a second class.
func namesSignature(class string) bool {
	first, rest, _ := strings.Cut(class, " ")
	if strings.HasSuffix(rest, "-empty") {
		return false
	}
	first = strings.TrimSuffix(first, "_block")
	at := len(first) - len("signature")
	return at >= 0 && strings.EqualFold(first[at:], "signature") && (at == 0 || first[at-1] == '_' || first[at-1] == '-')
}

// begin writes what an element puts before its text.
func (w *writer) begin(f *frame, s style, a attributes, parent *frame) {
	if s.listMark {
		f.mark, w.inMark, w.markBuf = true, true, w.markBuf[:0]
	}
	switch f.tag {
	case atom.Br:
		w.breakLine()
	case atom.Hr:
		w.rule()
	case atom.Img:
		w.image(a.alt)
	case atom.A:
		if address, ok := mailtoAddress(a.href); ok {
			w.flushMail()
			f.mail, w.linked = address, len(w.line)
			if w.due != noGap {
				w.linked = 0 // the link's text begins a line
			}
		}
	case atom.Td, atom.Th:
		w.cell()
	case atom.Tr:
		w.need(newLine)
		if len(w.line) > 0 {
			w.flush()
		}
		f.row = w.written
	case atom.Ul, atom.Menu, atom.Dir:
		w.list(f, -1)
	case atom.Ol:
		first, err := strconv.Atoi(a.start)
		if err != nil || first < 0 || first > 1e6 {
			first = 1
		}
		w.list(f, first)
	case atom.Li:
		w.need(newLine)
		f.after = newLine
		w.item()
	case atom.Blockquote:
		w.need(newLine)
		w.quote++
		f.quote, f.after = true, newLine
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dl:
		f.after = blankLine
		// QUIRK: Word and Outlook set paragraphs without margins, one a line,
		// and write an empty one for a blank line.
		if s.noMargin || strings.HasPrefix(a.class, "Mso") || strings.HasPrefix(a.class, "x_Mso") || parent.tag == atom.Li {
			f.after = newLine
		}
		w.need(f.after)
	default:
		if isBlock(f.tag) {
			f.after = newLine
			w.need(newLine)
		}
	}
}

// beginBarred begins a quote that no element tells.
//
// QUIRK: mail.ru, GMX and old Outlook.com draw the bar of a quote as a border of
// a div.
func (w *writer) beginBarred(f *frame) {
	w.fresh = false
	w.need(newLine)
	w.quote++
	f.quote, f.after = true, newLine
}

// list begins a list; only the outermost stands apart from the text.
func (w *writer) list(f *frame, first int) {
	w.need(newLine)
	w.lists++
	f.items, f.after = first, newLine
	if first == 0 {
		f.items = 1
	}
}

// item makes the mark of a list item.
func (w *writer) item() {
	w.mark = "- "
	for i := len(w.stack) - 1; i >= 0 && i > len(w.stack)-20; i-- {
		if n := w.stack[i].items; n > 0 {
			w.mark = strconv.Itoa(n) + ". "
			w.stack[i].items++
			break
		} else if n < 0 {
			break
		}
	}
	if w.lists > 1 {
		w.mark = strings.Repeat("  ", min(w.lists-1, 10)) + w.mark
	}
}

// cell begins a table cell: on the line of the cell before it when that held
// one line at most, so that a row reads as a row.
func (w *writer) cell() {
	for i := len(w.stack) - 1; i >= 0 && i > len(w.stack)-20; i-- {
		row := &w.stack[i]
		if row.tag == atom.Table {
			break
		}
		if row.tag != atom.Tr {
			continue
		}
		if row.cells++; row.cells > 1 && row.row == w.written && len(w.line) > 0 {
			w.flushMail()
			w.due, w.space = noGap, false
			w.fresh = true
			if w.line[len(w.line)-1] == ':' {
				w.space = true
			} else {
				w.line = append(w.line, '\t')
			}
			return
		}
		break
	}
	w.need(newLine)
}

// rule draws a line as Outlook's plain text has it.
func (w *writer) rule() {
	w.need(newLine)
	w.add("________________________________")
	w.need(newLine)
}

// image stands for nothing, but for pictures that are one sign of writing.
//
// QUIRK: Gmail and Outlook send emoji as images with the sign as their alt text.
func (w *writer) image(alt string) {
	if alt == "" || len(alt) > 24 {
		return
	}
	for i := 0; i < len(alt); i++ {
		if alt[i] < utf8.RuneSelf {
			return
		}
	}
	w.text(alt)
}

// endMark writes Word's list mark as ours.
//
// QUIRK: Word makes lists of paragraphs and writes each mark, a bullet of a
// symbol font or a number, as text of its own with mso-list:Ignore.
func (w *writer) endMark() {
	w.inMark = false
	mark := strings.Trim(strings.ReplaceAll(string(w.markBuf), "\u00a0", " "), " \t\r\n")
	switch {
	case mark == "":
		return
	case strings.ContainsAny(mark, "0123456789") || strings.HasSuffix(mark, ".") || strings.HasSuffix(mark, ")"):
		w.add(mark)
	default:
		w.add("-")
	}
	w.space = true
}

// beginSignature writes the line that parts a signature from the text.
func (w *writer) beginSignature(first string) {
	if strings.TrimRight(first, " \u00a0") == "--" {
		return
	}
	if len(w.line) > 0 {
		w.flush()
	}
	if strings.HasSuffix(strings.TrimRight(w.out.String(), "\n "), "\n--") {
		return
	}
	w.due, w.space = newLine, false
	w.line, w.quoted = append(w.line, "-- "...), w.quote
}
