package com.skatestock.batch.architecture.planted.extract;

import com.skatestock.batch.architecture.planted.source.Fetcher;

record FetchesAgain(Fetcher fetcher) {}
