#!/bin/sh
# The units are gone. /etc/goodword and /var/lib/goodword stay, also when the package is purged: the data is the
# company's, and whoever wants it gone removes both folders.
set -e
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload || true
fi
