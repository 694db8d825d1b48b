#!/usr/bin/env bash
# Stands in for nginx, whose image is built with what Debian has as a module.
exec /opt/nginx/sbin/nginx "$@" -g 'load_module /opt/nginx/lib/nginx/modules/ngx_stream_module.so;'
