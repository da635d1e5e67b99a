package com.skatestock.batch.architecture.planted.archive;

import com.skatestock.batch.architecture.planted.source.Fetcher;

record KeepsFetching(Fetcher fetcher) {}
