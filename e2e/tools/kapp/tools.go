//go:build tools

// Package tools names the programs of this group, so that go.mod keeps what they need.
package tools

import _ "carvel.dev/kapp/cmd/kapp"
