#!/usr/bin/env bash
# Installs Debian's aws CLI, which tests of the emulated account drive. As root, on Debian or what is made from it.
set -euo pipefail
if [ ! -x /usr/bin/aws ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends awscli > /dev/null
fi

/usr/bin/aws --version
