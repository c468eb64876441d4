package jobs

import (
	"fmt"
	"testing"

	"goodword/internal/store"
)

// Of the row of a leaver who is forgotten nothing is left that the map calls an
// employee's: it holds what the row of somebody new would hold.
func TestForgetEmptiesTheRow(t *testing.T) {
	o := newOffice(t)
	o.exec(`update people set aliases = '{nina.o@corp.example}', nicknames = '{Nini}', site = 'Leeds', region = 'North', country = 'GB', time_zone = 'Europe/London', role = 'manager',
		title = 'Ms', phone = '1', shift = 'night', working_days = 'mo-we', deputy_id = manager_id, active = false where address = 'nina@corp.example'`)
	id := o.text("select id::text from people where address = 'nina@corp.example'")
	o.exec("insert into people (address, name) values ('new@corp.example', 'somebody who left')")
	if _, err := o.desk.Forget(t.Context(), "nina@corp.example", "operator", true, false); err != nil {
		t.Fatal(err)
	}
	for _, table := range store.DataMap() {
		for column, holds := range table.Columns {
			if table.Name != "people" || holds != store.OfEmployee || column == "address" {
				continue
			}
			left := o.text(fmt.Sprintf("select coalesce(%[1]s::text, '') from people where id = $1", column), id)
			if fresh := o.text(fmt.Sprintf("select coalesce(%[1]s::text, '') from people where address = 'new@corp.example'", column)); left != fresh {
				t.Errorf("%s is still %q", column, left)
			}
		}
	}
}

// What tells where somebody works, as what, and under whom is theirs.
func TestWhereSomebodyWorksIsTheirs(t *testing.T) {
	t.Parallel()
	for _, table := range store.DataMap() {
		for _, column := range []string{"site", "region", "country", "role", "team", "manager_id"} {
			if table.Name == "people" && table.Columns[column] != store.OfEmployee {
				t.Errorf("%s holds %s", column, table.Columns[column])
			}
		}
	}
}
