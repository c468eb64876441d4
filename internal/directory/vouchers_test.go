package directory

import (
	"strings"
	"testing"
)

func TestReadVouchers(t *testing.T) {
	t.Parallel()
	list, problems := ReadVouchers(strings.NewReader("Code;Value;Currency;Expires\r\nGIFT-1234;25;EUR;2027-06-30\r\nGIFT-1235;7,5;EUR;\r\n"))
	if len(problems) > 0 || len(list) != 2 || list[0].Cents != 2500 || list[0].ExpiresOn.Day() != 30 || list[1].Cents != 750 || list[1].ExpiresOn != nil {
		t.Errorf("%v\n%+v", problems, list)
	}
	for text, want := range map[string]Problem{
		"":                      {0, "", "it names no voucher"},
		"code,value,currency\n": {0, "", "it names no voucher"},
		"code,value\nGIFT-1,25": {1, "currency", "missing"},
		"code,value,currency,note\nGIFT-1,25,EUR,x":       {1, "note", "no such column"},
		"code,value,currency\nGI,25,EUR":                  {2, "code", "letters"},
		"code,value,currency\nGIFT 12,25,EUR":             {2, "code", "letters"},
		"code,value,currency\nGIFT-1,0,EUR":               {2, "value", "above zero"},
		"code,value,currency\nGIFT-1,-5,EUR":              {2, "value", "above zero"},
		"code,value,currency\nGIFT-1,25,€":                {2, "currency", "capital"},
		"code,value,currency\nGIFT-1,2,EUR\nGIFT-1,2,EUR": {3, "code", "line 2"},
		"code,value,currency,expires\nGIFT-1,2,EUR,soon":  {2, "expires", "a day"},
	} {
		got, problems := ReadVouchers(strings.NewReader(text))
		if len(problems) == 0 || got != nil || problems[0].Line != want.Line || problems[0].Column != want.Column || !strings.Contains(problems[0].Message, want.Message) {
			t.Errorf("%q gives %v, want %v", text, problems, want)
		}
	}
}
