package jobs

import (
	"strings"
	"testing"
	"time"

	"goodword/internal/directory"
)

// A read by the schedule logs how much was left out, and of whom nothing.
func TestAReadCountsItsNotices(t *testing.T) {
	o := newOffice(t)
	log := o.recorded()
	o.desk.Directory = &DirectorySchedule{Most: 20, Source: &shelf{list: directory.List{People: staff(),
		Notices: []directory.Problem{{Column: "manager", Message: "otto@corp.example: gone"}, {Column: "country", Message: "nina@corp.example: left out"}}}}}
	if err := o.desk.readDirectory(t.Context(), DirectoryArgs{Source: "ldap", Began: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "notices=2") || strings.Contains(log.String(), "@corp.example") {
		t.Errorf("the log says %s", log.String())
	}
}
