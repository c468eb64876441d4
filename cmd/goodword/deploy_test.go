package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"goodword/internal/config"
	"goodword/internal/postgres"
)

// documents reads the parts of a YAML file; a key that stands twice is an error.
func documents(t *testing.T, name string) (all []map[string]any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for d := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var one map[string]any
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, one)
	}
}

// at goes down into a document: by names and, in lists, by places.
func at(doc any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := doc.(map[string]any)
			doc = m[s]
		case int:
			l, _ := doc.([]any)
			if s >= len(l) {
				return nil
			}
			doc = l[s]
		}
	}
	return doc
}

func texts(list any) (all []string) {
	l, _ := list.([]any)
	for _, v := range l {
		all = append(all, fmt.Sprint(v))
	}
	return all
}

// understood wants a command line of ours, and settings that are right.
func understood(t *testing.T, where string, args []string, settings string) {
	t.Helper()
	isCommand(t, where, "serve", args)
	areSettings(t, where, settings)
}

func isCommand(t *testing.T, where, command string, args []string) {
	t.Helper()
	var p program
	parser, err := kong.New(&p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil || len(args) == 0 || args[0] != command {
		t.Errorf("%s: %q: %v", where, args, err)
	}
}

func areSettings(t *testing.T, where, settings string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "goodword.toml")
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.LoadFor(file, config.Secrets{})
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	if len(c.Warnings) > 0 || c.HTTP.Listen != "0.0.0.0:8025" || !c.Database.URL.IsSet() {
		t.Errorf("%s: it warns of %q, listens at %s", where, c.Warnings, c.HTTP.Listen)
	}
}

// TestKubernetes: each deployment gives a command that goodword understands,
// settings that are right, the secrets that the settings name and no others, and
// asks for health where it is told.
func TestKubernetes(t *testing.T) {
	t.Parallel()
	const folder = "../../deploy/kubernetes/"
	settings := ""
	for _, d := range documents(t, folder+"settings.yaml") {
		if d["kind"] == "ConfigMap" {
			settings, _ = at(d, "data", "goodword.toml").(string)
		}
	}
	for _, file := range []string{"goodword.yaml", "deliver.yaml"} {
		kinds := map[string]int{}
		for _, d := range documents(t, folder+file) {
			kind := fmt.Sprint(d["kind"])
			kinds[kind]++
			if kind != "Deployment" {
				continue
			}
			pod := at(d, "spec", "template", "spec")
			box := at(pod, "containers", 0)
			understood(t, file, texts(at(box, "args")), settings)
			for probe, path := range map[string]string{"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"} {
				if at(box, probe, "httpGet", "path") != path {
					t.Errorf("%s: %s asks elsewhere than %s", file, probe, path)
				}
			}
			if at(box, "securityContext", "readOnlyRootFilesystem") != true || at(pod, "securityContext", "runAsNonRoot") != true || at(pod, "automountServiceAccountToken") != false {
				t.Errorf("%s: it may do more than it needs", file)
			}
			relay := strings.Contains(fmt.Sprint(at(pod, "volumes")), "goodword-relay")
			if relay != (file == "deliver.yaml") || relay == strings.Contains(fmt.Sprint(at(pod, "volumes")), "goodword-mailbox") {
				t.Errorf("%s: the relay's secret is where it does not belong, or the mailbox's", file)
			}
			mounts, _ := at(box, "volumeMounts").([]any)
			for _, m := range mounts {
				if path := fmt.Sprint(at(m, "mountPath")); path != "/etc/goodword" && !strings.Contains(settings, `"`+path+"/") {
					t.Errorf("%s: the settings name nothing in %s", file, path)
				}
			}
		}
		if !reflect.DeepEqual(kinds, map[string]int{"Deployment": 1, "PodDisruptionBudget": 1, "NetworkPolicy": 1}) {
			t.Errorf("%s has %v", file, kinds)
		}
	}
}

