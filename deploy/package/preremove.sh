#!/bin/sh
# An upgrade restarts the service afterwards; only a removal stops it. Settings, data and the account stay.
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
	systemctl disable --now goodword-backup.timer goodword.service goodword-deliver.service || true
fi
