package com.skatestock.batch.architecture.planted.analyse;

import java.time.Clock;

record AsksTheClock(Clock clock) {}
