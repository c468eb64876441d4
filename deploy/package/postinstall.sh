#!/bin/sh
# The account and its folder; the service starts once there are settings (goodword init /etc/goodword/goodword.toml).
set -e
if ! getent passwd goodword >/dev/null; then
	adduser --system --group --home /var/lib/goodword --shell /usr/sbin/nologin --gecos "goodword" goodword
fi
chgrp goodword /etc/goodword
if [ -d /run/systemd/system ]; then
	systemctl daemon-reload
	# After an upgrade the new version runs; a service that was not started stays so.
	systemctl try-restart goodword.service goodword-deliver.service
fi
