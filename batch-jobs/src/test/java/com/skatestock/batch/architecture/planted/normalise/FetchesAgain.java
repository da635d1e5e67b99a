package com.skatestock.batch.architecture.planted.normalise;

import com.skatestock.batch.architecture.planted.source.Fetcher;

record FetchesAgain(Fetcher fetcher) {}
