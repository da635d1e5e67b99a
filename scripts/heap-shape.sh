#!/usr/bin/env bash
# Prints the JVM's options for the heap of a command of scripts/skatestock: heap-shape.sh run scrape --shop seasons
#
# What a scrape has in hand (pages asked for, a chunk ahead, a chunk being published) is 30 to 50 MB, dead a second later, and it
# makes a gigabyte in two seconds: a large young generation, collected by all processors, takes a third of the usual seconds for that.
# A load holds 170 MB of staged rows for long, and needs the opposite (docs/adr/0033).
case "${1:-} ${2:-}" in
  "run scrape" | "backfill "*) echo "-Xmx400m -Xmn208m -XX:+UseParallelGC" ;;
  *) echo "-Xmx256m -XX:+UseSerialGC" ;;
esac