// TestKubernetesBackup: what the schedule gives is a command of ours, which keeps
// some backups in a folder that it may write, and has the database's secret alone.
func TestKubernetesBackup(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t, "../../deploy/kubernetes/backup.yaml") {
		if d["kind"] != "CronJob" {
			continue
		}
		pod := at(d, "spec", "jobTemplate", "spec", "template", "spec")
		box := at(pod, "containers", 0)
		isCommand(t, "backup.yaml", "backup", texts(at(box, "args")))
		mounts := fmt.Sprint(at(box, "volumeMounts"))
		if !slices.Contains(texts(at(box, "args")), "/backups") || !strings.Contains(mounts, "mountPath:/backups name") || strings.Contains(fmt.Sprint(at(pod, "volumes")), "goodword-relay") ||
			strings.Contains(fmt.Sprint(at(pod, "volumes")), "goodword-mailbox") || !strings.Contains(mounts, "/secrets/database") {
			t.Errorf("the backup has %s", mounts)
		}
		return
	}
	t.Error("backup.yaml has no schedule")
}

// TestCompose: the service's command and settings are goodword's, and every
// secret that they name is given.
func TestCompose(t *testing.T) {
	t.Parallel()
	settings, err := os.ReadFile("../../deploy/compose/goodword.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	d := documents(t, "../../deploy/compose/compose.yaml")[0]
	understood(t, "compose.yaml", texts(at(d, "services", "goodword", "command")), string(settings))
	isCommand(t, "compose.yaml", "backup", texts(at(d, "services", "backup", "command")))
	given := texts(at(d, "services", "goodword", "secrets"))
	for _, m := range regexp.MustCompile(`"/run/secrets/([^"]+)"`).FindAllStringSubmatch(string(settings), -1) {
		if !slices.Contains(given, m[1]) || at(d, "secrets", m[1]) == nil {
			t.Errorf("the settings name the secret %s, which is not given", m[1])
		}
	}
}

// TestPackages: both descriptions of the package have the same contents, of files
// that are there or that script/package makes.
func TestPackages(t *testing.T) {
	t.Parallel()
	type file struct{ src, dst string }
	var lists [2][]file
	script, err := os.ReadFile("../../script/package")
	if err != nil {
		t.Fatal(err)
	}
	for i, list := range []any{
		at(documents(t, "../../deploy/package/nfpm.yaml")[0], "contents"),
		at(documents(t, "../../.goreleaser.yaml")[0], "nfpms", 0, "contents"),
	} {
		items, _ := list.([]any)
		for _, item := range items {
			f := file{fmt.Sprint(at(item, "src")), fmt.Sprint(at(item, "dst"))}
			if f.dst == "/usr/bin/goodword" { // the other knows it as its own
				continue
			}
			lists[i] = append(lists[i], f)
			made, isMade := strings.CutPrefix(f.src, "bin/package/")
			if _, err := os.Stat("../../" + f.src); at(item, "type") == nil && !isMade && err != nil || isMade && !strings.Contains(string(script), ">bin/package/"+made+"\n") {
				t.Errorf("%s is not there, and nobody makes it", f.src)
			}
		}
	}
	if len(lists[0]) < 10 || !slices.Equal(lists[0], lists[1]) {
		t.Errorf("nfpm.yaml has %v\n.goreleaser.yaml has %v", lists[0], lists[1])
	}
}

// TestDeployNames: every variable of the environment that begins with GOODWORD,
// and every command and flag after the word goodword, is one there is.
func TestDeployNames(t *testing.T) {
	t.Parallel()
	model, err := commands()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{postgres.EnvFolder: true}
	for _, f := range model.Flags {
		for _, name := range f.Envs {
			known[name] = true
		}
	}
	var names []string
	walkCommands(model.Node, "", func(_ string, n *kong.Node) { names = append(names, n.Name) })
	root := os.DirFS("../..")
	files := []string{"Dockerfile", ".goreleaser.yaml"}
	if err := fs.WalkDir(root, "deploy", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	variable, said := regexp.MustCompile(`GOODWORD_[A-Z_]+`), regexp.MustCompile("(?:`|--rm )goodword ([a-z]+)")
	for _, name := range files {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variable.FindAllString(string(text), -1) {
			if !known[v] {
				t.Errorf("%s: there is no variable %s", name, v)
			}
		}
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(names, m[1]) {
				t.Errorf("%s: there is no command goodword %s", name, m[1])
			}
		}
	}
	if len(files) < 12 {
		t.Errorf("only %q were looked at", files)
	}
}
