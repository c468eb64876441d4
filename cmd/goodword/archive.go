package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// archived is one mail of an archive.
type archived struct {
	name  string
	raw   []byte
	large bool // larger than goodword reads; raw is empty
}

// eachArchived gives every mail of a file (one mail, or an mbox) or of a folder:
// a Maildir, or files that end in .eml or .mbox, at any depth.
func eachArchived(place string, do func(archived) error) error {
	err := filepath.WalkDir(place, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch ending := strings.ToLower(filepath.Ext(name)); {
		case name == place, ending == ".mbox":
			return eachInFile(name, do)
		case ending == ".eml", inMaildir(name):
			return oneMail(name, do)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the archive %s: %w", place, err)
	}
	return nil
}

// inMaildir says whether a file lies in a Maildir's folder of delivered mails.
func inMaildir(name string) bool {
	folder := filepath.Base(filepath.Dir(name))
	return (folder == "cur" || folder == "new") && !strings.HasPrefix(filepath.Base(name), ".")
}

func oneMail(name string, do func(archived) error) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.Size() > mostMail {
		return do(archived{name: name, large: true})
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return do(archived{name: name, raw: raw})
}

// eachInFile takes a file that begins with "From " for an mbox.
func eachInFile(name string, do func(archived) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	first := make([]byte, len(mboxLine))
	if n, _ := f.ReadAt(first, 0); string(first[:n]) != mboxLine {
		return oneMail(name, do)
	}
	return eachInMbox(f, mostMail, func(n int, raw []byte, large bool) error {
		return do(archived{fmt.Sprintf("%s:%d", name, n), raw, large})
	})
}

// mboxLine begins the line before each mail of an mbox.
const mboxLine = "From "

// unquoted takes one > away from ">From ", ">>From " and so on.
//
// QUIRK: mboxrd programs add a > before these lines, mboxo programs before
// "From " alone; which one wrote a file nothing tells, and mboxrd is the common one.
func unquoted(line []byte) []byte {
	if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, []byte(mboxLine)) {
		return line[1:]
	}
	return line
}
