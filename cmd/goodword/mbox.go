package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// eachInMbox gives the mails of an mbox, counted from 1. A mail begins after a
// line "From " at the start or after an empty line (RFC 4155). Of one that has
// more than most bytes only that is told.
func eachInMbox(in io.Reader, most int, do func(n int, raw []byte, large bool) error) error {
	lines := bufio.NewReader(in)
	var mail []byte
	n, empty, large := 0, true, false
	give := func() error {
		if n == 0 {
			return nil
		}
		return do(n, bytes.TrimSuffix(bytes.TrimSuffix(mail, []byte("\n")), []byte("\r")), large)
	}
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		switch {
		case empty && bytes.HasPrefix(line, []byte(mboxLine)):
			if failed := give(); failed != nil {
				return failed
			}
			mail, large = nil, false
			n++
		case !large:
			if mail = append(mail, unquoted(line)...); len(mail) > most {
				mail, large = nil, true
			}
		}
		empty = len(bytes.TrimRight(line, "\r\n")) == 0
		if err != nil {
			return give()
		}
	}
}
