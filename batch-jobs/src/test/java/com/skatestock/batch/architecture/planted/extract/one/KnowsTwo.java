package com.skatestock.batch.architecture.planted.extract.one;

import com.skatestock.batch.architecture.planted.extract.two.Two;

record KnowsTwo(Two two) {}
