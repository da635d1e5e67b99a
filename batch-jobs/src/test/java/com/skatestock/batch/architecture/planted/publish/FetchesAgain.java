package com.skatestock.batch.architecture.planted.publish;

import com.skatestock.batch.architecture.planted.source.Fetcher;

record FetchesAgain(Fetcher fetcher) {}
