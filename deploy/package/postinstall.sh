#!/bin/sh
# The account and its folder; the service starts once there are settings (goodword init /etc/goodword/goodword.toml).
set -e
if ! getent passwd goodword >/dev/null; then
	adduser --system --group --home /var/lib/goodword --no-create-home --shell /usr/sbin/nologin --gecos "goodword" goodword
fi
if [ ! -e /var/lib/goodword ]; then
	install -d -o goodword -g goodword -m 0700 /var/lib/goodword
fi
chgrp goodword /etc/goodword
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	# After an upgrade the new version runs; a service that was not started stays so. One that does not start says why
	# in its journal, and is no reason to leave the package half installed.
	systemctl try-restart goodword.service goodword-deliver.service ||
		echo "goodword: the new version did not start: journalctl -u goodword -u goodword-deliver says why" >&2
fi
