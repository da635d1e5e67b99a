package com.skatestock.batch.architecture.planted.extract.structured;

import com.skatestock.batch.architecture.planted.extract.two.Two;

record KnowsAPlatform(Two two) {}
