package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash" help:"bash."`
}

// Help shows examples.
func (completionCommand) Help() string {
	return `Examples:
  source <(goodword completion bash)
  goodword completion bash > /etc/bash_completion.d/goodword`
}

// Run writes what the shell needs to complete commands and flags.
func (completionCommand) Run(e *environment) error {
	model, err := commands()
	if err != nil {
		return err
	}
	return completeBash(e.out, model.Node)
}

// completeBash writes a function that looks up what may follow the words so far.
// Where nothing is known to follow, files are offered.
func completeBash(out io.Writer, root *kong.Node) error {
	var b strings.Builder
	b.WriteString("# bash completion for goodword, made by `goodword completion bash`\n_goodword() {\n" +
		"  local path= word words=\n  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n" +
		"    case \"$path $word\" in\n")
	var paths, follow strings.Builder
	walkCommands(root, "", func(path string, n *kong.Node) {
		if path != "" {
			fmt.Fprintf(&paths, "    %q) path=%q ;;\n", path, path)
		}
		fmt.Fprintf(&follow, "    %q) words=%q ;;\n", path, strings.Join(following(root, n), " "))
	})
	b.WriteString(paths.String() + "    esac\n  done\n  case \"$path\" in\n" + follow.String() + "  esac\n" +
		"  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\ncomplete -o default -F _goodword goodword\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// walkCommands visits the commands, each with its words, a space before each.
func walkCommands(n *kong.Node, path string, visit func(string, *kong.Node)) {
	visit(path, n)
	for _, child := range n.Children {
		if child.Type == kong.CommandNode && !child.Hidden {
			walkCommands(child, path+" "+child.Name, visit)
		}
	}
}

// following are the words that may follow a command.
func following(root, n *kong.Node) (words []string) {
	for _, child := range n.Children {
		if child.Type == kong.CommandNode && !child.Hidden {
			words = append(words, child.Name)
		}
	}
	for _, f := range n.Flags {
		words = append(words, "--"+f.Name)
	}
	if n != root {
		for _, f := range root.Flags {
			words = append(words, "--"+f.Name)
		}
	}
	return words
}
