package directory

import (
	"reflect"
	"strings"
	"testing"

	"goodword/internal/store"
)

func TestReadSites(t *testing.T) {
	t.Parallel()
	sites, problems := ReadSites(strings.NewReader("Name;Region;Country;Time Zone;Address\r\n" +
		"Lyon;South;fr;Europe/Paris;\"Halden Hotels\r\n14 quai des Brumes\r\n69002 Lyon\"\r\n" +
		"Leeds;;;;Halden Hotels | 2 Mill Row | Leeds LS1\r\n;;;;\r\n"))
	want := []store.Site{
		{Name: "Lyon", Region: "South", Country: "FR", TimeZone: "Europe/Paris", Address: []string{"Halden Hotels", "14 quai des Brumes", "69002 Lyon"}},
		{Name: "Leeds", Address: []string{"Halden Hotels", "2 Mill Row", "Leeds LS1"}},
	}
	if len(problems) > 0 || !reflect.DeepEqual(sites, want) {
		t.Errorf("%v\n%+v, want\n%+v", problems, sites, want)
	}
}

func TestReadSitesRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Problem{
		"":                          {0, "", "it is empty"},
		"name,colour\nLyon,red":     {1, "colour", "no such column"},
		"region\nSouth":             {1, "name", "the column is missing"},
		"name\n":                    {0, "", "it names no site"},
		"name,country\nLyon,France": {2, "country", ""},
		"name,time_zone\nLyon,CETT": {2, "time_zone", ""},
		"name,region\nLyon\n":       {2, "", "it has 1 values"},
		"name,region\n,South":       {2, "name", "it is missing"},
		"name\nLyon\nlyon":          {3, "name", "is in line 2 already"},
		"name\n\"Ly\non\"":          {2, "name", "control character"},
	} {
		_, problems := ReadSites(strings.NewReader(text))
		if len(problems) == 0 || problems[0].Line != want.Line || problems[0].Column != want.Column || !strings.Contains(problems[0].Message, want.Message) {
			t.Errorf("%q: %+v, want %+v", text, problems, want)
		}
	}
}
