#!/usr/bin/env bash
# Prints the JVM's options for the heap of a command of scripts/skatestock: heap-shape.sh run scrape --shop seasons
#
# What a scrape has in hand (pages asked for, a chunk ahead, a chunk being published) is 30 to 50 MB, dead a second later. In the
# usual survivor spaces (a thirtieth of the heap) it does not fit, goes to the old generation, and fills it every few seconds.
# A load holds 170 MB of staged rows for long, and needs the opposite (docs/adr/0033).
case "${1:-} ${2:-}" in
  "run scrape" | "backfill "*) echo "-XX:NewRatio=1 -XX:SurvivorRatio=2" ;;
esac
