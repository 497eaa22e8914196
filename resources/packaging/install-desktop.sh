#!/usr/bin/env bash
# Makes Leftfold known to a Linux desktop (menu entry, icon, MIME types, links) for this user, or under a prefix told:
# install-desktop.sh [PREFIX, ~/.local unless told]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
share=${1:-$HOME/.local}/share

install -Dm644 "$here/leftfold.desktop" "$share/applications/leftfold.desktop"
install -Dm644 "$here/leftfold.xml" "$share/mime/packages/leftfold.xml"
install -Dm644 "$here/../icons/leftfold.svg" "$share/icons/hicolor/scalable/apps/leftfold.svg"
for tool in "update-desktop-database $share/applications" "update-mime-database $share/mime"; do
    # A desktop without these tools finds the files by itself at the next login.
    ! command -v "${tool%% *}" >/dev/null || $tool
done
