package main

import (
	"cmp"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"goodword/internal/store"
)

// worksCouncil says for each promise of docs/works-council.md, by how it begins there, which tests hold it.
// A row of the page's table that is not here fails, and so does a test that is gone.
func worksCouncil() [][2]string {
	return [][2]string{
		{"- It reads the mailboxes that the settings name", "TestOneReadsTheOtherStandsBy"},
		{"- No letter has a remote picture, a link that counts clicks or a request for a receipt", "TestOutlookSafe TestWhatIsNeverMeasured"},
		{"- It gives no marks", "TestWhatIsNeverMeasured"},
		{"Nothing is decided by a machine", "TestMachinesDecideNothing TestUnclearAnswerIsAskedBackOnce"},
		{"- Critical words of customers go to", "TestChallenge TestBeforeTheConversation"},
		{"| name, address, manager", "TestDataMap TestDataMapInDocs TestMove"},
		{"| customers' and colleagues' praise", "TestExport TestRetention"},
		{"| customers' critical words", "TestChallenge TestBeforeTheConversation TestRetention"},
		{"| behaviour and level", "TestBehaviourNamed TestLevels"},
		{"| who was not recognised for 90 days", "TestManagerWeek TestManagerWeekOnceAndQuiet"},
		{"| scorecard", "TestMiddle TestManagersInMondaysDigest"},
		{"| whom the CEO never thanked", "TestShortlist"},
		{"| how the CEO spent", "TestHabit"},
		{"| what customers said about a person in a month", "TestBeforeTheConversation"},
		{"| the behaviours that others saw", "TestNewcomer TestBehaviourNamed"},
		{"| since when somebody is in the directory", "TestNewcomer"},
		{"| whether a mail praises", "TestExplainBehaviour TestTexts"},
		{"| figures by period", "TestOfUnits TestReport"},
		{"| variance between units", "TestVariance"},
		{"| patterns of abuse", "TestPatternsAreShownToTheCPOAlone"},
		{"| who could follow", "TestSuccessors"},
		{"| absence until a day", "TestReadUntil TestUntilNeedsADate"},
		{"| a story told", "TestStoryNeedsEverybody TestStoryTakenDown"},
		{"| who did what", "TestAuditChain TestAuditForgets"},
		{"| not to be named in stories", "TestManagersInMondaysDigest TestSuccessors TestLessons"},
		{"| a copy of what is held", "TestExport TestEveryColumnIsKnown"},
		{"| to be forgotten after leaving", "TestForgetLeaver TestForgetLeaverWhileWordsAreUnderWay"},
		{"5. Backups", "TestRestore"},
	}
}

// TestWorksCouncil holds the page to its proofs, and to the settings and commands that there are.
func TestWorksCouncil(t *testing.T) {
	t.Parallel()
	page, settings := readText(t, "../../docs/works-council.md"), readText(t, "../../docs/settings.md")
	tests := allTests(t)
	for _, promise := range worksCouncil() {
		if !strings.Contains(page, promise[0]) {
			t.Errorf("the page does not say %q any more: what holds what it says now?", promise[0])
		}
		for proof := range strings.FieldsSeq(promise[1]) {
			if !tests[proof] {
				t.Errorf("%q was held by %s, which is no test any more", promise[0], proof)
			}
		}
	}
	_, table, _ := strings.Cut(page, "## What is known of whom")
	table, _, _ = strings.Cut(table, "\n## ")
	rows := 0
	for line := range strings.SplitSeq(table, "\n") {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| --- ") || strings.HasPrefix(line, "| what |") {
			continue
		}
		held := false
		for _, promise := range worksCouncil() {
			held = held || strings.HasPrefix(line, promise[0])
		}
		if rows++; !held {
			t.Errorf("no test is named that holds: %s", line)
		}
	}
	if rows < 15 {
		t.Errorf("only %d rows were looked at", rows)
	}
	for _, m := range regexp.MustCompile("`([a-z]+)\\.([a-z_]+)( = [a-z0-9]+)?`").FindAllStringSubmatch(page, -1) {
		if m[1] == "goodword" { // the file
			continue
		}
		if _, section, ok := strings.Cut(settings, "\n## `["+m[1]+"]`\n"); !ok || !strings.Contains(strings.SplitN(section, "\n## ", 2)[0], "\n| `"+m[2]+"` |") {
			t.Errorf("there is no setting %s.%s", m[1], m[2])
		}
	}
}

// allTests are the names of all tests of the repository.
func allTests(t *testing.T) map[string]bool {
	t.Helper()
	root, names, begins := os.DirFS("../.."), map[string]bool{}, regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	if err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(name, ".") && name != "." {
			return cmp.Or(err, fs.SkipDir)
		}
		if d.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		for _, m := range begins.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return names
}

// TestWhatIsNeverMeasured: no column could hold a mark, a rank or that a letter was read, and
// nothing that sends asks for a receipt.
func TestWhatIsNeverMeasured(t *testing.T) {
	t.Parallel()
	never := regexp.MustCompile(`(^|_)(score|scores|rank|rating|mark|marks|grade|points|clicked|clicks|seen|viewed|salary|pay)(_|$)`)
	for _, table := range store.DataMap() {
		for column := range table.Columns {
			if never.MatchString(column) || table.Name == "letters" && regexp.MustCompile(`read|open`).MatchString(column) {
				t.Errorf("%s.%s: the works-council page says that nothing of the kind is kept", table.Name, column)
			}
		}
	}
	looked := 0
	for _, folder := range []string{"mail/send", "jobs", "templates"} {
		files, err := fs.Glob(os.DirFS("../.."), folder+"/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			looked++
			text := strings.ToLower(readText(t, "../../"+name))
			for _, field := range []string{"disposition-notification-to", "return-receipt-to", "x-confirm-reading-to"} {
				if strings.Contains(text, field) {
					t.Errorf("%s knows %s: a letter asks for no receipt", name, field)
				}
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d files were looked at", looked)
	}
}
