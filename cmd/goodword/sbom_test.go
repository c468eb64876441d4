package main

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestListOfWhatIsBuiltIn: the list that a release brings along names Go itself
// and every module of the program with its version and checksum, and nothing else.
func TestListOfWhatIsBuiltIn(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "list.cdx.json")
	cmd := exec.Command("../../script/package", "sbom", self, file)
	cmd.Env = append(os.Environ(), "VERSION=1.2.3")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		BomFormat, SpecVersion string
		Metadata               struct {
			Component struct{ Name, Version string }
		}
		Components []struct {
			Name, Version, Purl string
			Properties          []struct{ Name, Value string }
		}
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatalf("%v:\n%s", err, raw)
	}
	if list.BomFormat != "CycloneDX" || list.Metadata.Component.Name != "goodword" || list.Metadata.Component.Version != "1.2.3" {
		t.Errorf("it says it is %s of %+v", list.BomFormat, list.Metadata.Component)
	}
	sums := map[string]string{}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		sums[m.Path+" "+m.Version] = m.Sum
	}
	if len(list.Components) != len(sums)+1 || "go"+list.Components[0].Version != info.GoVersion || list.Components[0].Name != "std" {
		t.Errorf("%d parts are listed, the first %+v; the program has %d modules and %s", len(list.Components), list.Components[0], len(sums), info.GoVersion)
	}
	for _, c := range list.Components[1:] {
		if sum, ok := sums[c.Name+" "+c.Version]; !ok || len(c.Properties) != 1 || c.Properties[0].Value != sum {
			t.Errorf("%+v is not what the program was built of", c)
		}
	}
}
